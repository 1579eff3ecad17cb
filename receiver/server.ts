import { createServer, IncomingMessage, type RequestListener, type Server, ServerResponse } from 'node:http';
import { AppError, codeOf } from './errors.ts';
import type { ReceiverLimits } from './limits.ts';

/** An express application, as far as the server needs to know. */
export interface GraftableApp extends RequestListener {
  request: object;
  response: object;
}

export interface ServerOptions {
  readonly limits: ReceiverLimits;
  /** see `graft`; default true */
  readonly graft?: boolean;
}

/** An HTTP server for an application, with the limits that keep slow and greedy senders from holding it up. */
export function createReceiverServer(app: GraftableApp, { limits, graft: grafted = true }: ServerOptions): Server {
  const server = createServer(
    {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: limits.checkIntervalMs,
      keepAliveTimeout: limits.keepAliveTimeoutMs,
      maxHeaderSize: limits.maxHeaderBytes,
      ...(grafted ? graft(app) : {}),
    },
    app,
  );
  server.maxConnections = limits.maxConnections;
  return server;
}

/**
 * Gives the server request and response classes that already carry express's methods, so that express's own
 * `setPrototypeOf` on every request changes nothing (it slows every later property access: expressjs/express#5998). Measured:
 * whole deliveries over a store in memory 1.15 to 1.4 times as fast on Node 24. Uses documented API alone; a test compares
 * both servers on every route.
 */
function graft(app: GraftableApp): { IncomingMessage: typeof IncomingMessage; ServerResponse: typeof ServerResponse } {
  class GraftedRequest extends IncomingMessage {}
  class GraftedResponse<Message extends IncomingMessage = IncomingMessage> extends ServerResponse<Message> {}
  app.request = carry(GraftedRequest.prototype, app.request);
  app.response = carry(GraftedResponse.prototype, app.response);
  return { IncomingMessage: GraftedRequest, ServerResponse: GraftedResponse };
}

// app.request holds the app itself and inherits express's methods: both levels are copied, the nearer one last.
function carry(target: object, from: object): object {
  for (const level of [Object.getPrototypeOf(from) as object, from]) {
    Object.defineProperties(target, Object.getOwnPropertyDescriptors(level));
  }
  return target;
}

/** Binds the server. @returns the port, also when 0 was asked for. @throws AppError `port_unavailable` */
export async function listen(server: Server, { host, port }: { host: string; port: number }): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => {
      server.off('error', reject);
      resolve();
    });
  }).catch((cause: unknown) => {
    throw new AppError('port_unavailable', `cannot listen on ${host}:${port}: ${codeOf(cause) ?? 'unknown error'}`, {
      hint: 'set receiver.host and receiver.port to an address of this machine that nothing else uses',
      cause,
    });
  });
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : port;
}

/**
 * Closes a server whose answers already carry `Connection: close`: without it, a sender in steady traffic keeps its
 * connection, and the server, open for as long as it likes. What is still open after `timeoutMs` is cut.
 */
export async function closeServer(server: Server, timeoutMs: number): Promise<void> {
  const watchdog = setTimeout(() => server.closeAllConnections(), timeoutMs);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
  clearTimeout(watchdog);
}
