import type { Entity } from '../entity.ts';
import { bankAccounts } from './bank-accounts.ts';
import { bankTransactions } from './bank-transactions.ts';
import { bills } from './bills.ts';
import { chartOfAccounts } from './chart-of-accounts.ts';
import { contacts } from './contacts.ts';
import { creditNotes } from './credit-notes.ts';
import { currencies } from './currencies.ts';
import { customerPayments } from './customer-payments.ts';
import { estimates } from './estimates.ts';
import { exchangeRates } from './exchange-rates.ts';
import { expenses } from './expenses.ts';
import { invoices } from './invoices.ts';
import { items } from './items.ts';
import { journals } from './journals.ts';
import { organizations } from './organizations.ts';
import { projects } from './projects.ts';
import { purchaseOrders } from './purchase-orders.ts';
import { salesOrders } from './sales-orders.ts';
import { taxes } from './taxes.ts';
import { users } from './users.ts';
import { vendorCredits } from './vendor-credits.ts';
import { vendorPayments } from './vendor-payments.ts';

export const ZOHO_BOOKS_ENTITIES: readonly Entity[] = [
  invoices,
  contacts,
  customerPayments,
  bills,
  purchaseOrders,
  vendorPayments,
  creditNotes,
  vendorCredits,
  expenses,
  estimates,
  salesOrders,
  items,
  chartOfAccounts,
  currencies,
  exchangeRates,
  taxes,
  journals,
  bankAccounts,
  bankTransactions,
  projects,
  users,
  organizations,
];
