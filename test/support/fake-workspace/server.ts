import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Auth, WORKSPACE_ID } from './auth.ts';
import type { Faults } from './faults.ts';
import { ApiError, type ApiRequest, type Reply, type Route, readBody } from './http.ts';
import { readJson, writeJson } from './json.ts';

/** What arrived and how it was answered. */
export interface LoggedRequest {
  readonly method: string;
  /** without the query, still percent-encoded */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
  /** the decoded JSON body (integers above 2^53 as bigint), else its text; undefined where there is none */
  readonly body: unknown;
  /** undefined until answered, and where a fault left it without an answer */
  status: number | undefined;
}

export interface ServerOptions {
  readonly auth: Auth;
  readonly faults: Faults;
  readonly routes: readonly Route[];
  readonly requests: LoggedRequest[];
  /** whether `/.well-known/databricks-config` is there */
  readonly hostMetadata: boolean;
  readonly tls?: { readonly key: string; readonly cert: string } | undefined;
}

/** Listens on a free loopback port. */
export async function listen(options: ServerOptions): Promise<{ readonly url: string; close(): Promise<void> }> {
  const serveOne = (request: IncomingMessage, response: ServerResponse): void => {
    void serve(options, request, response).catch(() => response.destroy());
  };
  const server: Server = options.tls === undefined ? createServer(serveOne) : createTlsServer(options.tls, serveOne);
  // an idle connection closed by the server would look like a fault that no test asked for
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `${options.tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(options: ServerOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://workspace');
  const bytes = await readAll(request);
  const logged: LoggedRequest = {
    method: request.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    bytes,
    body: decoded(bytes),
    status: undefined,
  };
  options.requests.push(logged);
  const fault = options.faults.forRequest(logged);
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'reset') return void request.socket.resetAndDestroy();
  if (fault?.kind === 'slow') await delay(fault.ms);
  const send = (reply: Reply): void => {
    logged.status = reply.status ?? 200;
    answer(response, reply);
  };
  if (fault?.kind === 'status') {
    const headers = fault.retryAfterSeconds === undefined ? {} : { 'retry-after': String(fault.retryAfterSeconds) };
    const json = { error_code: fault.errorCode ?? codeOf(fault.status), message: `fault ${fault.status}` };
    return send({ status: fault.status, json, headers });
  }
  if (fault?.kind === 'html') {
    const html = Buffer.from('<!doctype html><html><body><h1>Sign in</h1></body></html>');
    return send({ status: fault.status ?? 200, bytes: html, headers: { 'content-type': 'text/html; charset=utf-8' } });
  }
  const scheme = options.tls === undefined ? 'http' : 'https';
  const reply = await replyTo(options, logged, `${scheme}://${request.headers.host ?? '127.0.0.1'}`);
  if (fault?.kind === 'lost') return void request.socket.resetAndDestroy();
  send(reply);
}

async function replyTo(options: ServerOptions, logged: LoggedRequest, origin: string): Promise<Reply> {
  const { auth, routes } = options;
  const { method, path, headers } = logged;
  if (path === '/.well-known/databricks-config' && options.hostMetadata) return auth.hostMetadata(origin);
  if (path === '/oidc/.well-known/oauth-authorization-server') return auth.discovery(origin);
  if (path === '/oidc/v1/token' && method === 'POST') {
    return auth.grant(headers.authorization, logged.bytes.toString('utf8'));
  }
  try {
    if (path.startsWith('/.well-known/')) throw unknown(method, path);
    const principal = auth.principalOf(headers.authorization);
    const request: ApiRequest = { ...logged, principal, json: () => readBody(logged.bytes) };
    for (const known of routes) {
      const parts = known.method === method ? known.pattern.exec(path) : null;
      if (parts !== null) return await known.handle(request, ...parts.slice(1).map(percentDecoded));
    }
    throw unknown(method, path);
  } catch (error) {
    if (error instanceof ApiError) {
      return { status: error.status, json: { error_code: error.errorCode, message: error.message } };
    }
    // a mistake of the fake itself: said aloud, but as no fault that a client would try again
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { status: 400, json: { error_code: 'FAKE_WORKSPACE_BUG', message: text } };
  }
}

function percentDecoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new ApiError(400, 'MALFORMED_REQUEST', `bad percent-encoding in ${part}`);
  }
}

function answer(response: ServerResponse, reply: Reply): void {
  const content = reply.bytes ?? Buffer.from(reply.json === undefined ? '' : writeJson(reply.json));
  response.statusCode = reply.status ?? 200;
  response.setHeader('x-databricks-org-id', WORKSPACE_ID);
  if (reply.json !== undefined) response.setHeader('content-type', 'application/json');
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
  if (!response.hasHeader('content-length') && response.statusCode !== 204) {
    response.setHeader('content-length', content.length);
  }
  response.end(response.req.method === 'HEAD' || response.statusCode === 204 ? undefined : content);
}

function unknown(method: string, path: string): ApiError {
  return new ApiError(404, 'ENDPOINT_NOT_FOUND', `No API found for '${method} ${path}'`);
}

function codeOf(status: number): string {
  if (status === 429) return 'RESOURCE_EXHAUSTED';
  if (status === 503) return 'TEMPORARILY_UNAVAILABLE';
  if (status === 403) return 'PERMISSION_DENIED';
  return status >= 500 ? 'INTERNAL_ERROR' : 'BAD_REQUEST';
}

function decoded(bytes: Buffer): unknown {
  if (bytes.length === 0) return undefined;
  const text = bytes.toString('utf8');
  try {
    return readJson(text);
  } catch {
    return text;
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
