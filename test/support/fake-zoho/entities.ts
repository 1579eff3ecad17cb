/** How Zoho Books offers one entity. Written from its documentation and recordings, not from our client. */
export interface FakeEntity {
  /** as in the tables */
  readonly name: string;
  /** below `/books/v3/` */
  readonly path: string;
  readonly listKey: string;
  /** of the detail answer, and of a webhook's payload: irregular */
  readonly key: string;
  readonly idField: string;
  /** for messages: `Invoice does not exist.` */
  readonly title: string;
  /** whether `last_modified_time` filters; `by-date`: journals, where it finds only those dated that very day */
  readonly modifiedFilter: 'yes' | 'no' | 'by-date';
  /** columns that `sort_column` accepts besides `created_time`; others are ignored */
  readonly sortColumns: readonly string[];
  /** `D`: sorts so whatever `sort_order` says */
  readonly fixedOrder?: 'D';
  /** keys that list rows lack besides everything nested */
  readonly notInRows: readonly string[];
  readonly hasModifiedTime: {
    readonly detail: 'last_modified_time' | 'updated_time' | undefined;
    readonly row: boolean;
  };
  /** shown unless `filter_by` asks for all */
  readonly defaultFilter?: { readonly name: string; readonly all: string; readonly isShown: (row: object) => boolean };
}

type Row = Partial<FakeEntity> & Pick<FakeEntity, 'path' | 'key' | 'idField'>;

const LMT = ['last_modified_time'];
const DOCUMENT: Pick<FakeEntity, 'modifiedFilter' | 'sortColumns'> = { modifiedFilter: 'yes', sortColumns: LMT };
const NO_STAMPS: Pick<FakeEntity, 'hasModifiedTime'> = { hasModifiedTime: { detail: undefined, row: false } };

const ROWS: Readonly<Record<string, Row>> = {
  invoices: { path: 'invoices', key: 'invoice', idField: 'invoice_id', modifiedFilter: 'yes' },
  bills: { path: 'bills', key: 'bill', idField: 'bill_id', ...DOCUMENT },
  purchase_orders: {
    path: 'purchaseorders',
    key: 'purchaseorder',
    idField: 'purchaseorder_id',
    ...DOCUMENT,
    fixedOrder: 'D',
    notInRows: ['exchange_rate'],
  },
  sales_orders: { path: 'salesorders', key: 'salesorder', idField: 'salesorder_id', ...DOCUMENT },
  estimates: { path: 'estimates', key: 'estimate', idField: 'estimate_id', ...DOCUMENT },
  credit_notes: { path: 'creditnotes', key: 'creditnote', idField: 'creditnote_id', ...DOCUMENT },
  vendor_credits: {
    path: 'vendorcredits',
    listKey: 'vendor_credits',
    key: 'vendor_credit',
    idField: 'vendor_credit_id',
    ...DOCUMENT,
  },
  vendor_payments: { path: 'vendorpayments', key: 'vendorpayment', idField: 'payment_id', modifiedFilter: 'yes' },
  customer_payments: {
    path: 'customerpayments',
    key: 'payment',
    idField: 'payment_id',
    notInRows: ['currency_id', 'currency_code', 'currency_symbol', 'exchange_rate', 'updated_time'],
    hasModifiedTime: { detail: 'updated_time', row: true },
  },
  expenses: { path: 'expenses', key: 'expense', idField: 'expense_id', notInRows: ['account_id'] },
  contacts: { path: 'contacts', key: 'contact', idField: 'contact_id', sortColumns: LMT },
  items: { path: 'items', key: 'item', idField: 'item_id' },
  journals: {
    path: 'journals',
    key: 'journal',
    idField: 'journal_id',
    modifiedFilter: 'by-date',
    sortColumns: LMT,
    notInRows: ['created_time', 'currency_code'],
  },
  chart_of_accounts: {
    path: 'chartofaccounts',
    key: 'chart_of_account',
    idField: 'account_id',
    modifiedFilter: 'yes',
    hasModifiedTime: { detail: undefined, row: true },
    defaultFilter: {
      name: 'AccountType.Active',
      all: 'AccountType.All',
      isShown: (row) => !('is_active' in row) || row.is_active === true,
    },
  },
  bank_transactions: { path: 'banktransactions', key: 'banktransaction', idField: 'transaction_id', ...NO_STAMPS },
  bank_accounts: { path: 'bankaccounts', key: 'bankaccount', idField: 'account_id', ...NO_STAMPS },
  currencies: {
    path: 'settings/currencies',
    listKey: 'currencies',
    key: 'currency',
    idField: 'currency_id',
    ...NO_STAMPS,
  },
  taxes: {
    path: 'settings/taxes',
    listKey: 'taxes',
    key: 'tax',
    idField: 'tax_id',
    defaultFilter: {
      name: 'Taxes.Active',
      all: 'Taxes.All',
      isShown: (row) => !('is_inactive' in row) || row.is_inactive !== true,
    },
  },
  users: { path: 'users', key: 'user', idField: 'user_id', ...NO_STAMPS },
  locations: { path: 'locations', key: 'location', idField: 'location_id', ...NO_STAMPS },
  projects: { path: 'projects', key: 'project', idField: 'project_id', ...NO_STAMPS },
};

export const FAKE_ENTITIES: ReadonlyMap<string, FakeEntity> = new Map(
  Object.entries(ROWS).map(([name, row]) => [
    name,
    {
      name,
      listKey: row.path,
      title: row.key.charAt(0).toUpperCase() + row.key.slice(1).replaceAll('_', ' '),
      modifiedFilter: 'no',
      sortColumns: [],
      notInRows: [],
      hasModifiedTime: { detail: 'last_modified_time', row: true },
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
