import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { shown } from '../support/gold-books-expected.ts';
import { GOLD_CASES, landGoldCases } from '../support/gold-cases.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';

let lab: Lab;
let warehouse: Warehouse;
let load: unknown;

beforeAll(async () => {
  lab = await openLab();
  warehouse = await lab.warehouse();
  load = await applied(warehouse, await lab.convert(await landGoldCases(lab)));
});
afterAll(() => lab.close());

describe('documents that show one treatment each give the figures computed by hand', () => {
  const figures = GOLD_CASES.flatMap((one) => one.figures);

  it.each(figures.map(({ question, ...figure }) => [question, figure] as const))('%s', async (_, { sql, rows }) => {
    expect(shown(await warehouse.query(sql))).toEqual(rows);
  });

  it('nothing of them is for quarantine', () => {
    expect(load).toMatchObject({ quarantined: 0 });
  });
});
