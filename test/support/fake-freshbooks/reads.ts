import { type Asked, Refusal, type Reply, textOf } from '../fake-provider/http.ts';
import { freshbooksAnswer, freshbooksListAnswer } from '../payloads/freshbooks.ts';
import type { Doc } from '../payloads/json.ts';
import type { Books } from './books.ts';
import type { FakeEntity } from './entities.ts';
import { accountingError, type ErrorStyle, noSuchResource } from './errors.ts';

export interface ReadOptions {
  readonly books: Books;
  readonly errors: ErrorStyle;
  /** what a read by id answers for a soft-deleted object: itself, or that it is deleted (1011) or unknown (1012) */
  readonly deletedReads: 'object' | '1011' | '1012';
  /** rows that `total` counts and nobody sees */
  readonly invisibleRows: number;
  /** names of the object in answers for one, by entity, where accounts differ: `credit_notes` beside `credit_note` */
  readonly singleKeys: Readonly<Record<string, string>>;
}

/** One object. */
export function readOne(options: ReadOptions, entity: FakeEntity, request: Asked, id: string): Reply {
  const document = options.books.get(entity.name, id);
  if (entity.family !== 'accounting') {
    return document === undefined ? missingElsewhere(entity, request) : { json: { [entity.key]: document } };
  }
  const isDeleted = document !== undefined && document['vis_state'] === 1;
  if (document === undefined || (isDeleted && options.deletedReads !== 'object')) {
    const errno = isDeleted && options.deletedReads === '1011' ? 1011 : 1012;
    const object = entity.key;
    const title = object.charAt(0).toUpperCase() + object.slice(1).replaceAll('_', ' ');
    const message = errno === 1011 ? `${title} is deleted.` : `${title} not found.`;
    return accountingError({ errno, message, object, field: `${object}id`, value: id }, options.errors);
  }
  return {
    json: freshbooksAnswer(options.singleKeys[entity.name] ?? entity.key, withIncludes(entity, document, request)),
  };
}

/** A page of objects. */
export function readList(options: ReadOptions, entity: FakeEntity, request: Asked): Reply {
  const documents = options.books.all(entity.name);
  if (entity.family === 'ledger') return { json: { data: documents } };
  const isAccounting = entity.family === 'accounting';
  const { page, perPage } = entity.ignoresPaging
    ? { page: 1, perPage: Math.max(1, documents.length) }
    : paging(request, isAccounting ? 15 : 30, options.errors);
  const found = isAccounting ? sorted(documents.filter(filterOf(entity, request)), request) : documents;
  const rows = found.slice((page - 1) * perPage, page * perPage).map((row) => withIncludes(entity, row, request));
  const total = found.length + options.invisibleRows;
  const context = { page, pages: Math.max(1, Math.ceil(total / perPage)), per_page: perPage, total };
  if (isAccounting) return { json: freshbooksListAnswer(entity.listKey, rows, context) };
  return { json: { [entity.listKey]: rows, meta: { ...context, sort: request.query.get('sort') ?? '' } } };
}

function paging(request: Asked, standard: number, errors: ErrorStyle): { page: number; perPage: number } {
  const numbers = (['page', 'per_page'] as const).map((name) => {
    const text = request.query.get(name);
    if (text !== null && !/^-?\d+$/.test(text)) {
      const errno = name === 'page' ? 1014 : 1013;
      throw new Refusal(accountingError({ errno, message: `Invalid ${name}.`, field: name, value: text }, errors));
    }
    return text === null ? undefined : Number(text);
  });
  const [page = 1, perPage = standard] = numbers;
  return { page: Math.max(1, page), perPage: Math.min(100, Math.max(1, perPage)) };
}

function filterOf(entity: FakeEntity, { query }: Asked): (document: Doc) => boolean {
  const visState = query.get('search[vis_state]');
  const from = entity.hasUpdatedFilter ? query.get('search[updated_min]') : null;
  const to = entity.hasUpdatedFilter ? query.get('search[updated_max]') : null;
  return (document) => {
    const state = textOf(document['vis_state'] ?? 0);
    if (visState === null ? state === '1' : state !== visState) return false;
    // by day only, in the zone of the column; the minimum belongs to it, the maximum does not
    const day = textOf(document['updated']).slice(0, 10);
    if ((from !== null && day < from.slice(0, 10)) || (to !== null && day >= to.slice(0, 10))) return false;
    return entity.filters.every((name) => {
      const wanted = query.get(`search[${name}]`);
      return wanted === null || textOf(document[name]) === wanted;
    });
  };
}

function sorted(documents: readonly Doc[], { query }: Asked): readonly Doc[] {
  const [, field, order] = /^(.+)_(asc|desc)$/.exec(query.get('sort') ?? '') ?? [];
  if (field === undefined) return documents;
  const sign = order === 'asc' ? 1 : -1;
  return documents.toSorted((a, b) => sign * compare(a[field], b[field]));
}

function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  const [left, right] = [textOf(a), textOf(b)];
  return left < right ? -1 : Number(left > right);
}

function withIncludes(entity: FakeEntity, document: Doc, { query }: Asked): Doc {
  const asked = new Set(query.getAll('include[]'));
  const hidden = entity.includes.filter((name) => !asked.has(name));
  return Object.fromEntries(Object.entries(document).filter(([name]) => !hidden.includes(name)));
}

function missingElsewhere(entity: FakeEntity, request: Asked): Reply {
  if (entity.family !== 'ledger') return noSuchResource(request.path, 'new');
  const details = [{ reason: 'Not found.', metadata: { message: 'Not found.', field: null } }];
  return { status: 404, json: { errors: { message: 'Request failed with status code 404', status: 404, details } } };
}
