import { AppError, codeOf, messageOf } from '../../receiver/errors.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import { readHints } from './read-hints.ts';

const MINUTE_MS = 60_000;
/** Failures in a row, each after a longer wait: half an hour in all. */
const MOST_TRIES = 6;
/** The provider's clock may be behind ours. */
const AFTER_RESET_MS = 5_000;
/** Quota days end within a day; what is told beyond is no quota day. */
const LONGEST_WAIT_MS = 25 * 60 * MINUTE_MS;

/** How often it failed in a row; begins anew whenever something was done. */
export interface Patience {
  failures: number;
}

/**
 * Waits after a failure that may pass: until the day's quota is renewed, while hints are read, else a minute, then twice as long each time.
 *
 * @throws the error itself when it does not pass by itself, did not in half an hour, or the signal came; what the landing store says
 */
export async function waitAfter(error: unknown, context: FetchContext, patience: Patience): Promise<void> {
  const { clock, output, connection, signal } = context;
  if (!(error instanceof AppError) || !error.retryable || signal.aborted || codeOf(error) === 'stopped') throw error;
  const resetMs = untilReset(error, clock());
  patience.failures += 1;
  if (resetMs === undefined && patience.failures >= MOST_TRIES) throw error;
  const waitMs = resetMs ?? MINUTE_MS * 2 ** (patience.failures - 1);
  const until = new Date(clock().getTime() + waitMs);
  output.note(`${connection.name}: ${messageOf(error)}; goes on at ${until.toISOString()}`);
  await (resetMs === undefined ? context.sleep(waitMs) : sleepUntilReset(context, until));
  if (signal.aborted) throw error;
}

/** What is kept of the quota is for hints too, and perhaps nobody but this process is there to read them. */
async function sleepUntilReset(context: FetchContext, until: Date): Promise<void> {
  const { clock, signal, sleep } = context;
  let canRead = true;
  for (;;) {
    const restMs = until.getTime() - clock().getTime();
    if (signal.aborted || restMs <= 0) return;
    await sleep(canRead ? Math.min(restMs, MINUTE_MS) : restMs);
    if (signal.aborted || !canRead) return;
    const read = await readHints(context);
    canRead = read?.end !== 'stopped' || passesSoon(read.error, clock());
  }
}

function passesSoon(error: unknown, now: Date): boolean {
  return error instanceof AppError && error.retryable && untilReset(error, now) === undefined;
}

function untilReset(error: AppError, now: Date): number | undefined {
  const resetsAt = error.context['resets_at'];
  const ms = typeof resetsAt === 'string' ? Date.parse(resetsAt) - now.getTime() + AFTER_RESET_MS : Number.NaN;
  return ms > 0 && ms < LONGEST_WAIT_MS ? ms : undefined;
}
