import type { FetchContext } from '../fetch/fetch-context.ts';
import { beginReading, goOnReading, type Reading, type RefusedList } from '../lists/reading.ts';
import { type Refusal, refusalOf } from '../lists/refused-lists.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { isOutOfTime } from './lease-in-time.ts';
import { type PolledEntity, updatePolled } from './poll-state.ts';
import { queueListed } from './queue-listed.ts';
import { changedSince, type PolledBySchedule } from './schedule.ts';

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

export interface EntityPolled {
  /** undefined: the entity cannot be listed with what the configuration says */
  readonly report: PolledReport | undefined;
  /** why lists of single objects were refused and passed over; of what is half read at its end */
  readonly refused: Refusal | undefined;
}

/** Where a poll ends, and what it asks. */
export interface PollLimits {
  /** no further page after that, and no waiting for a turn to read one */
  readonly until: Date;
  readonly warehouse: () => Promise<Pick<Warehouse, 'query'>>;
  /** list everything, also where changed objects would be enough */
  readonly isFull?: boolean;
}

interface EntityPoll extends PollLimits {
  readonly entity: PolledBySchedule['entity'];
  readonly before: PolledEntity;
}

/** Reads the lists of one entity, or goes on with them. @throws as `listPages` */
export async function pollEntity(
  context: FetchContext,
  { entity, before, until, warehouse, isFull = false }: EntityPoll,
): Promise<EntityPolled> {
  const { store, connection, clock, signal } = context;
  const since = isFull ? undefined : changedSince(before, clock());
  const begun = usable(before.reading, { isFull, now: clock() });
  const options = { origin: 'poll' as const, ...(since === undefined ? {} : { changedSince: since }) };
  const reading = begun ?? (await beginReading(context, entity.name, options));
  if (reading === undefined) return { report: undefined, refused: undefined };
  const kind = reading.changed_since === null ? 'full' : 'changed';
  const report = { entity: entity.name, kind, pages: 0, rows: 0, queued: 0, isDone: false } as const;
  let { pages, rows, queued } = report;
  const knownRefusal = before.problem?.code;
  const refused = [...(reading.refused ?? [])];
  let isDone = reading.lists.length === 0;
  const remember = async (left: Reading | undefined): Promise<void> => {
    const to = (one: PolledEntity): PolledEntity => after(one, { reading, left, refused, now: clock() });
    await updatePolled(store, connection.name, { entity: entity.name, to });
    isDone = left === undefined;
  };
  const onRefused = async (list: RefusedList, next: Reading | undefined): Promise<void> => {
    refused.push(list);
    await remember(next);
  };
  const parts = goOnReading(context, { entity: entity.name, origin: 'poll', reading, knownRefusal, onRefused });
  try {
    for await (const { page, next } of parts) {
      queued += (await queueListed(context, page, { entity, warehouse })).length;
      pages += 1;
      rows += page.rows.length;
      await remember(next);
      if (isDone || signal.aborted || clock() >= until) break;
    }
  } catch (error) {
    if (!isOutOfTime(error)) throw error;
  }
  if (reading.lists.length === 0) await remember(undefined);
  const told = isDone ? refusalOf(refused) : undefined;
  return { report: { ...report, pages, rows, queued, isDone }, refused: told };
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
  readonly refused: readonly RefusedList[];
  readonly now: Date;
}

function after(polled: PolledEntity, { reading, left, refused, now }: Step): PolledEntity {
  const tried = { ...polled, tried_at: now.toISOString(), problem: null };
  if (left !== undefined) return { ...tried, reading: left };
  const refusal = refusalOf(refused);
  if (refusal !== undefined) {
    // The watermark stays: what was refused has not been read since.
    return { ...tried, reading: null, problem: { at: now.toISOString(), ...refusal, retryable: false } };
  }
  const fullAt = reading.changed_since === null ? reading.started_at : polled.full_at;
  return { ...tried, reading: null, started_at: reading.started_at, full_at: fullAt };
}
