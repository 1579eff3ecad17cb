import { EUR, MOEWE, NORD, onAccount, told, usd } from '../gold-books-parts.ts';
import type { GoldCase } from './gold-case.ts';

const account = told('chart_of_accounts', 'chart_of_account', 'account_id');
const invoice = told('invoices', 'invoice', 'invoice_id');
const bill = told('bills', 'bill', 'bill_id');

const IN_MAY = { date: '2025-05-10', due_date: '2025-06-09', status: 'paid', balance: 0 };

/** Discount, shipping and adjustment of documents whose lines are not all revenue or expense. */
export const REST_ROWS: GoldCase = {
  zoho: [
    account('a140', { account_name: 'Stock of rope', account_type: 'stock', is_active: true }),
    // stock alone: 10000 - 1000 + 5. All of it is what the stock cost
    bill('rb1', {
      ...NORD,
      ...EUR,
      ...IN_MAY,
      discount_total: 1000,
      adjustment: 5,
      total: 9005,
      line_items: [onAccount('a140', 10_000)],
    }),
    // 300 supplies and 100 of an asset, less 40: 40 x 300 / 400 = 30 off the supplies
    bill('rb2', {
      ...NORD,
      ...EUR,
      ...IN_MAY,
      discount_total: 40,
      total: 360,
      line_items: [onAccount('a500', 300), onAccount('a150', 100)],
    }),
    // a third of the lines counts: 30 x 100 / 300 = 10 off, in EUR 9 at 0.9
    bill('rb3', {
      ...NORD,
      ...usd(0.9),
      ...IN_MAY,
      discount_total: 30,
      total: 270,
      line_items: [onAccount('a500', 100), onAccount('a150', 200)],
    }),
    // lines add up to 0, one counts: the adjustment of 4 counts in full
    bill('rb4', {
      ...NORD,
      ...EUR,
      ...IN_MAY,
      adjustment: 4,
      total: 4,
      line_items: [onAccount('a500', 50), onAccount('a150', -50)],
    }),
    // 100 of 40: never more than all of it
    bill('rb5', {
      ...NORD,
      ...EUR,
      ...IN_MAY,
      adjustment: 4,
      total: 44,
      line_items: [onAccount('a500', 100), onAccount('a150', -60)],
    }),
    // -60 of 40: never less than none of it
    bill('rb6', {
      ...NORD,
      ...EUR,
      ...IN_MAY,
      adjustment: 4,
      total: 44,
      line_items: [onAccount('a500', -60), onAccount('a150', 100)],
    }),
    // a deposit alone, less 50: no revenue, and none less
    invoice('ri1', {
      ...MOEWE,
      ...EUR,
      ...IN_MAY,
      discount_total: 50,
      total: 450,
      line_items: [onAccount('a230', 500)],
    }),
    // 100 goods, 300 deposit, shipping 8: 8 x 100 / 400 = 2
    invoice('ri2', {
      ...MOEWE,
      ...EUR,
      ...IN_MAY,
      shipping_charge: 8,
      total: 408,
      line_items: [onAccount('a400', 100), onAccount('a230', 300)],
    }),
  ],
  fresh: [],
  figures: [
    {
      question: 'what stands on no line is an expense by the share of the lines that are',
      sql: `select document_id, description, amount, base_amount from gold_expense_lines
        where document_id like 'rb_' order by document_id, position, description`,
      rows: [
        // nothing of rb1
        ['rb2', 'Discount', '-30', '-30'],
        ['rb2', null, '300', '300'],
        ['rb3', 'Discount', '-10', '-9'],
        ['rb3', null, '100', '90'],
        ['rb4', 'Adjustment and rounding', '4', '4'],
        ['rb4', null, '50', '50'],
        ['rb5', 'Adjustment and rounding', '4', '4'],
        ['rb5', null, '100', '100'],
        ['rb6', 'Adjustment and rounding', '0', '0'],
        ['rb6', null, '-60', '-60'],
      ],
    },
    {
      question: 'what stands on no line is revenue by the share of the lines that are',
      sql: `select item_name, product_line, revenue from gold_revenue_by_item
        where month = date '2025-05-01' order by product_line`,
      rows: [
        [null, 'Sales of goods', '100'],
        ['Shipping', 'Shipping', '2'],
      ],
    },
    {
      question: 'the revenue by customer is the same',
      sql: "select customer_name, revenue from gold_revenue_by_customer where month = date '2025-05-01'",
      rows: [['Möwe Bootsbau', '102']],
    },
    {
      question: 'the lines of a document still add up to its total without tax',
      sql: `select document_id, sum(amount) as amount from gold_document_lines
        where document_id in ('rb1', 'rb2', 'ri1') group by document_id order by document_id`,
      rows: [
        ['rb1', '9005'],
        ['rb2', '360'],
        ['ri1', '450'],
      ],
    },
  ],
};
