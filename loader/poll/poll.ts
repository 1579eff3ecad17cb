import { problemOf } from '../../receiver/errors.ts';
import { isOfOneRequest } from '../api/problem-error.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import { beginReading, goOnReading, type Reading } from '../lists/reading.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { isOutOfTime, leaseInTime } from './lease-in-time.ts';
import { NEVER_POLLED, type PolledEntity, readPollState, updatePolled } from './poll-state.ts';
import { queueListed } from './queue-listed.ts';
import { changedSince, isDue, type PolledBySchedule, polledEntities } from './schedule.ts';

export interface PollOptions {
  /** no further page after that, and no waiting for a turn to read one */
  readonly until: Date;
  readonly warehouse: () => Promise<Pick<Warehouse, 'query'>>;
  /** these alone; default: what is due */
  readonly entities?: readonly PolledBySchedule[];
  /** list everything, also where changed objects would be enough */
  readonly isFull?: boolean;
}

/** As many lists that fail one after the other, for reasons that may pass, are the API's: the others wait for the next run. */
const MOST_FAILURES_IN_A_ROW = 3;

/** What one entity's poll brought. */
export interface PolledReport {
  readonly entity: string;
  readonly kind: 'full' | 'changed';
  /** pages that landed, rows in them, and objects that are read singly because of them */
  readonly pages: number;
  readonly rows: number;
  readonly queued: number;
  /** false: the time was over; the next run goes on from the page */
  readonly isDone: boolean;
}

export interface UnlistedEntity {
  readonly entity: string;
  readonly code: string;
  readonly message: string;
}

export interface Poll {
  readonly polled: readonly PolledReport[];
  /** lists that could not be read */
  readonly unlisted: readonly UnlistedEntity[];
  /** what keeps the connection as a whole from being read */
  readonly error: unknown;
}

/**
 * Reads the lists that are due and lands their pages. An entity whose list cannot be read never keeps the others from being.
 *
 * Incremental where the API can list changed objects alone: from the start of the last list on, minus the overlap that the source
 * needs, so that a change in the same second as the last list is not skipped. What is asked for twice costs a row in bronze.
 *
 * @throws AppError of the landing store
 */
export async function poll(given: FetchContext, options: PollOptions): Promise<Poll> {
  const context = leaseInTime(given, options.until);
  const { store, connection, api, clock, signal } = context;
  const state = await readPollState(store, connection.name);
  const now = clock();
  const of = (name: string): PolledEntity => state.entities[name] ?? NEVER_POLLED;
  const due =
    options.entities ??
    polledEntities(api, connection).filter(({ entity, schedule }) => isDue(schedule, of(entity.name), now));
  const polled: PolledReport[] = [];
  const unlisted: UnlistedEntity[] = [];
  let failuresInARow = 0;
  for (const { entity } of due) {
    if (signal.aborted || clock() >= options.until) break;
    try {
      const report = await pollEntity(context, { ...options, entity, before: of(entity.name) });
      if (report !== undefined) polled.push(report);
      failuresInARow = 0;
    } catch (error) {
      if (isOutOfTime(error)) break;
      if (!isOfOneRequest(error)) return { polled, unlisted, error };
      const { code, message, retryable } = problemOf(error);
      unlisted.push({ entity: entity.name, code, message });
      const at = clock().toISOString();
      const to = (one: PolledEntity): PolledEntity => ({
        ...one,
        tried_at: at,
        problem: { at, code, message, retryable },
      });
      await updatePolled(store, connection.name, { entity: entity.name, to });
      failuresInARow = retryable ? failuresInARow + 1 : 0;
      if (failuresInARow >= MOST_FAILURES_IN_A_ROW) return { polled, unlisted, error };
    }
  }
  return { polled, unlisted, error: undefined };
}

interface EntityPoll extends PollOptions {
  readonly entity: PolledBySchedule['entity'];
  readonly before: PolledEntity;
}

async function pollEntity(
  context: FetchContext,
  { entity, before, until, warehouse, isFull = false }: EntityPoll,
): Promise<PolledReport | undefined> {
  const { store, connection, clock, signal } = context;
  const since = isFull ? undefined : changedSince(before, clock());
  const begun = usable(before.reading, { isFull, now: clock() });
  const options = { origin: 'poll' as const, ...(since === undefined ? {} : { changedSince: since }) };
  const reading = begun ?? (await beginReading(context, entity.name, options));
  if (reading === undefined) return undefined;
  const kind = reading.changed_since === null ? 'full' : 'changed';
  const report = { entity: entity.name, kind, pages: 0, rows: 0, queued: 0, isDone: false } as const;
  let { pages, rows, queued } = report;
  const knownRefusal = before.problem?.code;
  const remember = (left: Reading | undefined): Promise<void> =>
    updatePolled(store, connection.name, {
      entity: entity.name,
      to: (one) => after(one, { reading, left, now: clock() }),
    });
  const parts = goOnReading(context, { entity: entity.name, origin: 'poll', reading, knownRefusal });
  let isDone = reading.lists.length === 0;
  try {
    for await (const { page, next } of parts) {
      queued += (await queueListed(context, page, { entity, warehouse })).length;
      pages += 1;
      rows += page.rows.length;
      await remember(next);
      isDone = next === undefined;
      if (isDone || signal.aborted || clock() >= until) break;
    }
  } catch (error) {
    if (!isOutOfTime(error)) throw error;
  }
  if (isDone && pages === 0) await remember(undefined);
  return { ...report, pages, rows, queued, isDone };
}

/** A list that is being read for days was begun anew long ago by those who waited for it. */
const OLDEST_READING_MS = 2 * 86_400_000;

function usable(reading: Reading | null, { isFull, now }: { isFull: boolean; now: Date }): Reading | undefined {
  if (reading === null || (isFull && reading.changed_since !== null)) return undefined;
  return now.getTime() - Date.parse(reading.started_at) < OLDEST_READING_MS ? reading : undefined;
}

interface Step {
  readonly reading: Reading;
  readonly left: Reading | undefined;
  readonly now: Date;
}

function after(polled: PolledEntity, { reading, left, now }: Step): PolledEntity {
  const tried = { ...polled, tried_at: now.toISOString(), problem: null };
  if (left !== undefined) return { ...tried, reading: left };
  const fullAt = reading.changed_since === null ? reading.started_at : polled.full_at;
  return { ...tried, reading: null, started_at: reading.started_at, full_at: fullAt };
}
