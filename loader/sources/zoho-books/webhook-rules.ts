import type { WebhookRule } from '../webhook-setup.ts';

/** Modules of Zoho Books' workflow rules, by table name. @see https://www.zoho.com/books/help/settings/automation/ (read 2026-11) */
const MODULES: Readonly<Record<string, readonly string[]>> = {
  invoices: ['Invoices'],
  bills: ['Bills'],
  purchase_orders: ['Purchase Orders'],
  contacts: ['Customers', 'Vendors'],
  customer_payments: ['Payments Received'],
  vendor_payments: ['Payments Made'],
  credit_notes: ['Credit Notes'],
  vendor_credits: ['Vendor Credits'],
  expenses: ['Expenses'],
  estimates: ['Quotes'],
  sales_orders: ['Sales Orders'],
  items: ['Items'],
  journals: ['Manual Journals'],
  projects: ['Projects'],
};

const TRIGGERS = [
  { action: 'updated', when: 'Created or Edited; any field; each time the record is edited' },
  { action: 'deleted', when: 'Deleted' },
] as const;

/** The rules to enter for these entities: one for changes and one for deletions in each module. */
export function zohoWebhookRules(entities: readonly string[]): readonly WebhookRule[] {
  return Object.entries(MODULES)
    .filter(([entity]) => entities.includes(entity))
    .flatMap(([entity, modules]) =>
      modules.flatMap((module) => TRIGGERS.map(({ action, when }) => ({ entity, action, module, when }))),
    );
}
