import { EUR, jpy, onAccount, told } from '../gold-books-parts.ts';
import type { GoldCase } from './gold-case.ts';

const contact = told('contacts', 'contact', 'contact_id');
const invoice = told('invoices', 'invoice', 'invoice_id');
const bill = told('bills', 'bill', 'bill_id');
const payment = told('customer_payments', 'payment', 'payment_id');
const vendorPayment = told('vendor_payments', 'vendorpayment', 'payment_id');

const KOBE = { customer_id: 'c7', customer_name: 'Kobe Yachts' };
const OSAKA = { vendor_id: 'v7', vendor_name: 'Osaka Rigging' };
const HUNDRED = { ...EUR, date: '2026-01-10', due_date: '2026-02-09', status: 'overdue', total: 100, balance: 60 };

/** 40 of 100 EUR are paid: by a payment in yen, whose part in EUR nobody states, and by one that states no currency. */
export const OTHER_CURRENCY: GoldCase = {
  zoho: [
    contact('c7', {
      contact_name: 'Kobe Yachts',
      contact_type: 'customer',
      status: 'active',
      billing_address: {},
      contact_persons: [],
    }),
    contact('v7', {
      contact_name: 'Osaka Rigging',
      contact_type: 'vendor',
      status: 'active',
      billing_address: {},
      contact_persons: [],
    }),
    invoice('oc1', { ...KOBE, ...HUNDRED, line_items: [onAccount('a400', 100)] }),
    invoice('oc2', { ...KOBE, ...HUNDRED, line_items: [onAccount('a400', 100)] }),
    bill('oc3', { ...OSAKA, ...HUNDRED, line_items: [onAccount('a500', 100)] }),
    payment('ocp1', {
      ...KOBE,
      ...jpy(0.006),
      date: '2026-03-01',
      amount: 6500,
      unused_amount: 0,
      invoices: [{ invoice_payment_id: 'oy1', invoice_id: 'oc1', amount_applied: 6500 }],
    }),
    payment('ocp2', {
      ...KOBE,
      date: '2026-03-01',
      amount: 40,
      unused_amount: 0,
      invoices: [{ invoice_payment_id: 'oy2', invoice_id: 'oc2', amount_applied: 40 }],
    }),
    vendorPayment('ocp3', {
      ...OSAKA,
      ...jpy(0.006),
      date: '2026-03-01',
      amount: 6500,
      balance: 0,
      bills: [{ bill_payment_id: 'oy3', bill_id: 'oc3', amount_applied: 6500 }],
    }),
  ],
  fresh: [],
  figures: [
    {
      question: 'a past balance adds up no other currency: what yen settled counts as settled from the start',
      sql: `select invoice_id, as_of_date, balance from gold_receivables_open
        where invoice_id in ('oc1', 'oc2') and as_of_date in (date '2026-02-28', date '2026-03-31')
        order by invoice_id, as_of_date`,
      rows: [
        ['oc1', '2026-02-28', '60'],
        ['oc1', '2026-03-31', '60'],
        ['oc2', '2026-02-28', '100'], // 60 + 40
        ['oc2', '2026-03-31', '60'],
      ],
    },
    {
      question: 'nor of a bill',
      sql: "select balance from gold_payables_open where bill_id = 'oc3' and as_of_date = date '2026-02-28'",
      rows: [['60']],
    },
    {
      question: 'the yen leave the invoice unpaid, and 60 - 100 unexplained',
      sql: `select record_id, paid, applied, underpaid, overpaid, unexplained, state from gold_reconciliation
        where record = 'document' and record_id in ('oc1', 'oc2', 'oc3') order by record_id`,
      rows: [
        ['oc1', '0', '0', '100', '0', '-40', 'unpaid'],
        ['oc2', '40', '40', '60', '0', '0', 'underpaid'],
        ['oc3', '0', '0', '100', '0', '-40', 'unpaid'],
      ],
    },
    {
      question: 'the payment itself is applied, in yen',
      sql: "select amount, applied, unapplied, state from gold_reconciliation where record_id = 'ocp1'",
      rows: [['6500', '6500', '0', 'applied']],
    },
    {
      question: 'how late the yen came is not weighed with euros: 40 EUR, 20 days',
      sql: `select currency_code, payment_count, paid_amount, average_days_late from gold_late_payers
        where customer_id = 'c7'`,
      rows: [['EUR', '1', '40', '20']],
    },
  ],
};
