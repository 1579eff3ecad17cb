import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listXml } from './s3-stub-list.ts';

/** What happens to one request instead of, or besides, its normal answer. */
export type StubFault =
  /** answered so, nothing is done */
  | { readonly kind: 'status'; readonly status: number; readonly code: string; readonly retryAfter?: string }
  /** the connection is reset, nothing is done */
  | { readonly kind: 'reset' }
  /** done, then the connection is reset without an answer */
  | { readonly kind: 'drop' }
  /** no answer ever, nothing is done */
  | { readonly kind: 'hang' }
  /** done and answered after this time */
  | { readonly kind: 'delay'; readonly ms: number }
  /** GET: half of the body, then a reset */
  | { readonly kind: 'cut' }
  /** GET: half of the body, then silence */
  | { readonly kind: 'stall' };

export interface StubRequest {
  readonly method: string;
  /** key inside the bucket, empty for a listing */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
}

export interface S3Stub {
  readonly url: string;
  readonly bucket: string;
  readonly objects: Map<string, Buffer>;
  /** every request that arrived, in order */
  readonly requests: StubRequest[];
  /** at most this many entries a page, to force paging */
  pageSize: number;
  /** overwrites as a server that does not know If-None-Match */
  ignoreConditions: boolean;
  /** added to the Date header; undefined leaves the header out */
  clockOffsetMs: number | undefined;
  /** decides each request's fault, after the scripted ones are used up */
  faultFor: (request: StubRequest) => StubFault | undefined;
  /** the next requests with this method meet these faults, in order */
  script(method: string, ...faults: readonly StubFault[]): void;
  close(): Promise<void>;
}

/** An S3 server in this process, on a free loopback port, path style, one bucket; creation is atomic because it is one thread. */
export async function startS3Stub(bucket = 'landing'): Promise<S3Stub> {
  const scripts = new Map<string, StubFault[]>();
  const server = createServer((request, response) => {
    void serve(stub, { request, response, scripts }).catch(() => response.destroy());
  });
  // A keep-alive connection closed by the server while idle would look like a fault that no test asked for.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const stub: S3Stub = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bucket,
    objects: new Map(),
    requests: [],
    pageSize: 1000,
    ignoreConditions: false,
    clockOffsetMs: 0,
    faultFor: () => undefined,
    script: (method, ...faults) => {
      scripts.set(method, [...(scripts.get(method) ?? []), ...faults]);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return stub;
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly scripts: ReadonlyMap<string, StubFault[]>;
}

async function serve(stub: S3Stub, { request, response, scripts }: Exchange): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stub');
  const [, bucket = '', ...rest] = url.pathname.split('/').map(decodeURIComponent);
  const asked: StubRequest = {
    method: request.method ?? '',
    key: rest.join('/'),
    query: url.searchParams,
    headers: request.headers,
  };
  stub.requests.push(asked);
  const fault = scripts.get(asked.method)?.shift() ?? stub.faultFor(asked);
  const body = await readBody(request);
  response.sendDate = stub.clockOffsetMs !== undefined;
  if (stub.clockOffsetMs) response.setHeader('date', new Date(Date.now() + stub.clockOffsetMs).toUTCString());
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'reset') return void request.socket.resetAndDestroy();
  if (fault?.kind === 'status') {
    if (fault.retryAfter !== undefined) response.setHeader('retry-after', fault.retryAfter);
    return refuse(response, { status: fault.status, code: fault.code, method: asked.method });
  }
  if (fault?.kind === 'delay') await new Promise((resolve) => setTimeout(resolve, fault.ms));
  if (!(request.headers.authorization ?? '').startsWith('AWS4-HMAC-SHA256 ')) {
    return refuse(response, { status: 403, code: 'AccessDenied', method: asked.method });
  }
  if (bucket !== stub.bucket) return refuse(response, { status: 404, code: 'NoSuchBucket', method: asked.method });
  answer(stub, { asked, body, response, fault });
}

interface Task {
  readonly asked: StubRequest;
  readonly body: Buffer;
  readonly response: ServerResponse;
  readonly fault: StubFault | undefined;
}

function answer(stub: S3Stub, { asked, body, response, fault }: Task): void {
  const { method, key } = asked;
  const finish = (status: number, content?: Buffer | string): void => {
    if (fault?.kind === 'drop') return void response.socket?.resetAndDestroy();
    response.statusCode = status;
    if (content === undefined) return void response.end();
    response.setHeader('content-length', Buffer.byteLength(content));
    if (fault?.kind !== 'cut' && fault?.kind !== 'stall') return void response.end(content);
    response.write(content.slice(0, Math.floor(content.length / 2)), () => {
      if (fault.kind === 'cut') response.socket?.resetAndDestroy();
    });
  };
  if (method === 'PUT') {
    const md5 = asked.headers['content-md5'];
    if (md5 !== undefined && md5 !== createHash('md5').update(body).digest('base64')) {
      return refuse(response, { status: 400, code: 'BadDigest', method });
    }
    if (asked.headers['if-none-match'] === '*' && stub.objects.has(key) && !stub.ignoreConditions) {
      return fault?.kind === 'drop'
        ? finish(412)
        : refuse(response, { status: 412, code: 'PreconditionFailed', method });
    }
    stub.objects.set(key, body);
    return finish(200);
  }
  if (method === 'DELETE') {
    stub.objects.delete(key);
    return finish(204);
  }
  if (method !== 'GET' && method !== 'HEAD') return refuse(response, { status: 405, code: 'MethodNotAllowed', method });
  if (key === '') {
    response.setHeader('content-type', 'application/xml');
    return finish(200, listXml(stub, asked.query));
  }
  const object = stub.objects.get(key);
  if (object === undefined) return refuse(response, { status: 404, code: 'NoSuchKey', method });
  return finish(200, method === 'HEAD' ? undefined : object);
}

function refuse(response: ServerResponse, error: { status: number; code: string; method: string }): void {
  response.statusCode = error.status;
  response.setHeader('content-type', 'application/xml');
  const xml = `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${error.code}</Code><Message>stub</Message></Error>`;
  response.end(error.method === 'HEAD' ? undefined : xml);
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
