import type { Origin } from '../../receiver/landing/keys.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import type { ListAsk } from '../sources/list-api.ts';
import type { LandedPage, ListPosition } from './landed-page.ts';

export interface ListOptions {
  readonly ask: ListAsk;
  readonly origin: Extract<Origin, 'poll' | 'sweep' | 'backfill'>;
  /** where an earlier reading stopped: the `next` of its last page */
  readonly from?: ListPosition;
  /** code of the refusal that an earlier reading ended with and landed: the same one is not landed again */
  readonly knownRefusal?: string;
}

/**
 * Reads a list page by page, each under the connection's fetch lease, which is given back between pages. Every page lands before it
 * is yielded; pages may repeat rows.
 *
 * @throws AppError `list_answer_unexpected` (an answer that is not the page that was asked for), `list_not_readable` (no such list),
 *   `fetch_lease_held` (another process did not give it back in time), a refusal by its own code (`api_scope_missing`, …), and what
 *   `SourceClient.send` and the landing store say. An error never looks like an empty list.
 */
export function listPages(_context: FetchContext, _options: ListOptions): AsyncGenerator<LandedPage, void, undefined> {
  throw new Error('not yet');
}
