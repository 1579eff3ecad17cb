import type { FetchContext } from '../fetch/fetch-context.ts';
import { type Hydration, hydrate } from '../fetch/hydrate.ts';
import { dueItems, isOnlyListed, type QueueItem } from '../fetch/queue.ts';
import { readQueue } from '../fetch/queue-state.ts';

/** However many hints there are, they come first. */
const NO_END = new Date(8.64e15);

/**
 * Reads what is due of what webhooks ask for, and nothing that only lists name: while a backfill is planned, or waits for the next day.
 * That something cannot be read is in the queue; it keeps nothing else from going on.
 *
 * @returns undefined: no hint is due
 * @throws what the landing store says
 */
export async function readHints(context: FetchContext): Promise<Hydration | undefined> {
  const { store, connection, clock } = context;
  const isHint = (item: QueueItem): boolean => !isOnlyListed(item);
  const queue = await readQueue(store, connection.name);
  const isDue = queue !== undefined && dueItems(queue, clock()).some(isHint);
  return isDue ? hydrate(context, { until: NO_END, only: isHint }) : undefined;
}
