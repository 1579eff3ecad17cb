import { describe, expect, test } from 'vitest';
import { AppError } from '../../receiver/errors.ts';
import { memoryStore } from '../support/memory-store.ts';
import { freshTest, INVOICE, post, startTestReceiver, zohoTest } from '../support/receiver.ts';
import { DELETE_SECRET } from '../support/receiver-config.ts';
import { hmac, type SignedDelivery } from '../support/sign.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const zohoHeader = 'x-zoho-webhook-signature';
const withHeaders = (delivery: SignedDelivery, headers: Record<string, string>): SignedDelivery => ({
  ...delivery,
  headers: { ...delivery.headers, ...headers },
});
const at = (path: string): SignedDelivery => zohoTest({ path });

describe('refusals, in the order of the contract', () => {
  const big = Buffer.alloc(65_537, 97);
  const rows: readonly [string, SignedDelivery, number, string][] = [
    ['an unknown connection', at('/webhooks/nobody/invoices/updated'), 404, 'unknown_connection'],
    ['an unknown connection without entity', at('/webhooks/nobody'), 404, 'unknown_connection'],
    ['a name of Object.prototype', at('/webhooks/constructor/invoices'), 404, 'unknown_connection'],
    ['__proto__', at('/webhooks/__proto__/invoices'), 404, 'unknown_connection'],
    ['another case', at('/webhooks/ACME_books/invoices'), 404, 'unknown_connection'],
    ['another case of the path', at('/Webhooks/acme_books/invoices'), 404, 'not_found'],
    ['Zoho Books without an entity', at('/webhooks/acme_books'), 404, 'unknown_connection'],
    ['FreshBooks with an entity', freshTest({ path: '/webhooks/acme_fresh/invoices' }), 404, 'unknown_connection'],
    ['a path too deep', at('/webhooks/acme_books/invoices/updated/more'), 404, 'unknown_connection'],
    ['an empty entity', at('/webhooks/acme_books//updated'), 404, 'unknown_connection'],
    ['broken percent-encoding of a connection', at('/webhooks/%zz/invoices'), 404, 'unknown_connection'],
    ['broken percent-encoding of an entity', at('/webhooks/acme_books/%E0%A4%A'), 404, 'unknown_connection'],
    ['percent-encoding that is not UTF-8', at('/webhooks/acme_books/%ff'), 404, 'unknown_connection'],
    ['an encoded slash in the connection', at('/webhooks/acme_books%2Finvoices'), 404, 'unknown_connection'],
    ['the path alone', at('/webhooks'), 404, 'not_found'],
    ['nothing of ours', at('/wp-login.php'), 404, 'not_found'],
    ['the root', at('/'), 404, 'not_found'],
    ['unknown before too large', { ...at('/webhooks/nobody'), body: big }, 404, 'unknown_connection'],
    ['too large', { ...at('/webhooks/acme_books/invoices'), body: big }, 413, 'too_large'],
    [
      'too large before encoded',
      withHeaders({ ...zohoTest(), body: big }, { 'content-encoding': 'gzip' }),
      413,
      'too_large',
    ],
    ['gzip', withHeaders(zohoTest(), { 'content-encoding': 'gzip' }), 415, 'unsupported_media_type'],
    [
      'encoded before empty',
      withHeaders(zohoTest({ document: '' }), { 'content-encoding': 'br' }),
      415,
      'unsupported_media_type',
    ],
    ['empty before forged', { ...zohoTest({ secret: 'x' }), body: Buffer.alloc(0) }, 400, 'empty_body'],
    ['an empty body, rightly signed', zohoTest({ document: '' }), 400, 'empty_body'],
    ['no signature', { ...zohoTest(), headers: JSON_TYPE }, 401, 'bad_signature'],
    ['a forged signature', zohoTest({ secret: 'x' }), 401, 'bad_signature'],
    [
      'two signatures',
      withHeaders(zohoTest(), { [zohoHeader]: `${'a'.repeat(64)}, ${'b'.repeat(64)}` }),
      401,
      'bad_signature',
    ],
    ["Zoho Payments' form", withHeaders(zohoTest(), { [zohoHeader]: `t=1,v=${'a'.repeat(64)}` }), 401, 'bad_signature'],
    ['another body', { ...zohoTest(), body: Buffer.from('{"invoice":{}}') }, 401, 'bad_signature'],
    ['a query that was not signed', { ...zohoTest(), path: `${zohoTest().path}?a=1` }, 401, 'bad_signature'],
    ['a secret of another route', zohoTest({ secret: DELETE_SECRET }), 401, 'bad_signature'],
    [
      'a connection without secrets, empty key',
      zohoTest({ path: '/webhooks/no_secret/invoices', secret: '' }),
      401,
      'bad_signature',
    ],
    ['FreshBooks, forged', freshTest({ secret: 'x' }), 401, 'bad_signature'],
    [
      'FreshBooks, the raw body signed',
      withHeaders(freshTest(), {
        'x-freshbooks-hmac-sha256': hmac('fresh-verifier-for-tests', freshTest().body, 'base64'),
      }),
      401,
      'bad_signature',
    ],
    ['FreshBooks, JSON', { ...freshTest(), body: Buffer.from('{"name":"invoice.update"}') }, 401, 'bad_signature'],
    ['forged and garbage', { ...zohoTest({ secret: 'x' }), body: Buffer.from([0, 0xff, 0xfe]) }, 401, 'bad_signature'],
  ];

  test.each(rows)('%s', async (_name, delivery, status, code) => {
    const receiver = await startTestReceiver();
    const reply = await receiver.post(delivery);
    expect([reply.status, reply.json]).toEqual([status, { error: code }]);
    expect(reply.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(receiver.store.calls.filter((key) => !key.startsWith('state/'))).toEqual([]);
    expect((await fetch(`${receiver.url}/healthz`)).status).toBe(200);
  });

  test.each(['GET', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'])('%s on a route', async (method) => {
    const receiver = await startTestReceiver();
    const { path, headers, body } = zohoTest();
    const hasBody = method !== 'GET' && method !== 'HEAD';
    const reply = await fetch(receiver.url + path, {
      method,
      headers,
      ...(hasBody ? { body: new Uint8Array(body) } : {}),
    });
    expect([reply.status, reply.headers.get('allow')]).toEqual([405, 'POST']);
    expect(await reply.text()).toBe(method === 'HEAD' ? '' : '{"error":"method_not_allowed"}');
    const unknown = await fetch(`${receiver.url}/webhooks/nobody/invoices`, { method });
    expect(unknown.status).toBe(404);
  });

  test('no answer betrays what runs here', async () => {
    const receiver = await startTestReceiver();
    for (const path of ['/', '/webhooks/%zz', '/webhooks/nobody', '/webhooks/acme_books/invoices']) {
      const reply = await fetch(receiver.url + path, { method: 'POST', body: 'x' });
      const { headers } = reply;
      expect([headers.get('x-powered-by'), headers.get('etag'), headers.get('server')]).toEqual([null, null, null]);
      expect(await reply.text()).toMatch(/^\{"error":"[a-z_]+"\}$/);
    }
  });
});

describe('what is signed is landed, whatever it holds', () => {
  const stamp = '"last_modified_time":"2026-06-09T09:46:21-0400"';
  const rows: readonly [string, SignedDelivery][] = [
    ['an invoice', zohoTest()],
    ['not JSON', zohoTest({ document: 'this is not JSON' })],
    ['half of a JSON text', zohoTest({ document: '{"invoice":{"invoice_id":"1"' })],
    ['a JSON number', zohoTest({ document: '1e2' })],
    ['JSON null', zohoTest({ document: 'null' })],
    ['an array', zohoTest({ document: '[1,2]' })],
    ['an empty object', zohoTest({ document: '{}' })],
    ['an empty payload', zohoTest({ document: '{"payload":""}' })],
    ['a single space', zohoTest({ document: ' ' })],
    ['a byte order mark', zohoTest({ document: '\ufeff{"invoice":{}}' })],
    ['not UTF-8', zohoTest({ document: Buffer.from([0x7b, 0xc3, 0x28, 0x7d]) })],
    ['NUL bytes', zohoTest({ document: Buffer.alloc(16) })],
    ['a lone surrogate', zohoTest({ document: '{"invoice":{"invoice_id":"\\ud800"}}' })],
    ['an id beyond 2^53', zohoTest({ document: `{"invoice":{"invoice_id":9007199254740993,${stamp}}}` })],
    [
      '26 decimals and 1e2',
      zohoTest({ document: `{"invoice":{"invoice_id":"1","a":0.12345678901234567890123456,"b":1e2}}` }),
    ],
    ['duplicate keys', zohoTest({ document: '{"invoice":{"invoice_id":"1","invoice_id":"2"}}' })],
    ['deep nesting', zohoTest({ document: '['.repeat(30_000) + ']'.repeat(30_000) })],
    ['another entity in the body', zohoTest({ document: { contact: { contact_id: '1' } } })],
    [
      'another organization in the body',
      zohoTest({ document: { invoice: { invoice_id: '1', organization_id: '999' } } }),
    ],
    ['an entity nobody knows', at('/webhooks/acme_books/gadgets/updated')],
    ['an action nobody knows', at('/webhooks/acme_books/invoices/approved')],
    ['no action', at('/webhooks/acme_books/invoices')],
    ['an entity with odd characters', at('/webhooks/acme_books/%F0%9F%98%80%20..%2F..%2Fetc/updated')],
    ['an entity of a thousand characters', at(`/webhooks/acme_books/${'x'.repeat(1000)}/updated`)],
    ['an entity called constructor', at('/webhooks/acme_books/constructor/updated')],
    ['a trailing slash', at('/webhooks/acme_books/invoices/updated/')],
    ['no media type', withHeaders(zohoTest(), { 'content-type': '' })],
    ['an odd charset', zohoTest({ contentType: 'text/html; charset=utf-16' })],
    ['a form with the document in a field', zohoTest({ formField: 'JSONString' })],
    [
      'a signed query',
      zohoTest({
        query: [
          ['organization_id', '10234695'],
          ['env', 'a+b &c'],
        ],
      }),
    ],
    ['a bound secret on its route', zohoTest({ path: '/webhooks/acme_books/invoices/deleted', secret: DELETE_SECRET })],
    ['Content-Encoding: identity', withHeaders(zohoTest(), { 'content-encoding': 'identity' })],
    ['exactly the largest size', zohoTest({ document: 'x'.repeat(65_536) })],
    ['a time in year 9999', zohoTest({ document: '{"invoice":{"last_modified_time":"9999-12-31T23:59:59-0400"}}' })],
    ['a hint', freshTest()],
    ['a hint with a trailing slash', freshTest({ path: '/webhooks/acme_fresh/' })],
    [
      'a hint about an unknown noun',
      freshTest({
        fields: [
          ['name', 'starship.launch'],
          ['object_id', '1'],
        ],
      }),
    ],
    [
      'a hint of another account',
      freshTest({
        fields: [
          ['name', 'invoice.update'],
          ['account_id', 'other'],
        ],
      }),
    ],
    ['a hint without a name', freshTest({ fields: [['object_id', '1']] })],
    [
      'a hint with accents and a surrogate pair',
      freshTest({
        fields: [
          ['name', 'item.update'],
          ['note', 'é😀"\\\u007f\n'],
        ],
      }),
    ],
  ];

  test.each(rows)('%s', async (_name, delivery) => {
    // it stands still: no window of hints ends between the two
    const now = new Date();
    const store = memoryStore();
    store.clock = () => now;
    const receiver = await startTestReceiver({ store, clock: store.clock });
    const first = await receiver.post(delivery);
    expect([first.status, first.json]).toEqual([202, { status: 'stored' }]);
    const second = await receiver.post(delivery);
    expect([second.status, second.json]).toEqual([200, { status: 'duplicate' }]);
    const envelopes = receiver.envelopes();
    expect(envelopes).toHaveLength(1);
    const { body, body_base64: base64 = '' } = envelopes[0]!;
    expect(body === undefined ? Buffer.from(base64, 'base64') : Buffer.from(body)).toEqual(delivery.body);
  });

  test('the same bytes under another media type are the same event', async () => {
    const receiver = await startTestReceiver();
    const types = ['application/json', 'text/plain', 'application/x-www-form-urlencoded'];
    const document = '{"invoice":{"invoice_id":"1"}}';
    const statuses: number[] = [];
    for (const type of types)
      statuses.push((await receiver.post(withHeaders(zohoTest({ document }), { 'content-type': type }))).status);
    expect(statuses).toEqual([202, 200, 200]);
  });
});

describe('when the landing zone fails', () => {
  test('503 with Retry-After, not ready, and ready again by itself', async () => {
    const receiver = await startTestReceiver();
    expect((await fetch(`${receiver.url}/readyz`)).status).toBe(200);
    receiver.store.beforeCreate = () => Promise.reject(new AppError('landing_denied', 'no', { hint: 'x' }));
    const reply = await receiver.post(zohoTest());
    expect([reply.status, reply.json]).toEqual([503, { error: 'landing_unavailable' }]);
    expect(reply.headers.get('retry-after')).toMatch(/^[1-9]\d*$/);
    const ready = await fetch(`${receiver.url}/readyz`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'landing_unavailable' }]);
    expect((await fetch(`${receiver.url}/healthz`)).status).toBe(200);
    receiver.store.beforeCreate = undefined;
    expect((await receiver.post(zohoTest())).status).toBe(202);
    expect((await fetch(`${receiver.url}/readyz`)).status).toBe(200);
  });

  test('the answer waits for the object', async () => {
    const receiver = await startTestReceiver();
    const reached = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    receiver.store.beforeAnswer = async (key) => {
      if (!key.startsWith('raw/')) return;
      reached.resolve();
      await held.promise;
    };
    let answered = false;
    const reply = receiver.post(zohoTest()).then((result) => {
      answered = true;
      return result;
    });
    await reached.promise;
    await fetch(`${receiver.url}/healthz`);
    expect(answered).toBe(false);
    held.resolve();
    expect((await reply).status).toBe(202);
  });
});

