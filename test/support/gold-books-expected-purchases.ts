import type { Figure } from './gold-books-expected.ts';

export const EXPECTED_PURCHASES: readonly Figure[] = [
  {
    question: 'what is known of each purchase',
    sql: `select document_id, kind, status, is_posted, currency_code, total, tax_total, net_total, balance, base_total, base_balance
      from gold_documents where direction = 'purchase' order by source desc, entity, document_id`,
    rows: [
      ['b1', 'bill', 'overdue', true, 'EUR', '1547', '247', '1300', '400', '1547', '400'],
      ['b2', 'bill', 'partially_paid', true, 'USD', '500', '0', '500', '300', '450', '270'], // x 0.9
      ['b3', 'bill', 'void', false, 'EUR', '999', '0', '999', '0', '999', '0'],
      ['b4', 'bill', 'draft', false, 'EUR', '50', '0', '50', '0', '50', '0'],
      ['b5', 'bill', 'deleted', false, 'EUR', '70', '0', '70', '0', '70', '0'],
      ['e1', 'expense', 'paid', true, 'EUR', '23.8', '3.8', '20', '0', '23.8', '0'],
      ['e2', 'expense', 'paid', false, 'EUR', '10', '0', '10', '0', '10', '0'], // private
      ['e3', 'expense', 'paid', true, 'JPY', '11000', '1000', '10000', '0', '66', '0'], // x 0.006
      ['vc1', 'vendor_credit', 'partially_paid', true, 'EUR', '119', '19', '100', '19', '119', '19'],
      ['61', 'bill', 'overdue', true, 'USD', '113', '13', '100', '50', '113', '50'],
      ['62', 'bill', 'partially_paid', true, 'USD', '40', '0', '40', '25', '40', '25'],
      ['81', 'expense', 'paid', true, 'USD', '2000', '0', '2000', '0', '2000', '0'],
      ['82', 'expense', 'paid', true, 'USD', '56.5', '6.5', '50', '0', '56.5', '0'],
      ['83', 'expense', 'paid', true, 'EUR', '30', '0', '30', '0', null, null],
      ['84', 'expense', 'deleted', false, 'USD', '9.99', '0', '9.99', '0', '9.99', '0'],
    ],
  },
  {
    question: 'expenses by category, account and cost centre (the tag Region) per month',
    sql: `select source, month, currency_code, category, account_group, cost_centre, amount, base_amount
      from gold_expenses order by source desc, month, currency_code, category`,
    rows: [
      // BILL-1: the goods, not the asset; E1 without tax; the salary of the journal, its tag known by its id alone
      ['zoho_books', '2026-01-01', 'EUR', 'Cost of goods', 'Cost of goods', 'North', '300', '300'],
      ['zoho_books', '2026-01-01', 'EUR', 'Office supplies', 'Office', 'South', '20', '20'],
      ['zoho_books', '2026-01-01', 'EUR', 'Salaries of the yard', 'Salaries of the yard', 'North', '4000', '4000'],
      ['zoho_books', '2026-02-01', 'EUR', 'Cost of goods', 'Cost of goods', null, '-100', '-100'], // VC-1
      ['zoho_books', '2026-02-01', 'EUR', 'Salaries of the yard', 'Salaries of the yard', null, '4500', '4500'],
      ['zoho_books', '2026-02-01', 'JPY', 'Office supplies', 'Office', null, '10000', '60'], // x 0.006
      ['zoho_books', '2026-02-01', 'USD', 'Rent', 'Office', null, '500', '450'], // x 0.9
      ['freshbooks', '2026-01-01', 'USD', 'Payroll', 'Payroll', null, '2000', '2000'],
      ['freshbooks', '2026-01-01', 'USD', 'Printing', 'Office', null, '100', '100'],
      ['freshbooks', '2026-02-01', 'EUR', 'Printing', 'Office', null, '30', null],
      ['freshbooks', '2026-02-01', 'USD', 'Printing', 'Office', null, '50', '50'], // 56.50 - 6.50
      ['freshbooks', '2026-02-01', 'USD', 'Wages', 'Wages', null, '40', '40'],
    ],
  },
  {
    question: 'payroll per head and month',
    sql: `select source, month, currency_code, payroll, base_payroll, heads, payroll_per_head
      from gold_payroll order by source desc, month`,
    rows: [
      ['zoho_books', '2026-01-01', 'EUR', '4000', '4000', '1', '4000'],
      ['zoho_books', '2026-02-01', 'EUR', '4500', '4500', '2', '2250'], // 4500 / 2
      ['freshbooks', '2026-01-01', 'USD', '2000', '2000', '1', '2000'],
      ['freshbooks', '2026-02-01', 'USD', '40', '40', '2', '20'], // 40 / 2
    ],
  },
  {
    question: 'payables ageing at three month ends',
    sql: `select as_of_date, vendor_name, currency_code, not_due, days_1_30, days_31_60, total_due, base_total_due, bill_count
      from gold_payables_ageing where as_of_date in (date '2026-01-31', date '2026-02-28', date '2026-03-31')
      order by as_of_date, vendor_name`,
    rows: [
      ['2026-01-31', 'Paper Mill', 'USD', '113', '0', '0', '113', '113', '1'],
      ['2026-01-31', 'Tauwerk Nord', 'EUR', '1547', '0', '0', '1547', '1547', '1'],
      ['2026-02-28', 'Harbor Supply', 'USD', '500', '0', '0', '500', '450', '1'], // x 0.9
      ['2026-02-28', 'Paper Mill', 'USD', '25', '50', '0', '75', '75', '2'], // 113 - 63, due 4 Feb; 40 - 15
      ['2026-02-28', 'Tauwerk Nord', 'EUR', '0', '500', '0', '500', '500', '1'], // 1547 - 1000 - 47, due 9 Feb
      ['2026-03-31', 'Harbor Supply', 'USD', '300', '0', '0', '300', '270', '1'], // 500 - 200
      ['2026-03-31', 'Paper Mill', 'USD', '25', '0', '50', '75', '75', '2'], // 55 days
      ['2026-03-31', 'Tauwerk Nord', 'EUR', '0', '0', '400', '400', '400', '1'], // less 100 of VC-1; 50 days
    ],
  },
  {
    question: 'payables today',
    sql: `select vendor_name, not_due, days_over_90, total_due from gold_payables_ageing
      where is_today order by vendor_name`,
    rows: [
      ['Harbor Supply', '300', '0', '300'],
      ['Paper Mill', '25', '50', '75'],
      ['Tauwerk Nord', '0', '400', '400'],
    ],
  },
];
