import { problemOf } from '../../receiver/errors.ts';
import { isOfOneRequest } from '../api/problem-error.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import { isOutOfTime, leaseInTime } from './lease-in-time.ts';
import { type PolledReport, type PollLimits, pollEntity } from './poll-entity.ts';
import { NEVER_POLLED, type PolledEntity, readPollState, updatePolled } from './poll-state.ts';
import { isDue, type PolledBySchedule, polledEntities } from './schedule.ts';

export interface PollOptions extends PollLimits {
  /** these alone; default: what is due */
  readonly entities?: readonly PolledBySchedule[];
}

/** As many lists that fail one after the other, for reasons that may pass, are the API's: the others wait for the next run. */
const MOST_FAILURES_IN_A_ROW = 3;

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
      const { report, refused } = await pollEntity(context, { ...options, entity, before: of(entity.name) });
      if (report !== undefined) polled.push(report);
      if (refused !== undefined) unlisted.push({ entity: entity.name, ...refused });
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
