import { afterAll, beforeAll, expect, it } from 'vitest';
import { landBooks } from '../support/books.ts';
import { applied } from '../support/lab.ts';
import { openReferee, type Referee, silverOf } from './referee.ts';

let books: Referee;
beforeAll(async () => {
  books = await openReferee(landBooks);
});
afterAll(() => books.close());

it('reversed, in small loads, Spark + Delta and DuckDB give hash-equal tables', async () => {
  const { lab, keys, expected } = books;
  const back = keys.toReversed();
  const loads = await Promise.all([0, 1, 2].map((part) => lab.convert(back.slice(part * 18, (part + 1) * 18))));
  expect(loads.reduce((sum, load) => sum + load.entities.length, 0)).toBeGreaterThan(5);
  const spark = await books.open('reversed');
  for (const load of loads) await applied(spark, load);
  expect(silverOf(await spark.fingerprints())).toEqual(silverOf(expected));
});
