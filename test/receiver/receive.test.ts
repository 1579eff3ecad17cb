import { describe, expect, test } from 'vitest';
import { decodeEnvelope } from '../../receiver/envelope.ts';
import { AppError } from '../../receiver/errors.ts';
import type { Delivery, LandContext } from '../../receiver/land.ts';
import { parseRawKey } from '../../receiver/landing/keys.ts';
import { receiveDelivery } from '../../receiver/receive.ts';
import { webhookSource } from '../../receiver/sources/index.ts';
import { type MemoryStore, memoryStore } from '../support/memory-store.ts';
import { freshTest, zohoTest } from '../support/receiver.ts';
import { testConfig } from '../support/receiver-config.ts';
import type { SignedDelivery } from '../support/sign.ts';
import { arrived } from '../support/webhook-request.ts';

const { connections } = testConfig();
const NOW = new Date('2026-06-09T13:50:00.000Z');

function delivery(signed: SignedDelivery, headers: Record<string, string> = {}): Delivery {
  const connection = connections[signed.path.startsWith('/webhooks/acme_fresh') ? 'acme_fresh' : 'acme_books']!;
  const request = arrived(signed);
  const all = { ...request.headers, ...headers };
  return { connection, source: webhookSource(connection.source), request: { ...request, headers: all } };
}

function context(store: MemoryStore, clock: () => Date = () => NOW): LandContext {
  return { store, clock, timeBudgetMs: 60_000, coalesceSeconds: 60 };
}

function clockAt(...times: readonly string[]): () => Date {
  let at = 0;
  return () => new Date(times[Math.min(at++, times.length - 1)]!);
}

describe('what is landed', () => {
  test('the envelope of a Zoho Books delivery', async () => {
    const store = memoryStore();
    const signed = zohoTest({ query: [['env', 'a b']] });
    const extra = {
      'user-agent': 'ZohoBooks',
      'x-request-id': 'r-1',
      cookie: 'session=1',
      authorization: 'Bearer x',
      'x-forwarded-for': '203.0.113.9',
    };
    const receipt = await receiveDelivery(delivery(signed, extra), context(store));
    expect(receipt).toMatchObject({ kind: 'stored', secretName: 0 });
    const [[key, bytes]] = [...store.objects] as [[string, Buffer]];
    expect(parseRawKey(key)).toMatchObject({
      source: 'zoho_books',
      connection: 'acme_books',
      date: '2026-06-09',
      time: new Date('2026-06-09T13:46:21Z'),
      origin: 'webhook',
      entity: 'invoices',
    });
    expect(decodeEnvelope(bytes)).toMatchObject({
      v: 1,
      source: 'zoho_books',
      connection: 'acme_books',
      organization_id: '10234695',
      origin: 'webhook',
      entity: 'invoices',
      entity_id: '460000000000001',
      action: 'updated',
      event_at: '2026-06-09T13:46:21.000Z',
      received_at: NOW.toISOString(),
      window_end: null,
      fetch: null,
      content_type: 'application/json',
      redacted: [],
      body: signed.body.toString(),
      request: {
        path: '/webhooks/acme_books/invoices/updated',
        query: 'env=a%20b',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'ZohoBooks',
          'x-request-id': 'r-1',
          'x-zoho-webhook-signature': signed.headers['x-zoho-webhook-signature'],
        },
      },
    });
    expect(Object.keys(decodeEnvelope(bytes).request!.headers)).toHaveLength(4);
  });

  test('a hint is named by its window', async () => {
    const store = memoryStore();
    await receiveDelivery(delivery(freshTest()), context(store));
    const [[key, bytes]] = [...store.objects] as [[string, Buffer]];
    expect(parseRawKey(key)).toMatchObject({ time: NOW, entity: 'invoices', source: 'freshbooks' });
    expect(decodeEnvelope(bytes)).toMatchObject({
      entity: 'invoices',
      entity_id: '77',
      action: 'update',
      event_at: null,
      window_end: '2026-06-09T13:51:00.000Z',
    });
  });

  test('bytes that are not UTF-8 survive', async () => {
    const store = memoryStore();
    const body = Buffer.from([0x7b, 0xff, 0x00, 0x7d]);
    expect(await receiveDelivery(delivery(zohoTest({ document: body })), context(store))).toMatchObject({
      kind: 'stored',
    });
    const raw = [...store.objects].find(([key]) => key.startsWith('raw/'))!;
    expect(decodeEnvelope(raw[1]).body_base64).toBe(body.toString('base64'));
  });
});

