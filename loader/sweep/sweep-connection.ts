import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { AppError, codeOf, messageOf } from '../../receiver/errors.ts';
import { isOfOneRequest } from '../api/problem-error.ts';
import type { Entity } from '../catalog/entity.ts';
import { ENTITIES } from '../catalog/index.ts';
import type { LoaderContext } from '../context.ts';
import { enqueue, type Want } from '../fetch/queue.ts';
import { updateQueue } from '../fetch/queue-state.ts';
import { sourceApi } from '../sources/index.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { openPending } from './pending.ts';
import { readMissed } from './read-missed.ts';
import type { ConnectionSweep, EntitySweep } from './report.ts';
import { type SweepTools, sweepEntity, unlisted } from './sweep-entity.ts';
import { readSweepState } from './sweep-state.ts';
import type { SweepWindow } from './window.ts';

/** Objects that one sweep puts into the queue at most: the queue is one object. What is more is found by the next sweep, or is a backfill. */
const MOST_QUEUED = 5000;

export interface SweepOptions {
  readonly warehouse: Pick<Warehouse, 'query'>;
  readonly window: SweepWindow;
  readonly entities: readonly Entity[];
  /** confirm however many are absent */
  readonly yes: boolean;
  /** how long to read what was missed, ms; 0: leave it to the next run */
  readonly readMs: number;
  /** no further entity is listed from then on */
  readonly until?: Date;
  readonly onEntity?: (done: number, entity: string) => void;
}

/** The entities of a connection that can be listed, in the order of the catalog. */
export function sweptEntities(connection: ConnectionConfig): readonly Entity[] {
  const { lists } = sourceApi(connection.source);
  return ENTITIES.filter(
    ({ source, name }) => source === connection.source && lists.traits(name, connection) !== undefined,
  );
}

/**
 * Lists the entities one by one, compares them with silver, puts what was missed into the queue and reads it. What one entity's list
 * refuses keeps no other from being compared; what keeps the connection, the warehouse or the landing store from being asked ends it
 * early, and is `stopped`.
 *
 * @throws AppError of the landing store
 */
export async function sweepConnection(
  context: LoaderContext,
  connection: ConnectionConfig,
  options: SweepOptions,
): Promise<ConnectionSweep> {
  const { store, clock, signal } = context;
  const { warehouse, window, yes } = options;
  const startedAt = clock();
  const fetch = context.openFetch(connection);
  const look = await openPending(context, { connection, startedAt });
  const { whole_at: wholeAt } = await readSweepState(store, connection.name);
  const tools: SweepTools = { connection, store, fetch, warehouse, look, window, wholeAt, yes };
  const entities: EntitySweep[] = [];
  const queued: Want[] = [];
  let stopped: ConnectionSweep['stopped'] = null;
  for (const [done, entity] of options.entities.entries()) {
    if (options.until !== undefined && clock() >= options.until) break;
    options.onEntity?.(done, entity.name);
    try {
      if (signal.aborted) throw interrupted();
      const swept = await sweepEntity(tools, entity);
      if (swept === undefined) continue;
      const wants = swept.wants.slice(0, Math.max(0, MOST_QUEUED - queued.length));
      // Durable entity by entity: a sweep that ends early leaves what it found to the next run.
      if (wants.length > 0) await updateQueue(store, connection.name, (queue) => enqueue(queue, wants, clock()));
      queued.push(...wants);
      entities.push({ ...swept.report, left: swept.wants.length - wants.length });
    } catch (error) {
      if (!isOfOneRequest(error)) {
        stopped = problemOf(error);
        break;
      }
      entities.push(unlisted(entity.name, problemOf(error)));
    }
  }
  const read = await readMissed(fetch, { queued, entities, startedAt, readMs: stopped === null ? options.readMs : 0 });
  return {
    connection: connection.name,
    source: connection.source,
    started_at: startedAt.toISOString(),
    finished_at: clock().toISOString(),
    since: window.since?.toISOString() ?? null,
    until: window.until?.toISOString() ?? null,
    full: window.lists === 'all',
    entities: [...read.entities],
    queued: queued.length,
    read: queued.length - read.unread,
    unread: read.unread,
    stopped: stopped ?? (read.error === undefined ? null : problemOf(read.error)),
  };
}

function interrupted(): AppError {
  return new AppError('stopped', 'stopped by a signal', {
    hint: 'what was found until then is queued; run it again for the rest',
    retryable: true,
  });
}

function problemOf(error: unknown): NonNullable<EntitySweep['problem']> {
  return {
    code: codeOf(error) ?? 'unexpected',
    message: messageOf(error),
    hint: error instanceof AppError ? error.hint : '',
  };
}
