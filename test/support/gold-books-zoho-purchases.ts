import {
  EUR,
  HARBOR,
  jpy,
  NORD,
  NORTH,
  NORTH_BY_ID,
  onAccount,
  SOUTH,
  type Told,
  told,
  usd,
} from './gold-books-parts.ts';

const bill = told('bills', 'bill', 'bill_id');
const vendorCredit = told('vendor_credits', 'vendor_credit', 'vendor_credit_id');
const vendorPayment = told('vendor_payments', 'vendorpayment', 'payment_id');
const expense = told('expenses', 'expense', 'expense_id');
const journal = told('journals', 'journal', 'journal_id');

/** @param dueIn  the day that is so many days from today, `YYYY-MM-DD` */
export function zohoPurchases(dueIn: (days: number) => string): readonly Told[] {
  return [
    // 300 goods, 1000 for an asset, tax 247: 1547; paid 1000 and 47 withheld, credited 100: 400 open
    bill('b1', {
      ...NORD,
      ...EUR,
      bill_number: 'BILL-1',
      status: 'overdue',
      date: '2026-01-10',
      due_date: '2026-02-09',
      tax_total: 247,
      total: 1547,
      balance: 400,
      line_items: [onAccount('a510', 300, { tags: NORTH }), onAccount('a150', 1000)],
    }),
    // 500 USD at 0.9 = 450 EUR; 200 paid at 0.88: 4 EUR gained; 300 open, due in three days
    bill('b2', {
      ...HARBOR,
      ...usd(0.9),
      bill_number: 'BILL-2',
      status: 'partially_paid',
      date: '2026-02-15',
      due_date: dueIn(3),
      total: 500,
      balance: 300,
      line_items: [onAccount('a502', 500)],
    }),
    bill('b3', {
      ...NORD,
      ...EUR,
      bill_number: 'BILL-3',
      status: 'void',
      date: '2026-02-16',
      due_date: '2026-03-18',
      total: 999,
      balance: 999,
      line_items: [onAccount('a500', 999)],
    }),
    bill('b4', {
      ...NORD,
      ...EUR,
      bill_number: 'BILL-4',
      status: 'draft',
      date: '2026-02-17',
      due_date: '2026-03-19',
      total: 50,
      balance: 50,
      line_items: [onAccount('a500', 50)],
    }),
    // deleted later
    bill('b5', {
      ...NORD,
      ...EUR,
      bill_number: 'BILL-5',
      status: 'open',
      date: '2026-03-20',
      due_date: '2026-04-19',
      total: 70,
      balance: 70,
      line_items: [onAccount('a500', 70)],
    }),
    // 100 + 19 tax, 100 of it used on BILL-1 on 1 March
    vendorCredit('vc1', {
      ...NORD,
      ...EUR,
      vendor_credit_number: 'VC-1',
      status: 'open',
      date: '2026-02-25',
      sub_total: 100,
      total: 119,
      balance: 19,
      line_items: [onAccount('a510', 100)],
      bills_credited: [{ vendor_credit_bill_id: 'x2', bill_id: 'b1', amount: 100, date: '2026-03-01' }],
    }),
    vendorPayment('vp1', {
      ...NORD,
      ...EUR,
      date: '2026-02-20',
      amount: 1000,
      balance: 0,
      bills: [{ bill_payment_id: 'y7', bill_id: 'b1', amount_applied: 1000, tax_amount_withheld: 47 }],
    }),
    vendorPayment('vp2', {
      ...HARBOR,
      ...usd(0.88),
      date: '2026-03-02',
      amount: 200,
      balance: 0,
      bills: [{ bill_payment_id: 'y8', bill_id: 'b2', amount_applied: 200 }],
    }),
  ];
}

/** Expenses and journals. */
export const ZOHO_COSTS: readonly Told[] = [
  // 20 + 3.80 tax, for a project, tagged as a whole
  expense('e1', {
    ...EUR,
    date: '2026-01-31',
    account_id: 'a500',
    total: 23.8,
    tax_amount: 3.8,
    project_id: 'p1',
    tags: SOUTH,
    line_items: [{ account_id: 'a500', item_total: 20, amount: 20, tags: [] }],
  }),
  // private
  expense('e2', {
    ...EUR,
    date: '2026-01-31',
    account_id: 'a500',
    total: 10,
    is_personal: true,
    line_items: [{ account_id: 'a500', item_total: 10, amount: 10 }],
  }),
  // 10000 + 1000 tax JPY at 0.006: 60 EUR
  expense('e3', {
    ...jpy(0.006),
    date: '2026-02-28',
    account_id: 'a500',
    total: 11_000,
    tax_amount: 1000,
    line_items: [{ account_id: 'a500', item_total: 10_000, amount: 10_000 }],
  }),
  // payroll: 4000 in January, 4500 in February; the draft of March does not count
  ...[
    ['j1', '2026-01-31', 4000, 'published', NORTH_BY_ID] as const,
    ['j2', '2026-02-28', 4500, 'published', []] as const,
    ['j3', '2026-03-31', 9999, 'draft', []] as const,
  ].map(([id, journal_date, amount, status, tags]) =>
    journal(id, {
      ...EUR,
      journal_date,
      status,
      total: amount,
      line_items: [
        { account_id: 'a501', debit_or_credit: 'debit', amount, tags },
        { account_id: 'a220', debit_or_credit: 'credit', amount, tags: [] },
      ],
    }),
  ),
];
