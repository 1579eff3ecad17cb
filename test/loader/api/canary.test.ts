import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { redactorOf } from '../../../loader/api/redact.ts';
import type { ApiRequest } from '../../../loader/api/source-client.ts';
import { errorFields } from '../../../receiver/log.ts';
import { type Answer, type ApiStub, bench, connection, failure, startApiStub, stubTokens, token } from './support.ts';

const TOKEN = 'canary+1000.c7d1e9/a04b.ff3e52==';
const REFRESH = 'canary-refresh-51d0c2aa90';
const SECRET = 'canary-client-secret-77f1';
const VERIFIER = 'canary-verifier-0b9e1c';
const CANARIES = [TOKEN, REFRESH, SECRET, VERIFIER];

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** The ways in which a provider may repeat what it was sent. */
const ECHOES: readonly (readonly [string, (secret: string) => string])[] = [
  ['as it is', (secret) => secret],
  ['in base64', base64],
  ['in base64url', (secret) => Buffer.from(secret).toString('base64url')],
  ['in base64 behind other words', (secret) => base64(`Bearer ${secret}`)],
  ['in base64 between other words', (secret) => base64(`{"t":"${secret}"}`)],
  ['URL-encoded', encodeURIComponent],
  ['URL-encoded base64', (secret) => encodeURIComponent(base64(secret))],
  ['in hex', (secret) => Buffer.from(secret).toString('hex')],
  ['in upper case', (secret) => secret.toUpperCase()],
  ['split over lines', (secret) => secret.replace(/.{5}/g, '$&\n')],
  ['split over lines with a return', (secret) => secret.replace(/.{7}/g, '$&\r\n')],
  ['in base64 of lines', (secret) => base64(`x${secret}`).replace(/.{8}/g, '$&\n')],
  ['cut off', (secret) => `${secret.slice(0, 14)}...`],
];

/** The longest part of a text that is part of a canary in any form, blanks left out. */
function longestLeak(text: string): string {
  const seen = text.replace(/[\s\\]+|<secret>/g, '').toLowerCase();
  const forms = CANARIES.flatMap((canary) => [
    canary,
    encodeURIComponent(canary),
    Buffer.from(canary).toString('hex'),
    ...['', 'a', 'ab'].flatMap((before) => [base64(before + canary), base64(before + canary).replace(/=+$/, '')]),
  ]).map((form) => form.toLowerCase());
  let longest = '';
  for (const form of forms) {
    for (let from = 0; from < form.length; from += 1) {
      for (let to = form.length; to > from + longest.length; to -= 1) {
        if (seen.includes(form.slice(from, to))) longest = form.slice(from, to);
      }
    }
  }
  return longest;
}

let stub: ApiStub;
beforeEach(async () => {
  stub = await startApiStub();
});
afterEach(() => stub.close());

interface Sent {
  readonly request: ApiRequest;
  /** what the provider knows by then */
  readonly canaries: readonly string[];
}
const SENT: readonly Sent[] = [
  { request: { path: '/invoices/1' }, canaries: [TOKEN, REFRESH, SECRET] },
  { request: { method: 'PUT', path: '/x/1', json: { callback: { verifier: VERIFIER } } }, canaries: CANARIES },
];

/** Sends requests that carry the canaries and gives back everything that anybody may read of how they ended. */
async function readable(answer: (sent: Sent) => Answer): Promise<string> {
  const tokens = stubTokens(() => token(TOKEN));
  tokens.current = token(TOKEN);
  const oauth = { clientId: 'id', clientSecret: SECRET, refreshToken: REFRESH, redirectUri: undefined };
  const { client, lines } = bench(stub.url, { tokens, connection: connection({ oauth }) });
  const texts: string[] = [];
  for (const sent of SENT) {
    const { request } = sent;
    stub.otherwise = answer(sent);
    try {
      const outcome = await client.send(request);
      texts.push(JSON.stringify({ ...outcome, response: { ...outcome.response, body: undefined } }));
      if (request.method === undefined) texts.push(Buffer.from(outcome.response.body).toString());
    } catch (error) {
      texts.push(inspect(error, { depth: 9 }), JSON.stringify(errorFields(error)));
    }
  }
  return [...texts, ...lines].join('\n');
}

describe.each(ECHOES)('a provider that repeats what it was sent %s', (_name, echo) => {
  test.each<[string, (text: string) => Answer]>([
    ['a refusal', (message) => ({ status: 400, body: { code: 1038, message } })],
    ['no access', (message) => ({ status: 403, body: { code: 57, message } })],
    ['a refused token', (message) => ({ status: 401, body: { error: 'invalid_token', error_description: message } })],
    ['a code that nobody knows', (code) => ({ status: 200, body: { code, message: 'x' } })],
    ['an internal error', (message) => ({ status: 500, body: { code: 1000, message } })],
    ['a rate limit', (message) => ({ status: 429, body: { code: 44, message }, headers: { 'retry-after': '1' } })],
    ['the daily limit', (message) => ({ status: 429, body: { code: 45, message } })],
    ['a redirect', (text) => ({ status: 302, headers: { location: `/x?t=${encodeURIComponent(text)}` } })],
    ['a cookie', (text) => ({ body: { code: 0 }, headers: { 'set-cookie': encodeURIComponent(text) } })],
  ])('in %s', async (_where, answer) => {
    const text = await readable(({ canaries }) => answer(canaries.map(echo).join(' and ')));
    expect(stub.requests.length).toBeGreaterThan(0);
    expect(longestLeak(text).length).toBeLessThan(12);
  });
});

test('an answer that holds the token is not given to anybody who would land it', async () => {
  stub.otherwise = { body: { code: 0, invoice: { notes: `x ${base64(TOKEN)}` } } };
  const tokens = stubTokens();
  tokens.current = token(TOKEN);
  const { client } = bench(stub.url, { tokens });
  await expect(failure(client.send({ path: '/invoices/1' }))).resolves.toMatchObject({ code: 'api_answer_invalid' });
});

test('a token that no header may hold does not show in the complaint about it', async () => {
  const tokens = stubTokens();
  tokens.current = token(`${TOKEN}\nx`);
  const { client } = bench(stub.url, { tokens });
  const thrown = await failure(client.send({ path: '/invoices/1' }));
  expect(thrown).toMatchObject({ code: 'api_unavailable' });
  expect(longestLeak(inspect(thrown)).length).toBeLessThan(12);
});

describe('the redactor', () => {
  test.each([
    ['nothing of the kind here, invoice 1234567890', 'nothing of the kind here, invoice 1234567890'],
    [`token ${TOKEN} is bad`, 'token <secret> is bad'],
    [`${TOKEN}${TOKEN}`, '<secret>'],
    ['pass hunter22 word', 'pass <secret> word'],
    ['', ''],
  ])('%j', (text, clean) => {
    expect(redactorOf([TOKEN, 'hunter22'])(text)).toBe(clean);
  });

  test('leaves everything alone without secrets, and with one that is too short to be any', () => {
    expect(redactorOf([])('some text')).toBe('some text');
    expect(redactorOf(['me'])('some text')).toBe('some text');
  });
});
