import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogTables } from '../../loader/catalog/tables.ts';
import { projectFile } from '../../loader/project-files.ts';
import type { LoadToApply, Warehouse } from '../../loader/warehouse/warehouse.ts';
import { landEveryFreshbooksEntity } from '../support/every-freshbooks-entity.ts';
import { landEveryZohoEntity, landRareChildren } from '../support/every-zoho-entity.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import { type SparkSession, startSpark } from './spark-session.ts';
import { openSparkWarehouse, tasksOfTables } from './spark-warehouse.ts';

// The referee over the whole width: documents of every entity, with the traps of their wire, in one load.
let lab: Lab;
let session: SparkSession;
let load: LoadToApply;
let expected: Awaited<ReturnType<Warehouse['fingerprints']>>;

beforeAll(async () => {
  lab = await openLab();
  session = await startSpark();
  await landEveryZohoEntity(lab);
  await landRareChildren(lab);
  await landEveryFreshbooksEntity(lab);
  load = await lab.convert(await lab.keys());
  const duckdb = await lab.warehouse();
  await applied(duckdb, load);
  expected = await duckdb.fingerprints();
});
afterAll(async () => {
  await session.close();
  await lab.close();
});

describe('Spark + Delta and DuckDB give hash-equal tables of every entity', () => {
  it('every silver table has rows, and none waits in quarantine', () => {
    const empty = catalogTables()
      .map(({ name }) => name)
      .filter((name) => name.startsWith('silver_') && expected[name]?.rows === 0);
    expect(empty).toEqual(['silver_quarantine']);
  });

  // Planning the wide statements of 43 entities takes Spark minutes.
  it('in one load', async () => {
    const jobFile = projectFile('bundle/ledgerlake.job.yml');
    const spark = await openSparkWarehouse({ jobFile, tasksForEntities: tasksOfTables, session, schema: 'every' });
    await applied(spark, load);
    expect(await spark.fingerprints()).toEqual(expected);
  });
});
