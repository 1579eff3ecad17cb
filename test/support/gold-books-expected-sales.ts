import type { Figure } from './gold-books-expected.ts';

export const EXPECTED_SALES: readonly Figure[] = [
  {
    question: 'what is known of each sale',
    sql: `select document_id, kind, status, is_posted, currency_code, total, tax_total, net_total, balance, base_total
      from gold_documents where direction = 'sale' order by source desc, entity desc, document_id`,
    rows: [
      // Zoho Books, base EUR: total = lines - discount + shipping + adjustment + tax
      ['inv1', 'invoice', 'overdue', true, 'EUR', '226', '36.1', '189.9', '50', '226'],
      ['inv10', 'invoice', 'paid', true, 'EUR', '400', '0', '400', '0', '400'],
      ['inv2', 'invoice', 'paid', true, 'USD', '1000', '0', '1000', '0', '900'], // 1000 x 0.9
      ['inv3', 'invoice', 'paid', true, 'JPY', '82500', '7500', '75000', '0', '503.25'], // 82500 x 0.0061
      ['inv4', 'invoice', 'void', false, 'EUR', '500', '0', '500', '0', '500'],
      ['inv5', 'invoice', 'draft', false, 'EUR', '300', '0', '300', '0', '300'],
      ['inv6', 'invoice', 'written_off', true, 'EUR', '80', '0', '80', '0', '80'],
      ['inv7', 'invoice', 'open', true, 'EUR', '119', '19', '100', '119', '119'],
      ['inv8', 'invoice', 'overdue', true, 'EUR', '119', '19', '100', '119', '119'], // as edited
      ['inv9', 'invoice', 'deleted', false, 'EUR', '200', '0', '200', '0', '200'],
      ['cn1', 'credit_note', 'paid', true, 'EUR', '50', '0', '50', '0', '50'],
      ['cn2', 'credit_note', 'partially_paid', true, 'USD', '100', '0', '100', '70', '92'], // 100 x 0.92
      ['cn3', 'credit_note', 'void', false, 'EUR', '40', '0', '40', '0', '40'],
      // FreshBooks, base USD; the tax is the total less lines and discount: 1017 - 1000 + 100
      ['51', 'other_income', 'paid', true, 'USD', '75', null, '75', '0', '75'],
      ['21', 'invoice', 'overdue', true, 'USD', '1017', '117', '900', '410', '1017'],
      ['22', 'invoice', 'paid', true, 'EUR', '151.11', '0', '151.11', '0', null], // no rate
      ['23', 'invoice', 'draft', false, 'USD', '250', '0', '250', '0', '250'],
      ['24', 'invoice', 'deleted', false, 'USD', '60', '0', '60', '0', '60'],
      ['25', 'invoice', 'paid', true, 'USD', '100', '0', '100', '0', '100'],
      ['26', 'invoice', 'open', true, 'USD', '80', '0', '80', '80', '80'],
      ['31', 'credit_note', 'partially_paid', true, 'USD', '200', '0', '200', '83', '200'], // 200 - 117 used
      ['32', 'overpayment', 'open', true, 'USD', '20', '0', '20', '20', '20'],
      ['33', 'prepayment', 'open', true, 'USD', '50', '0', '50', '50', '50'],
    ],
  },
  {
    question: 'the lines of one invoice, without header and subtotal, add up to its total without tax: 189.90',
    sql: `select position, line_type, item_name, quantity, amount from gold_document_lines
      where source = 'zoho_books' and document_id = 'inv1' order by position, line_type`,
    rows: [
      [0, 'adjustment', 'Adjustment and rounding', null, '-0.1'],
      [0, 'discount', 'Discount', null, '-20'], // 189.90 - 200 - 10 + 0.10
      [0, 'shipping', 'Shipping', null, '10'],
      [2, 'item', 'Rope, 12 mm', '40', '100'],
      [3, 'item', 'Rigging hour', '2', '100'],
    ],
  },
  {
    question: 'documents whose lines do not add up to their total without tax',
    sql: `select documents.document_id
      from gold_documents as documents
      left join gold_document_lines as lines
        on lines.source = documents.source and lines.entity = documents.entity and lines.document_id = documents.document_id
      group by documents.source, documents.entity, documents.document_id, documents.net_total
      having coalesce(sum(lines.amount), 0) != documents.net_total`,
    rows: [],
  },
  {
    question: 'revenue by item and product line per month',
    sql: `select source, month, currency_code, item_name, product_line, quantity, revenue, base_revenue
      from gold_revenue_by_item order by source desc, month, currency_code, item_name`,
    rows: [
      // January: INV-1, and one hour of INV-6 that was written off: 180 = 100 + 80
      ['zoho_books', '2026-01-01', 'EUR', 'Adjustment and rounding', 'Adjustment and rounding', null, '-0.1', '-0.1'],
      ['zoho_books', '2026-01-01', 'EUR', 'Discount', 'Discount', null, '-20', '-20'],
      ['zoho_books', '2026-01-01', 'EUR', 'Rigging hour', 'Sales of services', '3', '180', '180'],
      ['zoho_books', '2026-01-01', 'EUR', 'Rope, 12 mm', 'Sales of goods', '40', '100', '100'],
      ['zoho_books', '2026-01-01', 'EUR', 'Shipping', 'Shipping', null, '10', '10'],
      ['zoho_books', '2026-01-01', 'USD', 'Rope, 12 mm', 'Sales of goods', '100', '1000', '900'],
      ['zoho_books', '2026-02-01', 'EUR', 'Rope, 12 mm', 'Sales of goods', '40', '100', '100'], // INV-7
      ['zoho_books', '2026-02-01', 'JPY', 'Rigging hour', 'Sales of services', '3', '75000', '457.5'], // x 0.0061
      // March: INV-8 as edited (40 for 100) less CN-1 (20 for 50); the deposit is none; CN-2 at 0.92
      ['zoho_books', '2026-03-01', 'EUR', 'Rope, 12 mm', 'Sales of goods', '20', '50', '50'],
      ['zoho_books', '2026-03-01', 'USD', 'Rope, 12 mm', 'Sales of goods', '-10', '-100', '-92'],
      ['freshbooks', '2026-01-01', 'USD', 'Design', 'Design', '10', '900', '900'],
      ['freshbooks', '2026-01-01', 'USD', 'Discount', 'Discount', null, '-100', '-100'],
      ['freshbooks', '2026-01-01', 'USD', 'Hosting', 'Hosting', '1', '100', '100'],
      ['freshbooks', '2026-01-01', 'USD', 'online_sales', 'online_sales', null, '75', '75'],
      ['freshbooks', '2026-02-01', 'EUR', 'Design', 'Design', '2', '151.11', null],
      ['freshbooks', '2026-02-01', 'USD', 'Design', 'Design', '-1', '-200', '-200'], // goodwill
      ['freshbooks', '2026-03-01', 'USD', 'Hosting', 'Hosting', '2', '180', '180'], // F-5 100, F-6 80; F-4 is deleted
    ],
  },
  {
    question: 'revenue by customer per month',
    sql: `select source, month, customer_name, currency_code, revenue, base_revenue, document_count
      from gold_revenue_by_customer order by source desc, month, customer_name, currency_code`,
    rows: [
      ['zoho_books', '2026-01-01', 'Möwe Bootsbau', 'EUR', '269.9', '269.9', '2'], // 189.90 + 80
      ['zoho_books', '2026-01-01', 'Pacific Sails', 'USD', '1000', '900', '1'],
      ['zoho_books', '2026-02-01', 'Kaito Marine', 'JPY', '75000', '457.5', '1'],
      ['zoho_books', '2026-02-01', 'Möwe Bootsbau', 'EUR', '100', '100', '1'],
      ['zoho_books', '2026-03-01', 'Möwe Bootsbau', 'EUR', '50', '50', '2'], // 100 - 50
      ['zoho_books', '2026-03-01', 'Pacific Sails', 'USD', '-100', '-92', '1'],
      ['freshbooks', '2026-01-01', 'Atlas Café', 'USD', '900', '900', '1'], // 1000 - 100
      ['freshbooks', '2026-01-01', 'Shop', 'USD', '75', '75', '1'],
      ['freshbooks', '2026-02-01', 'Atlas Café', 'USD', '-200', '-200', '1'],
      ['freshbooks', '2026-02-01', 'Ida Brand', 'EUR', '151.11', null, '1'],
      ['freshbooks', '2026-03-01', 'Atlas Café', 'USD', '180', '180', '2'], // 100 + 80
    ],
  },
];
