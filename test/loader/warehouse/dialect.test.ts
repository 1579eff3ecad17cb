import { describe, expect, it } from 'vitest';
import { toDuckdb } from '../../../loader/warehouse/duckdb/dialect.ts';
import { DEFAULT_LIMITS, withDatabase } from '../../../loader/warehouse/duckdb/open.ts';
import type { SqlEngine } from '../../../loader/warehouse/sql-engine.ts';
import { answersOf, DIALECT_CASES, expectedOf } from '../../spark/dialect-cases.ts';

const inMemory = async <T>(work: (engine: SqlEngine) => Promise<T>): Promise<T> =>
  withDatabase({ path: '/nowhere/none.duckdb', mode: 'read', limits: DEFAULT_LIMITS }, work);

describe('the common dialect on DuckDB answers as Spark does', () => {
  it.each(DIALECT_CASES)('$name', async (dialectCase) => {
    expect(await inMemory((engine) => answersOf(engine, dialectCase))).toEqual(expectedOf(dialectCase));
  });
});

describe('translation', () => {
  it.each([
    ['a marker', 'SELECT :load_id', 'SELECT $load_id'],
    ['a marker inside a text', "SELECT ':load_id'", "SELECT ':load_id'"],
    ['a cast sign is no marker', "SELECT '1'::INT", "SELECT '1'::INT"],
    ['a type', 'SELECT CAST(x AS TIMESTAMP)', 'SELECT CAST(x AS TIMESTAMPTZ)'],
    ['a column called like a type', 'SELECT t.timestamp, timestamp', 'SELECT t.timestamp, timestamp'],
    ['a column called like a function', 'SELECT t.explode (x)', 'SELECT t.explode (x)'],
    ['all columns by name', 'WHEN MATCHED THEN UPDATE SET *', 'WHEN MATCHED THEN UPDATE BY NAME'],
    ['all columns by name', 'WHEN NOT MATCHED THEN INSERT *', 'WHEN NOT MATCHED THEN INSERT BY NAME'],
    [
      'a nested cast',
      'SELECT TRY_CAST(CAST(x AS STRING) AS INT)',
      'SELECT TRY_CAST(strict_int_(CAST(x AS VARCHAR)) AS INT)',
    ],
    ['the catalog', 'USE CATALOG IDENTIFIER(:catalog)', undefined],
    ['the schema', 'use schema identifier(:schema)', undefined],
    ['a new schema', 'CREATE SCHEMA IF NOT EXISTS IDENTIFIER(:schema)', undefined],
    ['maintenance', 'OPTIMIZE silver_things', undefined],
    ['a constraint', 'ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0)', undefined],
    ['a remark with a quote', "SELECT 1 -- it's", 'SELECT 1'],
  ])('%s: %s', (_, sql, expected) => {
    expect(toDuckdb(sql)).toEqual({ statements: expected === undefined ? [] : [expected], comments: [] });
  });

  it('keeps columns and NOT NULL of a table, turns comments into statements, drops keys, clustering and properties', () => {
    const sql = `create table if not exists things (
      id STRING not null comment 'it''s the id, (really)',
      total DECIMAL(28, 10), -- money
      at_time TIMESTAMP comment 'when',
      tags ARRAY<STRING>,
      constraint things_pk primary key (id)
    ) using delta cluster by (id) tblproperties ('a' = 'b') comment 'Things'`;
    expect(toDuckdb(sql)).toEqual({
      statements: [
        'create table if not exists things (id VARCHAR not null, total DECIMAL(28,10), at_time TIMESTAMPTZ, tags VARCHAR[])',
      ],
      comments: [
        { kind: 'TABLE', relation: 'things', column: 'id', text: "it's the id, (really)", replaced: false },
        { kind: 'TABLE', relation: 'things', column: 'at_time', text: 'when', replaced: false },
        { kind: 'TABLE', relation: 'things', column: undefined, text: 'Things', replaced: false },
      ],
    });
  });

  it('writes texts into the statement, so that it is planned for them', () => {
    expect(toDuckdb('SELECT :a, :b, :ab, x.a', new Map([['a', "it's"]])).statements).toEqual([
      "SELECT 'it''s', $b, $ab, x.a",
    ]);
  });

  it('adds columns one by one', () => {
    expect(toDuckdb("ALTER TABLE things ADD COLUMNS (a INT COMMENT 'x', b TIMESTAMP)")).toEqual({
      statements: [
        'ALTER TABLE things ADD COLUMN IF NOT EXISTS a INT',
        'ALTER TABLE things ADD COLUMN IF NOT EXISTS b TIMESTAMPTZ',
      ],
      comments: [{ kind: 'TABLE', relation: 'things', column: 'a', text: 'x', replaced: false }],
    });
  });

  it('takes the comments of a view and of its columns', () => {
    const sql = "CREATE OR REPLACE VIEW v (a COMMENT 'x', b) COMMENT 'View' AS SELECT 1, 2";
    expect(toDuckdb(sql)).toEqual({
      statements: ['CREATE OR REPLACE VIEW v (a, b) AS  SELECT 1, 2'],
      comments: [
        { kind: 'VIEW', relation: 'v', column: 'a', text: 'x', replaced: true },
        { kind: 'VIEW', relation: 'v', column: undefined, text: 'View', replaced: true },
      ],
    });
  });

  it.each([
    ['a backslash', String.raw`SELECT 'a\n'`],
    ['an open quote', "SELECT 'a"],
    ['an open parenthesis', 'SELECT CAST(1 AS INT'],
    ['two statements', 'SELECT 1; SELECT 2'],
    ['nothing', '-- nothing'],
    ['a name to be put together', 'SELECT * FROM IDENTIFIER(:t)'],
    ['a computed schema', 'SELECT from_json(x, schema_of(y))'],
    ['a typed schema', "SELECT from_json(x, 'a INT')"],
    ['a schema without fields', "SELECT from_json(x, '')"],
    ['posexplode in a select list', 'SELECT posexplode(x)'],
    ['a structure', 'CREATE TABLE t (a STRUCT<b: INT>)'],
    ['an unknown option', 'CREATE TABLE t (a INT) LOCATION here'],
  ])('refuses %s', (_, sql) => {
    expect(() => toDuckdb(sql)).toThrow(expect.objectContaining({ code: 'statement_unsupported' }));
  });
});

