import { afterEach, beforeEach, expect, test } from 'vitest';
import { isOfOneRequest } from '../../../loader/api/problem-error.ts';
import { AppError } from '../../../receiver/errors.ts';
import { type Answer, type ApiStub, bench, connection, failure, startApiStub, stubTokens, token } from './support.ts';

const READ = { path: '/invoices/1' };
const refusal = (body: object = { error: 'invalid_token' }): Answer => ({ status: 401, body });

/** Answers those who have one of these tokens. */
function door(...good: readonly string[]): Answer {
  return (request, response) => {
    const isGood = good.some((text) => request.headers.authorization?.endsWith(` ${text}`));
    response.writeHead(isGood ? 200 : 401);
    response.end(isGood ? '{"code":0}' : '{"code":57,"message":"You are not authorized to perform this operation"}');
  };
}

let stub: ApiStub;
beforeEach(async () => {
  stub = await startApiStub();
});
afterEach(() => stub.close());

test('a refused token is renewed once, and the request is sent again with the new one', async () => {
  stub.otherwise = door('access-token-0002');
  const { client, tokens, slept } = bench(stub.url);
  await expect(client.send(READ)).resolves.toMatchObject({ kind: 'answer' });
  expect(tokens.refused).toStrictEqual(['access-token-0001']);
  expect(stub.requests.map(({ headers }) => headers.authorization)).toStrictEqual([
    'Zoho-oauthtoken access-token-0001',
    'Zoho-oauthtoken access-token-0002',
  ]);
  expect(slept).toStrictEqual([]);
});

test('what changes something is sent again too: it was refused', async () => {
  stub.otherwise = door('access-token-0002');
  const { client } = bench(stub.url);
  await expect(client.send({ method: 'PUT', path: '/x', json: {} })).resolves.toMatchObject({ kind: 'answer' });
  expect(stub.requests.map(({ body }) => body)).toStrictEqual(['{}', '{}']);
});

test.each<[string, Answer]>([
  ['no word', { status: 401 }],
  ['a page', { status: 401, body: '<html>' }],
  ['OAuth', refusal()],
  ['Zoho Books', refusal({ code: 57, message: 'You are not authorized to perform this operation' })],
])('a new token that is refused too: api_unauthorized (%s)', async (_name, answer) => {
  stub.otherwise = answer;
  const { client, tokens } = bench(stub.url);
  const thrown = await failure(client.send(READ));
  expect(thrown).toMatchObject({
    code: 'api_unauthorized',
    retryable: false,
    hint: 'sign in again: "ledgerlake connect moewe"',
  });
  expect(isOfOneRequest(thrown)).toBe(false);
  expect(stub.requests).toHaveLength(2);
  expect(tokens.refused).toHaveLength(1);
});

test('a missing permission under 401 is one request’s, once the sign-in is known to work, and costs one renewal', async () => {
  const { client, tokens } = bench(stub.url);
  await client.send(READ);
  stub.otherwise = refusal({ code: 57, message: 'You are not authorized to perform this operation' });
  for (let i = 0; i < 10; i += 1) {
    const thrown = await failure(client.send({ path: `/bills/${i}` }));
    expect(thrown).toMatchObject({ code: 'api_forbidden' });
    expect(isOfOneRequest(thrown)).toBe(true);
  }
  expect(tokens.refused).toHaveLength(1);
  expect(stub.requests).toHaveLength(1 + 2 + 9);
});

test('after ten minutes a refused token may be too old again', async () => {
  const bed = bench(stub.url);
  stub.otherwise = door('access-token-0002');
  await bed.client.send(READ);
  bed.now = new Date(bed.now.getTime() + 600_000);
  stub.otherwise = door('access-token-0003');
  await expect(bed.client.send(READ)).resolves.toMatchObject({ kind: 'answer' });
  expect(bed.tokens.refused).toStrictEqual(['access-token-0001', 'access-token-0002']);
});

test('requests that are refused at the same time share one renewal', async () => {
  const { client, tokens } = bench(stub.url);
  await client.send(READ);
  stub.otherwise = door('access-token-0002');
  const all = Array.from({ length: 12 }, (_, id) => client.send({ path: `/invoices/${id}` }));
  await expect(Promise.all(all)).resolves.toHaveLength(12);
  expect(tokens.refused).toStrictEqual(['access-token-0001']);
});

test('what the sign-in says is passed on', async () => {
  const tokens = stubTokens();
  const refused = new AppError('oauth_refused', 'invalid_grant', { hint: 'sign in again' });
  stub.otherwise = refusal();
  const { client } = bench(stub.url, { tokens: { get: () => tokens.get(), renew: () => Promise.reject(refused) } });
  await expect(client.send(READ)).rejects.toBe(refused);
});

test('an API domain that is none of Zoho’s gets no token, and that is said once', async () => {
  const asked: string[] = [];
  const tokens = stubTokens();
  tokens.current = token('access-token-0001', 'https://www.zohoapis.com.evil.example');
  const { client, lines } = bench(undefined, {
    tokens,
    connection: connection({ region: 'eu' }),
    fetch: (address) => {
      asked.push(address instanceof Request ? address.url : String(address));
      return Promise.resolve(new Response('{"code":0}'));
    },
  });
  await client.send(READ);
  await client.send(READ);
  const url = 'https://www.zohoapis.eu/books/v3/invoices/1?organization_id=982000001';
  expect(asked).toStrictEqual([url, url]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain('warn moewe: the token response names "https://www.zohoapis.com.evil.example"');
});
