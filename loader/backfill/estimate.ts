import { problemOf } from '../../receiver/errors.ts';
import { reservedShare } from '../api/daily-quota.ts';
import { isOfOneRequest } from '../api/problem-error.ts';
import type { ApiQuota } from '../api/source-client.ts';
import type { Entity } from '../catalog/entity.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import { measureList } from '../lists/measure-list.ts';
import { asksOf, beginReading, type Reading } from '../lists/reading.ts';
import type { BackfilledEntity, BackfillState } from './backfill-state.ts';
import type { DateRange } from './document-date.ts';

/**
 * Looks how much there is to read of an entity, and where its reading begins.
 *
 * @returns undefined: it has no list
 * @throws AppError what may pass by itself (retryable), what keeps the connection as a whole from being read, and what the landing store
 *   says; a lasting refusal is the entity's `problem`
 */
export async function planEntity(
  context: FetchContext,
  entity: Entity,
  range: DateRange,
): Promise<BackfilledEntity | undefined> {
  const nothing = { entity: entity.name, reading: null, is_done: false, pages: 0, rows: 0, queued: 0, problem: null };
  const zero = { rows: 0, pages: 0, objects: 0 };
  try {
    const datedSince = range.since === null ? {} : { datedSince: range.since };
    const reading = await beginReading(context, entity.name, { origin: 'backfill', ...datedSince });
    if (reading === undefined) return undefined;
    if (reading.lists.length === 0) return { ...nothing, is_done: true, estimate: zero };
    const measured = await measure(context, entity, reading);
    return { ...nothing, ...measured };
  } catch (error) {
    const { code, message, retryable } = problemOf(error);
    // What passes by itself is waited for: an entity that was planned with a problem is never read.
    if (!isOfOneRequest(error) || retryable) throw error;
    return { ...nothing, estimate: zero, problem: { at: context.clock().toISOString(), code, message } };
  }
}

async function measure(
  context: FetchContext,
  entity: Entity,
  reading: Reading,
): Promise<Pick<BackfilledEntity, 'reading' | 'estimate'>> {
  const asks = asksOf(entity.name, reading);
  const estimate = { rows: 0, pages: 0, objects: 0 };
  let position: Reading['position'] = null;
  for (const [list, ask] of asks.entries()) {
    // Lists below a parent are short and many.
    if (ask.parent !== undefined) {
      estimate.pages += 1;
      continue;
    }
    const { rows, requests, isComplete, from } = await measureList(context, { ask, origin: 'backfill' });
    if (list === 0) position = from ?? null;
    estimate.rows += rows;
    estimate.pages += requests;
    if (!isComplete) estimate.objects += rows;
  }
  return { reading: { ...reading, position }, estimate };
}

/** What is left to do, in requests and time. */
export interface Cost {
  readonly requests: number;
  /** at least, by the limit per minute */
  readonly minutes: number;
  /** days of the provider's quota, or of 24 hours where it has none */
  readonly days: number;
  /** of the day's quota, without what is kept from it; null where the provider does not tell it */
  readonly perDay: number | null;
}

export interface CostOptions {
  readonly requestsPerMinute: number;
  readonly quota: ApiQuota | undefined;
  /** `loader.quota_reserve` */
  readonly reserve: number;
}

/** At most: what silver has already is not read, and not every row is in the range. */
export function costOf(
  state: Pick<BackfillState, 'entities'>,
  { requestsPerMinute, quota, reserve }: CostOptions,
): Cost {
  const open = state.entities.filter(({ is_done: isDone, problem }) => !isDone && problem === null);
  const requests = open.reduce(
    (sum, { estimate, pages, queued }) =>
      sum + Math.max(0, estimate.pages - pages) + Math.max(0, estimate.objects - queued),
    0,
  );
  const minutes = Math.ceil(requests / requestsPerMinute);
  if (quota === undefined) return { requests, minutes, days: Math.max(1, Math.ceil(minutes / 1440)), perDay: null };
  const kept = Math.ceil(quota.limit * reservedShare({ reserve, isBulk: true }));
  const today = Math.max(0, quota.remaining - kept);
  const perDay = Math.max(1, quota.limit - kept);
  const days = requests <= today ? 1 : 1 + Math.ceil((requests - today) / perDay);
  return { requests, minutes, days, perDay };
}
