/** How one entity is read from the Zoho Books API. Keys of the answers: `receiver/sources/zoho-books/entities.ts`. */
export interface ZohoEndpoint {
  /** list path below `/books/v3`; `{parent}` stands for the id of an object of `parent` */
  readonly path: string;
  /** entity that the lists hang on, one list for each of its objects */
  readonly parent?: string;
  /** whether `<path>/<id>` reads one object; default true */
  readonly single?: false;
  /**
   * pairs that lists need so that nothing is hidden: some show active objects alone by default. Seen on the wire but for
   * `Taxes.All`, which follows the pattern; `page_context.applied_filter` tells what was taken
   */
  readonly listAll?: readonly (readonly [string, string])[];
  /** a list filter that takes changed objects alone, by time of change, with offset (`2026-06-09T09:46:21-0400`) */
  readonly changedSince?: 'last_modified_time';
  /** a list filter by the document's own date, where there is no better one: misses edits of older documents */
  readonly dateSince?: string;
  /** whether `sort_column=last_modified_time` is documented */
  readonly sortsByChange?: true;
  /** whether `sort_column=created_time` is documented */
  readonly sortsByCreation?: true;
}

/** All lists page so, except where they have one page; `page_context.has_more_page` tells when to go on. */
export const ZOHO_PAGING = { page: 'page', size: 'per_page', maxSize: 200 } as const;

const changed = { changedSince: 'last_modified_time' } as const;
const sorted = { sortsByChange: true } as const;
const created = { sortsByCreation: true } as const;

/**
 * By table name, in the spelling of the wire. Detail answers alone have line items.
 *
 * `last_modified_time` filters are those of the OpenAPI files of 2026-07; where they name none an unknown filter would be ignored
 * in silence. Journals document one that was seen to match the date only, hence `date_after`. Sorting by creation is what those
 * files and Zoho's own client libraries name.
 * @see https://www.zoho.com/books/api/v3/ (read 2026-11)
 */
export const ZOHO_ENDPOINTS: Readonly<Record<string, ZohoEndpoint>> = {
  bank_accounts: { path: '/bankaccounts' },
  bank_transactions: { path: '/banktransactions', dateSince: 'date_start' },
  bills: { path: '/bills', ...changed, ...sorted, ...created },
  chart_of_accounts: { path: '/chartofaccounts', ...changed, listAll: [['filter_by', 'AccountType.All']] },
  contacts: { path: '/contacts', ...sorted, ...created, listAll: [['filter_by', 'Status.All']] },
  credit_notes: { path: '/creditnotes', ...changed, ...sorted, ...created },
  currencies: { path: '/settings/currencies' },
  customer_payments: { path: '/customerpayments', dateSince: 'date_start' },
  estimates: { path: '/estimates', ...changed, ...sorted, ...created },
  exchange_rates: { path: '/settings/currencies/{parent}/exchangerates', parent: 'currencies', single: false },
  expenses: { path: '/expenses', ...created, dateSince: 'date_start' },
  invoices: { path: '/invoices', ...changed, ...created, dateSince: 'date_start' },
  items: { path: '/items', listAll: [['filter_by', 'Status.All']] },
  journals: { path: '/journals', ...sorted, dateSince: 'date_after' },
  locations: { path: '/locations', single: false },
  organizations: { path: '/organizations' },
  projects: { path: '/projects' },
  purchase_orders: { path: '/purchaseorders', ...changed, ...sorted, ...created },
  sales_orders: { path: '/salesorders', ...changed, ...sorted, ...created },
  taxes: { path: '/settings/taxes', listAll: [['filter_by', 'Taxes.All']] },
  users: { path: '/users' },
  vendor_credits: { path: '/vendorcredits', ...changed, ...sorted },
  vendor_payments: { path: '/vendorpayments', ...changed },
};

/** How an entity is read, by table name. */
export function zohoEndpoint(entity: string): ZohoEndpoint | undefined {
  return Object.hasOwn(ZOHO_ENDPOINTS, entity) ? ZOHO_ENDPOINTS[entity] : undefined;
}

/** Ids are digits; what else a webhook may name would change the path. */
const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The path that reads one object; undefined where there is none. */
export function singlePath(entity: string, id: string): string | undefined {
  const endpoint = zohoEndpoint(entity);
  return endpoint === undefined || endpoint.single === false || !ID.test(id) ? undefined : `${endpoint.path}/${id}`;
}

const SINGLE_PATHS = new Set(
  Object.values(ZOHO_ENDPOINTS).flatMap(({ path, single }) => (single === false ? [] : [path])),
);

/** The id of the one object that a path asks for; undefined for lists and everything else. */
export function askedIdOf(path: string): string | undefined {
  const [, list = '', id] = /^(.+)\/([^/]+)$/.exec(path) ?? [];
  return SINGLE_PATHS.has(list) && !SINGLE_PATHS.has(path) ? id : undefined;
}
