import type { ConnectionConfig } from '../../../receiver/config/config.ts';
import { FRESHBOOKS_NOUNS } from '../../../receiver/sources/freshbooks/nouns.ts';
import { ENTITIES } from '../../catalog/index.ts';
import { idUnder, isObject, type JsonObject, own, ownText } from '../../documents/json.ts';
import type { ListApi, ListAsk, PageFacts } from '../list-api.ts';
import { easternDay, parseEastern, parseUtc } from './eastern-time.ts';
import { FRESHBOOKS_PAGING, type FreshbooksEndpoint, freshbooksEndpoint, PAGE_FACTS, pathFor } from './endpoints.ts';
import { freshbooksEntity } from './entities.ts';

/** A filter by day in a zone that is not stated: no zone is a whole day away from US/Eastern. */
const DAY_OVERLAP_MS = 86_400_000;
const INSTANT_OVERLAP_MS = 3_600_000;

/** Small lists that others refer to: polled although they have webhooks. */
const REFERENCE: ReadonlySet<string> = new Set(['expense_categories', 'items', 'services', 'taxes']);

type Pair = readonly [string, string];

/**
 * Lists of FreshBooks. What was deleted has a list of its own where deletion is a mark; of the others nothing is left. No sorting is
 * documented for all of them, so it is not asked for: whether rows keep their places is read off their ids.
 */
export const freshbooksLists: ListApi = {
  otherNames: { accounts: 'ledger_accounts' },
  traits: (entity, connection) => {
    const endpoint = freshbooksEndpoint(entity);
    if (endpoint === undefined || pathFor(endpoint.path, connection) === undefined) return undefined;
    const { changedSince, listDeleted } = endpoint;
    const overlapMs = changedSince?.unit === 'day' ? DAY_OVERLAP_MS : INSTANT_OVERLAP_MS;
    return {
      hasDeleted: listDeleted !== undefined,
      isDated: false,
      isPolled: REFERENCE.has(entity) || !Object.values(FRESHBOOKS_NOUNS).includes(entity),
      ...(changedSince === undefined ? {} : { changedSince: { overlapMs } }),
    };
  },
  request: (ask, page, connection: ConnectionConfig) => {
    const endpoint = freshbooksEndpoint(ask.entity);
    const path = endpoint === undefined ? undefined : pathFor(endpoint.path, connection);
    if (endpoint === undefined || path === undefined || ask.parent !== undefined) return undefined;
    const { include = [], listAll = [], listDeleted, family, onePage } = endpoint;
    if (ask.deleted === true && listDeleted === undefined) return undefined;
    const { page: pageName, size, maxSize } = FRESHBOOKS_PAGING;
    const isPaged = PAGE_FACTS[family] !== 'none' && onePage !== true;
    const query: Pair[] = isPaged
      ? [
          [pageName, String(page)],
          [size, String(maxSize)],
        ]
      : [];
    query.push(...include.map((part) => ['include[]', part] as const), ...listAll);
    if (ask.deleted === true) query.push(...(listDeleted ?? []));
    query.push(...changedFilter(ask));
    return { path, ...(query.length === 0 ? {} : { query }) };
  },
  facts: (answer, ask, page) => {
    const endpoint = freshbooksEndpoint(ask.entity);
    const rows = rowsOf(answer, ask.entity);
    if (endpoint === undefined || rows === undefined) return { wrong: `no list of ${ask.entity} is in the answer` };
    const isStable = getsRowsAtItsEnd(endpoint, ask) && idsAscend(rows, ask.entity);
    const place = PAGE_FACTS[endpoint.family];
    if (place === 'none' || endpoint.onePage === true) return { isLast: true, pages: 1, total: rows.length, isStable };
    return pagedFacts(place === 'meta' ? objectUnder(answer, 'meta') : containerOf(answer), {
      page,
      isEmpty: rows.length === 0,
      isStable,
    });
  },
  row: (content, { entity }) => ({ versionAt: changedAt(content, entity), isDeleted: isDeleted(content, entity) }),
};

