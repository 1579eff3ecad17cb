import type { Reply } from './http.ts';

/** What happens to one request instead of, or besides, its normal answer. */
export type Fault =
  /** answered so, nothing is done */
  | ({ readonly kind: 'answer' } & Reply)
  /** the connection is reset, nothing is done */
  | { readonly kind: 'reset' }
  /** done, then the connection is reset without an answer: a single-use token is spent, and nobody has the new one */
  | { readonly kind: 'lost' }
  /** done and answered after this time */
  | { readonly kind: 'slow'; readonly ms: number }
  /** nothing is done and nothing is ever answered */
  | { readonly kind: 'hang' }
  /** answered with an error that repeats what was sent, credentials included; nothing is done */
  | { readonly kind: 'echo'; readonly status: number }
  /** waits, before its work or between it and the answer; the release is the test's */
  | { readonly kind: 'hold'; readonly until: Promise<unknown>; readonly when: 'before' | 'after' }
  /** done; of the answer's body only the first half arrives: `cut` with a length that fits it, `broken` by a reset in the middle */
  | { readonly kind: 'truncated'; readonly how: 'cut' | 'broken' };

export interface FaultRule {
  readonly method?: string;
  /** tested against path and query as sent: `/v3/invoices?page=2` */
  readonly path?: RegExp;
  /** the first matching request that is hit, from 1; default 1 */
  readonly nth?: number;
  /** how many are hit; default 1 */
  readonly times?: number;
  readonly fault: Fault;
}

interface Armed {
  readonly rule: FaultRule;
  seen: number;
  hit: number;
}

export interface Target {
  readonly method: string;
  readonly target: string;
}

/** Faults on demand; rules are asked in the order added, the first that hits wins. */
export class Faults {
  readonly #rules: Armed[] = [];
  /** decides where no rule hits; for faults at random */
  decide: (request: Target) => Fault | undefined = () => undefined;

  add(...rules: readonly FaultRule[]): void {
    for (const rule of rules) this.#rules.push({ rule, seen: 0, hit: 0 });
  }

  /** The next requests, whatever they are, one fault each. */
  queue(...faults: readonly Fault[]): void {
    this.add(...faults.map((fault) => ({ fault })));
  }

  clear(): void {
    this.#rules.length = 0;
    this.decide = () => undefined;
  }

  /** How many are still to come: 0 proves that every scripted fault has hit. */
  get pending(): number {
    return this.#rules.reduce((sum, { rule, hit }) => sum + (rule.times ?? 1) - hit, 0);
  }

  /** For the server. */
  forRequest(request: Target): Fault | undefined {
    for (const armed of this.#rules) {
      const { method, path, nth = 1, times = 1, fault } = armed.rule;
      if (armed.hit >= times || (method !== undefined && method !== request.method)) continue;
      if (path?.test(request.target) === false) continue;
      armed.seen += 1;
      if (armed.seen < nth) continue;
      armed.hit += 1;
      return fault;
    }
    return this.decide(request);
  }
}

/** A gateway's page instead of an answer. */
export function htmlPage(status: number, title = 'Bad Gateway'): Fault {
  const bytes = Buffer.from(
    `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body><h1>${title}</h1></body></html>\n`,
  );
  return { kind: 'answer', status, bytes, headers: { 'content-type': 'text/html; charset=utf-8' } };
}

/** @param retryAfter  seconds or an HTTP date; left out, the header is missing */
export function tooManyRequests(retryAfter?: string | number): Fault {
  const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return { kind: 'answer', status: 429, json: { message: 'Too Many Requests' }, headers };
}

export function serverError(status = 500): Fault {
  return { kind: 'answer', status, json: { message: 'Internal Server Error' } };
}
