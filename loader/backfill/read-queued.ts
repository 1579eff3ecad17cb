import type { FetchContext } from '../fetch/fetch-context.ts';
import { hydrate } from '../fetch/hydrate.ts';
import { OTHERS_TURN_MS } from '../fetch/lease-turns.ts';
import { dueItems, isOnlyListed, type Queue, type QueueItem, STUCK_AFTER_ATTEMPTS } from '../fetch/queue.ts';
import { readQueue } from '../fetch/queue-state.ts';
import { type Patience, waitAfter } from './patience.ts';
import type { RefusedObjects } from './refused-objects.ts';

/** A batch takes longer, so one is begun. */
const ONE_BATCH_MS = 50;

export interface ReadQueuedOptions {
  readonly patience: Patience;
  /** knows what is refused, which is asked for once and then left to later runs */
  readonly refused: RefusedObjects;
  /** also waits for what failed and is to be tried again later, unless it is refused or has failed too often */
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
  const { refused, isLast } = options;
  while (!signal.aborted) {
    const queue = await readQueue(store, connection.name);
    const next = queue === undefined ? undefined : nextTime(queue, { now: clock(), isLast, refused });
    if (next === undefined) return;
    const waitMs = next.getTime() - clock().getTime();
    if (waitMs > 0) {
      await sleep(waitMs);
      continue;
    }
    const until = new Date(clock().getTime() + ONE_BATCH_MS);
    const only = (item: QueueItem): boolean => refused.isOpen(item);
    const { landed, end, error } = await hydrate(context, { until, only, refused: refused.watch() });
    options.onLanded(landed);
    if (landed > 0) options.patience.failures = 0;
    if (end === 'stopped') await waitAfter(error, context, options.patience);
    await sleep(OTHERS_TURN_MS);
  }
}

interface NextTimeOptions extends Pick<ReadQueuedOptions, 'isLast' | 'refused'> {
  readonly now: Date;
}

/** When there is something to read next; undefined: nothing that this waits for. */
function nextTime(queue: Queue, { now, isLast, refused }: NextTimeOptions): Date | undefined {
  const items = queue.items.filter((item) => refused.isOpen(item));
  if (dueItems({ ...queue, items }, now).length > 0) return now;
  if (!isLast) return undefined;
  const times = items.filter(mayPass).map(({ next_at: nextAt }) => nextAt ?? now.toISOString());
  const [first] = times.toSorted();
  return first === undefined ? undefined : new Date(first);
}

/** A hint is what runs wait for; and no waiting makes the API answer otherwise about what it refused. */
function mayPass(item: QueueItem): boolean {
  return isOnlyListed(item) && item.attempts < STUCK_AFTER_ATTEMPTS && item.problem?.is_refusal !== true;
}