interface Page {
  readonly page: number;
  readonly isEmpty: boolean;
  readonly isStable: boolean;
}

function pagedFacts(told: JsonObject, { page, isEmpty, isStable }: Page): PageFacts | { readonly wrong: string } {
  const [at, pages, total] = ['page', 'pages', 'total'].map((key) => countUnder(told, key));
  // Beyond the end some lists give their last page again.
  const isBeyond = pages !== undefined && page > pages && at === pages;
  if (at !== undefined && at !== page && !isBeyond) return { wrong: `page ${page} was asked for, page ${at} came` };
  // Without a count of pages only an empty page is the end: how long pages are is theirs to decide.
  const isLast = pages === undefined ? isEmpty : page >= pages;
  return {
    isLast,
    isStable,
    ...(pages === undefined ? {} : { pages: Math.max(1, pages) }),
    ...(total === undefined ? {} : { total }),
  };
}

function changedFilter({ entity, changedSince: since }: ListAsk): readonly Pair[] {
  const filter = freshbooksEndpoint(entity)?.changedSince;
  if (filter === undefined || since === undefined) return [];
  const value = filter.unit === 'day' ? easternDay(since) : `${since.toISOString().slice(0, 19)}Z`;
  return [[filter.filter, value]];
}

/** By the field of change that the catalog names, in its zone. */
function changedAt(content: JsonObject, name: string): Date | undefined {
  const entity = ENTITIES.find((known) => known.source === 'freshbooks' && known.name === name);
  for (const field of ['updated', 'updated_at']) {
    const type = entity?.columns.find((column) => column.field === field)?.type;
    const text = ownText(content, field);
    if (type === undefined || text === undefined) continue;
    const at = type === 'eastern' ? parseEastern(text) : parseUtc(text.replace(/Z$/, ''));
    if (at !== undefined && type !== 'text') return at;
  }
  return undefined;
}

function isDeleted(content: JsonObject, name: string): boolean {
  const entity = ENTITIES.find((known) => known.source === 'freshbooks' && known.name === name);
  const sign = entity?.deletedWhen;
  return sign !== undefined && ownText(content, sign.field) === sign.value;
}

/**
 * Whether what comes into a list while it is read is new. An old record that is edited comes into a list of what has changed, a deleted
 * or restored one into the other list of the two, each wherever its id puts it.
 */
function getsRowsAtItsEnd({ listDeleted }: FreshbooksEndpoint, ask: ListAsk): boolean {
  return listDeleted === undefined && ask.changedSince === undefined;
}

/** Ids are given in order: a list in their order gets new rows at its end alone. */
function idsAscend(rows: readonly unknown[], entity: string): boolean {
  const ids = freshbooksEntity(entity)?.ids ?? ['id'];
  let before = -1;
  for (const row of rows) {
    const id = Number(isObject(row) ? idUnder(row, ids) : Number.NaN);
    if (!(id > before)) return false;
    before = id;
  }
  return true;
}

function rowsOf(answer: JsonObject, name: string): readonly unknown[] | undefined {
  const keys = freshbooksEntity(name)?.keys ?? [];
  const container = containerOf(answer);
  for (const key of keys) {
    const value = own(container, key);
    if (Array.isArray(value)) return value;
  }
  return undefined;
}

/** Accounting and events have their lists and paging facts under `response.result`, the others at the top. */
function containerOf(answer: JsonObject): JsonObject {
  const response = own(answer, 'response');
  const result = isObject(response) ? own(response, 'result') : undefined;
  return isObject(result) ? result : answer;
}

function objectUnder(answer: JsonObject, key: string): JsonObject {
  const value = own(answer, key);
  return isObject(value) ? value : {};
}

function countUnder(object: JsonObject, key: string): number | undefined {
  const text = ownText(object, key);
  return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
