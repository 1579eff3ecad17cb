import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openWorkspace } from '../../../../loader/warehouse/databricks/adapter.ts';
import type { AppError } from '../../../../receiver/errors.ts';
import { SELF_SIGNED } from '../../../support/self-signed.ts';
import type { Stub, StubAnswer, StubOptions, StubRequest } from './stub.ts';
import { refusal, SECRET, startStub, tokenAnswer } from './stub.ts';
import { connect, QUICK } from './support.ts';

const CALL = { method: 'GET', path: '/api/2.0/thing', what: 'a thing' } as const;
const ANY = z.unknown();

async function failure(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'AppError', hint: expect.stringMatching(/\S/) });
  return error as AppError;
}

async function ask(answers: readonly StubAnswer[], options: Partial<StubOptions> = {}) {
  const stub = await startStub({ answer: (_, n) => answers[n] ?? { body: '{"last":true}' }, ...options });
  return { stub, asked: connect(stub).ask(CALL, ANY) };
}

describe('signing in', () => {
  test('a service principal by client credentials; one token serves all requests', async () => {
    const stub = await startStub({ answer: () => ({}) });
    const workspace = connect(stub);
    await Promise.all([1, 2, 3].map(() => workspace.ask(CALL, ANY)));
    await workspace.ask(CALL, ANY);
    const [request, ...others] = stub.tokenRequests;
    expect(others).toEqual([]);
    expect(request?.body).toBe('grant_type=client_credentials&scope=all-apis');
    const basic = Buffer.from(`loader-principal:${encodeURIComponent(SECRET)}`).toString('base64');
    expect(request?.headers.authorization).toBe(`Basic ${basic}`);
    expect(stub.requests.map((one) => one.headers.authorization)).toEqual(Array(4).fill('Bearer token-0'));
    expect(stub.requests[0]?.headers['user-agent']).toMatch(/^ledgerlake\/\d/);
  });

  test('a token is renewed before it ends', async () => {
    const token = (request: StubRequest, n: number): StubAnswer =>
      n === 0 ? { body: '{"access_token":"short","expires_in":30}' } : tokenAnswer(request, n);
    const stub = await startStub({ answer: () => ({}), token });
    const workspace = connect(stub);
    await workspace.ask(CALL, ANY);
    await workspace.ask(CALL, ANY);
    expect(stub.requests.map((one) => one.headers.authorization)).toEqual(['Bearer short', 'Bearer token-1']);
  });

  test.each([
    [401, 'revoked'],
    [403, 'Invalid access token.'],
  ])('a token refused with %i is dropped, and another one tried once', async (status, message) => {
    const { stub, asked } = await ask([refusal(status, 'UNAUTHENTICATED', message), { body: '{"ok":1}' }]);
    expect(await asked).toEqual({ ok: 1 });
    expect(stub.requests.map((one) => one.headers.authorization)).toEqual(['Bearer token-0', 'Bearer token-1']);
  });

  test('a second 401 is an error', async () => {
    const no = refusal(401, 'UNAUTHENTICATED', 'no');
    const { stub, asked } = await ask([no, no, no]);
    expect(await failure(asked)).toMatchObject({ code: 'databricks_unauthorized', retryable: false });
    expect(stub.requests).toHaveLength(2);
  });

  test.each([
    ['401', { status: 401, body: '{"error":"invalid_client"}' }, 'databricks_unauthorized'],
    ['400', { status: 400, body: '{"error":"invalid_client","error_description":"x"}' }, 'databricks_unauthorized'],
    ['no token', { body: '{"token_type":"Bearer"}' }, 'databricks_answer_invalid'],
    ['a page', { body: '<html>sign in</html>' }, 'databricks_answer_invalid'],
    ['a redirect', { status: 302, headers: { location: 'https://elsewhere.example/' } }, 'databricks_redirected'],
  ] as const)('refused with %s', async (_, answer, code) => {
    const { stub, asked } = await ask([], { token: () => answer });
    expect(await failure(asked)).toMatchObject({ code });
    expect(stub.requests).toEqual([]);
  });

  test('the token request is tried again like any other', async () => {
    const first: readonly StubAnswer[] = [{ status: 503 }, 'reset', { status: 429 }];
    const { stub, asked } = await ask([], { token: (request, n) => first[n] ?? tokenAnswer(request, n) });
    expect(await asked).toEqual({ last: true });
    expect(stub.tokenRequests).toHaveLength(4);
  });

  test('plain http is for loopback alone', async () => {
    const workspace = openWorkspace({
      host: 'http://workspace.example',
      clientId: 'a',
      clientSecret: 'b',
      patience: QUICK,
    });
    expect(await failure(workspace.ask(CALL, ANY))).toMatchObject({ code: 'databricks_unconfigured' });
  });
});

