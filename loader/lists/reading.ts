import { z } from 'zod';
import { problemOf } from '../../receiver/errors.ts';
import { isOfOneRequest } from '../api/problem-error.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import type { ListAsk } from '../sources/list-api.ts';
import { type EntityListsOptions, entityLists } from './entity-lists.ts';
import type { LandedPage } from './landed-page.ts';
import { listPages } from './list-pages.ts';
import type { ListOrigin } from './read-page.ts';

/** As many lists refused one after the other are not each object's own matter: the others are not asked for. */
const MOST_REFUSALS_IN_A_ROW = 10;

const instant = z.iso.datetime({ offset: false, precision: 3 });

/** How far the lists of an entity have been read: small enough for a state, and all that is needed to go on. */
export const readingSchema = z.strictObject({
  /** names the landed pages */
  fetch_id: z.string(),
  /** before its first request: what is changed from then on may not be in it */
  started_at: instant,
  /** changed objects alone; with the overlap in it */
  changed_since: instant.nullable(),
  /** documents of that day or later alone */
  dated_since: z.string().nullable(),
  /** the lists, in the order in which they are read: one, that of what was deleted, or one for each object of a parent */
  lists: z.array(z.strictObject({ deleted: z.literal(true).optional(), parent: z.string().optional() })),
  /** the list that is being read, from 0 */
  list: z.int().nonnegative(),
  /** the next page; null: the list has not been begun */
  position: z.strictObject({ way: z.enum(['back', 'forth', 'back_again']), page: z.int().positive() }).nullable(),
  /** lists that were refused and passed over, by their place in `lists` */
  refused: z.array(z.strictObject({ list: z.int().nonnegative(), code: z.string(), message: z.string() })).optional(),
});
export type RefusedList = NonNullable<Reading['refused']>[number];
export type Reading = z.infer<typeof readingSchema>;

/** @returns undefined: the entity cannot be listed with what the configuration says. @throws as `listPages` */
export async function beginReading(
  context: FetchContext,
  entity: string,
  options: EntityListsOptions,
): Promise<Reading | undefined> {
  const startedAt = context.clock().toISOString();
  const lists = await entityLists(context, entity, options);
  if (lists === undefined) return undefined;
  const [first] = lists.asks;
  return {
    fetch_id: context.nonce(),
    started_at: startedAt,
    changed_since: first?.changedSince?.toISOString() ?? null,
    dated_since: first?.datedSince ?? null,
    lists: lists.asks.map(({ deleted, parent }) => ({
      ...(deleted === undefined ? {} : { deleted }),
      ...(parent === undefined ? {} : { parent }),
    })),
    list: 0,
    position: null,
  };
}

/** What is asked for by each list of a reading. */
export function asksOf(entity: string, reading: Reading): readonly ListAsk[] {
  const { changed_since: changed, dated_since: dated } = reading;
  return reading.lists.map(({ deleted, parent }) => ({
    entity,
    ...(deleted === undefined ? {} : { deleted }),
    ...(parent === undefined ? {} : { parent }),
    ...(changed === null ? {} : { changedSince: new Date(changed) }),
    ...(dated === null ? {} : { datedSince: dated }),
  }));
}

export interface ReadPart {
  readonly page: LandedPage;
  /** how the reading stands after this page, to be made durable by the caller; undefined: everything has been read */
  readonly next: Reading | undefined;
}

export interface GoOnOptions {
  readonly entity: string;
  readonly origin: ListOrigin;
  readonly reading: Reading;
  readonly knownRefusal?: string | undefined;
  /**
   * Told of a list of one object of a parent that is refused for good, and how the reading stands then; the lists of the other
   * objects are read. Without it, and after ten in a row, a refusal ends the reading.
   */
  readonly onRefused?: (refused: RefusedList, next: Reading | undefined) => Promise<void>;
}

/** Reads on from where a reading stands. A page whose `next` was made durable is not asked for again. @throws as `listPages` */
export async function* goOnReading(
  context: FetchContext,
  { entity, origin, reading, knownRefusal, onRefused }: GoOnOptions,
): AsyncGenerator<ReadPart, void, undefined> {
  const asks = asksOf(entity, reading);
  let stands = reading;
  let refusalsInARow = 0;
  for (const [list, ask] of asks.entries()) {
    if (list < reading.list) continue;
    const from = list === reading.list ? reading.position : null;
    const fetchId = `${reading.fetch_id}.${list}`;
    const options = { ask, origin, fetchId, knownRefusal, ...(from === null ? {} : { from }) };
    const isLast = list + 1 >= asks.length;
    try {
      for await (const page of listPages(context, options)) {
        const next = page.next === undefined ? { list: list + 1, position: null } : { list, position: page.next };
        yield { page, next: page.next === undefined && isLast ? undefined : { ...stands, ...next } };
      }
      refusalsInARow = 0;
    } catch (error) {
      refusalsInARow += 1;
      const { code, message, retryable } = problemOf(error);
      const isItsOwn = ask.parent !== undefined && isOfOneRequest(error) && !retryable;
      if (onRefused === undefined || !isItsOwn || refusalsInARow >= MOST_REFUSALS_IN_A_ROW) throw error;
      const refused = { list, code, message };
      stands = { ...stands, refused: [...(stands.refused ?? []), refused] };
      await onRefused(refused, isLast ? undefined : { ...stands, list: list + 1, position: null });
    }
  }
}
