import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openWarehouse } from '../../../loader/warehouse/index.ts';
import type { LoadToApply, Warehouse } from '../../../loader/warehouse/warehouse.ts';
import { type BronzeEvent, writeLoad } from './bronze-files.ts';
import { allTasks, SMALL_NOTEBOOKS, thing, writeProject } from './small-project.ts';

let folder = '';
let path = '';
let warehouse: Warehouse;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ledgerlake-warehouse-'));
  path = join(folder, 'data', 'test.duckdb');
  warehouse = await open(await writeProject(folder));
});
afterEach(async () => {
  await warehouse.close();
  await rm(folder, { recursive: true, force: true });
});

const open = async (jobFile: string, lockWaitMs = 5000): Promise<Warehouse> =>
  openWarehouse({ engine: 'duckdb', path }, { tasksForEntities: allTasks, jobFile, lockWaitMs });
const load = async (loadId: string, events: readonly BronzeEvent[], stageRoot = folder): Promise<LoadToApply> => ({
  loadId,
  attempt: 1,
  token: loadId,
  stagePath: await writeLoad(stageRoot, loadId, events),
  entities: ['zoho_books.things'],
});
const things = () => warehouse.query('SELECT thing_id, total FROM silver_things ORDER BY thing_id');
const A = thing('a', '2026-03-01T09:00:00Z');
const B = thing('b', '2026-03-01T09:00:00Z', { total: 'abc' });
const NEWER = thing('a', '2026-03-02T09:00:00Z', { total: '123456789012345678.12', parts: [{ name: 'z' }] });

describe('apply', () => {
  it('takes a load to bronze, silver and gold, and counts', async () => {
    const result = await warehouse.apply(await load('l1', [A, B]));
    expect(result).toMatchObject({ kind: 'applied', rows: 2, quarantined: 1 });
    expect(result.kind === 'applied' && Object.keys(result.taskMs)).toEqual(allTasks());
    expect(await warehouse.query('SELECT * FROM silver_things')).toMatchObject([
      {
        thing_id: 'a',
        total: '1.1000000000',
        on_day: '2026-01-31',
        changed_at: '2026-03-01T09:00:00.000000Z',
        is_open: true,
      },
    ]);
    expect(await warehouse.query('SELECT reason FROM silver_quarantine')).toEqual([{ reason: 'total: abc' }]);
    expect(await warehouse.query('SELECT total FROM gold_things')).toEqual([{ total: '1.1000000000' }]);
    expect(await warehouse.query('SELECT * FROM ops_loads')).toEqual([{ load_id: 'l1', attempt: 1, state: 'applied' }]);
  });

  it('changes nothing when it is repeated, also from a staged copy elsewhere', async () => {
    await warehouse.apply(await load('l1', [A, B]));
    const before = await warehouse.fingerprints();
    expect(await warehouse.apply(await load('l1', [A, B], join(folder, 'elsewhere')))).toMatchObject({ rows: 2 });
    expect(await warehouse.fingerprints()).toEqual(before);
    expect(before['bronze_events']).toMatchObject({ rows: 2 });
  });

  it('gives the same tables for any order of loads', async () => {
    await warehouse.apply(await load('l1', [A, B]));
    await warehouse.apply(await load('l2', [NEWER]));
    const forward = await warehouse.fingerprints();
    expect(await things()).toEqual([{ thing_id: 'a', total: '123456789012345678.1200000000' }]);
    expect(await warehouse.query('SELECT name FROM silver_thing_parts')).toEqual([{ name: 'z' }]);
    await rm(path);
    await warehouse.apply(await load('l2', [NEWER]));
    await warehouse.apply(await load('l1', [A, B]));
    expect(await warehouse.fingerprints()).toEqual(forward);
  });

  it('leaves everything as it was when a statement fails, and says where', async () => {
    await warehouse.apply(await load('l1', [A]));
    const before = await warehouse.fingerprints();
    const failing = await open(
      await writeProject(folder, {
        ...SMALL_NOTEBOOKS,
        gold_things: ["SELECT CASE WHEN count(*) > 1 THEN raise_error('too many things') END AS r FROM bronze_events"],
      }),
    );
    const result = await failing.apply(await load('l2', [NEWER]));
    expect(result).toMatchObject({ kind: 'failed', code: 'statement_failed' });
    expect(result.kind === 'failed' && result.message).toMatch(/^gold_things, cell 2: .*too many things/);
    expect(await warehouse.fingerprints()).toEqual(before);
    expect(await warehouse.apply(await load('l2', [NEWER]))).toMatchObject({ kind: 'applied' });
  });

  it.each([
    ['a folder that is not there', 'nowhere'],
    ['a file that is no Parquet', 'broken'],
  ])('fails for %s without touching bronze', async (_, name) => {
    const stagePath = join(folder, name);
    if (name === 'broken') {
      await mkdir(stagePath);
      await writeFile(join(stagePath, 'part-00000.parquet'), 'no');
    }
    const result = await warehouse.apply({ ...(await load('l1', [A])), stagePath });
    expect(result).toMatchObject({ kind: 'failed', message: expect.stringContaining('bronze_events, cell 4') });
    expect(await warehouse.query('SELECT count(*) AS n FROM bronze_events')).toEqual([{ n: '0' }]);
  });

  it('reads a folder whose name looks like a pattern', async () => {
    const result = await warehouse.apply(await load('l1', [A], join(folder, 'a[1]*? b')));
    expect(result).toMatchObject({ kind: 'applied', rows: 1 });
    expect(await warehouse.query('SELECT _source_file AS f FROM bronze_events')).toEqual([
      { f: join(folder, 'a[1]*? b', 'l1', 'part-00000.parquet') },
    ]);
  });

  it('runs calls of one process one after the other', async () => {
    const loads = await Promise.all([1, 2, 3].map((n) => load(`l${n}`, [thing(String(n), '2026-03-01T09:00:00Z')])));
    const other = await open(await writeProject(folder));
    const [first, ...rest] = await Promise.all([
      ...loads.map((l, i) => (i === 1 ? other : warehouse).apply(l)),
      things(),
    ]);
    expect(first).toMatchObject({ kind: 'applied' });
    expect(rest.at(-1)).toHaveLength(3);
  });
});

