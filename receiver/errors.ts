/** What every unexpected failure is thrown as. Expected outcomes (duplicate, invalid signature, lease held) are return values. */
export interface AppErrorOptions {
  /** what the reader does next, one sentence in the imperative */
  readonly hint: string;
  /** whether the same call may succeed later without anybody changing anything; default false */
  readonly retryable?: boolean;
  /** flat, loggable, never a secret */
  readonly context?: Readonly<Record<string, string | number | boolean>>;
  readonly cause?: unknown;
}

/** An error with a stable code, a hint and whether a retry can help. Messages are lower case and carry the value that was wrong. */
export class AppError extends Error {
  readonly code: string;
  readonly hint: string;
  readonly retryable: boolean;
  readonly context: Readonly<Record<string, string | number | boolean>>;

  constructor(code: string, message: string, options: AppErrorOptions) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = options.hint;
    this.retryable = options.retryable ?? false;
    this.context = options.context ?? {};
  }
}

/** The text of anything thrown, for a message or a log line. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What is told of a failure where it is written down or shown; flat, and as free of secrets as the error is. */
export interface Problem {
  /** `unexpected` where the thrown value has none */
  readonly code: string;
  readonly message: string;
  /** empty: nobody foresaw it */
  readonly hint: string;
  readonly retryable: boolean;
}

/** What anything thrown tells of a failure. */
export function problemOf(error: unknown): Problem {
  const { hint, retryable } = error instanceof AppError ? error : { hint: '', retryable: false };
  return { code: codeOf(error) ?? 'unexpected', message: messageOf(error), hint, retryable };
}

/** The `code` of a thrown value (AppError, Node system error, SDK error name), or undefined. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
