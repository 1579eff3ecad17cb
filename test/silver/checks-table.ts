import type { Doc } from '../support/payloads/json.ts';
import {
  bill,
  billPayment,
  type Case,
  creditNote,
  expense,
  fresh,
  freshBill,
  freshCredit,
  freshInvoice,
  freshPayment,
  invoice,
  journal,
  lines,
  money,
  payment,
  vendorCredit,
  vendorPayment,
  ZOHO_DOCUMENTS,
} from './checks-records.ts';
import { ZOHO_TOTALS } from './checks-table-totals.ts';

const taxed = (amount: string, first: string, second: string, compounded_tax = false): Doc => ({
  amount: money(amount),
  taxAmount1: first,
  taxAmount2: second,
  compounded_tax,
});
const entries = (debit: number, credit: number, more: Doc = {}): Doc => ({
  journal_date: '2026-06-01',
  line_items: [
    { debit_or_credit: 'debit', amount: debit, ...more },
    { debit_or_credit: 'credit', amount: credit },
  ],
});
const rated = (item_total: number, tax_percentage: number): Doc => ({ item_total, tax_percentage });
/** Prices with tax: a line of 119 for 100. */
const INCLUDED: Doc = { ...lines(119), sub_total: 100, is_inclusive_tax: true };
const used = { ...lines(100), sub_total: 100 };