describe('one event, one object', () => {
  test('the same delivery again, also years later, is a duplicate', async () => {
    const store = memoryStore();
    const first = await receiveDelivery(delivery(zohoTest()), context(store));
    const again = await receiveDelivery(
      delivery(zohoTest()),
      context(store, () => new Date('2029-01-01T00:00:00Z')),
    );
    expect([first.kind, again.kind]).toEqual(['stored', 'duplicate']);
    expect([...store.objects.keys()].filter((key) => key.startsWith('raw/'))).toHaveLength(1);
  });

  test('another body, action or entity is another event', async () => {
    const store = memoryStore();
    const document = {
      invoice: { invoice_id: '460000000000001', total: 2, last_modified_time: '2026-06-09T09:46:21-0400' },
    };
    const all = [
      zohoTest(),
      zohoTest({ document }),
      zohoTest({ path: '/webhooks/acme_books/invoices/deleted' }),
      zohoTest({ path: '/webhooks/acme_books/bills/updated' }),
    ];
    for (const signed of all) expect((await receiveDelivery(delivery(signed), context(store))).kind).toBe('stored');
    expect([...store.objects.keys()].filter((key) => key.startsWith('raw/'))).toHaveLength(4);
  });

  test('the query, the spelling of the entity and a left-out action make no difference', async () => {
    const store = memoryStore();
    const document = { payment: { payment_id: '9', updated_time: '2026-06-09T09:46:21-0400' } };
    const paths = ['customer_payments/updated', 'customerpayments/updated', 'customer_payments'];
    const kinds: string[] = [];
    for (const path of paths) {
      const signed = zohoTest({ path: `/webhooks/acme_books/${path}`, document, query: [['n', path]] });
      kinds.push((await receiveDelivery(delivery(signed), context(store))).kind);
    }
    expect(kinds).toEqual(['stored', 'duplicate', 'duplicate']);
  });
});

describe('late pointers', () => {
  const cases: readonly [string, object, boolean][] = [
    ['five minutes old', { invoice_id: '1', last_modified_time: '2026-06-09T09:45:00-0400' }, false],
    ['years old', { invoice_id: '1', last_modified_time: '2019-01-01T00:00:00Z' }, true],
    ['in the future', { invoice_id: '1', last_modified_time: '2031-01-01T00:00:00Z' }, true],
    ['without any time', { invoice_id: '1' }, true],
    ['with a time that is none', { invoice_id: '1', last_modified_time: 'yesterday' }, true],
  ];
  test.each(cases)('%s', async (_name, invoice, late) => {
    const store = memoryStore();
    const receipt = await receiveDelivery(delivery(zohoTest({ document: { invoice } })), context(store));
    expect(receipt.kind).toBe('stored');
    const pointers = store.calls.filter((key) => key.startsWith('late/2026-06-09/20260609T135000000Z.'));
    expect(pointers).toHaveLength(late ? 1 : 0);
    // the pointer first: a crash between the two must not leave an object that no listing finds
    expect(store.calls.map((key) => key.split('/')[0])).toEqual(late ? ['late', 'raw'] : ['raw']);
    const raw = store.calls.at(-1);
    for (const pointer of pointers)
      expect(JSON.parse(store.objects.get(pointer)!.toString())).toEqual({ v: 1, key: raw });
  });

  test('no object without its pointer', async () => {
    const store = memoryStore();
    store.beforeCreate = (key) => {
      if (key.startsWith('late/')) throw new AppError('landing_unavailable', 'down', { hint: 'wait' });
    };
    const receipt = await receiveDelivery(delivery(zohoTest({ document: { invoice: {} } })), context(store));
    expect(receipt.kind).toBe('landing_unavailable');
    expect(store.objects.size).toBe(0);
  });
});

