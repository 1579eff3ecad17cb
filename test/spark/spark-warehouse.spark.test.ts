import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWarehouse } from '../../loader/warehouse/index.ts';
import type { LoadToApply, Warehouse } from '../../loader/warehouse/warehouse.ts';
import { type BronzeEvent, writeLoad } from '../loader/warehouse/bronze-files.ts';
import { allTasks, SMALL_NOTEBOOKS, thing, writeProject } from '../loader/warehouse/small-project.ts';
import { withoutKeys } from './spark-engine.ts';
import { type SparkSession, startSpark } from './spark-session.ts';
import { openSparkWarehouse } from './spark-warehouse.ts';

let folder = '';
let session: SparkSession;
let spark: Warehouse;
let duckdb: Warehouse;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledgerlake-referee-'));
  session = await startSpark();
  const jobFile = await writeProject(folder);
  const options = { jobFile, tasksForEntities: allTasks };
  spark = await openSparkWarehouse({ ...options, session, schema: 'small' });
  duckdb = await openWarehouse({ engine: 'duckdb', path: join(folder, 'x.duckdb') }, options);
});
afterAll(async () => {
  await session.close();
  await duckdb.close();
  await rm(folder, { recursive: true, force: true });
});

const load = async (loadId: string, events: readonly BronzeEvent[]): Promise<LoadToApply> => ({
  loadId,
  attempt: 1,
  token: loadId,
  stagePath: await writeLoad(folder, loadId, events),
  entities: [],
});

describe('small notebooks on Spark and on DuckDB', () => {
  it('give the same tables: two loads, one of them twice, and a rebuild', async () => {
    const loads = [
      await load('l1', [
        thing('a', '2026-03-02T09:00:00Z', { total: '1e2', open: 'no' }),
        thing('b', '2026-03-01T09:00:00Z', { total: 'x' }),
      ]),
      await load('l2', [
        thing('a', '2026-03-01T09:00:00Z'),
        thing('c', '1969-12-31T23:59:59Z', { parts: '', total: '0', onDay: null }),
      ]),
    ];
    for (const next of [...loads, loads[0]!]) {
      const [a, b] = [await duckdb.apply(next), await spark.apply(next)];
      expect(b).toMatchObject({
        kind: 'applied',
        rows: a.kind === 'applied' ? a.rows : -1,
        quarantined: 1 - loads.indexOf(next),
      });
    }
    const expected = await duckdb.fingerprints();
    expect(Object.keys(expected)).toEqual([
      'bronze_events',
      'silver_quarantine',
      'silver_thing_parts',
      'silver_things',
    ]);
    expect(expected['silver_things']?.rows).toBe(2);
    expect(await spark.fingerprints()).toEqual(expected);
    expect(await spark.rebuild({})).toMatchObject({ kind: 'applied', rows: 4, quarantined: 1 });
    expect(await spark.fingerprints()).toEqual(expected);
    expect(await spark.rebuild({ loads: [loads[1]!, loads[0]!] })).toMatchObject({ kind: 'applied', rows: 4 });
    expect(await spark.fingerprints()).toEqual(expected);
    expect(await spark.query('SELECT thing_id, total, changed_at FROM silver_things ORDER BY thing_id')).toEqual(
      await duckdb.query('SELECT thing_id, total, changed_at FROM silver_things ORDER BY thing_id'),
    );
  });

  it('say where a statement fails', async () => {
    const broken = { ...SMALL_NOTEBOOKS, gold_things: ['SELECT a FROM nowhere'] };
    const jobFile = await writeProject(join(folder, 'broken'), broken);
    const warehouse = await openSparkWarehouse({ jobFile, tasksForEntities: allTasks, session, schema: 'broken' });
    expect(await warehouse.apply(await load('l3', [thing('a', '2026-03-02T09:00:00Z')]))).toMatchObject({
      kind: 'failed',
      code: 'statement_failed',
      message: expect.stringContaining('gold_things, cell 2: [TABLE_OR_VIEW_NOT_FOUND'),
    });
  });
});

describe('the change to a statement for open-source Delta', () => {
  it.each([
    [
      'create table t (a STRING, constraint t_pk primary key (a) rely) using delta',
      'create table t (a STRING) using delta',
    ],
    ["create table t (a STRING comment ', constraint x primary key (a)')", undefined],
    ['select 1', undefined],
  ])('%s', (sql, expected) => expect(withoutKeys(sql)).toBe(expected ?? sql));
});