describe('the file', () => {
  it('is neither created nor missed by a query before the first load', async () => {
    expect(await warehouse.query('SELECT count(*) AS n FROM information_schema.tables')).toEqual([{ n: '0' }]);
    await expect(things()).rejects.toMatchObject({
      code: 'warehouse_query_failed',
      hint: expect.stringContaining('run'),
    });
    expect(await warehouse.fingerprints()).toEqual({});
    expect(existsSync(path)).toBe(false);
  });

  it('is open only during a call: another process may write to it, and is waited for', async () => {
    await warehouse.apply(await load('l1', [A]));
    const holder = await holdFile();
    const impatient = await open(await writeProject(folder), 0);
    await expect(impatient.apply(await load('l2', [NEWER]))).rejects.toMatchObject({
      code: 'warehouse_busy',
      retryable: true,
    });
    const waiting = warehouse.apply(await load('l2', [NEWER]));
    await holder.release();
    expect(await waiting).toMatchObject({ kind: 'applied' });
  });

  it('is refused when it is no database', async () => {
    await mkdir(join(folder, 'data'));
    await writeFile(path, 'something else');
    await expect(warehouse.query('SELECT 1')).rejects.toMatchObject({ code: 'warehouse_unavailable' });
    await expect(warehouse.apply(await load('l1', [A]))).rejects.toMatchObject({ code: 'warehouse_unavailable' });
  });

  it('cannot be written by a query', async () => {
    await warehouse.apply(await load('l1', [A]));
    await expect(warehouse.query('DELETE FROM silver_things')).rejects.toMatchObject({
      code: 'warehouse_query_failed',
    });
    expect(await things()).toHaveLength(1);
  });

  it('has views that work for any other program', async () => {
    await warehouse.apply(await load('l1', [A, B]));
    const rows = await plainly('SELECT thing_id, total, problem FROM history_things ORDER BY thing_id', 'READ_ONLY');
    expect(rows).toEqual([
      ['a', '1.1000000000', null],
      ['b', null, 'total: abc'],
    ]);
  });

  it("is understood when it holds nothing of ours: Spark's functions are there for the query", async () => {
    await mkdir(join(folder, 'data'));
    await plainly('CREATE TABLE other (a INT)', 'READ_WRITE');
    expect(await warehouse.query("SELECT unix_micros(TIMESTAMP '1970-01-01T00:00:01Z') AS us")).toEqual([
      { us: '1000000' },
    ]);
  });

  it('takes parameters with a query', async () => {
    expect(await warehouse.query('SELECT :a AS a, :b AS b', { a: "it's", b: null })).toEqual([{ a: "it's", b: null }]);
  });
});

