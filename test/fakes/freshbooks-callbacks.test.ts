import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeFreshbooks, startFakeFreshbooks } from '../support/fake-freshbooks/index.ts';
import { freshbooksInvoice } from '../support/payloads/freshbooks.ts';
import type { Doc } from '../support/payloads/json.ts';
import { hmac } from '../support/sign.ts';

interface Arrived {
  readonly fields: ReadonlyMap<string, string>;
  readonly signature: string | undefined;
}

let fresh: FakeFreshbooks;
let hook: Server;
let hookUrl: string;
let arrived: Arrived[];

beforeEach(async () => {
  fresh = await startFakeFreshbooks();
  arrived = [];
  hook = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const fields = new Map(new URLSearchParams(Buffer.concat(chunks).toString()));
      arrived.push({ fields, signature: request.headers['x-freshbooks-hmac-sha256'] as string | undefined });
      response.end();
    })();
  }).listen(0, '127.0.0.1');
  await once(hook, 'listening');
  hookUrl = `http://127.0.0.1:${(hook.address() as AddressInfo).port}/webhooks/acme_fresh`;
});

afterEach(async () => {
  await fresh.close();
  hook.close();
  hook.closeAllConnections();
});

async function call(method: string, path = '', json?: unknown): Promise<{ status: number; json: Doc }> {
  const response = await fetch(`${fresh.url}/events/account/6BApk/events/callbacks${path}`, {
    method,
    headers: { authorization: `Bearer ${fresh.tokens.accessToken()}`, 'content-type': 'application/json' },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  });
  const text = await response.text();
  return { status: response.status, json: text === '' ? {} : JSON.parse(text) };
}

const register = (event = 'invoice.update'): ReturnType<typeof call> =>
  call('POST', '', { callback: { event, uri: hookUrl } });

const names = (): (string | undefined)[] => arrived.map(({ fields }) => fields.get('name'));

describe('callbacks', () => {
  it('sends the verifier to the address, and delivers only once it came back', async () => {
    fresh.callbacks.handshake = 'before';
    const { json } = await register();
    expect(json).toMatchObject({ response: { result: { callback: { event: 'invoice.update', verified: false } } } });
    const [handshake] = arrived;
    expect(handshake?.signature).toBeUndefined();
    const id = handshake?.fields.get('object_id');
    const verifier = handshake?.fields.get('verifier');
    fresh.books.put('invoices', freshbooksInvoice());
    fresh.books.patch('invoices', 60417, { po_number: '1' });
    await fresh.deliveries.settled();
    expect(names()).toEqual(['callback.verify']);

    expect((await call('PUT', `/${id}`, { callback: { verifier: 'wrong' } })).status).toBe(400);
    const confirmed = await call('PUT', `/${id}`, { callback: { verifier } });
    expect(confirmed.json).toMatchObject({ response: { result: { callback: { verified: true } } } });
    fresh.books.patch('invoices', 60417, { po_number: '2' });
    await fresh.deliveries.settled();
    const { fields, signature } = arrived[1]!;
    expect([...fields]).toEqual([
      ['name', 'invoice.update'],
      ['object_id', '60417'],
      ['account_id', '6BApk'],
      ['business_id', '91822'],
      ['identity_id', '3305'],
      ['user_id', '1'],
    ]);
    const python = [...fields].map(([key, value]) => `"${key}": "${value}"`).join(', ');
    expect(signature).toBe(hmac(verifier!, `{${python}}`, 'base64'));
  });

  it('hands out the handshake after the answer, and again when asked', async () => {
    const { json } = await register();
    const { callbackid } = (json as { response: { result: { callback: { callbackid: number } } } }).response.result
      .callback;
    await call('PUT', `/${callbackid}`, { callback: { resend: true } });
    await new Promise((resolve) => setImmediate(resolve));
    await fresh.deliveries.settled();
    expect(names()).toEqual(['callback.verify', 'callback.verify']);
    expect(new Set(arrived.map(({ fields }) => fields.get('verifier'))).size).toBe(1);
  });

  it.each([
    ['old', 400, { code: 3, details: [{ fieldViolations: [{ field: 'event' }, { field: 'uri' }] }] }],
    ['new', 422, { errno: 422, details: [/^event: /, /^uri: /].map((text) => expect.stringMatching(text)) }],
  ] as const)('refuses an unknown event and a bad address, %s shape', async (shape, status, json) => {
    fresh.knobs.errors = { shape };
    const bad = await call('POST', '', { callback: { event: 'invoice.explode', uri: 'nowhere' } });
    expect(bad).toMatchObject({ status, json });
  });

  it('lists 15 to a page, by event and its noun, and forgets what is deleted', async () => {
    for (let i = 0; i < 16; i += 1) fresh.callbacks.addVerified(i === 0 ? 'invoice' : 'client.create', hookUrl);
    const page = async (query: string): Promise<readonly Doc[]> => {
      const { json } = await call('GET', query);
      return (json as { response: { result: { callbacks: Doc[] } } }).response.result.callbacks;
    };
    expect(await page('')).toHaveLength(15);
    expect(await page('?page=2')).toHaveLength(1);
    expect(await page('?search[event]=invoice.create')).toMatchObject([{ event: 'invoice', verified: true }]);
    expect((await call('DELETE', '/80001')).status).toBe(204);
    expect((await call('GET', '/80001')).status).toBe(404);
  });
});

describe('deliveries', () => {
  beforeEach(() => {
    fresh.callbacks.addVerified('invoice', hookUrl);
    fresh.books.put('invoices', freshbooksInvoice(), { silent: true });
  });

  it('can be lost, doubled, held and reordered', async () => {
    const { books, deliveries } = fresh;
    deliveries.drop();
    books.touch('invoices', 60417, 'sendByEmail');
    deliveries.double();
    books.patch('invoices', 60417, {});
    await deliveries.settled();
    expect(names()).toEqual(['invoice.update', 'invoice.update']);
    const held = deliveries.hold();
    books.remove('invoices', 60417);
    books.restore('invoices', 60417);
    await deliveries.settled();
    expect([held.count, arrived.length]).toEqual([2, 2]);
    await held.release(() => [1, 0]);
    expect(names().slice(2)).toEqual(['invoice.update', 'invoice.delete']);
    expect(deliveries.dropped).toEqual(['invoice.sendByEmail 60417']);
    expect(deliveries.sent.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
  });
});
