import type { Doc } from './json.ts';
import {
  zohoContact,
  zohoCustomerPayment,
  zohoCustomerPaymentRow,
  zohoInvoice,
  zohoInvoiceLine,
  zohoInvoiceRow,
} from './zoho-books.ts';
import { zohoAccount, zohoAccountRow, zohoBankAccount, zohoBankAccountRow } from './zoho-books-accounts.ts';
import { zohoBankTransaction, zohoBankTransactionRow } from './zoho-books-bank-transactions.ts';
import { zohoBill, zohoBillLine, zohoBillRow } from './zoho-books-bills.ts';
import { zohoCreditNote, zohoCreditNoteLine, zohoCreditNoteRow } from './zoho-books-credit-notes.ts';
import { zohoEstimate, zohoEstimateLine, zohoEstimateRow } from './zoho-books-estimates.ts';
import { zohoExpense, zohoExpenseLine, zohoExpenseRow } from './zoho-books-expenses.ts';
import { zohoItem, zohoItemRow } from './zoho-books-items.ts';
import { zohoJournal, zohoJournalRow } from './zoho-books-journals.ts';
import { zohoProject, zohoProjectRow } from './zoho-books-projects.ts';
import { zohoPurchaseOrder, zohoPurchaseOrderLine, zohoPurchaseOrderRow } from './zoho-books-purchase-orders.ts';
import {
  zohoCurrency,
  zohoExchangeRate,
  zohoOrganization,
  zohoTax,
  zohoUser,
  zohoUserRow,
} from './zoho-books-reference.ts';
import { zohoSalesOrder, zohoSalesOrderLine, zohoSalesOrderRow } from './zoho-books-sales-orders.ts';
import { zohoVendorCredit, zohoVendorCreditLine, zohoVendorCreditRow } from './zoho-books-vendor-credits.ts';
import { zohoVendorPayment, zohoVendorPaymentRow } from './zoho-books-vendor-payments.ts';

type Build = (overrides?: Doc) => Doc;

/** How one entity of Zoho Books looks in webhooks, in an answer about one record and in a page of a list. */
export interface ZohoSample {
  readonly entity: string;
  /** field with the record's id */
  readonly id: string;
  /** top-level key of one record; undefined: there is no such answer */
  readonly key: string | undefined;
  /** top-level key of a page */
  readonly list: string;
  /** which of the two is the whole record */
  readonly document: 'detail' | 'row';
  readonly detail: Build;
  readonly row: Build;
  /** builds a line, where the lines have categories */
  readonly line?: Build;
  /** whether webhooks exist for it */
  readonly hooks: boolean;
  /** a text column, by which an edit is seen */
  readonly edited: string;
}

const detail = { document: 'detail', hooks: true } as const;
const row = { document: 'row', hooks: false } as const;

/** Contacts and customer payments have rows too; a contact's has no persons. */
const zohoContactRow: Build = (overrides = {}) => {
  const { contact_persons: _persons, billing_address: _billing, addresses: _addresses, ...contact } = zohoContact();
  return { ...contact, customer_name: contact['contact_name'], vendor_name: contact['contact_name'], ...overrides };
};

