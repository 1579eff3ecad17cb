import { AppError } from '../errors.ts';

/** What a store gives a call that names no budget of its own. */
export const DEFAULT_BUDGET_MS = 30_000;

export function outOfBudget(what: string, budgetMs: number, cause?: unknown): AppError {
  return tooLate(`${what} did not become durable within ${budgetMs} ms`, cause);
}

function tooLate(message: string, cause?: unknown): AppError {
  return new AppError('landing_unavailable', message, {
    hint: 'the landing store is slow or away: check it, the sender retries meanwhile',
    retryable: true,
    cause,
  });
}

export interface WithinBudget {
  readonly what: string;
  readonly budgetMs: number;
  /** for the message; default `become durable` */
  readonly does?: string;
}

/**
 * Waits for `work` no longer than its budget. Work that comes too late goes on unobserved: it may still create its object,
 * which is why the answer is "nothing is known", not "nothing was stored".
 *
 * @throws AppError `landing_unavailable` (retryable) when the budget runs out
 */
export async function withinBudget<T>(work: Promise<T>, options: WithinBudget): Promise<T> {
  const { what, budgetMs, does = 'become durable' } = options;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(tooLate(`${what} did not ${does} within ${budgetMs} ms`)), budgetMs);
  });
  work.catch(() => undefined);
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