describe('windows of hints', () => {
  const windows = (store: MemoryStore) => [...store.objects.values()].map((bytes) => decodeEnvelope(bytes).window_end);

  test('doubled inside the window: a duplicate; after it: a new hint', async () => {
    const store = memoryStore();
    const at = (time: string) =>
      receiveDelivery(
        delivery(freshTest()),
        context(store, () => new Date(time)),
      );
    expect((await at('2026-06-09T13:50:01Z')).kind).toBe('stored');
    expect((await at('2026-06-09T13:50:59.999Z')).kind).toBe('duplicate');
    expect((await at('2026-06-09T13:51:00Z')).kind).toBe('stored');
    expect(windows(store)).toEqual(['2026-06-09T13:51:00.000Z', '2026-06-09T13:52:00.000Z']);
  });

  test('an "exists" that comes when the window has ended is landed again in the current one', async () => {
    const store = memoryStore();
    await receiveDelivery(
      delivery(freshTest()),
      context(store, () => new Date('2026-06-09T13:50:01Z')),
    );
    // named at 13:50:59, answered at 13:51:01; the second attempt is named then
    const clock = clockAt('2026-06-09T13:50:59Z', '2026-06-09T13:51:01Z');
    expect((await receiveDelivery(delivery(freshTest()), context(store, clock))).kind).toBe('stored');
    expect(windows(store)).toEqual(['2026-06-09T13:51:00.000Z', '2026-06-09T13:52:00.000Z']);
  });

  test('an answer exactly at the end of the window is after it', async () => {
    const store = memoryStore();
    await receiveDelivery(
      delivery(freshTest()),
      context(store, () => new Date('2026-06-09T13:50:01Z')),
    );
    const clock = clockAt('2026-06-09T13:50:59Z', '2026-06-09T13:51:00Z');
    await receiveDelivery(delivery(freshTest()), context(store, clock));
    expect(windows(store)).toHaveLength(2);
  });
});

describe('when the landing zone fails', () => {
  test.each(['landing_unavailable', 'landing_denied', 'ENOSPC'])('%s: nothing is acknowledged', async (code) => {
    const store = memoryStore();
    store.beforeCreate = () => Promise.reject(new AppError(code, 'no', { hint: 'none' }));
    const receipt = await receiveDelivery(delivery(zohoTest()), context(store));
    expect(receipt).toMatchObject({ kind: 'landing_unavailable', error: { code } });
  });

  test('a store that never answers is left after the time budget', async () => {
    const store = memoryStore();
    store.beforeCreate = () => new Promise(() => undefined);
    const receipt = await receiveDelivery(delivery(zohoTest()), { ...context(store), timeBudgetMs: 60 });
    expect(receipt).toMatchObject({
      kind: 'landing_unavailable',
      error: { code: 'landing_unavailable', retryable: true },
    });
  });

  test('pointer and object share one budget', async () => {
    const store = memoryStore();
    const budgets: number[] = [];
    store.beforeCreate = async (_key, { budgetMs }) => {
      budgets.push(budgetMs!);
      const until = performance.now() + 40;
      while (performance.now() < until) await new Promise((resolve) => setImmediate(resolve));
    };
    await receiveDelivery(delivery(zohoTest({ document: { invoice: {} } })), context(store));
    expect(budgets).toHaveLength(2);
    expect(budgets[0]).toBeLessThanOrEqual(60_000);
    expect(budgets[1]).toBeLessThanOrEqual(budgets[0]! - 39);
  });

  test('a source that throws is our fault, never the sender’s', async () => {
    const source = {
      ...webhookSource('zoho_books'),
      facts: () => {
        throw new TypeError('bug');
      },
    };
    const receipt = await receiveDelivery({ ...delivery(zohoTest()), source }, context(memoryStore()));
    expect(receipt.kind).toBe('landing_unavailable');
  });
});

describe('what is refused before landing', () => {
  const cases: readonly [string, Delivery, string][] = [
    ['gzip', delivery(zohoTest(), { 'content-encoding': 'gzip' }), 'unsupported_media_type'],
    ['two encodings', delivery(zohoTest(), { 'content-encoding': 'identity, gzip' }), 'unsupported_media_type'],
    ['encoded and empty', delivery(zohoTest({ document: '' }), { 'content-encoding': 'br' }), 'unsupported_media_type'],
    ['an empty body, signed', delivery(zohoTest({ document: '' })), 'empty_body'],
    ['a wrong signature', delivery(zohoTest({ secret: 'x' })), 'bad_signature'],
    ['a bound secret on another route', delivery(zohoTest({ secret: 'Zoho0Delete1For2Tests' })), 'bad_signature'],
    [
      'the handshake',
      delivery(
        freshTest({
          fields: [
            ['name', 'callback.verify'],
            ['verifier', 'v'],
          ],
        }),
      ),
      'vault_key_missing',
    ],
  ];
  test.each(cases)('%s', async (_name, refused, kind) => {
    const store = memoryStore();
    expect((await receiveDelivery(refused, context(store))).kind).toBe(kind);
    expect(store.calls).toEqual([]);
  });

  test.each(['identity', 'Identity', ''])('Content-Encoding %j is none', async (encoding) => {
    const receipt = await receiveDelivery(
      delivery(zohoTest(), { 'content-encoding': encoding }),
      context(memoryStore()),
    );
    expect(receipt.kind).toBe('stored');
  });
});
