import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { AppError, problemOf } from '../../receiver/errors.ts';
import { isOfOneRequest } from '../api/problem-error.ts';
import type { Entity } from '../catalog/entity.ts';
import type { LoaderContext } from '../context.ts';
import { enqueue, type Want } from '../fetch/queue.ts';
import { updateQueue } from '../fetch/queue-state.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { rememberAsked } from './confirming.ts';
import { openPending } from './pending.ts';
import { readMissed } from './read-missed.ts';
import type { ConnectionSweep, EntitySweep } from './report.ts';
import { silverOverview } from './silver-overview.ts';
import { judgeEntity, type ListedEntity, listEntity, nothingFound, type SweepTools } from './sweep-entity.ts';
import { readSweepState } from './sweep-state.ts';
import type { SweepWindow } from './window.ts';

/** Rows that are kept until they are compared: small entities are compared together, which costs one look at what is pending. */
const ROWS_AT_ONCE = 20_000;

/** Objects that one sweep puts into the queue at most: the queue is one object. What is more is found by the next sweep, or is a backfill. */
const MOST_QUEUED = 5000;

type SweepProblem = NonNullable<EntitySweep['problem']>;

export interface SweepOptions {
  readonly warehouse: Pick<Warehouse, 'query'>;
  readonly window: SweepWindow;
  readonly entities: readonly Entity[];
  /** confirm however many are absent */
  readonly yes: boolean;
  /** how long to read what was missed, ms; undefined: the run that comes reads it, and what is absent is read until `until` */
  readonly readMs?: number;
  /** no further entity is listed from then on */
  readonly until?: Date;
  readonly onEntity?: (done: number, entity: string) => void;
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
  const reports = new Map<string, EntitySweep>();
  const queued: Want[] = [];
  let stopped: ConnectionSweep['stopped'] = null;
  const fetch = context.openFetch(connection);
  try {
    const look = await openPending(context, { connection, startedAt });
    const { whole_at: wholeAt } = await readSweepState(store, connection.name);
    const { name, organizationId } = connection;
    const overview = await silverOverview(warehouse, { connection: name, organizationId, entities: options.entities });
    const tools: SweepTools = { connection, store, fetch, warehouse, overview, window, wholeAt, yes };
    const judge = async (batch: readonly ListedEntity[]): Promise<void> => {
      const pending = await look();
      for (const listed of batch) {
        const { report, wants } = await judgeEntity(tools, listed, pending);
        const taken = wants.slice(0, Math.max(0, MOST_QUEUED - queued.length));
        // Durable entity by entity: a sweep that ends early leaves what it found to the next run.
        if (taken.length > 0) await updateQueue(store, name, (queue) => enqueue(queue, taken, clock()));
        queued.push(...taken);
        const ids = taken.flatMap(({ id, reason }) => (reason === 'deletion' ? [id] : []));
        await rememberAsked(fetch, { entity: report.entity, since: startedAt.toISOString(), ids });
        reports.set(report.entity, { ...report, left: wants.length - taken.length });
      }
    };
    for await (const batch of listInBatches(tools, options, {
      signal,
      onUnlisted: (entity, problem) => reports.set(entity, nothingFound(entity, problem)),
      onStopped: (problem) => (stopped = problem),
    })) {
      await judge(batch);
    }
  } catch (error) {
    stopped = toProblem(error);
  }
  const entities = options.entities.flatMap(({ name }) => reports.get(name) ?? []);
  const { readMs, until } = options;
  const read = await readMissed(fetch, {
    queued,
    entities,
    reads: readMs === undefined ? 'absent' : 'missed',
    until: stopped !== null ? undefined : readMs === undefined ? until : new Date(clock().getTime() + readMs),
  });
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
    confirming: read.confirming,
    stopped: stopped ?? (read.error === undefined ? null : toProblem(read.error)),
  };
}

interface Listening {
  readonly signal: AbortSignal;
  readonly onUnlisted: (entity: string, problem: SweepProblem) => unknown;
  readonly onStopped: (problem: SweepProblem) => unknown;
}

/**
 * Lists entity after entity. What the API says of one entity's list keeps no other from being listed; what was listed before anything
 * else went wrong still comes.
 */
async function* listInBatches(
  tools: SweepTools,
  { entities, until, onEntity }: SweepOptions,
  { signal, onUnlisted, onStopped }: Listening,
): AsyncGenerator<readonly ListedEntity[]> {
  let batch: ListedEntity[] = [];
  for (const [done, entity] of entities.entries()) {
    if (until !== undefined && tools.fetch.clock() >= until) break;
    onEntity?.(done, entity.name);
    try {
      if (signal.aborted) throw interrupted();
      const listed = await listEntity(tools, entity);
      if (listed !== undefined) batch.push(listed);
    } catch (error) {
      if (!isOfOneRequest(error)) {
        onStopped(toProblem(error));
        break;
      }
      onUnlisted(entity.name, toProblem(error));
    }
    if (batch.reduce((sum, { listing }) => sum + listing.rows.size, 0) < ROWS_AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

function interrupted(): AppError {
  return new AppError('stopped', 'stopped by a signal', {
    hint: 'what was found until then is queued; run it again for the rest',
    retryable: true,
  });
}

function toProblem(error: unknown): SweepProblem {
  const { code, message, hint } = problemOf(error);
  return { code, message, hint };
}
