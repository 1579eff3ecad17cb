import type { Entity } from '../entity.ts';
import { billPayments } from './bill-payments.ts';
import { billVendors } from './bill-vendors.ts';
import { bills } from './bills.ts';
import { clients } from './clients.ts';
import { creditNotes } from './credit-notes.ts';
import { estimates } from './estimates.ts';
import { expenseCategories } from './expense-categories.ts';
import { expenses } from './expenses.ts';
import { invoiceProfiles } from './invoice-profiles.ts';
import { invoices } from './invoices.ts';
import { items } from './items.ts';
import { journalEntryAccounts } from './journal-entry-accounts.ts';
import { journalEntryDetails } from './journal-entry-details.ts';
import { ledgerAccounts } from './ledger-accounts.ts';
import { otherIncomes } from './other-incomes.ts';
import { payments } from './payments.ts';
import { projects } from './projects.ts';
import { services } from './services.ts';
import { staff } from './staff.ts';
import { taxes } from './taxes.ts';
import { timeEntries } from './time-entries.ts';

export const FRESHBOOKS_ENTITIES: readonly Entity[] = [
  clients,
  invoices,
  payments,
  creditNotes,
  estimates,
  invoiceProfiles,
  otherIncomes,
  bills,
  billPayments,
  billVendors,
  expenses,
  expenseCategories,
  items,
  services,
  taxes,
  journalEntryAccounts,
  ledgerAccounts,
  journalEntryDetails,
  projects,
  timeEntries,
  staff,
];
