import { apiProblem, type ProblemCode } from './problem.ts';
import type { ApiProblem, ApiResponse } from './source-client.ts';

/** What is held in memory of one answer, unpacked; pages are a few MB at most. */
export const MAX_ANSWER_BYTES = 33_554_432;

export interface Outgoing {
  readonly method: string;
  /** without credentials */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface ExchangeOptions {
  readonly fetch: typeof fetch;
  readonly clock: () => Date;
  readonly timeoutMs: number;
  /** ends the exchange; the caller looks at it afterwards */
  readonly signal: AbortSignal;
  readonly maxBytes?: number;
}

export type Exchange =
  | { readonly kind: 'response'; readonly response: ApiResponse }
  | {
      readonly kind: 'failed';
      /** its message may quote what was sent */
      readonly problem: ApiProblem;
      /** false: no byte of the request can have reached the provider */
      readonly mayBeDone: boolean;
    };

/**
 * Sends one request and reads the whole answer: connecting and waiting for the headers takes at most `timeoutMs`, the body as long
 * again. A redirect is an answer and is never followed: the token goes to no other host. Never throws.
 */
export async function exchange(outgoing: Outgoing, options: ExchangeOptions): Promise<Exchange> {
  const { clock, timeoutMs, signal, maxBytes = MAX_ANSWER_BYTES } = options;
  const late = new AbortController();
  let timer = setTimeout(() => late.abort(), timeoutMs);
  const startedAt = clock();
  let isAnswered = false;
  try {
    const { method, url, headers, body } = outgoing;
    const answer = await options.fetch(url, {
      method,
      headers,
      redirect: 'manual',
      signal: AbortSignal.any([signal, late.signal]),
      ...(body === undefined ? {} : { body }),
    });
    isAnswered = true;
    clearTimeout(timer);
    timer = setTimeout(() => late.abort(), timeoutMs);
    const bytes = await readBody(answer, maxBytes);
    if (bytes === undefined) return failed('api_answer_too_large', `the answer has more than ${maxBytes} bytes`);
    return { kind: 'response', response: responseOf(answer, { url, bytes, startedAt, receivedAt: clock() }) };
  } catch (error) {
    if (late.signal.aborted) {
      const what = isAnswered ? 'the answer was not complete' : 'no answer';
      return failed('api_timeout', `${what} within ${timeoutMs} ms`);
    }
    return readFailure(error);
  } finally {
    clearTimeout(timer);
  }
}

async function readBody(answer: Response, maxBytes: number): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of answer.body ?? []) {
    length += chunk.length;
    // leaving the loop cancels the stream
    if (length > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** All that anybody reads of the headers; cookies and the like stay out. */
const HEADERS = [
  'content-type',
  'date',
  'retry-after',
  'x-rate-limit-limit',
  'x-rate-limit-remaining',
  'x-rate-limit-reset',
];

function responseOf(
  answer: Response,
  facts: { readonly url: string; readonly bytes: Uint8Array; readonly startedAt: Date; readonly receivedAt: Date },
): ApiResponse {
  const { url, bytes, startedAt, receivedAt } = facts;
  const headers = HEADERS.flatMap((name) => {
    const value = answer.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return {
    url,
    status: answer.status,
    contentType: answer.headers.get('content-type') ?? undefined,
    headers: Object.fromEntries(headers),
    body: bytes,
    startedAt,
    receivedAt,
  };
}

/** Failures of finding and reaching the host: the request itself was never sent. */
const NOT_SENT = new Set([
  'ECONNREFUSED',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);
const TLS = /^(CERT_|ERR_TLS|ERR_SSL|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|EPROTO)/;

function readFailure(error: unknown): Exchange {
  let innermost = error;
  while (innermost instanceof Error && innermost.cause instanceof Error) innermost = innermost.cause;
  // several addresses were tried: they share a reason
  if (innermost instanceof AggregateError) innermost = innermost.errors[0] ?? innermost;
  const code = innermost instanceof Error && 'code' in innermost ? String(innermost.code) : '';
  const text = code !== '' ? code : innermost instanceof Error ? innermost.message : String(innermost);
  if (TLS.test(code)) return failed('api_tls_refused', `the certificate of the API is not trusted: ${text}`, false);
  return failed('api_unavailable', `no answer: ${text}`, !NOT_SENT.has(code));
}

function failed(code: ProblemCode, message: string, mayBeDone = true): Exchange {
  return { kind: 'failed', problem: apiProblem(code, message), mayBeDone };
}