describe('the engine', () => {
  it('names a parameter without value', async () => {
    await expect(inMemory((engine) => engine.execute('SELECT :x AS x', { y: 1 }))).rejects.toMatchObject({
      code: 'parameter_missing',
    });
  });

  it.each(["it's", '*', "'; DROP TABLE t; --", 'a\0b', '', String.raw`back\slash`, 1, true, null])(
    'passes the value %j on as it is',
    async (value) => {
      const { rows } = await inMemory((engine) => engine.execute('SELECT :x AS x, :x IS NULL AS n', { x: value }));
      expect(rows).toEqual([[value, value === null]]);
    },
  );

  it('sets comments where they can be read, and again when they change', async () => {
    await inMemory(async (engine) => {
      const comments = async () =>
        (await engine.execute("SELECT column_name, comment FROM duckdb_columns() WHERE table_name = 't'")).rows;
      await engine.execute("CREATE TABLE IF NOT EXISTS t (a INT COMMENT 'first', b INT)");
      expect(await comments()).toEqual([
        ['a', 'first'],
        ['b', null],
      ]);
      await engine.execute("CREATE TABLE IF NOT EXISTS t (a INT COMMENT 'second', b INT)");
      expect(await comments()).toEqual([
        ['a', 'second'],
        ['b', null],
      ]);
      await engine.execute("CREATE OR REPLACE TABLE t (a INT COMMENT 'second', b INT)");
      expect(await comments()).toEqual([
        ['a', 'second'],
        ['b', null],
      ]);
    });
  });

  it('gives back values as documented', async () => {
    const sql = `SELECT 1 AS i, CAST(1 AS BIGINT) AS l, CAST(1.5 AS DECIMAL(28, 10)) AS d, CAST(0.5 AS DOUBLE) AS f, true AS b,
      'x' AS s, DATE '2026-02-01' AS day, TIMESTAMP '1969-12-31T23:59:59.999999Z' AS t, NULL AS n`;
    const { columns, rows } = await inMemory((engine) => engine.execute(sql));
    expect(rows).toEqual([[1, '1', '1.5000000000', 0.5, true, 'x', '2026-02-01', '1969-12-31T23:59:59.999999Z', null]]);
    expect(columns.map((column) => column.type).slice(0, 3)).toEqual(['integer', 'bigint', 'decimal(28,10)']);
  });
});
