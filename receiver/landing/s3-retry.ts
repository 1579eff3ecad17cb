import { setTimeout as delay } from 'node:timers/promises';
import { outOfBudget } from './budget.ts';
import { judge, type S3Verdict } from './s3-errors.ts';

const FIRST_BACKOFF_MS = 25;
const MAX_BACKOFF_MS = 2_000;

/** Time and chance of the retry loop; tests replace them. */
export interface RetryClock {
  /** monotonic ms */
  now(): number;
  sleep(ms: number): Promise<void>;
  /** 0 (inclusive) to 1 (exclusive) */
  random(): number;
}

export const systemClock: RetryClock = {
  now: () => performance.now(),
  sleep: async (ms) => {
    await delay(ms);
  },
  random: () => Math.random(),
};

export interface RetryOptions {
  /** the operation in the imperative, with its key, for messages */
  readonly doing: string;
  readonly budgetMs: number;
  /** first attempt's time-out; doubled with each further one, so that a slow store is not cut off for ever */
  readonly attemptMs: number;
  readonly clock: RetryClock;
}

export type Settled<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'answered'; readonly verdict: Exclude<S3Verdict, { kind: 'retry' }>; readonly error: unknown };

/**
 * Runs attempts until one is answered for good or the budget is used up. Waits 25 ms doubled each time, half of it jitter, and at
 * least what `Retry-After` asks; gives up at once when the wait would outlast the budget.
 *
 * @throws AppError `landing_unavailable` (retryable)
 */
export async function retrying<T>(
  attempt: (signal: AbortSignal) => Promise<T>,
  options: RetryOptions,
): Promise<Settled<T>> {
  const { clock, budgetMs } = options;
  const deadline = clock.now() + budgetMs;
  let last: unknown;
  for (let tries = 0; ; tries += 1) {
    const left = deadline - clock.now();
    if (left <= 0) throw outOfBudget(options.doing, budgetMs, last);
    try {
      const value = await timed(attempt, Math.min(left, options.attemptMs * 2 ** tries));
      return { kind: 'done', value };
    } catch (error) {
      const verdict = judge(error);
      if (verdict.kind !== 'retry') return { kind: 'answered', verdict, error };
      last = error;
      const waitMs = Math.max(
        backoffMs(tries, () => clock.random()),
        verdict.retryAfterMs ?? 0,
      );
      if (clock.now() + waitMs >= deadline) throw outOfBudget(options.doing, budgetMs, error);
      await clock.sleep(waitMs);
    }
  }
}

/** The wait after the n-th failed attempt (from 0): between half of 25 ms * 2^n and all of it, at most 2 s. */
export function backoffMs(tries: number, random: () => number): number {
  const full = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** tries);
  return full / 2 + (full / 2) * random();
}

// The signal ends the request; the race ends the wait also where the signal is not heard (credential look-ups).
async function timed<T>(attempt: (signal: AbortSignal) => Promise<T>, timeoutMs: number): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`no answer within ${Math.round(timeoutMs)} ms`));
      controller.abort();
    }, timeoutMs);
  });
  const work = attempt(controller.signal);
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
