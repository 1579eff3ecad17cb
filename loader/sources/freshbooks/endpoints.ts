import type { ConnectionConfig } from '../../../receiver/config/config.ts';

/** FreshBooks' API is several: they differ in which id they want and how lists page, filter, sort and answer. */
export type Family = 'accounting' | 'ledger' | 'projects' | 'events';

/** How one entity is read. Keys of the answers: `FRESHBOOKS_ENTITIES`; an entity's list key is the one of its `keys` that is there. */
export interface FreshbooksEndpoint {
  readonly family: Family;
  /** list path below the API's origin, with `{account_id}`, `{business_id}` or `{business_uuid}` */
  readonly path: string;
  /** path that `/<id>` is put behind to read one object; default `path`; false: one alone cannot be read */
  readonly single?: string | false;
  /** parts that an answer, single or list, has only when they are asked for */
  readonly include?: readonly string[];
  /**
   * a list filter that takes changed objects alone. `day`: `YYYY-MM-DD`, inclusive, most likely US/Eastern; `instant`: UTC. Unknown
   * filters are ignored in silence and this one is not honoured everywhere: prove it with a value that must exclude rows
   */
  readonly changedSince?: { readonly filter: string; readonly unit: 'day' | 'instant' };
  /** everything is on one page, whatever page is asked for */
  readonly onePage?: true;
  /** pairs that lists need so that nothing is hidden */
  readonly listAll?: readonly (readonly [string, string])[];
  /** pairs that list what was deleted, alone: lists leave it out */
  readonly listDeleted?: readonly (readonly [string, string])[];
}

/** `page` from 1. More than 100 rows a page are cut to 100 in silence; by default pages have 15 or 30 rows. */
export const FRESHBOOKS_PAGING = { page: 'page', size: 'per_page', maxSize: 100 } as const;

/** Where an answer tells its page and how many there are; the ledger's lists have one page. */
export const PAGE_FACTS: Readonly<Record<Family, 'response.result' | 'meta' | 'none'>> = {
  accounting: 'response.result',
  events: 'response.result',
  ledger: 'none',
  projects: 'meta',
};

const softDeleted = { listDeleted: [['search[vis_state]', '1']] } as const;
const updatedMin = { changedSince: { filter: 'search[updated_min]', unit: 'day' } } as const;
const updatedSince = { changedSince: { filter: 'updated_since', unit: 'instant' } } as const;
const lines = { include: ['lines'] } as const;

function accounting(path: string, rest: Partial<FreshbooksEndpoint> = {}): FreshbooksEndpoint {
  return { family: 'accounting', path: `/accounting/account/{account_id}/${path}`, ...rest };
}

/**
 * By table name. The paths are those of the official SDKs; projects and services are read one by one under the singular.
 * @see https://www.freshbooks.com/api (read 2026-11), github.com/freshbooks/freshbooks-nodejs-sdk 91cfeee,
 *   github.com/freshbooks/freshbooks-python-sdk bfa0c09
 */
export const FRESHBOOKS_ENDPOINTS: Readonly<Record<string, FreshbooksEndpoint>> = {
  bill_payments: accounting('bill_payments/bill_payments', softDeleted),
  bill_vendors: accounting('bill_vendors/bill_vendors', softDeleted),
  bills: accounting('bills/bills', softDeleted),
  callbacks: { family: 'events', path: '/events/account/{account_id}/events/callbacks' },
  clients: accounting('users/clients', { ...updatedMin, ...softDeleted }),
  credit_notes: accounting('credit_notes/credit_notes', { ...lines, ...softDeleted }),
  estimates: accounting('estimates/estimates', { ...lines, ...softDeleted }),
  expense_categories: accounting('expenses/categories', softDeleted),
  expenses: accounting('expenses/expenses', { ...updatedMin, ...softDeleted }),
  invoice_profiles: accounting('invoice_profiles/invoice_profiles', { ...lines, ...softDeleted }),
  invoices: accounting('invoices/invoices', { ...lines, ...updatedMin, ...softDeleted }),
  items: accounting('items/items', softDeleted),
  // It ignores page and per_page: everything is on one page.
  journal_entry_accounts: accounting('journal_entry_accounts/journal_entry_accounts', { single: false, onePage: true }),
  journal_entry_details: accounting('journal_entries/journal_entry_details', { single: false }),
  ledger_accounts: { family: 'ledger', path: '/accounting/businesses/{business_uuid}/ledger_accounts/accounts' },
  // Deleted ones are gone for good, as deleted taxes and projects are.
  other_incomes: accounting('other_incomes/other_incomes'),
  payments: accounting('payments/payments', { ...updatedMin, ...softDeleted }),
  projects: {
    family: 'projects',
    path: '/projects/business/{business_id}/projects',
    single: '/projects/business/{business_id}/project',
    ...updatedSince,
  },
  services: {
    family: 'projects',
    path: '/comments/business/{business_id}/services',
    single: '/comments/business/{business_id}/service',
  },
  // Its `api_token` is taken out before it lands.
  staff: accounting('users/staffs'),
  tasks: accounting('projects/tasks', softDeleted),
  taxes: accounting('taxes/taxes'),
  time_entries: {
    family: 'projects',
    path: '/timetracking/business/{business_id}/time_entries',
    ...updatedSince,
    // `include_deleted` would mix deleted ones in, and nothing in a row is known to tell which they are.
    listAll: [['team', 'true']],
  },
};

/** How an entity is read, by table name. */
export function freshbooksEndpoint(entity: string): FreshbooksEndpoint | undefined {
  return Object.hasOwn(FRESHBOOKS_ENDPOINTS, entity) ? FRESHBOOKS_ENDPOINTS[entity] : undefined;
}

/** A path with the connection's own ids in it; undefined where the configuration lacks one. */
export function pathFor(template: string, connection: ConnectionConfig): string | undefined {
  const ids: Readonly<Record<string, string | undefined>> = {
    account_id: connection.organizationId,
    business_id: connection.businessId,
    business_uuid: connection.businessUuid,
  };
  let isComplete = true;
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const id = ids[name];
    if (id === undefined) isComplete = false;
    return encodeURIComponent(id ?? '');
  });
  return isComplete ? path : undefined;
}

/** Ids are numbers or UUIDs; what else a webhook may name would change the path. */
const ID = /^[A-Za-z0-9_-]{1,64}$/;

/** The path that reads one object; undefined where there is none, or the configuration lacks an id. */
export function singlePath(
  { entity, id }: { readonly entity: string; readonly id: string },
  connection: ConnectionConfig,
): string | undefined {
  const endpoint = freshbooksEndpoint(entity);
  if (endpoint === undefined || endpoint.single === false || !ID.test(id)) return undefined;
  const path = pathFor(endpoint.single ?? endpoint.path, connection);
  return path === undefined ? undefined : `${path}/${id}`;
}

const SINGLE_PATHS = Object.values(FRESHBOOKS_ENDPOINTS).flatMap(({ family, path, single = path }) =>
  single === false ? [] : [{ family, pattern: new RegExp(`^${single.replace(/\{\w+\}/g, '[^/]+')}/([^/]+)$`) }],
);

/** The one object that a path asks for; undefined for lists and everything else. */
export function askedBy(path: string): { readonly id: string; readonly family: Family } | undefined {
  for (const { family, pattern } of SINGLE_PATHS) {
    const id = pattern.exec(path)?.[1];
    if (id !== undefined) return { id, family };
  }
  return undefined;
}
