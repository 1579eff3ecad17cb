import { type Asked, Refusal, type Reply, textOf } from '../fake-provider/http.ts';
import type { Doc } from '../payloads/json.ts';
import { zohoAnswer, zohoListAnswer } from '../payloads/zoho-books.ts';
import type { Books, Stored } from './books.ts';
import type { FakeEntity } from './entities.ts';
import { problem } from './errors.ts';

export interface ReadOptions {
  readonly books: Books;
  /** of a record that does not exist: 404, or another */
  readonly missingStatus: number;
  /** ids that lists show twice */
  readonly repeatedIds: ReadonlySet<string>;
}

const MAX_PER_PAGE = 200;
const TIMESTAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d{4})$/;

/** One record. */
export function readOne({ books, missingStatus }: ReadOptions, entity: FakeEntity, id: string): Reply {
  const document = books.get(entity.name, id);
  if (document === undefined) {
    return problem(1002, { status: missingStatus, message: `${entity.title} does not exist.` });
  }
  return { json: zohoAnswer(entity.key, document) };
}

/** A page of rows. */
export function readList(options: ReadOptions, entity: FakeEntity, { query }: Asked): Reply {
  const page = Math.max(1, Number(query.get('page') ?? '1') || 1);
  const perPage = Math.min(MAX_PER_PAGE, Math.max(1, Number(query.get('per_page') ?? '200') || MAX_PER_PAGE));
  const column = entity.sortColumns.find((name) => name === query.get('sort_column')) ?? 'created_time';
  const order = entity.fixedOrder ?? (query.get('sort_order') === 'A' ? 'A' : 'D');
  const filter = entity.defaultFilter;
  const showsAll = filter === undefined || query.get('filter_by') === filter.all;
  const found = options.books
    .all(entity.name)
    .filter(modifiedFilter(entity, query))
    .filter(({ document }) => showsAll || filter.isShown(document))
    .flatMap((one) => (options.repeatedIds.has(textOf(one.document[entity.idField])) ? [one, one] : [one]));
  const key = (one: Stored): number => (column === 'created_time' ? one.createdAt : one.modifiedAt).getTime();
  const sorted = found.toSorted((a, b) => (order === 'A' ? key(a) - key(b) : key(b) - key(a)));
  const rows = sorted.slice((page - 1) * perPage, page * perPage);
  const context = {
    page,
    per_page: perPage,
    has_more_page: sorted.length > page * perPage,
    report_name: entity.title,
    applied_filter: filter === undefined ? 'Status.All' : showsAll ? filter.all : filter.name,
    sort_column: column,
    sort_order: order,
  };
  const documents = rows.map((one) => one.row ?? rowOf(entity, one, options.books));
  return { json: zohoListAnswer(entity.listKey, documents, context) };
}

/** `GET /itemdetails?item_ids=a,b`: the only details that come in bulk. */
export function readItems({ books }: ReadOptions, { query }: Asked): Reply {
  const items = (query.get('item_ids') ?? '').split(',').flatMap((id) => books.get('items', id) ?? []);
  return { json: zohoAnswer('items', items) };
}

// At or after; only some lists honour it, the others show everything as if it were not there.
function modifiedFilter({ modifiedFilter: how }: FakeEntity, query: URLSearchParams): (one: Stored) => boolean {
  const text = query.get('last_modified_time');
  if (how === 'no' || text === null) return () => true;
  // a `+` that was not sent as %2B arrives as a space
  if (!TIMESTAMP.test(text)) {
    throw new Refusal(problem(2, { message: 'Invalid value passed for last_modified_time' }));
  }
  if (how === 'by-date') return ({ document }) => textOf(document['journal_date']) === text.slice(0, 10);
  const from = new Date(text).getTime();
  return ({ modifiedAt }) => modifiedAt.getTime() >= from;
}

// A row has no lines and nothing else that is nested; `documents` is a text, addresses say zipcode.
function rowOf(entity: FakeEntity, { document, createdAt, modifiedAt }: Stored, books: Books): Doc {
  const scalars = Object.entries(document).filter(
    ([name, value]) => !isNested(value) && !entity.notInRows.includes(name),
  );
  const address = document['billing_address'];
  return {
    ...Object.fromEntries(scalars),
    ...('documents' in document ? { documents: '' } : {}),
    ...(entity.name === 'invoices' && isNested(address) ? { billing_address: zipcodeOf(address as Doc) } : {}),
    ...(entity.name === 'contacts'
      ? { customer_name: document['contact_name'], vendor_name: document['contact_name'] }
      : {}),
    ...(entity.hasModifiedTime.row
      ? { created_time: books.stamp(createdAt), last_modified_time: books.stamp(modifiedAt) }
      : {}),
    ...Object.fromEntries(entity.notInRows.map((name) => [name, undefined])),
  };
}

function zipcodeOf({ zip, ...address }: Doc): Doc {
  return { ...address, zipcode: zip };
}

// a number with its source digits is an object that JSON writes as a bare number
function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null && /^[[{]/.test(JSON.stringify(value));
}
