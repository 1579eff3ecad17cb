import { zohoEntity } from '../../../receiver/sources/zoho-books/entities.ts';
import { isObject, type JsonObject, own, ownText } from '../../documents/json.ts';
import type { ListApi, ListAsk, PageFacts } from '../list-api.ts';
import { ZOHO_PAGING, type ZohoEndpoint, zohoEndpoint } from './endpoints.ts';
import { modifiedAt } from './modified-at.ts';
import { zohoWebhookRules } from './webhook-rules.ts';

/** Stamps have whole seconds and it is not known whether the filter includes its own; clocks differ by less than this. */
const OVERLAP_MS = 300_000;

const CREATED = 'created_time';
const CHANGED = 'last_modified_time';

type Pair = readonly [string, string];

/** Lists of Zoho Books. There is none of what was deleted: a deleted record is missing, and nothing else says so. */
export const zohoLists: ListApi = {
  otherNames: { accounts: 'chart_of_accounts' },
  traits: (entity) => {
    const endpoint = zohoEndpoint(entity);
    if (endpoint === undefined) return undefined;
    const { parent, changedSince, dateSince } = endpoint;
    return {
      hasDeleted: false,
      isDated: dateSince !== undefined,
      // Rules can announce them, but few people enter rules for items.
      isPolled: entity === 'items' || zohoWebhookRules([entity]).length === 0,
      ...(parent === undefined ? {} : { parent }),
      ...(changedSince === undefined ? {} : { changedSince: { overlapMs: OVERLAP_MS } }),
    };
  },
  request: (ask, page) => {
    const endpoint = zohoEndpoint(ask.entity);
    if (endpoint === undefined || ask.deleted === true) return undefined;
    if ((endpoint.parent === undefined) !== (ask.parent === undefined)) return undefined;
    const { page: pageName, size, maxSize } = ZOHO_PAGING;
    const column = sortColumn(endpoint, ask);
    return {
      path: endpoint.path.replace('{parent}', encodeURIComponent(ask.parent ?? '')),
      query: [
        [pageName, String(page)],
        [size, String(maxSize)],
        ...(column === undefined ? [] : sorting(column, isDatedByCreation(endpoint, { ask, column }) ? 'D' : 'A')),
        ...(endpoint.listAll ?? []),
        ...filters(endpoint, ask),
      ],
    };
  },
  facts: (answer, ask, page) => {
    const rows = rowsOf(answer, ask.entity);
    if (rows === undefined) return { wrong: `no list of ${ask.entity} is in the answer` };
    const context = contextOf(answer);
    // A list without paging facts goes on as long as its pages are full.
    if (context === undefined) return { isLast: rows.length < ZOHO_PAGING.maxSize, isStable: false };
    const told = ownText(context, 'page');
    if (told !== undefined && told !== String(page)) return { wrong: `page ${page} was asked for, page ${told} came` };
    const more = own(context, 'has_more_page');
    if (typeof more !== 'boolean') return { wrong: 'the answer does not say whether a page follows' };
    return { isLast: !more, ...order(context, ask), ...hidden(context, ask) };
  },
  row: (content) => ({ versionAt: modifiedAt(content), isDeleted: false }),
};

function filters({ changedSince, dateSince }: ZohoEndpoint, ask: ListAsk): readonly Pair[] {
  const pairs: Pair[] = [];
  if (changedSince !== undefined && ask.changedSince !== undefined) {
    pairs.push([changedSince, `${ask.changedSince.toISOString().slice(0, 19)}+0000`]);
  }
  if (dateSince !== undefined && ask.datedSince !== undefined) {
    // `date_after` leaves out its own day.
    pairs.push([dateSince, dateSince === 'date_after' ? dayBefore(ask.datedSince) : ask.datedSince]);
  }
  return pairs;
}

/**
 * What keeps rows in their places: new ones come at the end. Of changed records alone, and where creation does not sort, the time of
 * change does the same: what changes meanwhile leaves its place and comes again at the end.
 */
function sortColumn(endpoint: ZohoEndpoint, ask: ListAsk): string | undefined {
  const { sortsByChange, sortsByCreation, changedSince } = endpoint;
  const isOfChanged = changedSince !== undefined && ask.changedSince !== undefined;
  if (sortsByChange === true && (isOfChanged || sortsByCreation !== true)) return CHANGED;
  return sortsByCreation === true ? CREATED : undefined;
}

function sorting(column: string, way: 'A' | 'D'): readonly Pair[] {
  return [
    ['sort_column', column],
    ['sort_order', way],
  ];
}

/**
 * A document whose date is edited into the range comes in wherever its creation puts it: no such list keeps rows in their places. It is
 * read both ways then, and asked for newest first, so that useful data comes early.
 */
function isDatedByCreation(
  { dateSince }: ZohoEndpoint,
  { ask, column }: { readonly ask: ListAsk; readonly column: string | undefined },
): boolean {
  return column === CREATED && dateSince !== undefined && ask.datedSince !== undefined;
}

function order(context: JsonObject, ask: ListAsk): Pick<PageFacts, 'isStable'> {
  const endpoint = zohoEndpoint(ask.entity);
  const column = ownText(context, 'sort_column');
  const isOfChanged = endpoint?.changedSince !== undefined && ask.changedSince !== undefined;
  // A record that is changed meanwhile comes into a list of changed ones wherever its creation puts it.
  const isDated = endpoint !== undefined && isDatedByCreation(endpoint, { ask, column });
  const holds = column === CHANGED || (column === CREATED && !isOfChanged && !isDated);
  return { isStable: holds && ownText(context, 'sort_order') === 'A' };
}

function hidden(context: JsonObject, { entity }: ListAsk): Pick<PageFacts, 'hidden'> {
  const asked = zohoEndpoint(entity)?.listAll?.find(([name]) => name === 'filter_by')?.[1];
  const applied = ownText(context, 'applied_filter');
  const isAll = applied === undefined || applied === asked || /(^|\.)All$/.test(applied);
  return isAll
    ? {}
    : { hidden: `the filter ${applied} was applied${asked === undefined ? '' : ` in place of ${asked}`}` };
}

function rowsOf(answer: JsonObject, entity: string): readonly unknown[] | undefined {
  // Locations and the like have no table: their list is the one array in the answer.
  const lists = zohoEntity(entity)?.lists ?? Object.keys(answer);
  for (const key of lists) {
    const value = own(answer, key);
    if (Array.isArray(value)) return value;
  }
  return undefined;
}

/** An object on the wire; the OpenAPI files have an array for some lists. */
function contextOf(answer: JsonObject): JsonObject | undefined {
  const context = own(answer, 'page_context');
  const first: unknown = Array.isArray(context) ? context[0] : context;
  return isObject(first) ? first : undefined;
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}
