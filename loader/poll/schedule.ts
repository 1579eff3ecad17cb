import { Cron } from 'croner';
import type { ConnectionConfig } from '../../receiver/config/config.ts';
import type { Entity } from '../catalog/entity.ts';
import { listedEntities } from '../lists/listed-entities.ts';
import type { SourceApi } from '../sources/source-api.ts';
import { saidSchedule } from './poll-names.ts';
import type { PolledEntity } from './poll-state.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** After a failure that may pass. */
const TRY_AGAIN_MS = 600_000;
/** Lists of changed objects are refreshed by one of all objects so often, should the provider's filter have lied. */
const FULL_EVERY_MS = 7 * DAY_MS;

/** An entity that is polled, and how often. */
export interface PolledBySchedule {
  readonly entity: Entity;
  /** daily, hourly or a cron expression */
  readonly schedule: string;
}

/**
 * What of a connection is polled: every list of reference data and of what no webhook announces, in full once a day; what the
 * configuration names as it says. Documents with webhooks are not polled: the nightly sweep finds what webhooks lose.
 *
 * Cost by default: Zoho Books about ten requests a day and one for each currency; FreshBooks about fifteen, and one or two for
 * each 100 lines of the ledger.
 */
export function polledEntities(api: SourceApi, connection: ConnectionConfig): readonly PolledBySchedule[] {
  return listedEntities(api, connection).flatMap((entity) => {
    const said = saidSchedule(connection, entity.name);
    const isPolled = api.lists.traits(entity.name, connection)?.isPolled === true;
    const schedule = said ?? (isPolled ? 'daily' : 'off');
    return schedule === 'off' ? [] : [{ entity, schedule }];
  });
}

/**
 * From when on a list must be read: its time has come, it is half read, or it failed for a reason that may have passed.
 *
 * @returns undefined: never, by a cron expression that has no next time; `AT_ONCE`: it has not been read yet
 */
export function dueAt(schedule: string, polled: PolledEntity): Date | undefined {
  const { tried_at: triedAt, started_at: startedAt, reading, problem } = polled;
  if (problem !== null && triedAt !== null) {
    return problem.retryable ? after(triedAt, TRY_AGAIN_MS) : nextTime(schedule, triedAt);
  }
  if (reading !== null) return new Date(reading.started_at);
  return startedAt === null ? AT_ONCE : nextTime(schedule, startedAt);
}

/** What was never read is due since ever. */
export const AT_ONCE = new Date(0);

/** Whether a list must be read now. */
export function isDue(schedule: string, polled: PolledEntity, now: Date): boolean {
  const due = dueAt(schedule, polled);
  return due !== undefined && due <= now;
}

function nextTime(schedule: string, last: string): Date | undefined {
  if (schedule === 'daily') return after(last, DAY_MS);
  if (schedule === 'hourly') return after(last, HOUR_MS);
  return new Cron(schedule, { paused: true }).nextRun(new Date(last)) ?? undefined;
}

function after(instant: string, ms: number): Date {
  return new Date(Date.parse(instant) + ms);
}

/** From when on changed objects are enough; undefined: everything must be listed. */
export function changedSince({ started_at: startedAt, full_at: fullAt }: PolledEntity, now: Date): Date | undefined {
  if (startedAt === null || fullAt === null || now.getTime() - Date.parse(fullAt) >= FULL_EVERY_MS) return undefined;
  return new Date(startedAt);
}