describe('a request is tried again', () => {
  test.each([
    ['500', { status: 500 }],
    ['502', { status: 502 }],
    ['503', { status: 503 }],
    ['504', { status: 504 }],
    ['429', { status: 429 }],
    ['a reset', 'reset'],
  ] as const)('after %s', async (_, fault) => {
    const { stub, asked } = await ask([fault, fault]);
    expect(await asked).toEqual({ last: true });
    expect(stub.requests).toHaveLength(3);
  });

  test('after silence', async () => {
    const stub = await startStub({ answer: (_, n) => (n === 0 ? 'hang' : {}) });
    await connect(stub, { requestMs: 1_000 }).ask(CALL, ANY);
    expect(stub.requests).toHaveLength(2);
  });

  test('not before Retry-After', async () => {
    const started = performance.now();
    const { asked } = await ask([{ status: 429, headers: { 'retry-after': '1' } }]);
    await asked;
    expect(performance.now() - started).toBeGreaterThan(900);
  });

  test.each([
    ['seconds', '3600'],
    ['a date', new Date(Date.now() + 3_600_000).toUTCString()],
  ])('not at all when Retry-After (%s) is beyond the patience', async (_, value) => {
    const { stub, asked } = await ask([{ status: 429, headers: { 'retry-after': value } }]);
    expect(await failure(asked)).toMatchObject({ code: 'databricks_unavailable', retryable: true });
    expect(stub.requests).toHaveLength(1);
  });

  test('until patience ends', async () => {
    const stub = await startStub({ answer: () => ({ status: 503 }) });
    const asked = connect(stub, { retryMs: 1_500 }).ask(CALL, ANY);
    expect(await failure(asked)).toMatchObject({ code: 'databricks_unavailable', retryable: true });
    expect(stub.requests.length).toBeGreaterThan(2);
  });

  test('never after the process was told to end', async () => {
    const stop = new AbortController();
    const stub = await startStub({
      answer: () => {
        setTimeout(() => stop.abort(), 20);
        return 'hang';
      },
    });
    const { url: host, clientId, clientSecret } = stub;
    const workspace = openWorkspace({ host, clientId, clientSecret, patience: QUICK, signal: stop.signal });
    expect(await failure(workspace.ask(CALL, ANY))).toMatchObject({ code: 'stopped', retryable: true });
    expect(stub.requests).toHaveLength(1);
  });
});

