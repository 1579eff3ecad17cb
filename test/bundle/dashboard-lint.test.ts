import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { readDashboard } from './dashboard-file.ts';
import { DASHBOARD_RULES, lintDashboard } from './dashboard-rules.ts';

const TEXT = readFileSync(fileURLToPath(new URL('../../bundle/finance.lvdash.json', import.meta.url)), 'utf8');

/** Rule, the first text that is changed, what becomes of it, and what must be found by that rule. */
const PLANTS: readonly (readonly [keyof typeof DASHBOARD_RULES, string, string, string])[] = [
  ['names are plain and stand once', '"name": "payroll-per-head"', '"name": "payroll-per-month"', 'payroll-per-month'],
  ['names are plain and stand once', '"name": "late-payers"', '"name": "Late payers"', 'Late payers'],
  ['widgets have the version of their type', '"version": 3', '"version": 2', 'revenue-by-product-line: bar 2'],
  [
    'queries read datasets that are there, and every dataset is read',
    '"datasetName": "revenue_by_item"',
    '"datasetName": "revenue"',
    'revenue-by-product-line reads revenue',
  ],
  [
    'queries read datasets that are there, and every dataset is read',
    '"datasetName": "late_payers"',
    '"datasetName": "payroll"',
    'nothing reads late_payers',
  ],
  [
    'a widget shows exactly the fields of its queries',
    '"fieldName": "sum(revenue)"',
    '"fieldName": "revenue"',
    'revenue-by-product-line shows main_query.revenue',
  ],
  [
    'a widget shows exactly the fields of its queries',
    '"queryName": "payroll_source"',
    '"queryName": "payroll"',
    'source does not show payroll_source.source',
  ],
  [
    'a field is a column or the sum of one, and named so',
    '"expression": "SUM(`revenue`)"',
    '"expression": "AVG(`revenue`)"',
    'revenue-by-product-line: sum(revenue) is AVG(`revenue`)',
  ],
  [
    'a field is a column or the sum of one, and named so',
    '"name": "month", "expression": "`month`"',
    '"name": "month", "expression": "`day`"',
    'revenue-by-product-line: month is `day`',
  ],
  [
    'tables show rows, all else is grouped',
    '"disaggregated": false',
    '"disaggregated": true',
    'revenue-by-product-line',
  ],
  ['titles are questions, each asked once', 'Who pays late, and by how many days?', 'Late payers', 'Late payers'],
  [
    'titles are questions, each asked once',
    'Which customers owe it?',
    'Which customers bring in the most?',
    'Which customers bring in the most?',
  ],
  [
    'cells lie in the grid and do not overlap',
    '{ "x": 3, "y": 0, "width": 3, "height": 7 }',
    '{ "x": 4, "y": 0, "width": 3, "height": 7 }',
    'revenue-by-customer lies outside',
  ],
  [
    'cells lie in the grid and do not overlap',
    '{ "x": 3, "y": 0, "width": 3, "height": 7 }',
    '{ "x": 2, "y": 0, "width": 4, "height": 7 }',
    'revenue-by-product-line and revenue-by-customer overlap',
  ],
  [
    'source, organization and currency filter every dataset, the period what has happened',
    '"name": "payroll_currency_code", "query": { "datasetName": "payroll"',
    '"name": "payroll_currency_code", "query": { "datasetName": "balances"',
    'currency does not filter payroll by currency_code',
  ],
  [
    'source, organization and currency filter every dataset, the period what has happened',
    '"name": "expenses_month", "query": { "datasetName": "expenses"',
    '"name": "expenses_month", "query": { "datasetName": "cash_flow"',
    'period: cash_flow',
  ],
  [
    'what is added up is split by currency, or counts',
    '"name": "series", "expression": "`series`"',
    '"name": "item_name", "expression": "`item_name`"',
    'revenue-by-product-line',
  ],
  [
    'datasets are one statement over gold views, without place or parameter',
    'from gold_revenue_by_item',
    'from main.gold_revenue_by_item',
    'revenue_by_item reads main',
  ],
  [
    'datasets are one statement over gold views, without place or parameter',
    'from gold_payroll',
    'from silver_zoho_books_users',
    'payroll reads silver_zoho_books_users',
  ],
  [
    'datasets are one statement over gold views, without place or parameter',
    '"displayName": "Payroll per head"',
    '"displayName": "Payroll per head", "schema": "ledgerlake"',
    'payroll has schema',
  ],
  [
    'datasets are one statement over gold views, without place or parameter',
    'from gold_payroll',
    'from gold_payroll where month = :month',
    'payroll is more than a statement',
  ],
  [
    'no credential, host or address',
    'Who pays late',
    'See https://books.example.com for who pays late',
    'https://: a URL',
  ],
  ['no credential, host or address', '"Late payers"', '"dapi0123"', 'dapi0: a credential'],
];

describe('the dashboard', () => {
  it('holds what is looked at', () => {
    const { datasets, widgets } = readDashboard(TEXT);
    expect(datasets.length).toBeGreaterThan(10);
    expect(new Set(widgets.map(({ page }) => page)).size).toBe(6);
    expect(widgets.filter(({ page }) => page === 'filters').map(({ name }) => name)).toEqual([
      'source',
      'organization',
      'currency',
      'period',
    ]);
  });

  it('has no finding', () => {
    expect(lintDashboard(TEXT)).toEqual([]);
  });
});

describe('a planted violation is found', () => {
  it.each(PLANTS)('%s: %s', (rule, old, replacement, finding) => {
    const text = withSpaces(TEXT);
    expect(text).toContain(old);
    const changed = text.replace(old, () => replacement);
    expect(DASHBOARD_RULES[rule]!(readDashboard(changed), changed)).toContain(finding);
  });

  it('for every rule', () => {
    expect(Object.keys(DASHBOARD_RULES).filter((name) => !PLANTS.some(([rule]) => rule === name))).toEqual([]);
  });
});

/** On one line, with a blank where the file has a line's end: a change does not depend on how the file is broken into lines. */
function withSpaces(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ').replaceAll('[ {', '[{');
}
