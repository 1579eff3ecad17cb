import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tasksForEntities } from '../../loader/catalog/tasks.ts';
import { projectFile } from '../../loader/project-files.ts';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { landGoldBooks, landLateChanges } from '../support/gold-books.ts';
import { EXPECTED, shown } from '../support/gold-books-expected.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import { openSparkWarehouse } from './spark-warehouse.ts';

// The same books and the same figures as on the embedded engine, on open-source Spark + Delta.
let lab: Lab;
let warehouse: Warehouse;

beforeAll(async () => {
  lab = await openLab();
  warehouse = await openSparkWarehouse({ jobFile: projectFile('bundle/ledgerlake.job.yml'), tasksForEntities });
  await applied(warehouse, await lab.convert(await landGoldBooks(lab)));
  await applied(warehouse, await lab.convert(await landLateChanges(lab)));
  await warehouse.query("insert into gold_settings (setting, value) values ('cost_centre', 'tag:Region')");
}, 1_800_000);
afterAll(async () => {
  await warehouse.close();
  await lab.close();
});

describe('books written by hand give the same figures on Spark + Delta', () => {
  it.each(EXPECTED.map(({ question, ...figure }) => [question, figure] as const))('%s', async (_, { sql, rows }) => {
    expect(shown(await warehouse.query(sql))).toEqual(rows);
  });
});
