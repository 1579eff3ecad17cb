import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault, Faults } from './faults.ts';
import { type Asked, type Clock, Refusal, type Reply } from './http.ts';
import type { LoggedRequest, RequestLog } from './request-log.ts';

export interface ProviderOptions {
  readonly clock: Clock;
  readonly faults: Faults;
  readonly requests: RequestLog;
  handle(request: Asked): Reply | Promise<Reply>;
}

export interface ProviderServer {
  /** origin, without a slash at its end */
  readonly url: string;
  close(): Promise<void>;
}

/** Listens on a free loopback port. */
export async function listen(options: ProviderOptions): Promise<ProviderServer> {
  const server = createServer((request, response) => {
    void serve(options, request, response).catch(() => response.destroy());
  });
  // an idle connection closed by the server would look like a fault that no test asked for
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

async function serve(options: ProviderOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const target = request.url ?? '/';
  const url = new URL(target, 'http://provider');
  const method = request.method ?? '';
  const logged = options.requests.arrived(method, url, options.clock());
  response.once('close', () => options.requests.ended());
  const asked: Asked = {
    method,
    path: url.pathname,
    query: url.searchParams,
    headers: request.headers,
    bytes: await readAll(request),
  };
  const fault = options.faults.forRequest({ method, target });
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'reset') return void request.socket.resetAndDestroy();
  if (fault?.kind === 'answer') return send({ reply: fault, response, logged });
  if (fault?.kind === 'echo') return send({ reply: echo(asked, fault.status), response, logged });
  if (fault?.kind === 'hold' && fault.when === 'before') await fault.until;
  const reply = await replyTo(options, asked);
  if (fault?.kind === 'lost') return void request.socket.resetAndDestroy();
  if (fault?.kind === 'hold' && fault.when === 'after') await fault.until;
  if (fault?.kind === 'slow') await delay(fault.ms);
  send({ reply, response, logged, fault });
}

function echo({ method, path, headers, bytes }: Asked, status: number): Reply {
  const sent = `${method} ${path} ${headers.authorization ?? ''} ${bytes.toString('utf8')}`;
  return { status, json: { error: 'invalid_request', error_description: `Cannot handle ${sent}`, message: sent } };
}

async function replyTo(options: ProviderOptions, asked: Asked): Promise<Reply> {
  try {
    return await options.handle(asked);
  } catch (error) {
    if (error instanceof Refusal) return error.reply;
    // a mistake of the fake itself: said aloud, but as no fault that a client would try again
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { status: 418, json: { fake_provider_bug: text } };
  }
}

interface Sending {
  readonly reply: Reply;
  readonly response: ServerResponse;
  readonly logged: LoggedRequest;
  readonly fault?: Fault | undefined;
}

function send({ reply, response, logged, fault }: Sending): void {
  const { status = 200, json, bytes, headers = {} } = reply;
  const content = bytes ?? Buffer.from(json === undefined ? '' : JSON.stringify(json));
  const half = content.subarray(0, Math.floor(content.length / 2));
  const truncated = fault?.kind === 'truncated' ? fault.how : undefined;
  logged.status = status;
  response.statusCode = status;
  if (json !== undefined) response.setHeader('content-type', 'application/json; charset=utf-8');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (status !== 204) response.setHeader('content-length', (truncated === 'cut' ? half : content).length);
  if (truncated === 'broken') {
    response.write(half, () => response.destroy());
    return;
  }
  response.end(status === 204 ? undefined : truncated === 'cut' ? half : content);
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
