import type { Told } from './gold-books-parts.ts';
import type { Doc } from './payloads/json.ts';

// A designer in Toronto whose books are in USD by the chart of accounts; one client is invoiced in EUR, for which FreshBooks
// states no rate. Amounts are objects of decimal text, the discount is negative, deletion is vis_state 1.

export const freshTold = (entity: string, key: string) => (id: number, document: Doc) => ({
  entity,
  key,
  id: String(id),
  document: { id, vis_state: 0, updated: '2026-03-25 06:00:00', ...document },
});
const invoice = freshTold('invoices', 'invoice');
const payment = freshTold('payments', 'payment');
const credit = freshTold('credit_notes', 'credit_note');
const bill = freshTold('bills', 'bill');
const expense = freshTold('expenses', 'expense');
const category = freshTold('expense_categories', 'category');
const staff = freshTold('staff', 'staff');

export const freshUsd = (amount: string) => ({ amount, code: 'USD' });
const eur = (amount: string) => ({ amount, code: 'EUR' });
export const freshLine = (lineid: number, name: string, qty: string, amount: Doc, more: Doc = {}) => ({
  lineid,
  name,
  qty,
  amount,
  type: 0,
  ...more,
});
const ATLAS = { customerid: 1, current_organization: 'Atlas Café' };

/** Base currency, clients, vendors, categories, a project, people. */
export const FRESHBOOKS_REFERENCE: readonly Told[] = [
  freshTold('journal_entry_accounts', 'journal_entry_account')(1, {
    account_name: 'Cash',
    account_number: '1000',
    account_type: 'asset',
    currency_code: 'USD',
    sub_accounts: [],
  }),
  freshTold('clients', 'client')(1, { organization: 'Atlas Café' }),
  freshTold('clients', 'client')(2, { fname: 'Ida', lname: 'Brand', organization: '' }),
  freshTold('bill_vendors', 'bill_vendor')(7, { vendorid: 7, vendor_name: 'Paper Mill' }),
  category(10, { category: 'Office' }),
  category(11, { category: 'Printing', parentid: 10 }),
  category(12, { category: 'Wages' }),
  category(13, { category: 'Payroll' }),
  {
    entity: 'projects',
    key: 'project',
    id: '901',
    document: { id: 901, title: 'Launch', created_at: '2026-01-01T00:00:00' },
  },
  // heads: 1 in January, 2 from February on; the third is archived
  staff(1, { fname: 'Eve', signup_date: '2025-01-01 10:00:00' }),
  staff(2, { fname: 'Flo', signup_date: '2026-02-15 10:00:00' }),
  staff(3, { fname: 'Gus', signup_date: '2025-01-01 10:00:00', vis_state: 2 }),
];

/** @param dueIn  the day that is so many days from today, `YYYY-MM-DD` */
export function freshbooksSales(dueIn: (days: number) => string): readonly Told[] {
  return [
    // 1000 - 100 discount + 117 tax = 1017; paid 500 (10 days late), 10 of it paid back, credited 117: 410 open
    invoice(21, {
      ...ATLAS,
      invoice_number: 'F-1',
      v3_status: 'partial',
      status: 2,
      create_date: '2026-01-12',
      due_date: '2026-02-11',
      amount: freshUsd('1017.00'),
      discount_total: freshUsd('-100.00'),
      paid: freshUsd('607.00'),
      outstanding: freshUsd('410.00'),
      lines: [freshLine(1, 'Design', '10', freshUsd('900.00')), freshLine(2, 'Hosting', '1', freshUsd('100.00'))],
    }),
    // in EUR, without a rate; paid two days early
    invoice(22, {
      customerid: 2,
      fname: 'Ida',
      lname: 'Brand',
      invoice_number: 'F-2',
      v3_status: 'paid',
      status: 4,
      create_date: '2026-02-10',
      due_date: '2026-03-12',
      amount: eur('151.11'),
      paid: eur('151.11'),
      outstanding: eur('0.00'),
      lines: [freshLine(1, 'Design', '2', eur('151.11'))],
    }),
    invoice(23, {
      ...ATLAS,
      invoice_number: 'F-3',
      v3_status: 'draft',
      status: 1,
      create_date: '2026-02-11',
      due_date: '2026-03-13',
      amount: freshUsd('250.00'),
      outstanding: freshUsd('250.00'),
      lines: [freshLine(1, 'Design', '1', freshUsd('250.00'))],
    }),
    // deleted later
    invoice(24, deletable(0)),
    // 120 paid for 100, a day early: 20 too much
    invoice(25, {
      ...ATLAS,
      invoice_number: 'F-5',
      v3_status: 'paid',
      status: 4,
      create_date: '2026-03-02',
      due_date: '2026-04-01',
      amount: freshUsd('100.00'),
      paid: freshUsd('120.00'),
      outstanding: freshUsd('0.00'),
      lines: [freshLine(1, 'Hosting', '1', freshUsd('100.00'))],
    }),
    // due in ten days
    invoice(26, {
      ...ATLAS,
      invoice_number: 'F-6',
      v3_status: 'sent',
      status: 2,
      create_date: '2026-03-05',
      due_date: dueIn(10),
      amount: freshUsd('80.00'),
      outstanding: freshUsd('80.00'),
      lines: [freshLine(1, 'Hosting', '1', freshUsd('80.00'))],
    }),
    // goodwill of 200, 117 of it used: less revenue. Overpayment and prepayment: money of the client, no revenue
    credit(31, {
      clientid: 1,
      creditid: '31',
      credit_type: 'goodwill',
      display_status: 'sent',
      create_date: '2026-02-25',
      amount: freshUsd('200.00'),
      paid: freshUsd('117.00'),
      lines: [freshLine(1, 'Design', '1', freshUsd('200.00'))],
    }),
    credit(32, {
      clientid: 1,
      creditid: '32',
      credit_type: 'overpayment',
      display_status: 'created',
      create_date: '2026-03-31',
      amount: freshUsd('20.00'),
      paid: freshUsd('0.00'),
      lines: [],
    }),
    credit(33, {
      clientid: 1,
      creditid: '33',
      credit_type: 'prepayment',
      display_status: 'created',
      create_date: '2026-03-31',
      amount: freshUsd('50.00'),
      paid: freshUsd('0.00'),
      lines: [],
    }),
    payment(41, { invoiceid: 21, clientid: 1, date: '2026-02-21', amount: freshUsd('500.00'), type: 'Check' }),
    payment(42, {
      invoiceid: 21,
      clientid: 1,
      date: '2026-03-01',
      amount: freshUsd('117.00'),
      type: 'Credit',
      from_credit: true,
      creditid: 31,
    }),
    payment(43, { invoiceid: 21, clientid: 1, date: '2026-03-15', amount: freshUsd('-10.00'), type: 'Check' }),
    payment(44, { invoiceid: 22, clientid: 2, date: '2026-03-10', amount: eur('151.11'), type: 'PayPal' }),
    payment(45, { invoiceid: 25, clientid: 1, date: '2026-03-31', amount: freshUsd('120.00'), type: 'Cash' }),
    payment(46, { invoiceid: 26, clientid: 1, date: '2026-03-31', amount: freshUsd('80.00'), vis_state: 1 }),
    {
      entity: 'other_incomes',
      key: 'other_income',
      id: '51',
      document: {
        incomeid: 51,
        category_name: 'online_sales',
        source: 'Shop',
        date: '2026-01-20',
        amount: freshUsd('75.00'),
        taxes: [{ name: 'HST', amount: '13' }],
      },
    },
  ];
}

