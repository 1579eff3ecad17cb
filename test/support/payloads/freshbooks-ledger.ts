import { freshbooksMoney } from './freshbooks.ts';
import type { Doc } from './json.ts';

// Invented accounts and journal lines of the shapes that FreshBooks answers with.

export function freshbooksSubAccount(overrides: Doc = {}): Doc {
  return {
    id: 98765,
    sub_accountid: 98765,
    parentid: 12345,
    account_sub_name: 'Advertising',
    account_sub_number: '1',
    account_type: 'expense',
    balance: '-10.000',
    currency_code: 'CAD',
    custom: true,
    transaction_posted: false,
    created_at: '2026-01-16 14:11:07',
    ...overrides,
  };
}

/** An account of the legacy chart. */
export function freshbooksJournalEntryAccount(overrides: Doc = {}): Doc {
  return {
    id: 12345,
    accountid: 12345,
    account_number: '6000',
    account_name: 'Operating Expenses',
    account_type: 'expense',
    balance: '0',
    currency_code: 'CAD',
    created_at: '2026-01-16 14:11:07',
    sub_accounts: [freshbooksSubAccount()],
    ...overrides,
  };
}

/** An account of the newer chart: a UUID, and an ISO time with a fraction. */
export function freshbooksLedgerAccount(overrides: Doc = {}): Doc {
  return {
    uuid: 'c3a1f0de-0d5b-4c1e-9a53-6f0d8f0c1a22',
    number: '1000',
    name: 'Cash',
    description: 'As described',
    type: 'asset',
    sub_type: 'Cash & Bank',
    system_account_name: 'Cash',
    parent_account: null,
    sub_accounts: ['c3a1f0de-0d5b-4c1e-9a53-6f0d8f0c1a23'],
    auto_created: true,
    state: 'active',
    updated_at: '2026-04-27T14:33:48.841075Z',
    ...overrides,
  };
}

/** One side of a journal entry, with the document that it comes from. */
export function freshbooksJournalEntryDetail(overrides: Doc = {}): Doc {
  return {
    id: 19283,
    detailid: 19283,
    accounting_systemid: 'Kq7Zr2',
    detail_type: 'sales',
    name: 'Invoice 0000081',
    description: 'Sail repair',
    user_entered_date: '2026-06-09',
    debit: null,
    credit: freshbooksMoney('90.00'),
    balance: freshbooksMoney('90.00'),
    account: {
      id: 12340,
      accountid: 12340,
      accounting_systemid: 'Kq7Zr2',
      account_name: 'Sales',
      account_number: '4000',
      account_type: 'income',
    },
    sub_account: {
      id: 98760,
      sub_accountid: 98760,
      accounting_systemid: 'Kq7Zr2',
      parentid: 12340,
      account_sub_name: 'Sales',
      account_sub_number: '1',
    },
    entry: {
      id: 55555,
      entryid: 55555,
      accounting_systemid: 'Kq7Zr2',
      invoiceid: 60417,
      paymentid: null,
      expenseid: null,
      creditid: null,
      incomeid: null,
      clientid: 21055,
      categoryid: null,
    },
    ...overrides,
  };
}
