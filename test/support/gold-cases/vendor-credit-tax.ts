import { EUR, jpy, NORD, onAccount, told } from '../gold-books-parts.ts';
import type { Doc } from '../payloads/json.ts';
import type { GoldCase } from './gold-case.ts';

const vendorCredit = told('vendor_credits', 'vendor_credit', 'vendor_credit_id');

const credit = (id: string, amounts: Doc, tax: Doc = {}) =>
  vendorCredit(id, {
    ...NORD,
    ...EUR,
    status: 'open',
    date: '2025-06-10',
    balance: 0,
    line_items: [onAccount('a500', Number(amounts['sub_total']), tax)],
    ...amounts,
  });
const AT_19 = { tax_percentage: 19 };

/** Tax of vendor credits, which state none: all on one line, or two, of June 2025. */
export const VENDOR_CREDIT_TAX: GoldCase = {
  zoho: [
    credit('vt1', { sub_total: 100, total: 90 }), // 10 discount, no tax
    credit('vt2', { sub_total: 119, total: 119, is_inclusive_tax: true }, AT_19), // 119 x 19 / 119
    credit('vt3', { sub_total: 100, total: 107.1 }, AT_19), // (100 - 10) x 1.19, 90 x 0.19
    credit('vt4', { sub_total: 100, total: 119 }, AT_19),
    credit('vt5', { sub_total: 100, total: 119 }), // rates not stated
    credit('vt6', { sub_total: 100, total: 100 }, AT_19), // reverse charge: not in the total
    credit('vt7', { sub_total: 1105, total: 1105, is_inclusive_tax: true, ...jpy(0.006) }, { tax_percentage: 10 }), // 100.45
    // 119 with 19 % and 107 with 7 %: 19 + 7
    credit('vt8', {
      sub_total: 226,
      total: 226,
      is_inclusive_tax: true,
      line_items: [onAccount('a500', 119, AT_19), onAccount('a500', 107, { tax_percentage: 7 })],
    }),
    // prices with tax, lines without: 100 + 19
    credit('vt9', { sub_total: 100, total: 119, is_inclusive_tax: true }, AT_19),
    // 33.33 and 33.34 at 19 %, rounded line by line: 6.33 + 6.33
    credit('vta', {
      sub_total: 66.67,
      total: 79.33,
      line_items: [onAccount('a500', 33.33, AT_19), onAccount('a500', 33.34, AT_19)],
    }),
  ],
  fresh: [],
  figures: [
    {
      question: 'tax of a vendor credit, with discount and with tax in the prices',
      sql: `select document_id, total, tax_total, net_total from gold_documents
        where document_id like 'vt_' order by document_id`,
      rows: [
        ['vt1', '90', '0', '90'],
        ['vt2', '119', '19', '100'],
        ['vt3', '107.1', '17.1', '90'],
        ['vt4', '119', '19', '100'],
        ['vt5', '119', '19', '100'],
        ['vt6', '100', '0', '100'],
        ['vt7', '1105', '100', '1005'],
        ['vt8', '226', '26', '200'],
        ['vt9', '119', '19', '100'],
        ['vta', '79.33', '12.66', '66.67'],
      ],
    },
    {
      question: 'expenses are less by what it is without tax',
      sql: `select document_id, sum(amount) as amount from gold_expense_lines
        where document_id in ('vt1', 'vt2', 'vt3') group by document_id order by document_id`,
      rows: [
        ['vt1', '-90'],
        ['vt2', '-100'],
        ['vt3', '-90'],
      ],
    },
  ],
};