describe('rebuild', () => {
  beforeEach(async () => {
    await warehouse.apply(await load('l1', [A, B]));
    await warehouse.apply(await load('l2', [NEWER]));
  });

  it('gives the same tables from bronze, keeps what is only there, and remembers copied files', async () => {
    const before = await warehouse.fingerprints();
    const progress: string[] = [];
    const result = await warehouse.rebuild({ onProgress: (text) => progress.push(text) });
    expect(result).toMatchObject({ kind: 'applied', rows: 3, quarantined: 1 });
    expect(progress).toContain('silver_things');
    expect(await warehouse.fingerprints()).toEqual(before);
    expect(await warehouse.query('SELECT * FROM ops_loads ORDER BY load_id')).toEqual(
      ['*', 'l1', 'l2'].map((load_id) => ({ load_id, attempt: 1, state: 'applied' })),
    );
    expect(await warehouse.apply(await load('l2', [NEWER]))).toMatchObject({ rows: 1 });
    expect(await warehouse.fingerprints()).toEqual(before);
    expect(await readdir(join(folder, 'data'))).toEqual(['test.duckdb']);
  });

  it('undoes what was edited by hand', async () => {
    const before = await warehouse.fingerprints();
    const hand = await holdFile('UPDATE silver_things SET total = 0');
    await hand.release();
    expect(await warehouse.fingerprints()).not.toEqual(before);
    await warehouse.rebuild({});
    expect(await warehouse.fingerprints()).toEqual(before);
  });

  it('takes bronze from new loads', async () => {
    const before = await warehouse.fingerprints();
    await warehouse.rebuild({ loads: [await load('n1', [NEWER, A, B])] });
    expect(await warehouse.fingerprints()).toEqual(before);
    expect(await warehouse.query('SELECT DISTINCT _load_id AS l FROM bronze_events')).toEqual([{ l: 'n1' }]);
    expect(await warehouse.query("SELECT state FROM ops_loads WHERE load_id = 'n1'")).toEqual([{ state: 'applied' }]);
  });

  it('leaves the old tables alone when it fails', async () => {
    const before = await readFile(path);
    const failing = await open(
      await writeProject(folder, { ...SMALL_NOTEBOOKS, gold_things: ['SELECT nothing FROM nowhere'] }),
    );
    expect(await failing.rebuild({})).toMatchObject({ kind: 'failed', code: 'statement_failed' });
    expect((await readFile(path)).equals(before)).toBe(true);
    expect(await readdir(join(folder, 'data'))).toEqual(['test.duckdb']);
  });

  it('removes what a killed rebuild left behind', async () => {
    for (const end of ['rebuild', 'rebuild.wal']) await writeFile(`${path}.${end}`, 'half');
    const next = await open(await writeProject(folder));
    await next.query('SELECT 1');
    expect(existsSync(`${path}.rebuild`)).toBe(true);
    await next.apply(await load('l2', [NEWER]));
    expect(await readdir(join(folder, 'data'))).toEqual(['test.duckdb']);
  });
});

describe('the registry', () => {
  it('finds the shipped job and the tables of the catalog by itself', async () => {
    const shipped = await openWarehouse({ engine: 'duckdb', path }, { tasksForEntities: () => ['setup'] });
    const empty = { loadId: 'l1', attempt: 1, token: '', stagePath: folder, entities: [] };
    expect(await shipped.apply(empty)).toMatchObject({ kind: 'applied', rows: 0 });
    expect(await shipped.query('SELECT load_id FROM ops_loads')).toEqual([{ load_id: 'l1' }]);
    expect(await shipped.query('SELECT count(*) AS n FROM silver_zoho_books_invoices')).toEqual([{ n: '0' }]);
  });
});

/** A program that knows nothing of ours. */
async function plainly(sql: string, accessMode: 'READ_ONLY' | 'READ_WRITE'): Promise<unknown> {
  const instance = await DuckDBInstance.create(path, { access_mode: accessMode });
  const connection = await instance.connect();
  try {
    return (await connection.runAndReadAll(sql)).getRowsJson();
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

/** Another process that has the file open for writing until it is released. */
async function holdFile(sql = 'SELECT 1'): Promise<{ release(): Promise<void> }> {
  const program = `
    import { DuckDBInstance } from '@duckdb/node-api';
    const connection = await (await DuckDBInstance.create(process.argv[1])).connect();
    await connection.run(process.argv[2]);
    process.stdout.write('open');
    process.stdin.resume().on('end', () => process.exit(0));`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, path, sql], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  return {
    async release() {
      child.stdin.end();
      await once(child, 'close');
    },
  };
}
