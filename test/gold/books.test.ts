import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tasksForEntities } from '../../loader/catalog/tasks.ts';
import { openWarehouse } from '../../loader/warehouse/index.ts';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { landGoldBooks, landLateChanges } from '../support/gold-books.ts';
import { EXPECTED, shown } from '../support/gold-books-expected.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';

let lab: Lab;
let warehouse: Warehouse;
let marchBefore: unknown;
let loads: readonly unknown[];

const open = (costCentre: string): Promise<Warehouse> => {
  const engine = { engine: 'duckdb', path: join(lab.dir, 'gold.duckdb') } as const;
  return openWarehouse(engine, { tasksForEntities, gold: { costCentre } });
};

beforeAll(async () => {
  lab = await openLab();
  warehouse = await open('tag:Region');
  const first = await applied(warehouse, await lab.convert(await landGoldBooks(lab)));
  const march = `select revenue from gold_revenue_by_customer
    where month = date '2026-03-01' and currency_code = 'EUR'`;
  marchBefore = shown(await warehouse.query(march));
  const late = await applied(warehouse, await lab.convert(await landLateChanges(lab)));
  loads = [first, late];
});
afterAll(async () => {
  await warehouse.close();
  await lab.close();
});

describe('books written by hand give exactly the figures computed by hand', () => {
  it.each(EXPECTED.map(({ question, ...figure }) => [question, figure] as const))('%s', async (_, { sql, rows }) => {
    expect(shown(await warehouse.query(sql))).toEqual(rows);
  });

  it('nothing of them is for quarantine, and every check holds', () => {
    const held = expect.objectContaining({ quarantined: 0, failedChecks: [] });
    expect(loads).toEqual([held, held]);
  });

  it('every view and every column says what it is', async () => {
    const silent = `select table_name, column_name from duckdb_columns()
      where starts_with(table_name, 'gold_') and comment is null
      union all select view_name, '' from duckdb_views() where starts_with(view_name, 'gold_') and comment is null`;
    expect(await warehouse.query(silent)).toEqual([]);
    const views = await warehouse.query("select view_name from duckdb_views() where starts_with(view_name, 'gold_')");
    expect(views.length).toBeGreaterThan(15);
  });

  it('before the late changes: INV-8 as it was and INV-9: 50 + 200 - 50', () => {
    expect(marchBefore).toEqual([['200']]);
  });

  it('days overdue move with the day', async () => {
    const since = (day: string): number => Math.floor((Date.now() - Date.parse(day)) / 86_400_000);
    const [row] = await warehouse.query(
      "select average_days_overdue, longest_days_overdue from gold_late_payers where customer_id = 'c1'",
    );
    // INV-1 50 since 14 February, INV-8 119 since 9 April
    const weighted = (50 * since('2026-02-14') + 119 * since('2026-04-09')) / 169;
    expect(Number(row?.['average_days_overdue'])).toBeCloseTo(weighted, 4);
    expect(row?.['longest_days_overdue']).toBe(since('2026-02-14'));
  });
});

describe('the cost centre', () => {
  const costs = `select document_id, cost_centre from gold_expense_lines
    where document_id in ('b1', 'e1', 'j1', '82') order by document_id`;

  it.each([
    ['category', ['Printing', 'Cost of goods', 'Office supplies', 'Salaries of the yard']],
    ['project', ['Launch', null, 'Regatta', null]],
    ['tag:Region', [null, 'North', 'South', 'North']],
    ['tag:t1', [null, 'North', 'South', 'North']],
    ['tag:Nothing', [null, null, null, null]],
  ])('%s, with the next load', async (costCentre, names) => {
    const other = await open(costCentre);
    try {
      await applied(other, await lab.convert((await lab.keys()).slice(0, 1)));
      const ids = ['82', 'b1', 'e1', 'j1'];
      expect(shown(await other.query(costs))).toEqual(ids.map((id, i) => [id, names[i]]));
    } finally {
      await other.close();
    }
  });

  it('stays through a rebuild', async () => {
    const other = await open('project');
    try {
      expect(await other.rebuild({})).toMatchObject({ kind: 'applied' });
      expect(shown(await other.query('select setting, value from gold_settings'))).toEqual([
        ['cost_centre', 'project'],
      ]);
    } finally {
      await other.close();
    }
  });
});
