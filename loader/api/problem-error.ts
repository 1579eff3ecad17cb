import { AppError } from '../../receiver/errors.ts';
import type { ApiProblem } from './source-client.ts';

export interface ProblemErrorOptions {
  readonly connection: string;
  /** method and path, where it is about one request */
  readonly what?: string;
  readonly context?: Readonly<Record<string, string | number | boolean>>;
}

/**
 * A problem as error. It is made of texts alone, without a cause: what `fetch` throws may hold headers.
 * `context.scope` tells whether only the one request failed (`request`) or nothing else need be tried (`connection`).
 */
export function problemError(problem: ApiProblem, { connection, what, context }: ProblemErrorOptions): AppError {
  const { code, message, hint, retryable, scope } = problem;
  const text = `${connection}: ${what === undefined ? '' : `${what}: `}${message}`;
  return new AppError(code, text, {
    hint: hint.replaceAll('<connection>', connection),
    retryable,
    context: { ...context, scope },
  });
}

/** Whether a failure of `SourceClient.send` concerns the one request alone, so that others may be tried. */
export function isOfOneRequest(error: unknown): boolean {
  return error instanceof AppError && error.context['scope'] === 'request';
}
