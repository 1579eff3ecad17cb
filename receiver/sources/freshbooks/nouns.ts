/**
 * FreshBooks' event nouns and the tables' names of what they are about.
 * @see https://www.freshbooks.com/api/webhooks (list as of 2026-05)
 */
export const FRESHBOOKS_NOUNS: Readonly<Record<string, string>> = {
  bill: 'bills',
  bill_vendor: 'bill_vendors',
  category: 'expense_categories',
  client: 'clients',
  credit_note: 'credit_notes',
  estimate: 'estimates',
  expense: 'expenses',
  invoice: 'invoices',
  item: 'items',
  payment: 'payments',
  project: 'projects',
  recurring: 'invoice_profiles',
  service: 'services',
  tax: 'taxes',
  time_entry: 'time_entries',
};

/** The table's name of a noun; an unknown noun itself. */
export function freshbooksEntityName(noun: string): string {
  return (Object.hasOwn(FRESHBOOKS_NOUNS, noun) ? FRESHBOOKS_NOUNS[noun] : undefined) ?? noun;
}