function deletable(visState: number): Doc {
  return {
    ...ATLAS,
    invoice_number: 'F-4',
    v3_status: 'sent',
    status: 2,
    vis_state: visState,
    create_date: '2026-03-01',
    due_date: '2026-03-31',
    amount: freshUsd('60.00'),
    outstanding: freshUsd('60.00'),
    lines: [freshLine(1, 'Hosting', '1', freshUsd('60.00'))],
  };
}

/** F-4 once it is deleted. */
export const DELETED_INVOICE: Told = invoice(24, deletable(1));

/** @param dueIn  the day that is so many days from today, `YYYY-MM-DD` */
export function freshbooksPurchases(dueIn: (days: number) => string): readonly Told[] {
  const paid = { billid: 61, amount: freshUsd('63.00'), paid_date: '2026-02-10', payment_type: 'Check' };
  return [
    // 100 + 13 tax, 63 paid: 50 open. The bill names its payment, and a deleted one
    bill(61, {
      vendorid: 7,
      bill_number: 'P-1',
      status: 'partial',
      issue_date: '2026-01-05',
      due_date: '2026-02-04',
      amount: freshUsd('100.00'),
      tax_amount: freshUsd('13.00'),
      total_amount: freshUsd('113.00'),
      paid: freshUsd('63.00'),
      outstanding: freshUsd('50.00'),
      lines: [{ categoryid: 11, description: 'Cards', quantity: '1', amount: freshUsd('100.00') }],
      bill_payments: [
        { id: 71, vis_state: 0, ...paid },
        { id: 72, vis_state: 1, ...paid },
      ],
    }),
    // 40 of wages, 15 paid: 25 open, due in three days. The bill names no payment: it is read by itself
    bill(62, {
      vendorid: 7,
      bill_number: 'P-2',
      status: 'partial',
      issue_date: '2026-02-01',
      due_date: dueIn(3),
      amount: freshUsd('40.00'),
      tax_amount: freshUsd('0.00'),
      total_amount: freshUsd('40.00'),
      paid: freshUsd('15.00'),
      outstanding: freshUsd('25.00'),
      lines: [{ categoryid: 12, description: 'Helper', quantity: '1', amount: freshUsd('40.00') }],
      bill_payments: [],
    }),
    freshTold('bill_payments', 'bill_payment')(71, paid),
    freshTold('bill_payments', 'bill_payment')(73, {
      billid: 62,
      amount: freshUsd('15.00'),
      paid_date: '2026-02-20',
      payment_type: 'Cash',
    }),
    expense(81, { date: '2026-01-31', categoryid: 13, amount: freshUsd('2000.00'), vendor: 'Payroll Inc' }),
    // 50 + 6.50 tax, for a project
    expense(82, {
      date: '2026-02-10',
      categoryid: 11,
      amount: freshUsd('56.50'),
      taxAmount1: freshUsd('6.50'),
      modern_projectid: 901,
    }),
    expense(83, { date: '2026-02-11', categoryid: 11, amount: eur('30.00') }),
    expense(84, { date: '2026-02-12', categoryid: 11, amount: freshUsd('9.99'), vis_state: 1 }),
  ];
}
