import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { AppError, codeOf } from '../../receiver/errors.ts';
import type { RedirectAnswer } from './redirect.ts';

export interface LoopbackOptions {
  /** `http://localhost:8765/callback` */
  readonly redirectUri: string;
  /** may throw what ends the sign-in */
  readonly read: (query: URLSearchParams) => RedirectAnswer;
  readonly timeoutMs: number;
  /** aborted when the process shall end */
  readonly signal: AbortSignal;
}

export interface LoopbackListener {
  /** @throws AppError `oauth_timeout`, `stopped`, and what `read` throws */
  readonly code: Promise<string>;
  /** for those that come without waiting for the code */
  close(): Promise<void>;
}

/** Whether a redirect goes to this machine without encryption, so that a listener can take it. */
export function isLoopback(redirectUri: string): boolean {
  return redirectUri.startsWith('http://');
}

/**
 * Waits for the browser to be sent back, on the loopback interface alone. What does not answer this sign-in is refused and ends
 * nothing.
 *
 * @throws AppError `port_in_use`
 */
export async function listenForRedirect(options: LoopbackOptions): Promise<LoopbackListener> {
  const { redirectUri, timeoutMs, signal } = options;
  const url = new URL(redirectUri);
  const { promise: code, resolve, reject } = Promise.withResolvers<string>();
  // Nobody may be waiting when it fails early.
  code.catch(() => undefined);
  const server = createServer((request, response) => {
    answer(request, response, { ...options, path: url.pathname, resolve, reject });
  });
  const host = url.hostname === '[::1]' ? '::1' : '127.0.0.1';
  const port = url.port === '' ? 80 : Number(url.port);
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    throw new AppError('port_in_use', `cannot listen on ${host}:${port}: ${codeOf(error) ?? 'unexpected'}`, {
      hint: 'end what listens there, or register a redirect_uri with another port; or pass the code by --code-stdin',
    });
  }
  const timer = setTimeout(() => {
    reject(
      new AppError('oauth_timeout', `nobody signed in within ${timeoutMs / 1000} s`, {
        hint: 'run it again',
        retryable: true,
      }),
    );
  }, timeoutMs);
  const stop = (): void =>
    reject(new AppError('stopped', 'stopped while waiting for the sign-in', { hint: 'run it again' }));
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  return {
    code,
    async close() {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
      const closed = once(server, 'close');
      server.close();
      server.closeIdleConnections();
      const cut = setTimeout(() => server.closeAllConnections(), LAST_ANSWER_MS);
      await closed;
      clearTimeout(cut);
    },
  };
}

const LAST_ANSWER_MS = 1_000;

interface Waiting extends LoopbackOptions {
  readonly path: string;
  readonly resolve: (code: string) => void;
  readonly reject: (error: unknown) => void;
}

function answer(request: IncomingMessage, response: ServerResponse, waiting: Waiting): void {
  const url = new URL(request.url ?? '/', 'http://loopback');
  if (url.pathname !== waiting.path) return say(response, 404, 'There is nothing here.');
  if (request.method !== 'GET') return say(response, 405, 'Only GET.');
  try {
    const found = waiting.read(url.searchParams);
    if (found.kind === 'foreign') return say(response, 400, 'This does not answer the sign-in that is under way.');
    say(response, 200, 'Signed in. This page can be closed; the terminal says how it goes on.');
    waiting.resolve(found.code);
  } catch (error) {
    say(response, 200, 'The sign-in failed. This page can be closed; the terminal says why.');
    waiting.reject(error);
  }
}

function say(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    'content-type': 'text/plain; charset=utf-8',
    'cache-control': 'no-store',
    // the address holds the code
    'referrer-policy': 'no-referrer',
    connection: 'close',
  });
  response.end(`${text}\n`);
}
