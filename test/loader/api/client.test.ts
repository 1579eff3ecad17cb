import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isOfOneRequest } from '../../../loader/api/problem-error.ts';
import { zohoBooksApi } from '../../../loader/sources/zoho-books/api.ts';
import { type Answer, type ApiStub, bench, connection, failure, OK, startApiStub } from './support.ts';

const READ = { path: '/invoices/1' };
const POST = { method: 'POST', path: '/invoices', json: { a: 1 } } as const;
const error = (status: number, body: object | string = {}, headers: Record<string, string> = {}): Answer => ({
  status,
  body,
  headers,
});
const reset: Answer = (request) => request.socket.resetAndDestroy();

let stub: ApiStub;
beforeEach(async () => {
  stub = await startApiStub();
});
afterEach(() => stub.close());

describe('a request', () => {
  test('goes out with its query, the organization and the token, and comes back as bytes', async () => {
    const { client } = bench(stub.url);
    const outcome = await client.send({
      path: '/invoices',
      query: [
        ['last_modified_time', '2026-06-09T09:46:21+0530'],
        ['include[]', 'lines'],
      ],
    });
    const [request] = stub.requests;
    expect(request).toMatchObject({
      method: 'GET',
      url: '/invoices?last_modified_time=2026-06-09T09%3A46%3A21%2B0530&include%5B%5D=lines&organization_id=982000001',
      body: '',
    });
    expect(request?.headers).toMatchObject({ authorization: 'Zoho-oauthtoken access-token-0001' });
    expect(request?.headers['user-agent']).toMatch(/^ledgerlake\/\d/);
    expect(request?.headers).not.toHaveProperty('content-type');
    expect(outcome).toMatchObject({ kind: 'answer', response: { status: 200, url: stub.url + (request?.url ?? '') } });
    expect(Buffer.from(outcome.response.body).toString()).toBe(JSON.stringify((OK as { body: object }).body));
  });

  test('with a body says that it is JSON', async () => {
    const { client } = bench(stub.url);
    await client.send(POST);
    expect(stub.requests[0]).toMatchObject({ method: 'POST', body: '{"a":1}' });
    expect(stub.requests[0]?.headers['content-type']).toBe('application/json');
  });

  test('an organization that is named is not named twice', async () => {
    await bench(stub.url).client.send({ path: '/x', query: [['organization_id', '5']] });
    expect(stub.requests[0]?.url).toBe('/x?organization_id=5');
  });

  test('a packed answer is unpacked', async () => {
    const text = JSON.stringify({ code: 0, invoice: { notes: 'ä'.repeat(5000) } });
    stub.answers.push({ body: gzipSync(text), headers: { 'content-encoding': 'gzip' } });
    const { response } = await bench(stub.url).client.send(READ);
    expect(Buffer.from(response.body).toString()).toBe(text);
  });

  test('an answer beyond every size is cut off', async () => {
    stub.answers.push({ body: gzipSync(Buffer.alloc(40_000_000)), headers: { 'content-encoding': 'gzip' } });
    const thrown = await failure(bench(stub.url).client.send(READ));
    expect(thrown).toMatchObject({ code: 'api_answer_too_large', retryable: false });
    expect(isOfOneRequest(thrown)).toBe(true);
  });
});

describe('tried again', () => {
  test.each<[string, Answer]>([
    ['500', error(500)],
    ['502 with a page', error(502, '<html>')],
    ['internal error of Zoho Books', error(500, { code: 1000, message: 'Internal error' })],
    ['a reset', reset],
    ['a packed answer that is broken', { body: Buffer.from('no gzip'), headers: { 'content-encoding': 'gzip' } }],
    ['half of the JSON', { body: '{"code":0,"invo' }],
    ['an empty answer', { body: '' }],
    ['a page of HTML under 200', { body: '<!doctype html><html>' }],
    ['JSON of somebody else', { body: { status: 'fine' } }],
  ])('a read after %s', async (_name, answer) => {
    stub.answers.push(answer, answer);
    const { client, slept } = bench(stub.url);
    await expect(client.send(READ)).resolves.toMatchObject({ kind: 'answer' });
    expect(stub.requests).toHaveLength(3);
    expect(slept).toStrictEqual([250, 500]);
  });

  test('a read, at most five times, then the last failure is thrown', async () => {
    stub.otherwise = error(503, '<html>');
    const { client, slept, lines } = bench(stub.url);
    const thrown = await failure(client.send(READ));
    expect(thrown).toMatchObject({ code: 'api_unavailable', retryable: true });
    expect(String(thrown)).toContain('moewe: GET /invoices/1: HTTP 503 with a page of HTML');
    expect(stub.requests).toHaveLength(5);
    expect(slept).toStrictEqual([250, 500, 1000, 2000]);
    expect(lines).toHaveLength(4);
  });

  test.each<[string, Answer]>([
    ['500', error(500)],
    ['a reset', reset],
    ['half of the JSON', { body: '{"code":0,"invo' }],
  ])('but nothing that changes something, after %s', async (_name, answer) => {
    stub.answers.push(answer);
    await expect(bench(stub.url).client.send(POST)).rejects.toMatchObject({ retryable: true });
    expect(stub.requests).toHaveLength(1);
  });

  test('what changes something, where nobody can have heard it', async () => {
    await stub.close();
    const { client, slept } = bench(stub.url);
    await expect(client.send(POST)).rejects.toMatchObject({
      code: 'api_unavailable',
      message: 'moewe: POST /invoices: no answer: ECONNREFUSED',
    });
    expect(slept).toHaveLength(4);
  });

  test('what changes something, after 429: nothing was done', async () => {
    stub.answers.push(error(429, {}, { 'retry-after': '3' }));
    const { client, slept } = bench(stub.url);
    await expect(client.send(POST)).resolves.toMatchObject({ kind: 'answer' });
    expect(slept).toStrictEqual([3000]);
  });
});

