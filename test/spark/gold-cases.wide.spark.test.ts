import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tasksForEntities } from '../../loader/catalog/tasks.ts';
import { projectFile } from '../../loader/project-files.ts';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { shown } from '../support/gold-books-expected.ts';
import { GOLD_CASES, landGoldCases } from '../support/gold-cases.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import { type SparkSession, startSpark } from './spark-session.ts';
import { openSparkWarehouse } from './spark-warehouse.ts';

// The same documents and the same figures as on the embedded engine, on open-source Spark + Delta.
let lab: Lab;
let session: SparkSession;
let warehouse: Warehouse;

beforeAll(async () => {
  lab = await openLab();
  session = await startSpark();
  const jobFile = projectFile('bundle/ledgerlake.job.yml');
  // some of these books are odd on purpose: the checks say so
  const tasks = (entities: readonly string[]) => tasksForEntities(entities).filter((key) => key !== 'checks');
  warehouse = await openSparkWarehouse({ jobFile, session, schema: 'gold_cases', tasksForEntities: tasks });
  await applied(warehouse, await lab.convert(await landGoldCases(lab)));
});
afterAll(async () => {
  await session.close();
  await lab.close();
});

describe('documents that show one treatment each give the same figures on Spark + Delta', () => {
  const figures = GOLD_CASES.flatMap((one) => one.figures);

  it.each(figures.map(({ question, ...figure }) => [question, figure] as const))('%s', async (_, { sql, rows }) => {
    expect(shown(await warehouse.query(sql))).toEqual(rows);
  });
});
