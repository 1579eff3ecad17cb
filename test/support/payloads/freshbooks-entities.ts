import {
  freshbooksAnswer,
  freshbooksClient,
  freshbooksInvoice,
  freshbooksListAnswer,
  freshbooksPayment,
} from './freshbooks.ts';
import {
  freshbooksJournalEntryAccount,
  freshbooksJournalEntryDetail,
  freshbooksLedgerAccount,
} from './freshbooks-ledger.ts';
import { FRESHBOOKS_ODD } from './freshbooks-odd.ts';
import {
  freshbooksBareAnswer,
  freshbooksBareList,
  freshbooksProject,
  freshbooksTimeEntry,
} from './freshbooks-projects.ts';
import {
  freshbooksBill,
  freshbooksBillPayment,
  freshbooksBillVendor,
  freshbooksExpense,
  freshbooksExpenseCategory,
} from './freshbooks-purchases.ts';
import { freshbooksItem, freshbooksService, freshbooksStaff, freshbooksTax } from './freshbooks-reference.ts';
import {
  freshbooksCreditNote,
  freshbooksEstimate,
  freshbooksInvoiceProfile,
  freshbooksOtherIncome,
} from './freshbooks-sales.ts';
import type { Doc } from './json.ts';

type Build = (overrides?: Doc) => Doc;

/** How documents of one entity are made and answered. */
export interface FreshbooksShape {
  /** as in the table's name */
  readonly entity: string;
  /** an ordinary document of that id */
  ordinary(id: string, overrides?: Doc): Doc;
  /** one with the traps of the wire */
  odd(id: string): Doc;
  /** the answer for one object */
  one(document: Doc): Doc;
  /** a page of a list */
  page(documents: readonly Doc[]): Doc;
}

const ENVELOPES = {
  accounting: { one: freshbooksAnswer, page: freshbooksListAnswer },
  bare: { one: freshbooksBareAnswer, page: freshbooksBareList },
  ledger: {
    one: (_key: string, document: Doc): Doc => ({ data: document }),
    page: (_key: string, documents: readonly Doc[]): Doc => ({ data: documents }),
  },
};

const ROWS: readonly (readonly [entity: string, keys: string, ids: string, Build, family?: keyof typeof ENVELOPES])[] =
  [
    ['clients', 'client clients', 'id userid', freshbooksClient],
    ['invoices', 'invoice invoices', 'id invoiceid', freshbooksInvoice],
    ['payments', 'payment payments', 'id logid', freshbooksPayment],
    ['credit_notes', 'credit_notes credit_notes', 'id creditid', freshbooksCreditNote],
    ['estimates', 'estimate estimates', 'id estimateid', freshbooksEstimate],
    ['invoice_profiles', 'invoice_profile invoice_profiles', 'id profileid', freshbooksInvoiceProfile],
    ['other_incomes', 'other_income other_income', 'incomeid', freshbooksOtherIncome],
    ['bills', 'bill bills', 'id', freshbooksBill],
    ['bill_payments', 'bill_payment bill_payments', 'id', freshbooksBillPayment],
    ['bill_vendors', 'bill_vendor bill_vendors', 'vendorid', freshbooksBillVendor],
    ['expenses', 'expense expenses', 'id expenseid', freshbooksExpense],
    ['expense_categories', 'category categories', 'id categoryid', freshbooksExpenseCategory],
    ['items', 'item items', 'id itemid', freshbooksItem],
    ['taxes', 'tax taxes', 'id taxid', freshbooksTax],
    ['staff', 'staff staff', 'id userid', freshbooksStaff],
    [
      'journal_entry_accounts',
      'journal_entry_account journal_entry_accounts',
      'id accountid',
      freshbooksJournalEntryAccount,
    ],
    [
      'journal_entry_details',
      'journal_entry_detail journal_entry_details',
      'id detailid',
      freshbooksJournalEntryDetail,
    ],
    ['services', 'service services', 'id', freshbooksService, 'bare'],
    ['projects', 'project projects', 'id', freshbooksProject, 'bare'],
    ['time_entries', 'time_entry time_entries', 'id', freshbooksTimeEntry, 'bare'],
    ['ledger_accounts', 'data data', 'uuid', freshbooksLedgerAccount, 'ledger'],
  ];

/** Every entity that FreshBooks' API has and the catalog types. */
export const FRESHBOOKS_SHAPES: readonly FreshbooksShape[] = ROWS.map(
  ([entity, keys, ids, build, family = 'accounting']) => {
    const [single = '', list = ''] = keys.split(' ');
    const idDoc = (id: string, as: (text: string) => unknown): Doc =>
      Object.fromEntries(ids.split(' ').map((field) => [field, as(id)]));
    return {
      entity,
      ordinary: (id, overrides = {}) => build({ ...idDoc(id, family === 'ledger' ? String : Number), ...overrides }),
      odd: (id) => build({ ...FRESHBOOKS_ODD[entity], ...idDoc(id, String) }),
      one: (document) => ENVELOPES[family].one(single, document),
      page: (documents) => ENVELOPES[family].page(list, documents),
    };
  },
);

export function freshbooksShape(entity: string): FreshbooksShape {
  const found = FRESHBOOKS_SHAPES.find((shape) => shape.entity === entity);
  if (found === undefined) throw new Error(`no shape of ${entity}`);
  return found;
}
