import type { FetchContext } from '../fetch/fetch-context.ts';
import { hydrate } from '../fetch/hydrate.ts';
import { OTHERS_TURN_MS } from '../fetch/lease-turns.ts';
import { dueItems, isOnlyListed, type Queue, STUCK_AFTER_ATTEMPTS } from '../fetch/queue.ts';
import { readQueue } from '../fetch/queue-state.ts';
import { type Patience, waitAfter } from './patience.ts';

/** A batch takes longer, so one is begun. */
const ONE_BATCH_MS = 50;

export interface ReadQueuedOptions {
  readonly patience: Patience;
  /** also waits for what failed and is to be tried again later, unless it has failed too often */
  readonly isLast: boolean;
  /** told how many answers have landed after each batch */
  readonly onLanded: (answers: number) => void;
}

/**
 * Reads what is due in the queue, hints before what lists ask for, batch by batch; between batches other processes have their turn.
 *
 * @throws as `waitAfter`, and what the landing store says
 */
export async function readQueued(context: FetchContext, options: ReadQueuedOptions): Promise<void> {
  const { clock, signal, sleep, store, connection } = context;
  while (!signal.aborted) {
    const queue = await readQueue(store, connection.name);
    const next = queue === undefined ? undefined : nextTime(queue, { now: clock(), isLast: options.isLast });
    if (next === undefined) return;
    const waitMs = next.getTime() - clock().getTime();
    if (waitMs > 0) {
      await sleep(waitMs);
      continue;
    }
    const { landed, end, error } = await hydrate(context, { until: new Date(clock().getTime() + ONE_BATCH_MS) });
    options.onLanded(landed);
    if (landed > 0) options.patience.failures = 0;
    if (end === 'stopped') await waitAfter(error, context, options.patience);
    await sleep(OTHERS_TURN_MS);
  }
}

/** When there is something to read next; undefined: nothing that this waits for. */
function nextTime(queue: Queue, { now, isLast }: { readonly now: Date; readonly isLast: boolean }): Date | undefined {
  if (dueItems(queue, now).length > 0) return now;
  if (!isLast) return undefined;
  const times = queue.items
    .filter((item) => isOnlyListed(item) && item.attempts < STUCK_AFTER_ATTEMPTS)
    .map(({ next_at: nextAt }) => nextAt ?? now.toISOString());
  const [first] = times.toSorted();
  return first === undefined ? undefined : new Date(first);
}
