import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface StubRequest {
  readonly method: string;
  /** with the query */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** `reset` cuts the connection, `hang` never answers. */
export type StubAnswer =
  | { readonly status?: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | 'reset'
  | 'hang';

export interface Stub {
  readonly url: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** all but the token requests */
  readonly requests: StubRequest[];
  readonly tokenRequests: StubRequest[];
}

export interface StubOptions {
  /** the n-th request, from 0, token requests not counted */
  readonly answer: (request: StubRequest, n: number) => StubAnswer;
  /** the n-th token request, from 0; default: `token-<n>` for an hour */
  readonly token?: (request: StubRequest, n: number) => StubAnswer;
  readonly tls?: { readonly key: string; readonly cert: string };
}

export const SECRET = 'canary/secret+with=signs&42';

/** A workspace of one test's own words, on loopback; it goes when the test ends. */
export async function startStub({ answer, token = tokenAnswer, tls }: StubOptions): Promise<Stub> {
  const requests: StubRequest[] = [];
  const tokenRequests: StubRequest[] = [];
  const listener: RequestListener = (request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const { method = '', url: path = '', headers } = request;
      const got = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
      const isToken = path === '/oidc/v1/token';
      const list = isToken ? tokenRequests : requests;
      list.push(got);
      const said = (isToken ? token : answer)(got, list.length - 1);
      if (said === 'hang') return;
      if (said === 'reset') {
        request.socket.destroy();
        return;
      }
      response.writeHead(said.status ?? 200, { 'content-type': 'application/json', ...said.headers });
      response.end(said.body ?? '{}');
    })();
  };
  const server = tls === undefined ? createServer(listener) : createTlsServer(tls, listener);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  const url = `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`;
  return { url, clientId: 'loader-principal', clientSecret: SECRET, requests, tokenRequests };
}

export function tokenAnswer(_: StubRequest, n: number): StubAnswer {
  return { body: JSON.stringify({ access_token: `token-${n}`, token_type: 'Bearer', expires_in: 3600 }) };
}

export function refusal(status: number, code: string, message: string): StubAnswer {
  return { status, body: JSON.stringify({ error_code: code, message }) };
}