/** Every entity of Zoho Books that the catalog has. */
export const ZOHO_SAMPLES: readonly ZohoSample[] = [
  {
    entity: 'invoices',
    id: 'invoice_id',
    key: 'invoice',
    list: 'invoices',
    ...detail,
    edited: 'notes',
    detail: zohoInvoice,
    row: zohoInvoiceRow,
    line: zohoInvoiceLine,
  },
  {
    entity: 'contacts',
    id: 'contact_id',
    key: 'contact',
    list: 'contacts',
    ...detail,
    edited: 'notes',
    detail: zohoContact,
    row: zohoContactRow,
  },
  {
    entity: 'customer_payments',
    id: 'payment_id',
    key: 'payment',
    list: 'customerpayments',
    ...detail,
    edited: 'description',
    detail: zohoCustomerPayment,
    row: zohoCustomerPaymentRow,
  },
  {
    entity: 'bills',
    id: 'bill_id',
    key: 'bill',
    list: 'bills',
    ...detail,
    edited: 'notes',
    detail: zohoBill,
    row: zohoBillRow,
    line: zohoBillLine,
  },
  {
    entity: 'purchase_orders',
    id: 'purchaseorder_id',
    key: 'purchaseorder',
    list: 'purchaseorders',
    ...detail,
    edited: 'notes',
    detail: zohoPurchaseOrder,
    row: zohoPurchaseOrderRow,
    line: zohoPurchaseOrderLine,
  },
  {
    entity: 'vendor_payments',
    id: 'payment_id',
    key: 'vendorpayment',
    list: 'vendorpayments',
    ...detail,
    edited: 'description',
    detail: zohoVendorPayment,
    row: zohoVendorPaymentRow,
  },
  {
    entity: 'credit_notes',
    id: 'creditnote_id',
    key: 'creditnote',
    list: 'creditnotes',
    ...detail,
    edited: 'notes',
    detail: zohoCreditNote,
    row: zohoCreditNoteRow,
    line: zohoCreditNoteLine,
  },
  {
    entity: 'vendor_credits',
    id: 'vendor_credit_id',
    key: 'vendor_credit',
    list: 'vendorcredits',
    ...detail,
    edited: 'notes',
    detail: zohoVendorCredit,
    row: zohoVendorCreditRow,
    line: zohoVendorCreditLine,
  },
  {
    entity: 'expenses',
    id: 'expense_id',
    key: 'expense',
    list: 'expenses',
    ...detail,
    edited: 'description',
    detail: zohoExpense,
    row: zohoExpenseRow,
    line: zohoExpenseLine,
  },
  {
    entity: 'estimates',
    id: 'estimate_id',
    key: 'estimate',
    list: 'estimates',
    ...detail,
    edited: 'notes',
    detail: zohoEstimate,
    row: zohoEstimateRow,
    line: zohoEstimateLine,
  },
  {
    entity: 'sales_orders',
    id: 'salesorder_id',
    key: 'salesorder',
    list: 'salesorders',
    ...detail,
    edited: 'notes',
    detail: zohoSalesOrder,
    row: zohoSalesOrderRow,
    line: zohoSalesOrderLine,
  },
  {
    entity: 'items',
    id: 'item_id',
    key: 'item',
    list: 'items',
    ...detail,
    edited: 'description',
    detail: zohoItem,
    row: zohoItemRow,
  },
  {
    entity: 'journals',
    id: 'journal_id',
    key: 'journal',
    list: 'journals',
    ...detail,
    edited: 'notes',
    detail: zohoJournal,
    row: zohoJournalRow,
  },
  {
    entity: 'projects',
    id: 'project_id',
    key: 'project',
    list: 'projects',
    ...detail,
    edited: 'description',
    detail: zohoProject,
    row: zohoProjectRow,
  },
  {
    entity: 'chart_of_accounts',
    id: 'account_id',
    key: 'chart_of_account',
    list: 'chartofaccounts',
    ...row,
    edited: 'description',
    detail: zohoAccount,
    row: zohoAccountRow,
  },
  {
    entity: 'bank_accounts',
    id: 'account_id',
    key: 'bankaccount',
    list: 'bankaccounts',
    ...row,
    edited: 'bank_name',
    detail: zohoBankAccount,
    row: zohoBankAccountRow,
  },
  {
    entity: 'bank_transactions',
    id: 'transaction_id',
    key: 'banktransaction',
    list: 'banktransactions',
    ...row,
    edited: 'description',
    detail: zohoBankTransaction,
    row: zohoBankTransactionRow,
  },
  {
    entity: 'currencies',
    id: 'currency_id',
    key: 'currency',
    list: 'currencies',
    ...row,
    edited: 'currency_name',
    detail: zohoCurrency,
    row: zohoCurrency,
  },
  {
    entity: 'exchange_rates',
    id: 'effective_date',
    key: undefined,
    list: 'exchange_rates',
    ...row,
    edited: 'currency_code',
    detail: zohoExchangeRate,
    row: zohoExchangeRate,
  },
  {
    entity: 'taxes',
    id: 'tax_id',
    key: 'tax',
    list: 'taxes',
    ...row,
    edited: 'tax_name',
    detail: zohoTax,
    row: zohoTax,
  },
  {
    entity: 'users',
    id: 'user_id',
    key: 'user',
    list: 'users',
    ...row,
    edited: 'user_role',
    detail: zohoUser,
    row: zohoUserRow,
  },
  {
    entity: 'organizations',
    id: 'organization_id',
    key: 'organization',
    list: 'organizations',
    ...row,
    edited: 'name',
    detail: zohoOrganization,
    row: zohoOrganization,
  },
];

/** The sample of an entity. */
export function zohoSample(entity: string): ZohoSample {
  const sample = ZOHO_SAMPLES.find((candidate) => candidate.entity === entity);
  if (sample === undefined) throw new Error(`no sample of ${entity}`);
  return sample;
}
