import type { Doc } from '../support/payloads/json.ts';

/** A record as an API answers it. */
export interface Answered {
  readonly source: 'zoho_books' | 'freshbooks';
  readonly entity: string;
  /** key of the answer */
  readonly key: string;
  readonly id: string;
  readonly document: Doc;
}

/** Records with which a check holds, records that it finds, and what it calls them in which column. */
export interface Case {
  readonly check: string;
  readonly holds: readonly Answered[];
  readonly fails: readonly Answered[];
  readonly column: string;
  readonly found: readonly string[];
}

export const zoho = (entity: string, key: string, idField: string) => (id: string, more: Doc) => ({
  source: 'zoho_books' as const,
  entity,
  key,
  id,
  document: {
    [idField]: id,
    last_modified_time: '2026-06-01T10:00:00+0000',
    status: 'open',
    date: '2026-06-01',
    currency_code: 'EUR',
    price_precision: 2,
    total: 100,
    balance: 0,
    ...more,
  },
});
export const fresh = (entity: string, key: string) => (id: string, more: Doc) => ({
  source: 'freshbooks' as const,
  entity,
  key,
  id,
  document: {
    id,
    vis_state: 0,
    customerid: 1,
    clientid: 1,
    vendorid: 7,
    date: '2026-06-01',
    outstanding: money('0.00'),
    ...more,
  },
});
export const invoice = zoho('invoices', 'invoice', 'invoice_id');
export const creditNote = zoho('credit_notes', 'creditnote', 'creditnote_id');
export const bill = zoho('bills', 'bill', 'bill_id');
export const vendorCredit = zoho('vendor_credits', 'vendor_credit', 'vendor_credit_id');
export const payment = zoho('customer_payments', 'payment', 'payment_id');
export const vendorPayment = zoho('vendor_payments', 'vendorpayment', 'payment_id');
export const expense = zoho('expenses', 'expense', 'expense_id');
export const journal = zoho('journals', 'journal', 'journal_id');
export const freshInvoice = fresh('invoices', 'invoice');
export const freshCredit = fresh('credit_notes', 'credit_note');
export const freshBill = fresh('bills', 'bill');
export const freshPayment = fresh('payments', 'payment');
export const billPayment = fresh('bill_payments', 'bill_payment');

export const ZOHO_DOCUMENTS = [
  invoice,
  creditNote,
  zoho('estimates', 'estimate', 'estimate_id'),
  zoho('sales_orders', 'salesorder', 'salesorder_id'),
  bill,
  zoho('purchase_orders', 'purchaseorder', 'purchaseorder_id'),
  vendorCredit,
  expense,
];
export const lines = (...totals: readonly number[]): Doc => ({
  account_id: 'a1',
  line_items: totals.map((item_total) => ({ line_item_category: 'line_item', item_total })),
});

export function money(amount: string, code = 'USD'): Doc {
  return { amount, code };
}
