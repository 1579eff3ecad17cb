/** How FreshBooks names one entity in its JSON. */
export interface FreshbooksEntity {
  /** keys in `response.result` that hold one object or a page of them */
  readonly keys: readonly string[];
  /** fields that hold the object's id; many have it under two names */
  readonly ids: readonly string[];
}

/**
 * By table name. List keys are irregular (`categories`, `other_income`), and the official SDKs disagree on single credit
 * notes, so singular and plural are both taken for either.
 * @see https://www.freshbooks.com/api (read 2026-11)
 */
export const FRESHBOOKS_ENTITIES: Readonly<Record<string, FreshbooksEntity>> = {
  bill_payments: { keys: ['bill_payment', 'bill_payments'], ids: ['id'] },
  bill_vendors: { keys: ['bill_vendor', 'bill_vendors'], ids: ['vendorid', 'id'] },
  bills: { keys: ['bill', 'bills'], ids: ['id'] },
  clients: { keys: ['client', 'clients'], ids: ['id', 'userid'] },
  credit_notes: { keys: ['credit_note', 'credit_notes'], ids: ['id', 'creditid'] },
  estimates: { keys: ['estimate', 'estimates'], ids: ['id', 'estimateid'] },
  expense_categories: { keys: ['category', 'categories'], ids: ['id', 'categoryid'] },
  expenses: { keys: ['expense', 'expenses'], ids: ['id', 'expenseid'] },
  invoice_profiles: { keys: ['invoice_profile', 'invoice_profiles'], ids: ['id', 'profileid'] },
  invoices: { keys: ['invoice', 'invoices'], ids: ['id', 'invoiceid'] },
  items: { keys: ['item', 'items'], ids: ['id', 'itemid'] },
  journal_entry_accounts: { keys: ['journal_entry_account', 'journal_entry_accounts'], ids: ['id', 'accountid'] },
  journal_entry_details: { keys: ['journal_entry_detail', 'journal_entry_details'], ids: ['id', 'detailid'] },
  ledger_accounts: { keys: ['data'], ids: ['uuid'] },
  other_incomes: { keys: ['other_income', 'other_incomes'], ids: ['incomeid', 'id'] },
  payments: { keys: ['payment', 'payments'], ids: ['id', 'logid'] },
  projects: { keys: ['project', 'projects'], ids: ['id'] },
  services: { keys: ['service', 'services'], ids: ['id'] },
  staff: { keys: ['staff', 'staffs'], ids: ['id', 'userid'] },
  tasks: { keys: ['task', 'tasks'], ids: ['id', 'taskid'] },
  taxes: { keys: ['tax', 'taxes'], ids: ['id', 'taxid'] },
  time_entries: { keys: ['time_entry', 'time_entries'], ids: ['id'] },
};

/** What is known of an entity, by table name. */
export function freshbooksEntity(name: string): FreshbooksEntity | undefined {
  return Object.hasOwn(FRESHBOOKS_ENTITIES, name) ? FRESHBOOKS_ENTITIES[name] : undefined;
}
