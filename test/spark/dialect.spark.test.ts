import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogTables } from '../../loader/catalog/tables.ts';
import { grow } from '../../loader/warehouse/growth.ts';
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

describe('growth on Spark and Delta', () => {
  const tables = catalogTables().filter(({ name }) => name === 'ops_loads' || name === 'silver_freshbooks_payments');
  const growIn = async (schema: string, setup: string) => {
    const engine = new SparkEngine(session);
    for (const sql of [`CREATE SCHEMA ${schema}`, `USE SCHEMA ${schema}`, setup]) await engine.execute(sql);
    const columns = async () => {
      const names = (await engine.execute('SHOW TABLES')).rows.map((row) => String(row[1]));
      const described = names.map(async (table) => {
        const { rows } = await engine.execute(`DESCRIBE TABLE ${table}`);
        // after the columns come notes on clustering
        const end = rows.findIndex(([name]) => name === '' || String(name).startsWith('#'));
        const own = end < 0 ? rows : rows.slice(0, end);
        return own.map(([name, type]) => ({ table, name: String(name), type: String(type) }));
      });
      return (await Promise.all(described)).flat();
    };
    const once = () => grow({ tables, words: 'databricks', columns, execute: (sql) => engine.execute(sql) });
    return { engine, once };
  };

  it('creates and adds what is missing, and then finds nothing more to do', async () => {
    const { engine, once } = await growIn(
      'growing',
      'CREATE TABLE ops_loads (load_id STRING NOT NULL, attempt INT NOT NULL, state STRING NOT NULL, started_at TIMESTAMP NOT NULL, own STRING) USING DELTA',
    );
    await engine.execute("INSERT INTO ops_loads VALUES ('l1', 1, 'applied', TIMESTAMP '2026-01-01 00:00:00', 'mine')");
    expect(await once()).toEqual({
      created: ['silver_freshbooks_payments'],
      added: ['ops_loads.finished_at', 'ops_loads.bronze_rows', 'ops_loads.quarantined_rows'],
    });
    expect(await once()).toEqual({ created: [], added: [] });
    expect((await engine.execute('SELECT load_id, own, finished_at, bronze_rows FROM ops_loads')).rows).toEqual([
      ['l1', 'mine', null, null],
    ]);
  });

  it('names a column of another type', async () => {
    const { once } = await growIn('conflicting', 'CREATE TABLE ops_loads (load_id STRING, attempt BIGINT) USING DELTA');
    await expect(once()).rejects.toThrow(/ops_loads.attempt is BIGINT, not INT; ops_loads.state is missing/);
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
