import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answersOf, DIALECT_CASES, expectedOf } from './dialect-cases.ts';
import { outcomeOf, REFUSED_CELLS, runCells, STAGE_CASES, VARIABLE_CASES } from './session-cases.ts';
import { SparkEngine } from './spark-engine.ts';
import { type SparkSession, startSpark } from './spark-session.ts';

let session: SparkSession;
beforeAll(async () => {
  session = await startSpark();
});
afterAll(() => session.close());

describe('the common dialect on Spark', () => {
  it.each(DIALECT_CASES)('$name', async (dialectCase) => {
    expect(await answersOf(new SparkEngine(session), dialectCase)).toEqual(expectedOf(dialectCase));
  });
});

describe('session variables and EXECUTE IMMEDIATE on Spark', () => {
  it.each(VARIABLE_CASES)('$name', async ({ cells, value }) => {
    const engine = new SparkEngine(session);
    await runCells(engine, cells);
    expect((await engine.execute('SELECT session.v AS v')).rows).toEqual([[value]]);
  });

  it.each(REFUSED_CELLS)('refused: $cells', async ({ cells, message }) => {
    await expect(runCells(new SparkEngine(session), cells)).rejects.toThrow(message);
  });

  it.each(STAGE_CASES)('the bronze notebook with stage %j: %s', async (stage, outcome) => {
    expect(await outcomeOf(new SparkEngine(session), stage)).toBe(outcome);
  });
});

// Where Spark silently gives less than a document holds: no such document may reach it (`loader/documents/`).
describe("what Spark's from_json cannot read", () => {
  it.each([
    ['nesting deeper than 1000', "'{\"b\":\"1\",\"a\":' || repeat('[', 1000) || repeat(']', 1000) || '}'", [null, '1']],
    [
      'a key longer than 50 000 characters',
      '\'{"b":"1","\' || repeat(\'k\', 50001) || \'":"x","a":"1"}\'',
      [null, null],
    ],
    [
      'a text longer than 20 000 000 characters',
      '\'{"b":"1","a":"\' || repeat(\'k\', 20000001) || \'"}\'',
      [null, '1'],
    ],
  ])('%s', async (_, json, expected) => {
    const sql = `SELECT j.a AS a, j.b AS b FROM (SELECT from_json(${json}, 'a STRING, b STRING') AS j) AS q`;
    expect((await new SparkEngine(session).execute(sql)).rows).toEqual([expected]);
  });
});
