import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { landGoldBooks, landLateChanges } from '../support/gold-books.ts';
import { shown } from '../support/gold-books-expected.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import { type Dataset, isFilter, readDashboard, statementOf, type Widget } from './dashboard-file.ts';

const DASHBOARD = readDashboard(
  readFileSync(fileURLToPath(new URL('../../bundle/finance.lvdash.json', import.meta.url)), 'utf8'),
);
const ANSWERS = DASHBOARD.widgets.filter((widget) => !isFilter(widget));
const FILTERS = DASHBOARD.widgets.filter(isFilter);
/** The one to which most of the books belong. */
const ZOHO = { source: 'zoho_books', organization: 'acme_books (10234695)', currency_code: 'EUR' };

let lab: Lab;
let warehouse: Warehouse;
beforeAll(async () => {
  lab = await openLab();
  warehouse = await lab.warehouse();
  await applied(warehouse, await lab.convert(await landGoldBooks(lab)));
  await applied(warehouse, await lab.convert(await landLateChanges(lab)));
}, 180_000);
afterAll(async () => {
  await warehouse.close();
  await lab.close();
});

/** Rows of a widget's only query, with what is chosen in filters. */
function answer(name: string, chosen: Readonly<Record<string, string>> = {}) {
  const [query] = widget(name).queries;
  return warehouse.query(statementOf(dataset(query!.dataset), query!, chosen));
}

function widget(name: string): Widget {
  return DASHBOARD.widgets.find((one) => one.name === name)!;
}

function dataset(name: string): Dataset {
  return DASHBOARD.datasets.find((one) => one.name === name)!;
}

describe('over the books written by hand', () => {
  it.each(DASHBOARD.datasets.map((one) => [one.name, one] as const))('dataset %s has rows', async (name, { sql }) => {
    const rows = await warehouse.query(sql);
    expect(rows.length).toBeGreaterThan(0);
    const columns = FILTERS.flatMap(({ queries }) => queries.filter((query) => query.dataset === name));
    for (const [field] of columns.map(({ fields }) => fields)) {
      expect(rows.filter((row) => row[field!.name] === null || row[field!.name] === undefined)).toEqual([]);
    }
  });

  it.each(ANSWERS.map(({ title, name }) => [title, name] as const))('%s', async (_, name) => {
    const rows = await answer(name);
    expect(rows.length).toBeGreaterThan(0);
    expect(Object.keys(rows[0]!)).toEqual(widget(name).queries[0]!.fields.map((field) => field.name));
    expect((await answer(name, ZOHO)).length).toBeGreaterThan(0);
    expect(await answer(name, { ...ZOHO, source: 'freshbooks' })).toHaveLength(widget(name).type === 'counter' ? 1 : 0);
  });

  it.each(FILTERS.map(({ name }) => [name] as const))('the filter %s has values in every dataset', async (name) => {
    for (const query of widget(name).queries) {
      expect((await warehouse.query(statementOf(dataset(query.dataset), query))).length).toBeGreaterThan(0);
    }
  });
});