describe('the handshake of FreshBooks', () => {
  test('is put off without a vault key, and its verifier is nowhere', async () => {
    const receiver = await startTestReceiver();
    const body = Buffer.from('name=callback.verify&object_id=2001&account_id=6BApk&user_id=1&verifier=SECRETVERIFIER');
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const reply = await receiver.post({ path: '/webhooks/acme_fresh', headers, body });
    expect([reply.status, reply.json]).toEqual([503, { error: 'vault_key_missing' }]);
    expect(reply.headers.get('retry-after')).not.toBeNull();
    const line = receiver.lines.find(({ outcome }) => outcome === 'vault_key_missing');
    expect(line).toMatchObject({ connection: 'acme_fresh' });
    expect(JSON.stringify(receiver.lines)).not.toContain('SECRETVERIFIER');
    expect(receiver.envelopes()).toEqual([]);
  });
});

describe('one line per delivery', () => {
  test('who, what, how it ended; never body, signature or secret', async () => {
    const receiver = await startTestReceiver();
    const delivery = zohoTest();
    await receiver.post(delivery);
    await receiver.post({ ...delivery, body: Buffer.from('forged text') });
    const lines = receiver.lines.filter(({ outcome }) => outcome !== undefined);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({
      level: 'info',
      connection: 'acme_books',
      entity: 'invoices',
      action: 'updated',
      outcome: 'stored',
      size: delivery.body.length,
      secret_index: 0,
      key: expect.stringMatching(/^raw\/source=zoho_books\/.*\.invoices\.[0-9a-f]{12}$/),
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ms: expect.any(Number),
    });
    expect(lines[1]).toMatchObject({ level: 'warn', outcome: 'bad_signature', reason: 'mismatch' });
    const log = JSON.stringify(receiver.lines);
    const secrets = [delivery.headers[zohoHeader]!, 'Zoho0Secret1For2Tests', 'forged text', INVOICE.invoice.invoice_id];
    for (const secret of secrets) expect(log).not.toContain(secret);
  });
});

test('the webhook path is the configured one, characters of patterns included', async () => {
  const receiver = await startTestReceiver({ receiver: { path: '/in/(a)*:b' } });
  const delivery = zohoTest({ path: '/in/(a)*:b/acme_books/invoices/updated' });
  expect((await post(receiver.url, delivery)).status).toBe(202);
  expect((await post(receiver.url, zohoTest())).status).toBe(404);
});
