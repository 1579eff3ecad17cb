import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { projectFile } from '../../../loader/project-files.ts';
import { DEFAULT_LIMITS, withDatabase } from '../../../loader/warehouse/duckdb/open.ts';
import { openWarehouse } from '../../../loader/warehouse/index.ts';
import { readNotebook } from '../../../loader/warehouse/notebook.ts';
import type { SqlEngine } from '../../../loader/warehouse/sql-engine.ts';
import { outcomeOf, REFUSED_CELLS, runCells, STAGE_CASES, VARIABLE_CASES } from '../../spark/session-cases.ts';
import { writeLoad } from './bronze-files.ts';
import { SMALL_NOTEBOOKS, thing, writeProject } from './small-project.ts';

const inMemory = async <T>(work: (engine: SqlEngine) => Promise<T>): Promise<T> =>
  withDatabase({ path: '/nowhere/none.duckdb', mode: 'read', limits: DEFAULT_LIMITS }, work);

it.each(VARIABLE_CASES)('a variable $name', async ({ cells, value }) => {
  const rows = await inMemory(async (engine) => {
    await runCells(engine, cells);
    return (await engine.execute('SELECT session.v AS v')).rows;
  });
  expect(rows).toEqual([[value]]);
});

it.each(REFUSED_CELLS)('refused: $cells', async ({ cells, message }) => {
  await expect(inMemory((engine) => runCells(engine, cells))).rejects.toThrow(message);
});

it.each(STAGE_CASES)('the bronze notebook with stage %j: %s', async (stage, outcome) => {
  expect(await inMemory((engine) => outcomeOf(engine, stage))).toBe(outcome);
});

it('the shipped COPY INTO fills bronze from a folder with an odd name, once, in a load and in a rebuild', async () => {
  const folder = await mkdtemp(join(tmpdir(), "ledgerlake it's ü "));
  try {
    const shipped = await readNotebook(projectFile('notebooks/bronze_events.sql'));
    const bronze = { ...SMALL_NOTEBOOKS, bronze_events: shipped.cells.map((cell) => cell.sql) };
    const options = { jobFile: await writeProject(folder, bronze), tasksForEntities: () => Object.keys(bronze) };
    await mkdir(join(folder, 'data'));
    const path = join(folder, 'data', 'x.duckdb');
    const warehouse = await openWarehouse({ engine: 'duckdb', path }, options);
    const stagePath = await writeLoad(folder, 'l1', [thing('a', '2026-03-02T09:00:00Z')]);
    const load = { loadId: 'l1', attempt: 1, token: 'l1', stagePath, entities: [] };
    for (const attempt of [1, 2]) expect(await warehouse.apply({ ...load, attempt })).toMatchObject({ rows: 1 });
    expect(await warehouse.rebuild({})).toMatchObject({ kind: 'applied', rows: 1 });
    expect(await warehouse.rebuild({ loads: [load] })).toMatchObject({ kind: 'applied', rows: 1 });
    expect(await warehouse.query('SELECT _source_file AS f FROM bronze_events')).toEqual([
      { f: join(folder, 'l1', 'part-00000.parquet') },
    ]);
    await warehouse.close();
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