describe('a refusal', () => {
  test.each([
    [403, 'PERMISSION_DENIED', 'no', 'databricks_forbidden'],
    [404, 'RESOURCE_DOES_NOT_EXIST', 'no', 'databricks_not_found'],
    [400, 'INVALID_PARAMETER_VALUE', 'Job 7 does not exist.', 'databricks_not_found'],
    [400, 'INVALID_PARAMETER_VALUE', 'wrong', 'databricks_bad_request'],
    [409, 'ALREADY_EXISTS', 'there', 'databricks_conflict'],
    [413, '', '', 'databricks_bad_request'],
  ])('%i %s %s is %s, not tried again', async (status, errorCode, message, code) => {
    const { stub, asked } = await ask([refusal(status, errorCode, message)]);
    const error = await failure(asked);
    expect(error).toMatchObject({ code, retryable: false });
    expect(error.message).toContain(`a thing: HTTP ${status}`);
    expect(error.message).toContain(message);
    expect(stub.requests).toHaveLength(1);
  });

  test('a redirect is not followed', async () => {
    const elsewhere = await startStub({ answer: () => ({}) });
    const { asked } = await ask([{ status: 307, headers: { location: elsewhere.url } }]);
    expect(await failure(asked)).toMatchObject({ code: 'databricks_redirected' });
    expect(elsewhere.requests).toEqual([]);
  });

  test('a page instead of JSON is told as such', async () => {
    const { asked } = await ask([{ headers: { 'content-type': 'text/html' }, body: '<html>hello</html>' }]);
    expect(await failure(asked)).toMatchObject({ code: 'databricks_answer_invalid' });
  });

  test('a workspace that is not there', async () => {
    const stub = await startStub({ answer: () => ({}) });
    const asked = connect({ ...stub, url: 'http://127.0.0.1:1' }, { retryMs: 100 }).ask(CALL, ANY);
    expect(await failure(asked)).toMatchObject({ code: 'databricks_unavailable', retryable: true });
  });
});

test('a self-signed certificate is refused before anything is sent', async () => {
  const stub = await startStub({ answer: () => ({}), tls: SELF_SIGNED });
  const error = await failure(connect(stub).ask(CALL, ANY));
  expect(error).toMatchObject({ code: 'databricks_tls_refused', retryable: false });
  expect(error.message).toContain('DEPTH_ZERO_SELF_SIGNED_CERT');
  expect([...stub.requests, ...stub.tokenRequests]).toEqual([]);
});

describe('secrets are in no error', () => {
  const pair = Buffer.from(`loader-principal:${encodeURIComponent(SECRET)}`).toString('base64');
  const canaries = [
    SECRET,
    Buffer.from(SECRET).toString('base64'),
    Buffer.from(SECRET).toString('base64url'),
    encodeURIComponent(SECRET),
    pair,
    'token-0',
  ];
  // whoever answers repeats all it was told
  const echo = canaries.join(' | ');
  const wordy = JSON.stringify({ error_code: 'X', message: echo, error: 'x', error_description: echo });

  test.each([
    ['a refused request', { answer: () => ({ status: 400, body: wordy }) }],
    ['an unavailable workspace', { answer: () => ({ status: 503, body: wordy }) }],
    ['a refused token', { answer: () => ({}), token: () => ({ status: 401, body: wordy }) }],
    ['a token endpoint that is down', { answer: () => ({}), token: () => ({ status: 500, body: wordy }) }],
    ['an answer of another form', { answer: () => ({ body: `[${JSON.stringify(echo)}]` }) }],
    ['a broken connection', { answer: () => 'reset' as const }],
  ] satisfies [string, StubOptions][])('%s', async (_, options) => {
    const stub: Stub = await startStub(options);
    const error = await failure(connect(stub, { retryMs: 100 }).ask(CALL, z.looseObject({})));
    const printed = `${error.message}\n${error.hint}\n${error.stack}\n${inspect(error, { depth: 20, showHidden: true })}`;
    const sent = stub.requests.length > 0 ? canaries : canaries.filter((canary) => canary !== 'token-0');
    for (const canary of sent) expect(printed).not.toContain(canary);
  });

  test('nor in what the SDK says about its configuration', async () => {
    const workspace = openWorkspace({ host: 'https://:443', clientId: 'id', clientSecret: SECRET, patience: QUICK });
    const error = await failure(workspace.ask(CALL, ANY));
    expect(inspect(error, { depth: 20, showHidden: true })).not.toContain(SECRET);
  });

  test('nor in a text from the workspace', async () => {
    const workspace = connect(await startStub({ answer: () => ({}) }));
    await workspace.ask(CALL, ANY);
    const cleaned = workspace.clean(`failed: ${echo} Bearer abc.def`);
    for (const canary of [...canaries, 'abc.def']) expect(cleaned).not.toContain(canary);
    expect(cleaned).toContain('failed: <secret>');
  });
});
