import type { FetchContext } from '../fetch/fetch-context.ts';
import { hydrate } from '../fetch/hydrate.ts';
import { keyOf, type Want } from '../fetch/queue.ts';
import { readQueue } from '../fetch/queue-state.ts';
import { isConfirming, settleConfirming } from './confirming.ts';
import type { EntitySweep } from './report.ts';

export interface ReadMissedOptions {
  /** what the sweep put into the queue */
  readonly queued: readonly Want[];
  readonly entities: readonly EntitySweep[];
  /** `absent`: only what is to be confirmed is read, the run that comes reads the rest and says what keeps it from that */
  readonly reads: 'missed' | 'absent';
  /** nothing is read from then on; undefined: nothing at all */
  readonly until: Date | undefined;
}

export interface ReadMissed {
  /** with what was confirmed to be gone, also of what earlier sweeps asked for */
  readonly entities: readonly EntitySweep[];
  /** of what was queued: still to be read */
  readonly unread: number;
  /** absent records of all entities that were asked for and are not answered yet */
  readonly confirming: number;
  /** what keeps the connection as a whole from being read */
  readonly error: unknown;
}

/** Reads what is due in the connection's queue, what the sweep put into it among it, and says what came of that. */
export async function readMissed(
  fetch: FetchContext,
  { queued, entities, reads, until }: ReadMissedOptions,
): Promise<ReadMissed> {
  const names = new Set(entities.map(({ entity }) => entity));
  const isAsked = (reads === 'missed' && queued.length > 0) || (await isConfirming(fetch, names));
  const only = reads === 'missed' ? {} : { only: ({ reason }: { readonly reason: string }) => reason === 'deletion' };
  const hydration = isAsked && until !== undefined ? await hydrate(fetch, { until, ...only }) : undefined;
  const { gone, open } = await settleConfirming(fetch, { entities: names });
  const queue = await readQueue(fetch.store, fetch.connection.name);
  const left = new Set(queue?.items.map(keyOf));
  return {
    entities: entities.map((swept) => ({ ...swept, deleted: swept.deleted + (gone.get(swept.entity) ?? 0) })),
    unread: queued.filter((want) => left.has(keyOf(want))).length,
    confirming: open,
    error: reads === 'missed' ? hydration?.error : undefined,
  };
}
