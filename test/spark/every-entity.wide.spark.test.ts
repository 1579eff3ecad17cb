import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogTables } from '../../loader/catalog/tables.ts';
import { landEveryFreshbooksEntity } from '../support/every-freshbooks-entity.ts';
import { landEveryZohoEntity, landRareChildren } from '../support/every-zoho-entity.ts';
import { applied } from '../support/lab.ts';
import { openReferee, type Referee } from './referee.ts';

// The referee over the whole width: documents of every entity, with the traps of their wire, in one load.
let every: Referee;
beforeAll(async () => {
  every = await openReferee(async (lab) => {
    await landEveryZohoEntity(lab);
    await landRareChildren(lab);
    await landEveryFreshbooksEntity(lab);
  });
});
afterAll(() => every.close());

describe('Spark + Delta and DuckDB give hash-equal tables of every entity', () => {
  it('every silver table has rows, and none waits in quarantine', () => {
    const empty = catalogTables()
      .map(({ name }) => name)
      .filter((name) => name.startsWith('silver_') && every.expected[name]?.rows === 0);
    expect(empty).toEqual(['silver_quarantine']);
  });

  // Planning the wide statements of 43 entities takes Spark minutes.
  it('in one load', async () => {
    const spark = await every.open('every');
    await applied(spark, every.whole);
    expect(await spark.fingerprints()).toEqual(every.expected);
  });
});