describe('rate limits of the provider', () => {
  test.each<[string, Answer, number]>([
    ['seconds', error(429, {}, { 'retry-after': '7' }), 7000],
    [
      'a date',
      error(429, {}, { 'retry-after': 'Tue, 09 Jun 2026 17:16:57 GMT', date: 'Tue, 09 Jun 2026 17:16:27 GMT' }),
      30_000,
    ],
    ['nothing', error(429), 10_000],
    ['a page', error(429, '<html>'), 10_000],
    ['the minute of Zoho Books', error(429, { code: 44, message: 'blocked' }), 60_000],
    ['the same under 200', error(200, { code: 44, message: 'blocked' }), 60_000],
    ['too many at once', error(429, { code: 1070, message: 'in process' }), 2000],
    ['503 that says when', error(503, {}, { 'retry-after': '4' }), 4000],
  ])('%s', async (_name, answer, waitMs) => {
    stub.answers.push(answer);
    const { client, slept } = bench(stub.url);
    await expect(client.send(READ)).resolves.toMatchObject({ kind: 'answer' });
    expect(slept).toStrictEqual([waitMs]);
  });

  test('hold every request of the connection', async () => {
    const { client, slept, lines } = bench(stub.url);
    await client.send(READ);
    stub.otherwise = error(429, {}, { 'retry-after': '3600' });
    await expect(client.send(READ)).rejects.toMatchObject({ code: 'api_rate_limited', retryable: true });
    stub.otherwise = OK;
    const thrown = await failure(client.send({ path: '/bills/2' }));
    expect(thrown).toMatchObject({
      code: 'api_rate_limited',
      message: 'moewe: the provider wants no request for another 3600 s',
    });
    expect(isOfOneRequest(thrown)).toBe(false);
    expect(stub.requests).toHaveLength(2);
    expect(slept).toStrictEqual([]);
    expect(lines).toStrictEqual(['warn moewe: GET /invoices/1: HTTP 429; no request for 3600 s']);
  });
});

describe('time-outs', () => {
  const api = { ...zohoBooksApi, limits: { ...zohoBooksApi.limits, timeoutMs: 60 } };

  test.each<[string, Answer, RegExp]>([
    ['no answer', () => undefined, /no answer within 60 ms/],
    [
      'an answer that stops in its midst',
      (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.write('{"code":0');
      },
      /the answer was not complete within 60 ms/,
    ],
  ])('%s', async (_name, answer, message) => {
    stub.otherwise = answer;
    const { client } = bench(stub.url, { api });
    const thrown = await failure(client.send(READ));
    expect(thrown).toMatchObject({
      code: 'api_timeout',
      retryable: true,
      message: expect.stringMatching(message) as string,
    });
    expect(isOfOneRequest(thrown)).toBe(true);
    expect(stub.requests).toHaveLength(5);
  });
});

describe('a redirect', () => {
  test.each([301, 302, 303, 307, 308])('%i is not followed, and nothing is sent to the other host', async (status) => {
    const other = await startApiStub();
    try {
      stub.otherwise = error(status, '', { location: `${other.url}/elsewhere` });
      const thrown = await failure(bench(stub.url).client.send(READ));
      expect(thrown).toMatchObject({ code: 'api_redirected', retryable: false });
      expect(isOfOneRequest(thrown)).toBe(false);
      expect(stub.requests).toHaveLength(1);
      expect(other.requests).toHaveLength(0);
    } finally {
      await other.close();
    }
  });
});

describe('the signal', () => {
  test('ends a wait, also one that does not hear it', async () => {
    stub.otherwise = error(503);
    const { client, controller } = bench(stub.url, {
      sleep: () => {
        setImmediate(() => controller.abort());
        return new Promise(() => undefined);
      },
    });
    await expect(client.send(READ)).rejects.toMatchObject({ code: 'stopped', retryable: true });
  });

  test('ends a request under way and those that wait for their turn', async () => {
    const { client, controller } = bench(stub.url);
    stub.otherwise = () => controller.abort();
    const all = await Promise.allSettled([1, 2, 3].map((id) => client.send({ path: `/invoices/${id}` })));
    expect(all.map((one) => one.status === 'rejected' && (one.reason as { code: string }).code)).toStrictEqual([
      'stopped',
      'stopped',
      'stopped',
    ]);
    expect(stub.requests).toHaveLength(1);
  });
});

test('the first request goes alone, then as many at once as the source allows', async () => {
  let open = 0;
  const seen: number[] = [];
  stub.otherwise = (_, response) => {
    open += 1;
    seen.push(open);
    setTimeout(() => {
      open -= 1;
      response.end('{"code":0}');
    }, 10);
  };
  const { client } = bench(stub.url);
  await Promise.all(Array.from({ length: 20 }, (_, id) => client.send({ path: `/invoices/${id}` })));
  expect(seen.slice(0, 2)).toStrictEqual([1, 1]);
  expect(Math.max(...seen)).toBe(5);
});

test('a certificate that nobody signed ends it at once', async () => {
  const thrown = Object.assign(new TypeError('fetch failed'), {
    cause: Object.assign(new Error('self-signed certificate'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }),
  });
  const { client, slept } = bench(stub.url, { fetch: () => Promise.reject(thrown), connection: connection() });
  await expect(client.send(READ)).rejects.toMatchObject({ code: 'api_tls_refused', retryable: false });
  expect(slept).toStrictEqual([]);
});
