import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { DuckdbEngine } from '../../../loader/warehouse/duckdb/engine.ts';
import { DEFAULT_LIMITS, withDatabase } from '../../../loader/warehouse/duckdb/open.ts';
import { tempDir } from '../../support/temp-dir.ts';

const ONE = "create or replace view one comment 'a view' as select id from t";
const TWO = "create or replace view two comment 'another view' as select id from one";

/** Names of the views that these statements make anew in a transaction of their own. */
async function made(path: string, statements: readonly string[], before: readonly string[] = []): Promise<unknown> {
  return withDatabase({ path, mode: 'write', limits: DEFAULT_LIMITS }, async (engine) => {
    for (const sql of before) await engine.raw(sql);
    const oids = await oidsOf(engine);
    await engine.atomically(async () => {
      for (const sql of statements) await engine.execute(sql);
    });
    const after = await oidsOf(engine);
    return [...after.keys()].filter((name) => after.get(name) !== oids.get(name));
  });
}

/** A view that is made anew has another id. */
async function oidsOf(engine: DuckdbEngine): Promise<ReadonlyMap<string, string>> {
  const { rows } = await engine.raw(
    "SELECT view_name, view_oid FROM duckdb_views() WHERE NOT internal AND view_name IN ('one', 'two') ORDER BY 1",
  );
  return new Map(rows.map(([name, oid]) => [String(name), String(oid)]));
}

const place = async (): Promise<string> => {
  const path = join(tempDir(), 'lake.duckdb');
  expect(await made(path, [ONE, TWO], ['create table t (id varchar)'])).toEqual(['one', 'two']);
  return path;
};

test('a view whose statement and tables are as they were is not made again', async () => {
  const path = await place();
  expect(await made(path, [ONE, TWO])).toEqual([]);
});

test.each<[string, readonly string[], readonly string[], readonly string[]]>([
  ['the statement changed: it and what comes after it', [`${ONE} where id > ''`, TWO], [], ['one', 'two']],
  ['only a later statement changed', [ONE, `${TWO} where id > ''`], [], ['two']],
  ['a table has another column', [ONE, TWO], ['alter table t add column more varchar'], ['one', 'two']],
  ['a column has another type', [ONE, TWO], ['alter table t alter column id type integer'], ['one', 'two']],
  ['somebody dropped it', [ONE, TWO], ['drop view two'], ['two']],
  ['somebody put another in its place', [ONE, TWO], ["create or replace view two as select 'x' as id"], ['two']],
])('it is made again when %s', async (_, statements, before, expected) => {
  expect(await made(await place(), statements, before)).toEqual(expected);
});

test('what a transaction made that was undone is made again', async () => {
  const path = await place();
  const changed = `${TWO} where id > ''`;
  await expect(made(path, [changed, 'select nothing from nowhere'])).rejects.toThrow('nowhere');
  expect(await made(path, [ONE, TWO])).toEqual([]);
  expect(await made(path, [ONE, changed])).toEqual(['two']);
});

test('a statement with a marker may mean something else each time', async () => {
  const path = await place();
  const marked = "create or replace view two comment 'of a day' as select id from one where id = :day";
  const run = (day: string): Promise<unknown> =>
    withDatabase({ path, mode: 'write', limits: DEFAULT_LIMITS }, (engine) =>
      engine.atomically(async () => {
        await engine.execute(marked, { day });
        return (await engine.raw("SELECT sql FROM duckdb_views() WHERE view_name = 'two'")).rows[0]?.[0];
      }),
    );
  expect(await run('monday')).toContain('monday');
  expect(await run('tuesday')).toContain('tuesday');
});
