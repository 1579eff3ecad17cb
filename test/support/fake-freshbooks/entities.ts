/** How FreshBooks offers one entity. Written from its documentation and recordings, not from our client. */
export interface FakeEntity {
  /** as in the tables */
  readonly name: string;
  readonly family: 'accounting' | 'projects' | 'ledger';
  /** path of the list below the family's prefix */
  readonly path: string;
  /** path of one object where it is not the list's path: `:id` */
  readonly single?: string;
  readonly listKey: string;
  readonly key: string;
  readonly idField: string;
  /** webhook noun; entities without one have no events */
  readonly noun?: string;
  /** what `remove` does: `vis_state` 1, or gone for ever */
  readonly deletion: 'soft' | 'hard';
  /** keys that are there only when asked for by `include[]` */
  readonly includes: readonly string[];
  /** filters that are honoured besides `vis_state`; others are ignored in silence */
  readonly filters: readonly string[];
  readonly hasUpdatedFilter: boolean;
  /** everything is on the one page that there is */
  readonly ignoresPaging: boolean;
}

type Row = Partial<FakeEntity> & Pick<FakeEntity, 'path' | 'key'>;

const LINES = ['lines'];

const ROWS: Readonly<Record<string, Row>> = {
  clients: {
    path: 'users/clients',
    key: 'client',
    noun: 'client',
    hasUpdatedFilter: true,
    filters: ['email'],
    includes: ['outstanding_balance', 'credit_balance', 'draft_balance', 'overdue_balance'],
  },
  invoices: {
    path: 'invoices/invoices',
    key: 'invoice',
    noun: 'invoice',
    includes: LINES,
    filters: ['customerid'],
    hasUpdatedFilter: true,
  },
  invoice_profiles: {
    path: 'invoice_profiles/invoice_profiles',
    key: 'invoice_profile',
    noun: 'recurring',
    includes: LINES,
  },
  payments: {
    path: 'payments/payments',
    key: 'payment',
    noun: 'payment',
    filters: ['invoiceid', 'clientid'],
    hasUpdatedFilter: true,
  },
  credit_notes: { path: 'credit_notes/credit_notes', key: 'credit_note', noun: 'credit_note', includes: LINES },
  estimates: { path: 'estimates/estimates', key: 'estimate', noun: 'estimate', includes: LINES },
  expenses: {
    path: 'expenses/expenses',
    key: 'expense',
    noun: 'expense',
    includes: ['attachment', 'category'],
    filters: ['categoryid', 'clientid', 'projectid'],
  },
  expense_categories: { path: 'expenses/categories', key: 'category', noun: 'category', listKey: 'categories' },
  items: { path: 'items/items', key: 'item', noun: 'item' },
  taxes: { path: 'taxes/taxes', key: 'tax', noun: 'tax', listKey: 'taxes', deletion: 'hard' },
  tasks: { path: 'projects/tasks', key: 'task' },
  bills: {
    path: 'bills/bills',
    key: 'bill',
    noun: 'bill',
    includes: ['vendor'],
    filters: ['vendorid', 'currency_code'],
  },
  bill_vendors: {
    path: 'bill_vendors/bill_vendors',
    key: 'bill_vendor',
    noun: 'bill_vendor',
    idField: 'vendorid',
  },
  bill_payments: { path: 'bill_payments/bill_payments', key: 'bill_payment' },
  other_incomes: {
    path: 'other_incomes/other_incomes',
    key: 'other_income',
    listKey: 'other_income',
    idField: 'incomeid',
    deletion: 'hard',
  },
  staff: { path: 'users/staffs', key: 'staff', listKey: 'staff' },
  journal_entry_details: {
    path: 'journal_entries/journal_entry_details',
    key: 'journal_entry_detail',
    idField: 'detailid',
  },
  journal_entry_accounts: {
    path: 'journal_entry_accounts/journal_entry_accounts',
    key: 'journal_entry_account',
    idField: 'accountid',
    ignoresPaging: true,
  },
  projects: {
    family: 'projects',
    path: '/projects/business/:business/projects',
    single: '/projects/business/:business/project/:id',
    key: 'project',
    noun: 'project',
    deletion: 'hard',
  },
  time_entries: {
    family: 'projects',
    path: '/timetracking/business/:business/time_entries',
    key: 'time_entry',
    listKey: 'time_entries',
    noun: 'time_entry',
    deletion: 'hard',
  },
  services: {
    family: 'projects',
    path: '/comments/business/:business/services',
    single: '/comments/business/:business/service/:id',
    key: 'service',
    noun: 'service',
  },
  ledger_accounts: {
    family: 'ledger',
    path: '/accounting/businesses/:business/ledger_accounts/accounts',
    key: 'data',
    idField: 'uuid',
    deletion: 'hard',
  },
};

export const FAKE_ENTITIES: ReadonlyMap<string, FakeEntity> = new Map(
  Object.entries(ROWS).map(([name, row]) => [
    name,
    {
      name,
      family: 'accounting',
      listKey: `${row.key}s`,
      idField: 'id',
      deletion: 'soft',
      includes: [],
      filters: [],
      hasUpdatedFilter: false,
      ignoresPaging: false,
      ...row,
    } satisfies FakeEntity,
  ]),
);

/** A mistake of the test otherwise. */
export function fakeEntity(name: string): FakeEntity {
  const entity = FAKE_ENTITIES.get(name);
  if (entity === undefined) throw new Error(`the fake knows no entity ${name}`);
  return entity;
}

const PLAIN = ['create', 'update', 'delete'];

/** Every event name that a callback may have; a bare noun stands for all of its verbs. */
export const EVENT_NAMES: ReadonlySet<string> = new Set(
  [...FAKE_ENTITIES.values()].flatMap(({ noun }) => {
    if (noun === undefined) return [];
    const verbs = noun === 'invoice' || noun === 'estimate' ? [...PLAIN, 'sendByEmail'] : PLAIN;
    return [noun, ...verbs.map((verb) => `${noun}.${verb}`)];
  }),
);
