import type { FetchContext } from '../fetch/fetch-context.ts';
import type { ListAsk } from '../sources/list-api.ts';
import type { LandedPage, ListPosition } from './landed-page.ts';
import { findEnd, ListReader } from './list-reader.ts';
import { type ListOrigin, type ReadPage, readPage } from './read-page.ts';

export interface ListOptions {
  readonly ask: ListAsk;
  readonly origin: ListOrigin;
  /** where an earlier reading stopped: the `next` of its last page */
  readonly from?: ListPosition;
  /** names the reading; the same in all its parts. Default: a new one */
  readonly fetchId?: string;
  /** code of the refusal that an earlier reading ended with and landed: the same one is not landed again */
  readonly knownRefusal?: string | undefined;
}

/**
 * Reads a list page by page, each under the connection's fetch lease, which is given back between pages. Every page lands before it
 * is yielded; pages may repeat rows. Newest first where the list is sorted and keeps rows in their places.
 *
 * What is guaranteed: an object that is in the list, unchanged, from the first request to the last is in a yielded page. Pages are
 * offsets, so rows move between them while a list is read:
 * - a sorted list (`facts.isStable`) gets rows at its end alone and loses them anywhere; read from its end to its beginning, what
 *   moves comes nearer to where the reading has not been yet: it is read twice at worst, never skipped. Its end is looked for first:
 *   by the count of pages where that is told, else by doubling and halving (14 requests for 100 pages);
 * - any other list of more than one page, one that gets old records in its middle too, is read both ways. Rows added before the
 *   reading skip none on the way forth, rows taken out none on the way back, so one is overlooked only if both happen around it; the
 *   next reading finds it then;
 * - a list of one page is one answer.
 * What comes into the list meanwhile was changed after the first request: the next reading asks from there on.
 *
 * @throws AppError `list_answer_unexpected` (an answer that is not the page that was asked for), `list_not_readable` (no such list),
 *   `fetch_lease_held` (another process did not give it back in time), a refusal by its own code (`api_scope_missing`, …), and what
 *   `SourceClient.send` and the landing store say. An error never looks like an empty list.
 */
export async function* listPages(
  context: FetchContext,
  { ask, origin, from, fetchId = context.nonce(), knownRefusal }: ListOptions,
): AsyncGenerator<LandedPage, void, undefined> {
  const reader = new ListReader((page) => readPage(context, { ask, origin, page, fetchId, knownRefusal }));
  let position = from;
  if (position === undefined) {
    const first = await reader.read(1);
    const end = first.facts.isLast || !first.facts.isStable ? first : await findEnd(reader, first);
    const landed = reader.place(end, nextAfter(end, isOfOnePage(first) ? 'forth' : startOf(first)));
    yield landed;
    position = landed.next;
  }
  while (position !== undefined) {
    const { way } = position;
    const page = await reader.read(position.page);
    const landed = reader.place(page, nextAfter(page, way));
    yield landed;
    position = landed.next;
  }
}

const isOfOnePage = ({ facts }: ReadPage): boolean => facts.isLast;
const startOf = ({ facts }: ReadPage): ListPosition['way'] => (facts.isStable ? 'back' : 'forth');

/** Where to go from a page. A list that turns out not to be sorted after all is read both ways, from the beginning. */
function nextAfter({ page, facts }: ReadPage, way: ListPosition['way']): ListPosition | undefined {
  if (way === 'back' && !facts.isStable) return { way: 'forth', page: 1 };
  if (way === 'forth' && !facts.isLast) return { way, page: page + 1 };
  if (page === 1) return undefined;
  return { way: way === 'forth' ? 'back_again' : way, page: page - 1 };
}
