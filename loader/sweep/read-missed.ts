import { ENTITIES } from '../catalog/index.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import { hydrate } from '../fetch/hydrate.ts';
import type { Want } from '../fetch/queue.ts';
import { readQueue } from '../fetch/queue-state.ts';
import { confirmedGone } from './confirmed-gone.ts';
import type { EntitySweep } from './report.ts';

export interface ReadMissedOptions {
  /** what the sweep put into the queue */
  readonly queued: readonly Want[];
  readonly entities: readonly EntitySweep[];
  /** when the sweep began */
  readonly startedAt: Date;
  /** for how long to read, ms */
  readonly readMs: number;
}

export interface ReadMissed {
  /** with what was confirmed to be gone */
  readonly entities: readonly EntitySweep[];
  /** of what was queued: still to be read */
  readonly unread: number;
  /** what keeps the connection as a whole from being read */
  readonly error: unknown;
}

/** Reads what is due in the connection's queue, what the sweep put into it among it, and says what came of that. */
export async function readMissed(
  fetch: FetchContext,
  { queued, entities, startedAt, readMs }: ReadMissedOptions,
): Promise<ReadMissed> {
  if (queued.length === 0) return { entities, unread: 0, error: undefined };
  const until = new Date(fetch.clock().getTime() + readMs);
  const { error } = readMs === 0 ? { error: undefined } : await hydrate(fetch, { until });
  const queue = await readQueue(fetch.store, fetch.connection.name);
  const left = new Set(queue?.items.map(({ entity, id }) => `${entity}/${id}`));
  const isRead = ({ entity, id }: Want): boolean => !left.has(`${entity}/${id}`);
  const counted = await Promise.all(
    entities.map(async (swept): Promise<EntitySweep> => {
      const entity = ENTITIES.find(({ source, name }) => source === fetch.connection.source && name === swept.entity);
      const asked = queued.filter((want) => want.entity === swept.entity && want.reason === 'deletion' && isRead(want));
      if (entity === undefined || asked.length === 0) return swept;
      const ids = new Set(asked.map(({ id }) => id));
      const gone = await confirmedGone(fetch, { entity, ids, since: startedAt });
      return { ...swept, deleted: swept.deleted + gone.size };
    }),
  );
  return { entities: counted, unread: queued.filter((want) => !isRead(want)).length, error };
}
