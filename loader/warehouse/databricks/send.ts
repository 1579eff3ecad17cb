import { setTimeout as sleep } from 'node:timers/promises';
import type { AppError } from '../../../receiver/errors.ts';
import { connectionError, refusalError, stoppedError } from './errors.ts';
import type { Reply } from './reply.ts';

/** One HTTP request; the body is whole in memory, so that it can be sent again. */
export interface Outgoing {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers: Headers;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  /** the request in words, for messages */
  readonly what: string;
}

/** How long to wait for one answer, and how long to go on asking. */
export interface Patience {
  readonly requestMs: number;
  /** no further try begins after so long */
  readonly retryMs: number;
  readonly firstPauseMs: number;
  readonly maxPauseMs: number;
}

export const PATIENCE: Patience = { requestMs: 60_000, retryMs: 120_000, firstPauseMs: 500, maxPauseMs: 20_000 };

export interface SendOptions {
  readonly patience: Patience;
  /** aborted when the process shall end */
  readonly signal: AbortSignal;
}

/**
 * Sends a request until it is answered: 429 (after its Retry-After), 5xx, broken connections and silence are tried again.
 * Every request that the driver makes may be made twice.
 *
 * @returns any other answer, errors and redirects included
 * @throws AppError `databricks_unavailable`, `databricks_tls_refused`, `stopped`
 */
export async function send(make: () => Promise<Outgoing>, options: SendOptions): Promise<Reply> {
  const { patience } = options;
  const giveUpAt = performance.now() + patience.retryMs;
  let pauseMs = patience.firstPauseMs;
  for (;;) {
    const answer = await tryOnce(await make(), options);
    if (answer.kind === 'reply') return answer.reply;
    const waitMs = Math.max(answer.afterMs, pauseMs * (0.75 + Math.random() / 2));
    if (performance.now() + waitMs > giveUpAt) throw answer.error;
    await pause(waitMs, options.signal);
    pauseMs = Math.min(patience.maxPauseMs, pauseMs * 2);
  }
}

/** @throws AppError `stopped` when the signal comes first */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(ms, undefined, { signal });
  } catch {
    throw stoppedError();
  }
}

type Try =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'again'; readonly error: AppError; readonly afterMs: number };

async function tryOnce(request: Outgoing, { patience, signal }: SendOptions): Promise<Try> {
  const { method, url, headers, body, what } = request;
  let reply: Reply;
  try {
    const response = await fetch(url, {
      method,
      headers,
      // an answer from elsewhere is no answer, and credentials go nowhere but to the workspace
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(patience.requestMs)]),
      ...(body === undefined ? {} : { body }),
    });
    reply = { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    if (signal.aborted) throw stoppedError();
    const error = connectionError(what, cause);
    if (!error.retryable) throw error;
    return { kind: 'again', error, afterMs: 0 };
  }
  if (reply.status !== 429 && reply.status < 500) return { kind: 'reply', reply };
  return { kind: 'again', error: refusalError({ what, reply }), afterMs: retryAfterMs(reply.headers) };
}

/** `Retry-After` in seconds or as a date. */
function retryAfterMs(headers: Headers): number {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,6}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now());
}
