import type { FetchContext } from '../fetch/fetch-context.ts';
import type { ListAsk } from '../sources/list-api.ts';
import type { ListPosition } from './landed-page.ts';
import { findEnd, ListReader } from './list-reader.ts';
import { type ListOrigin, readPage } from './read-page.ts';

/** How long a list is. */
export interface ListMeasure {
  /** as the provider tells, else pages times rows of a page */
  readonly rows: number;
  /** requests that reading it takes, from `from` on */
  readonly requests: number;
  /** whether rows are the whole documents, as far as was seen */
  readonly isComplete: boolean;
  /** where to begin; undefined: at the beginning */
  readonly from: ListPosition | undefined;
}

export interface MeasureOptions {
  readonly ask: ListAsk;
  readonly origin: ListOrigin;
  readonly knownRefusal?: string | undefined;
}

/**
 * Measures a list: one request where it has one page or tells how many it has, else those that find its end. Their pages land.
 *
 * @throws as `listPages`
 */
export async function measureList(
  context: FetchContext,
  { ask, origin, knownRefusal }: MeasureOptions,
): Promise<ListMeasure> {
  const fetchId = context.nonce();
  const reader = new ListReader((page) => readPage(context, { ask, origin, page, fetchId, knownRefusal }));
  const first = await reader.read(1);
  const { facts } = first;
  const isComplete = first.rows.every((row) => row.isComplete);
  if (facts.isLast) return { rows: first.rows.length, requests: 1, isComplete, from: undefined };
  const isTold = facts.pages !== undefined && facts.total !== undefined;
  const end = isTold && !facts.isStable ? first : await findEnd(reader, first);
  const pages = Math.max(facts.pages ?? 0, end.page);
  const rows = facts.total ?? (end.page - 1) * first.rows.length + end.rows.length;
  if (!facts.isStable) return { rows, requests: 2 * pages - 1, isComplete, from: undefined };
  return { rows, requests: end.page, isComplete, from: { way: 'back', page: end.page } };
}
