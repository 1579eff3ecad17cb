import { AppError } from '../../receiver/errors.ts';
import type { LandedPage, ListPosition } from './landed-page.ts';
import type { ReadPage } from './read-page.ts';

/** No list is that long: 2 million rows of Zoho Books. */
const MOST_PAGES = 10_000;

/** The last page that has rows, as far as anything can be last in a list that grows. */
export async function findEnd(reader: ListReader, first: ReadPage): Promise<ReadPage> {
  let before = first;
  let after: ReadPage | undefined;
  while (after === undefined || after.page - before.page > 1) {
    const next: number =
      after === undefined
        ? Math.max(before.facts.pages ?? 0, before.page * 2)
        : Math.floor((before.page + after.page) / 2);
    const page = await reader.read(next);
    if (!page.facts.isLast) before = page;
    else if (page.rows.length > 0) return page;
    else after = page;
  }
  return before;
}

/** Reads pages and knows how far the list is known to go. */
export class ListReader {
  readonly #read: (page: number) => Promise<ReadPage>;
  #pages = 1;
  #before: ReadPage | undefined;

  constructor(read: (page: number) => Promise<ReadPage>) {
    this.#read = read;
  }

  async read(number: number): Promise<ReadPage> {
    const page = await this.#read(number);
    const isSame = this.#before !== undefined && this.#before.page !== number && idsOf(this.#before) === idsOf(page);
    if ((isSame && page.rows.length > 0) || number > MOST_PAGES) throw endless(page);
    this.#before = page;
    this.#pages = Math.max(this.#pages, page.facts.pages ?? 0, page.rows.length > 0 ? number : 0);
    return page;
  }

  place(page: ReadPage, next: ListPosition | undefined): LandedPage {
    return { ...page, next, pages: this.#pages };
  }
}

function idsOf({ rows }: ReadPage): string {
  return rows.map(({ id }) => id).join(' ');
}

function endless({ ask, page }: ReadPage): AppError {
  return new AppError(
    'list_answer_unexpected',
    `the list of ${ask.entity} repeats itself or does not end: page ${page}`,
    {
      hint: 'nothing is concluded from it; report what the provider answers',
      retryable: true,
      context: { scope: 'request' },
    },
  );
}
