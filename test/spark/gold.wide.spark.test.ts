import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tasksForEntities } from '../../loader/catalog/tasks.ts';
import { projectFile } from '../../loader/project-files.ts';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { landGoldBooks, landLateChanges } from '../support/gold-books.ts';
import { EXPECTED, shown } from '../support/gold-books-expected.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import { type SparkSession, startSpark } from './spark-session.ts';
import { openSparkWarehouse, tasksOfTables } from './spark-warehouse.ts';

// The same books and the same figures as on the embedded engine, on open-source Spark + Delta; every check holds there too.
let lab: Lab;
let session: SparkSession;
let warehouse: Warehouse;

beforeAll(async () => {
  lab = await openLab();
  session = await startSpark();
  const options = { jobFile: projectFile('bundle/ledgerlake.job.yml'), session, schema: 'gold' };
  // planning the views and the checks costs Spark minutes: once is enough, over what both loads left
  const tables = await openSparkWarehouse({ ...options, tasksForEntities: tasksOfTables });
  await applied(tables, await lab.convert(await landGoldBooks(lab)));
  warehouse = await openSparkWarehouse({ ...options, tasksForEntities });
  await applied(warehouse, await lab.convert(await landLateChanges(lab)));
  await warehouse.query("insert into gold_settings (setting, value) values ('cost_centre', 'tag:Region')");
});
afterAll(async () => {
  await session.close();
  await lab.close();
});

describe('books written by hand give the same figures on Spark + Delta', () => {
  it.each(EXPECTED.map(({ question, ...figure }) => [question, figure] as const))('%s', async (_, { sql, rows }) => {
    expect(shown(await warehouse.query(sql))).toEqual(rows);
  });
});
