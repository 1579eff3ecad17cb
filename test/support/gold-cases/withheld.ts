import { EUR, MOEWE, NORD, onAccount, told } from '../gold-books-parts.ts';
import type { GoldCase } from './gold-case.ts';

const invoice = told('invoices', 'invoice', 'invoice_id');
const bill = told('bills', 'bill', 'bill_id');
const payment = told('customer_payments', 'payment', 'payment_id');
const vendorPayment = told('vendor_payments', 'vendorpayment', 'payment_id');

const SETTLED = { ...EUR, date: '2026-01-10', due_date: '2026-02-09', status: 'paid', total: 100, balance: 0 };
const invoiceOf = (id: string) => invoice(id, { ...MOEWE, ...SETTLED, line_items: [onAccount('a400', 100)] });
const IN_MARCH = { ...EUR, date: '2026-03-01', unused_amount: 0 };

/** Documents of 100, settled on 1 March by less money: the rest is withheld as tax or granted as discount. */
export const WITHHELD: GoldCase = {
  zoho: [
    invoiceOf('wh1'), // 90 of money is 100 applied: 10 withheld are in it
    payment('whp1', {
      ...MOEWE,
      ...IN_MARCH,
      amount: 90,
      invoices: [{ invoice_payment_id: 'wy1', invoice_id: 'wh1', amount_applied: 100, tax_amount_withheld: 10 }],
    }),
    invoiceOf('wh2'), // 90 of money is 90 applied: 10 withheld come on top
    payment('whp2', {
      ...MOEWE,
      ...IN_MARCH,
      amount: 90,
      invoices: [{ invoice_payment_id: 'wy2', invoice_id: 'wh2', amount_applied: 90, tax_amount_withheld: 10 }],
    }),
    invoiceOf('wh3'), // 95 of money, 5 of it paid back, is 100 applied: 6 withheld and 4 discount are in it
    payment('whp3', {
      ...MOEWE,
      ...IN_MARCH,
      amount: 95,
      amount_refunded: 5,
      invoices: [
        {
          invoice_payment_id: 'wy3',
          invoice_id: 'wh3',
          amount_applied: 100,
          tax_amount_withheld: 6,
          discount_amount: 4,
        },
      ],
    }),
    bill('wh4', { ...NORD, ...SETTLED, line_items: [onAccount('a500', 100)] }), // as wh1
    vendorPayment('whp4', {
      ...NORD,
      ...EUR,
      date: '2026-03-01',
      amount: 90,
      balance: 0,
      bills: [{ bill_payment_id: 'wy4', bill_id: 'wh4', amount_applied: 100, tax_amount_withheld: 10 }],
    }),
  ],
  fresh: [],
  figures: [
    {
      question: 'before the payment the total was open, no more',
      sql: `select invoice_id as id, balance from gold_receivables_open
        where invoice_id in ('wh1', 'wh2', 'wh3') and as_of_date = date '2026-02-28'
        union all select bill_id, balance from gold_payables_open
        where bill_id = 'wh4' and as_of_date = date '2026-02-28' order by id`,
      rows: [
        ['wh1', '100'],
        ['wh2', '100'],
        ['wh3', '100'],
        ['wh4', '100'],
      ],
    },
    {
      question: 'money and what was withheld add up to the total',
      sql: `select record_id, paid, withheld, applied, overpaid, state from gold_reconciliation
        where record = 'document' and record_id like 'wh_' order by record_id`,
      rows: [
        ['wh1', '90', '10', '100', '0', 'settled'],
        ['wh2', '90', '10', '100', '0', 'settled'],
        ['wh3', '90', '10', '100', '0', 'settled'],
        ['wh4', '90', '10', '100', '0', 'settled'],
      ],
    },
    {
      question: 'of the payment the money alone is used',
      sql: `select record_id, amount, applied, refunded, unapplied, overpaid, state from gold_reconciliation
        where record_id like 'whp_' order by record_id`,
      rows: [
        ['whp1', '90', '90', '0', '0', '0', 'applied'],
        ['whp2', '90', '90', '0', '0', '0', 'applied'],
        ['whp3', '95', '90', '5', '0', '0', 'applied'],
        ['whp4', '90', '90', '0', '0', '0', 'applied'],
      ],
    },
  ],
};