export const CASES: readonly Case[] = [
  {
    check: 'zoho_books_lines_sum_up',
    holds: [
      ...ZOHO_DOCUMENTS.map((make) => make('sum', { ...lines(60, 40), sub_total: 100 })),
      // three thirds, rounded each: 10.02 for 10.01; yen have no places: 1001 for 1000
      invoice('rounded', { ...lines(3.34, 3.34, 3.34), sub_total: 10.01, total: 10.01 }),
      invoice('yen', {
        ...lines(334, 333, 334),
        sub_total: 1000,
        total: 1000,
        currency_code: 'JPY',
        price_precision: 0,
      }),
      // a discount of the whole document, shipping and tax come later; headings repeat what stands below them
      invoice('headed', {
        line_items: [
          { line_item_category: 'header', item_total: 100 },
          { line_item_category: 'line_item', item_total: 100 },
          { line_item_category: 'subtotal', item_total: 100 },
        ],
        sub_total: 100,
        discount_type: 'entity_level',
        discount_total: 20,
        shipping_charge: 10,
        total: 90,
      }),
      invoice('inclusive', { ...lines(119), sub_total: 100, is_inclusive_tax: true, tax_total: 19, total: 119 }),
      // the tax of the lines, not that of the document: a discount takes some off, shipping has its own
      invoice('less', { ...INCLUDED, discount_total: 10, tax_total: 17.1, total: 107.1 }),
      invoice('sent', { ...INCLUDED, shipping_charge: 10, shipping_charge_tax: 1.9, tax_total: 20.9, total: 130.9 }),
      invoice('sent_somehow', { ...INCLUDED, shipping_charge: 10, tax_total: 20.9, total: 130.9 }),
      invoice('rates', {
        ...INCLUDED,
        line_items: [rated(119, 19), rated(53.5, 7), rated(10, 0)],
        sub_total: 160,
        discount_total: 16,
        tax_total: 20.25,
        total: 164.25,
      }),
      invoice('mixed', {
        ...INCLUDED,
        line_items: [rated(119, 19), { item_total: 53.5 }],
        sub_total: 150,
        discount_total: 15,
        tax_total: 20.25,
        total: 155.25,
      }),
      invoice('said', { ...INCLUDED, sub_total_inclusive_of_tax: 119, tax_total: 0, total: 119 }),
      invoice('void', { ...lines(1), sub_total: 100, status: 'void' }),
      invoice('opening', { ...lines(), sub_total: 100 }),
      invoice('unstated', lines(1)),
    ],
    fails: [
      ...ZOHO_DOCUMENTS.map((make) => make('short', { ...lines(60, 39.97), sub_total: 100 })),
      invoice('cent', { ...lines(99.99), sub_total: 100 }),
      invoice('exclusive', { ...lines(119), sub_total: 100, tax_total: 19, total: 119 }),
      invoice('draft', { ...lines(1), sub_total: 100, status: 'draft' }),
      invoice('below', { ...INCLUDED, ...lines(95), discount_total: 10, tax_total: 17.1, total: 107.1 }),
      invoice('above', { ...INCLUDED, ...lines(124), shipping_charge: 10, tax_total: 20.9, total: 130.9 }),
      invoice('off', { ...INCLUDED, line_items: [rated(112, 19)], discount_total: 10, tax_total: 17.1, total: 107.1 }),
    ],
    column: 'document_id',
    found: [...ZOHO_DOCUMENTS.map(() => 'short'), 'cent', 'exclusive', 'draft', 'below', 'above', 'off'],
  },
  ZOHO_TOTALS,
  {
    check: 'zoho_books_journals_balance',
    holds: [journal('even', entries(70, 70)), journal('taxed', entries(70, 77, { tax_id: 't1' }))],
    fails: [journal('odd', entries(70, 70.01))],
    column: 'journal_id',
    found: ['odd'],
  },
  {
    check: 'freshbooks_lines_sum_up',
    holds: [
      // 200 - 20 = 180 and 13 % of it; 100 and 5 %, and 10 % of 105; the discount as a credit note has none
      ...['invoices', 'estimates', 'invoice_profiles'].map((entity) =>
        fresh(entity, entity.slice(0, -1))('1', {
          amount: money('203.40'),
          discount_total: money('-20.00'),
          lines: [taxed('150.00', '13', '0'), taxed('50.00', '13', '0')],
        }),
      ),
      freshCredit('2', { amount: money('115.50'), lines: [taxed('100.00', '5', '10', true)] }),
      freshInvoice('3', { amount: money('100.00'), lines: [taxed('100.00', '13', '0')] }),
      freshInvoice('4', { amount: money('117.00'), lines: [{ amount: money('100.00') }] }),
      freshInvoice('5', { amount: money('1.00'), lines: [taxed('100.00', '0', '0')], vis_state: 1 }),
      freshInvoice('6', { amount: money('1.00'), lines: [] }),
    ],
    fails: [
      ...['invoices', 'estimates', 'invoice_profiles'].map((entity) =>
        fresh(entity, entity.slice(0, -1))('11', {
          amount: money('226.00'),
          discount_total: money('-20.00'),
          lines: [taxed('150.00', '13', '0'), taxed('50.00', '13', '0')],
        }),
      ),
      freshCredit('12', { amount: money('115.00'), lines: [taxed('100.00', '5', '10', true)] }),
      freshInvoice('13', { amount: money('90.00'), lines: [{ amount: money('100.00') }] }),
      freshInvoice('14', { amount: money('200.00'), lines: [taxed('100.00', '0', '0')] }),
    ],
    column: 'document_id',
    found: ['11', '11', '11', '12', '13', '14'],
  },
  {
    check: 'freshbooks_bills_sum_up',
    holds: [freshBill('21', billOf('100.00', '13.00', '113.00', ['60.00', '40.00']))],
    fails: [
      freshBill('22', billOf('100.00', '13.00', '113.00', ['60.00'])),
      freshBill('23', billOf('100.00', '13.00', '112.00', ['100.00'])),
    ],
    column: 'bill_id',
    found: ['22', '23'],
  },
  {
    check: 'zoho_books_applications_are_covered',
    holds: [
      payment(
        'p1',
        paid(
          100,
          [
            ['nobody', 60],
            ['nowhere', 30],
          ],
          { amount_refunded: 10 },
        ),
      ),
      payment('p2', paid(90, [['nobody', 100, { tax_amount_withheld: 6, discount_amount: 4 }]])),
      payment('p3', paid(1, [['nobody', 100]], { status: 'failure' })),
      vendorPayment('q1', { vendor_id: 'v1', amount: 100, bills: [{ bill_id: 'nobody', amount_applied: 100 }] }),
      creditNote('c1', { ...used, invoices_credited: [{ invoice_id: 'nobody', credited_amount: 100 }] }),
      vendorCredit('d1', { ...used, bills_credited: [{ bill_id: 'nobody', amount: 100 }] }),
      vendorCredit('d2', { ...used, status: 'void', bills_credited: [{ bill_id: 'nobody', amount: 101 }] }),
    ],
    fails: [
      payment(
        'p4',
        paid(100, [
          ['nobody', 60],
          ['nowhere', 40.01],
        ]),
      ),
      payment('p5', paid(100, [['nobody', 95]], { amount_refunded: 10 })),
      vendorPayment('q2', { vendor_id: 'v1', amount: 100, bills: [{ bill_id: 'nobody', amount_applied: 101 }] }),
      creditNote('c2', { ...used, invoices_credited: [{ invoice_id: 'nobody', credited_amount: 101 }] }),
      creditNote('c3', { ...used, invoices_credited: [{ invoice_id: 'nobody', amount_applied: 102 }] }),
      vendorCredit('d3', { ...used, bills_credited: [{ bill_id: 'nobody', amount: 101 }] }),
    ],
    column: 'settlement_id',
    found: ['p4', 'p5', 'q2', 'c2', 'c3', 'd3'],
  },
  {
    check: 'zoho_books_documents_are_not_overpaid',
    holds: [
      invoice('i1', { ...used, write_off_amount: 20 }),
      payment('p11', paid(50, [['i1', 50]])),
      creditNote('c11', { ...used, invoices_credited: [{ invoice_id: 'i1', credited_amount: 30 }] }),
      // another currency, void: not added up; without a currency: added up
      payment('p12', paid(5000, [['i1', 5000]], { currency_code: 'JPY' })),
      invoice('i2', { ...used, status: 'void' }),
      payment('p13', paid(200, [['i2', 200]])),
    ],
    fails: [
      invoice('i3', used),
      payment('p14', paid(100, [['i3', 60]])),
      payment('p15', paid(100, [['i3', 40.01]], { currency_code: '' })),
      bill('b3', used),
      vendorPayment('q11', { vendor_id: 'v1', amount: 80, bills: [{ bill_id: 'b3', amount_applied: 80 }] }),
      vendorCredit('d11', { ...used, bills_credited: [{ bill_id: 'b3', amount: 30 }] }),
    ],
    column: 'document_id',
    found: ['i3', 'b3'],
  },
  {
    check: 'freshbooks_applications_are_covered',
    holds: [
      freshCredit('31', { creditid: '31', amount: money('100.00'), lines: [] }),
      freshPayment('32', { creditid: 31, from_credit: true, amount: money('60.00') }),
      freshPayment('33', { creditid: 31, from_credit: true, amount: money('40.00') }),
      freshPayment('34', { creditid: 31, from_credit: true, amount: money('40.00'), vis_state: 1 }),
    ],
    fails: [freshPayment('35', { creditid: 31, from_credit: true, amount: money('0.01') })],
    column: 'credit_note_id',
    found: ['31'],
  },
  {
    check: 'freshbooks_invoices_are_not_overpaid',
    holds: [
      // 20 too much, which are a credit of the client; 5 of it paid back
      freshInvoice('41', { customerid: 4, amount: money('100.00'), lines: [] }),
      freshPayment('42', { invoiceid: 41, amount: money('125.00') }),
      freshPayment('43', { invoiceid: 41, amount: money('-5.00') }),
      freshCredit('44', { clientid: 4, credit_type: 'overpayment', amount: money('20.00'), lines: [] }),
    ],
    fails: [
      freshInvoice('45', { customerid: 5, amount: money('100.00'), lines: [] }),
      freshPayment('46', { invoiceid: 45, amount: money('100.01') }),
      freshCredit('47', { clientid: 5, credit_type: 'goodwill', amount: money('20.00'), lines: [] }),
    ],
    column: 'first_invoice_id',
    found: ['45'],
  },
  {
    check: 'freshbooks_bills_are_not_overpaid',
    holds: [
      freshBill('51', {
        total_amount: money('100.00'),
        lines: [],
        bill_payments: [
          { id: 1, vis_state: 0, amount: money('100.00') },
          { id: 2, vis_state: 1, amount: money('100.00') },
        ],
      }),
      billPayment('1', { billid: 51, amount: money('100.00') }),
    ],
    fails: [
      freshBill('52', {
        total_amount: money('100.00'),
        lines: [],
        bill_payments: [{ id: 3, vis_state: 0, amount: money('100.01') }],
      }),
      freshBill('53', { total_amount: money('100.00'), lines: [], bill_payments: [] }),
      billPayment('4', { billid: 53, amount: money('100.01') }),
    ],
    column: 'bill_id',
    found: ['52', '53'],
  },
  {
    check: 'money_has_a_currency',
    holds: [
      invoice('stated', lines(100)),
      expense('nothing', { ...lines(0), total: 0, currency_code: '' }),
      // the document speaks for its amounts
      freshInvoice('61', { currency_code: 'USD', amount: money('1.00', ''), lines: [] }),
      freshPayment('62', { amount: money('0.00', '') }),
    ],
    fails: [
      expense('without', { ...lines(100), currency_code: '' }),
      freshPayment('63', { amount: money('1.00', '') }),
      freshInvoice('64', { amount: money('1.00'), lines: [{ amount: money('1.00', ''), taxAmount1: '0' }] }),
    ],
    column: 'record_id',
    // p15 of above is one too
    found: ['without', '63', '64', 'p15'],
  },
];

function billOf(amount: string, tax: string, total: string, parts: readonly string[]): Doc {
  return {
    amount: money(amount),
    tax_amount: money(tax),
    total_amount: money(total),
    lines: parts.map((part) => ({ amount: money(part) })),
    bill_payments: [],
  };
}

type Application = readonly [invoice: string, amount: number, more?: Doc];

function paid(amount: number, applications: readonly Application[], more: Doc = {}): Doc {
  return {
    customer_id: 'k1',
    amount,
    invoices: applications.map(([invoice_id, amount_applied, rest = {}]) => ({ invoice_id, amount_applied, ...rest })),
    ...more,
  };
}
