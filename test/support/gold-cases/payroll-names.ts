import { EUR, told } from '../gold-books-parts.ts';
import type { GoldCase } from './gold-case.ts';

const account = told('chart_of_accounts', 'chart_of_account', 'account_id');
const expense = told('expenses', 'expense', 'expense_id');

const NAMES = ['Sewage and waste', 'Rope swages', 'Wages', 'Hourly-wage workers', 'Salaries', 'Payroll fees'];

/** What accounts with such names take is payroll, or is not. */
export const PAYROLL_NAMES: GoldCase = {
  zoho: NAMES.flatMap((account_name, at) => [
    account(`pn${at}`, { account_name, account_type: 'expense', is_active: true }),
    expense(`pn${at}`, {
      ...EUR,
      date: '2025-08-31',
      account_id: `pn${at}`,
      total: 10,
      line_items: [{ account_id: `pn${at}`, item_total: 10, amount: 10 }],
    }),
  ]),
  fresh: [],
  figures: [
    {
      question: 'payroll goes by the beginnings of words',
      sql: `select account_name, is_payroll from gold_expense_lines where document_id like 'pn_' order by document_id`,
      rows: [
        ['Sewage and waste', false],
        ['Rope swages', false],
        ['Wages', true],
        ['Hourly-wage workers', true],
        ['Salaries', true],
        ['Payroll fees', true],
      ],
    },
  ],
};
