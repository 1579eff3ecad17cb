import { foldName } from '../fold-name.ts';

/** How Zoho Books names one entity in its JSON. */
export interface ZohoEntity {
  /** top-level keys that hold one record: of the detail answer first, then what webhooks were seen or may be expected to use */
  readonly keys: readonly string[];
  /** top-level keys that hold a page of rows: the one on the wire first */
  readonly lists: readonly string[];
  /** field that holds the record's id */
  readonly id: string;
  /** field that identifies a record which has no such id yet */
  readonly otherId?: string;
  /** field with the day that identifies a record together with the id, where there is one record per day */
  readonly day?: string;
}

/**
 * By table name. Detail keys are irregular (`payment`, `chart_of_account`, `vendor_credit`); the wire's spelling is taken
 * where it and the OpenAPI files differ. @see https://www.zoho.com/books/api/v3/ (read 2026-11)
 */
export const ZOHO_ENTITIES: Readonly<Record<string, ZohoEntity>> = {
  invoices: { keys: ['invoice'], lists: ['invoices'], id: 'invoice_id' },
  contacts: { keys: ['contact', 'customer', 'vendor'], lists: ['contacts'], id: 'contact_id' },
  customer_payments: {
    keys: ['payment', 'customerpayment', 'customer_payment'],
    lists: ['customerpayments', 'customer_payments'],
    id: 'payment_id',
  },
  bills: { keys: ['bill'], lists: ['bills'], id: 'bill_id' },
  purchase_orders: { keys: ['purchaseorder', 'purchase_order'], lists: ['purchaseorders'], id: 'purchaseorder_id' },
  sales_orders: { keys: ['salesorder', 'sales_order'], lists: ['salesorders'], id: 'salesorder_id' },
  estimates: { keys: ['estimate'], lists: ['estimates'], id: 'estimate_id' },
  credit_notes: { keys: ['creditnote', 'credit_note'], lists: ['creditnotes'], id: 'creditnote_id' },
  vendor_credits: {
    keys: ['vendor_credit', 'vendorcredit'],
    lists: ['vendorcredits', 'vendor_credits'],
    id: 'vendor_credit_id',
  },
  vendor_payments: {
    keys: ['vendorpayment', 'vendor_payment'],
    lists: ['vendorpayments', 'vendor_payments'],
    id: 'payment_id',
  },
  expenses: { keys: ['expense'], lists: ['expenses'], id: 'expense_id' },
  items: { keys: ['item'], lists: ['items'], id: 'item_id' },
  journals: { keys: ['journal'], lists: ['journals'], id: 'journal_id' },
  bank_transactions: {
    keys: ['banktransaction', 'bank_transaction'],
    lists: ['banktransactions'],
    id: 'transaction_id',
    otherId: 'imported_transaction_id', // a line of the statement that no transaction was made from
  },
  chart_of_accounts: { keys: ['chart_of_account', 'account'], lists: ['chartofaccounts'], id: 'account_id' },
  bank_accounts: { keys: ['bankaccount', 'bank_account'], lists: ['bankaccounts'], id: 'account_id' },
  currencies: { keys: ['currency'], lists: ['currencies'], id: 'currency_id' },
  exchange_rates: { keys: ['exchange_rate'], lists: ['exchange_rates'], id: 'currency_id', day: 'effective_date' },
  taxes: { keys: ['tax'], lists: ['taxes'], id: 'tax_id' },
  projects: { keys: ['project'], lists: ['projects'], id: 'project_id' },
  users: { keys: ['user'], lists: ['users'], id: 'user_id' },
  organizations: { keys: ['organization'], lists: ['organizations'], id: 'organization_id' },
};

const byFoldedName = new Map(Object.keys(ZOHO_ENTITIES).map((name) => [foldName(name), name]));

/** The table's name of an entity from a path: `customerpayments` gives `customer_payments`, an unknown word itself. */
export function zohoEntityName(word: string): string {
  return byFoldedName.get(foldName(word)) ?? word;
}

/** What is known of an entity, by table name. */
export function zohoEntity(name: string): ZohoEntity | undefined {
  return Object.hasOwn(ZOHO_ENTITIES, name) ? ZOHO_ENTITIES[name] : undefined;
}
