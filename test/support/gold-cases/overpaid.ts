import { freshTold, freshUsd } from '../gold-books-freshbooks.ts';
import type { GoldCase } from './gold-case.ts';

const invoiceOf = (id: number, total: string) =>
  freshTold('invoices', 'invoice')(id, {
    customerid: 1,
    v3_status: 'paid',
    status: 4,
    create_date: '2026-01-10',
    due_date: '2026-02-09',
    amount: freshUsd(total),
    outstanding: freshUsd('0.00'),
    lines: [{ lineid: 1, name: 'Hosting', qty: '1', amount: freshUsd(total), type: 0 }],
  });
const payment = (id: number, invoiceid: number, date: string, amount: string) =>
  freshTold('payments', 'payment')(id, { invoiceid, clientid: 1, date, amount: freshUsd(amount), type: 'Cash' });

const bill = (id: number, paid: readonly (readonly [string, string])[]) =>
  freshTold('bills', 'bill')(id, {
    vendorid: 7,
    status: 'paid',
    issue_date: '2026-01-10',
    due_date: '2026-02-09',
    amount: freshUsd('100.00'),
    tax_amount: freshUsd('0.00'),
    total_amount: freshUsd('100.00'),
    outstanding: freshUsd('0.00'),
    lines: [{ categoryid: 11, description: 'Cards', quantity: '1', amount: freshUsd('100.00') }],
    bill_payments: paid.map(([paid_date, amount], at) => ({
      id: id * 10 + at,
      vis_state: 0,
      billid: id,
      amount: freshUsd(amount),
      paid_date,
    })),
  });

/** What was owed before an invoice or bill was paid beyond its total; all of 10 January. */
export const OVERPAID: GoldCase = {
  zoho: [],
  fresh: [
    invoiceOf(201, '100.00'), // 120 for it
    payment(2011, 201, '2026-03-05', '120.00'),
    invoiceOf(202, '100.00'), // 60 twice: 40 were open in between
    payment(2021, 202, '2026-02-10', '60.00'),
    payment(2022, 202, '2026-03-05', '60.00'),
    invoiceOf(203, '100.00'), // 120 for it, 20 paid back: never below 0
    payment(2031, 203, '2026-02-10', '120.00'),
    payment(2032, 203, '2026-03-05', '-20.00'),
    invoiceOf(204, '-100.00'), // the other way round
    payment(2041, 204, '2026-03-05', '-120.00'),
    bill(205, [['2026-03-05', '120.00']]),
    bill(206, [
      ['2026-02-10', '60.00'],
      ['2026-03-05', '60.00'],
    ]),
  ],
  figures: [
    {
      question: 'an invoice that was overpaid owed no more than its total before',
      sql: `select invoice_id, as_of_date, balance from gold_receivables_open
        where invoice_id in ('201', '202', '203', '204') order by invoice_id, as_of_date`,
      rows: [
        ['201', '2026-01-31', '100'],
        ['201', '2026-02-28', '100'],
        ['202', '2026-01-31', '100'],
        ['202', '2026-02-28', '40'], // 100 - 60
        ['203', '2026-01-31', '100'],
        ['204', '2026-01-31', '-100'],
        ['204', '2026-02-28', '-100'],
      ],
    },
    {
      question: 'a bill that was overpaid owed no more than its total before',
      sql: `select bill_id, as_of_date, balance from gold_payables_open
        where bill_id in ('205', '206') order by bill_id, as_of_date`,
      rows: [
        ['205', '2026-01-31', '100'],
        ['205', '2026-02-28', '100'],
        ['206', '2026-01-31', '100'],
        ['206', '2026-02-28', '40'],
      ],
    },
  ],
};
