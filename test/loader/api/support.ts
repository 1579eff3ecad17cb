import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openSourceClient, type SourceClientOptions } from '../../../loader/api/open-client.ts';
import type { SourceClient } from '../../../loader/api/source-client.ts';
import type { AccessToken, AccessTokens } from '../../../loader/auth/access-tokens.ts';
import { sourceApi } from '../../../loader/sources/index.ts';
import type { ConnectionConfig } from '../../../receiver/config/config.ts';

export const ZOHO_ORGANIZATION = '982000001';
export const FRESHBOOKS_ACCOUNT = 'Kq7Zr2';
export const BEGIN = new Date('2026-06-09T12:00:00.000Z');

/** A connection to fetch from; where it is, is the test's. */
export function connection(overrides: Partial<ConnectionConfig> = {}): ConnectionConfig {
  const source = overrides.source ?? 'zoho_books';
  return {
    name: source === 'zoho_books' ? 'moewe' : 'quai',
    source,
    organizationId: source === 'zoho_books' ? ZOHO_ORGANIZATION : FRESHBOOKS_ACCOUNT,
    webhookSecrets: [],
    region: source === 'zoho_books' ? 'us' : undefined,
    oauth: undefined,
    urls: {},
    poll: {},
    businessId: undefined,
    businessUuid: undefined,
    ...overrides,
  };
}

export function token(text = 'access-token-0001', apiDomain?: string): AccessToken {
  return { token: text, expiresAt: new Date('2026-06-09T13:00:00Z'), apiDomain };
}

/** Tokens of a connection that count how often a new one was asked for. */
export interface StubTokens extends AccessTokens {
  current: AccessToken;
  /** what was given back as refused and was the current one, in order */
  readonly refused: string[];
}

export function stubTokens(
  next: (refusals: number) => AccessToken = (n) => token(`access-token-000${n + 1}`),
): StubTokens {
  const tokens: StubTokens = {
    current: token(),
    refused: [],
    get: () => Promise.resolve(tokens.current),
    renew: (rejected) => {
      // somebody was faster
      if (rejected.token !== tokens.current.token) return Promise.resolve(tokens.current);
      tokens.refused.push(rejected.token);
      tokens.current = next(tokens.refused.length);
      return Promise.resolve(tokens.current);
    },
  };
  return tokens;
}

/** An answer, a function that answers by itself, or nothing at all. */
export type Answer =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body?: string | Buffer | object }
  | ((request: IncomingMessage, response: ServerResponse) => void);

export interface ApiStub {
  readonly url: string;
  readonly requests: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[];
  /** the next answers, in order; then `otherwise` */
  readonly answers: Answer[];
  otherwise: Answer;
  close(): Promise<void>;
}

/** A success of Zoho Books. */
export const OK: Answer = { body: { code: 0, message: 'success', invoice: { invoice_id: '1' } } };

/** An HTTP server on a free loopback port that answers as told. */
export async function startApiStub(otherwise: Answer = OK): Promise<ApiStub> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      stub.requests.push({ method, url, headers, body: Buffer.concat(chunks).toString('utf8') });
      const answer = stub.answers.shift() ?? stub.otherwise;
      if (typeof answer === 'function') return answer(request, response);
      const { body = '' } = answer;
      response.writeHead(answer.status ?? 200, { 'content-type': 'application/json', ...answer.headers });
      response.end(typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const stub: ApiStub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    answers: [],
    otherwise,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return stub;
}

export interface Bench {
  readonly client: SourceClient;
  readonly tokens: StubTokens;
  /** every wait, ms */
  readonly slept: number[];
  readonly lines: string[];
  readonly controller: AbortController;
  now: Date;
}

/** A client whose waits take no time: its clock goes forward by them. @param url  undefined: where the connection says */
export function bench(url: string | undefined, overrides: Partial<SourceClientOptions> = {}): Bench {
  const asked = overrides.connection ?? connection();
  const controller = new AbortController();
  const tokens = stubTokens();
  const result = { slept: [] as number[], lines: [] as string[], controller, tokens, now: BEGIN };
  const client = openSourceClient({
    api: sourceApi(asked.source),
    tokens,
    clock: () => result.now,
    sleep: (ms) => {
      result.slept.push(ms);
      result.now = new Date(result.now.getTime() + ms);
      return Promise.resolve();
    },
    random: () => 0.5,
    quotaReserve: 0,
    signal: controller.signal,
    log: { warn: (text) => result.lines.push(`warn ${text}`), detail: (text) => result.lines.push(`detail ${text}`) },
    ...overrides,
    connection: url === undefined ? asked : { ...asked, urls: { api: url, ...asked.urls } },
  });
  return Object.assign(result, { client });
}

/** What a promise was rejected with. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}
