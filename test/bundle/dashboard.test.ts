import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { landGoldBooks, landLateChanges } from '../support/gold-books.ts';
import { shown } from '../support/gold-books-expected.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import { type Dataset, isFilter, isSum, readDashboard, statementOf, type Widget } from './dashboard-file.ts';

const DASHBOARD = readDashboard(
  readFileSync(fileURLToPath(new URL('../../bundle/finance.lvdash.json', import.meta.url)), 'utf8'),
);
const ANSWERS = DASHBOARD.widgets.filter((one) => !isFilter(one));
const FILTERS = DASHBOARD.widgets.filter(isFilter);
/** What is chosen in the filters: values of columns. */
type Chosen = Readonly<Record<string, string>>;

const YARD: Chosen = { source: 'zoho_books', organization: 'acme_books (10234695)', currency_code: 'EUR' };

/** Widgets, what is chosen, and the rows that they must show, in any order; computed by hand from the books. */
const FIGURES: readonly (readonly [string, Chosen, readonly (readonly string[])[]])[] = [
  // 189.90 + 80 in January, 100 in February, 100 - 50 in March
  ['revenue-by-customer', YARD, [['Möwe Bootsbau', '419.9', 'EUR']]],
  [
    'revenue-by-product-line',
    { ...YARD, currency_code: 'USD' },
    [
      ['2026-01-01', '1000', 'Sales of goods, USD'],
      ['2026-03-01', '-100', 'Sales of goods, USD'],
    ],
  ],
  [
    'payroll-per-head',
    YARD,
    [
      ['2026-01-01', '4000', 'acme_books (10234695), EUR'],
      ['2026-02-01', '2250', 'acme_books (10234695), EUR'],
    ],
  ],
  // INV-7 119; INV-1 50 and INV-8 119
  [
    'receivables-by-age',
    YARD,
    [
      ['current', '119', 'EUR'],
      ['90+', '169', 'EUR'],
    ],
  ],
  [
    'cash-flow-by-week',
    { ...YARD, week: '(overdue)' },
    [
      ['(overdue)', '169', 'in, EUR'],
      ['(overdue)', '400', 'out, EUR'],
    ],
  ],
  ['exchange-differences-per-month', {}, [['2026-03-01', '45.75', 'EUR']]], // 4 + 50 - 8.25
  ['unexplained', {}, [['0']]],
  ['unapplied', {}, [['7']]], // CN-2, VC-1, two payments; a credit note, an overpayment and a prepayment of FreshBooks
  ['overpaid', {}, [['1']]], // F-5: 120 for 100
];

let lab: Lab;
let warehouse: Warehouse;
beforeAll(async () => {
  lab = await openLab();
  warehouse = await lab.warehouse();
  await applied(warehouse, await lab.convert(await landGoldBooks(lab)));
  await applied(warehouse, await lab.convert(await landLateChanges(lab)));
});
afterAll(async () => {
  await warehouse.close();
  await lab.close();
});

function widget(name: string): Widget {
  return DASHBOARD.widgets.find((one) => one.name === name)!;
}

/** The dataset and the columns by which filters go. */
function filtered({ name }: Dataset): readonly string[] {
  return FILTERS.flatMap(({ queries }) => queries.filter(({ dataset }) => dataset === name)).flatMap(({ fields }) =>
    fields.map((field) => field.name),
  );
}

/** Rows of a widget's only query, with what is chosen in filters. */
function answer(name: string, chosen: Chosen) {
  const [query] = widget(name).queries;
  return warehouse.query(statementOf(DASHBOARD.datasets.find((one) => one.name === query!.dataset)!, query!, chosen));
}

describe('over the books written by hand', () => {
  it.each(DASHBOARD.datasets.map((one) => [one.name, one] as const))(
    'dataset %s has rows, and values to filter by in each',
    async (_, dataset) => {
      const rows = await warehouse.query(dataset.sql);
      expect(rows.length).toBeGreaterThan(0);
      const empty = filtered(dataset).filter((column) => rows.some((row) => (row[column] ?? null) === null));
      expect(empty).toEqual([]);
    },
  );

  it.each(ANSWERS.map(({ title, name }) => [title, name] as const))('%s', async (_, name) => {
    const { queries } = widget(name);
    const isExchange = queries[0]!.dataset === 'exchange_differences';
    const rows = await answer(name, isExchange ? { ...YARD, currency_code: 'USD' } : YARD);
    expect(rows.length).toBeGreaterThan(0);
    expect(Object.keys(rows[0]!)).toEqual(queries[0]!.fields.map((field) => field.name));
  });

  it.each(FIGURES)('%s with %j', async (name, chosen, rows) => {
    const given = shown(await answer(name, chosen)).map((row) => row.join('; '));
    expect(given).toHaveLength(rows.length);
    expect(new Set(given)).toEqual(new Set(rows.map((row) => row.join('; '))));
  });

  it('who pays latest comes first', async () => {
    const rows = await answer('late-payers', {});
    expect(rows.map((row) => row['customer'])).toEqual(['Pacific Sails', 'Atlas Café', 'Möwe Bootsbau']);
  });

  it('a choice that fits nothing leaves nothing', async () => {
    expect(await answer('revenue-per-item-and-month', { ...YARD, source: 'freshbooks' })).toEqual([]);
  });

  // an average or a running total of two rows is not their sum
  it.each(['payroll-per-head', 'cash-flow-added-up'])('%s adds up nothing: a point is one row', async (name) => {
    const query = widget(name).queries[0]!;
    const by = query.fields.filter((field) => !isSum(field)).map(({ expression }) => expression);
    const { sql } = DASHBOARD.datasets.find((one) => one.name === query.dataset)!;
    const twice = `select ${by.join(', ')} from (${sql}) as dataset group by ${by.join(', ')} having count(*) > 1`;
    expect(await warehouse.query(twice)).toEqual([]);
  });
});
