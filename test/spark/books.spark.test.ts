import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { landBooks } from '../support/books.ts';
import { applied } from '../support/lab.ts';
import { openReferee, type Referee, silverOf } from './referee.ts';

// The referee: the tables that the committed notebooks make on Spark + Delta must be those of DuckDB.
let books: Referee;
beforeAll(async () => {
  books = await openReferee(landBooks);
});
afterAll(() => books.close());

describe('Spark + Delta and DuckDB give hash-equal tables', () => {
  let spark: Warehouse;

  it('in one load, bronze too', async () => {
    spark = await books.open('whole');
    await applied(spark, books.whole);
    expect(await spark.fingerprints()).toEqual(books.expected);
  });

  it('in a rebuild from bronze', async () => {
    expect(await spark.rebuild({})).toMatchObject({ kind: 'applied' });
    expect(silverOf(await spark.fingerprints())).toEqual(silverOf(books.expected));
  });
});
