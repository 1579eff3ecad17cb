import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { catalogTables } from '../../loader/catalog/tables.ts';
import { listLoadFolders } from '../../loader/load/load-folders.ts';
import { loadPrefix } from '../../loader/load/load-id.ts';
import { readManifest, readOutcome } from '../../loader/load/manifest-io.ts';
import type { Fingerprint } from '../../loader/warehouse/fingerprint.ts';
import { openWarehouse } from '../../loader/warehouse/index.ts';
import { readJob } from '../../loader/warehouse/job.ts';
import type { SqlRow, Warehouse } from '../../loader/warehouse/warehouse.ts';
import { applied } from '../support/lab.ts';
import { openProject, type Project } from '../support/project.ts';
import { unpackLines } from './landing-lines.ts';

const FIRST = fileURLToPath(new URL('./first-release/', import.meta.url));
const LANDING = join(FIRST, 'landing.jsonl');

/** What the first release's own database was, table by table. */
const FIRST_TABLES = Object.fromEntries(
  readFileSync(join(FIRST, 'tables.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line): [string, Fingerprint] => JSON.parse(line)),
);

/** The database that the first release left, from its own SQL and its own Parquet; gives its loads, the oldest first. */
async function asTheFirstReleaseLeftIt({ dir, store, config }: Project): Promise<readonly string[]> {
  unpackLines(LANDING, join(dir, 'landing'));
  const jobFile = join(FIRST, 'bundle/ledgerlake.job.yml');
  const tasks = (await readJob(jobFile)).tasks.map(({ key }) => key);
  const first = await openWarehouse(config.warehouse, { jobFile, tasksForEntities: () => tasks });
  const loads: string[] = [];
  for (const { loadId } of await listLoadFolders(store)) {
    const outcome = await readOutcome(store, loadId);
    if (outcome === undefined) continue;
    const stagePath = join(dir, 'landing', loadPrefix(loadId));
    const entities = Object.keys(outcome.entities);
    await applied(first, { loadId, attempt: 1, token: loadId, stagePath, entities });
    loads.push(loadId);
  }
  expect(await first.fingerprints()).toEqual(FIRST_TABLES);
  await first.close();
  return loads;
}

async function columnsOf(warehouse: Warehouse): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await warehouse.query(
    "select table_name, column_name from information_schema.columns where table_schema = 'main' order by 1, 2",
  );
  const tables = new Map<string, string[]>();
  for (const row of rows) {
    const table = String(row['table_name']);
    tables.set(table, [...(tables.get(table) ?? []), String(row['column_name'])]);
  }
  return tables;
}

/** Rows of the first release's tables in the columns that it knew. */
async function rowsIn(
  warehouse: Warehouse,
  columns: ReadonlyMap<string, readonly string[]>,
): Promise<Readonly<Record<string, readonly SqlRow[]>>> {
  const rows: Record<string, readonly SqlRow[]> = {};
  for (const table of Object.keys(FIRST_TABLES)) {
    const list = (columns.get(table) ?? []).join(', ');
    rows[table] = await warehouse.query(`select ${list} from ${table} order by all`);
  }
  return rows;
}

test('the first release’s landing zone and database are upgraded by a run: nothing is lost, old loads are replayed', {
  timeout: 600_000,
}, async () => {
  const project = await openProject();
  const { warehouse } = project;
  const [oldest = '', ...others] = await asTheFirstReleaseLeftIt(project);
  expect(others).toHaveLength(2);
  const before = await columnsOf(warehouse);
  const old = await rowsIn(warehouse, before);
  expect(JSON.stringify(old['bronze_events'])).toContain('invoice_url');

  // the load that was planned and converted, and never applied, is planned anew
  const ran = await project.json([0, 3], 'run');
  expect(ran).toMatchObject({
    missed: 0,
    loads: { planned: 0, applied: 1, failed: 0, superseded: 1, unfinished: 0 },
    rows: 1,
  });
  const after = await columnsOf(warehouse);
  for (const { name, columns } of catalogTables()) {
    expect(after.get(name)).toEqual(expect.arrayContaining(columns.map((column) => column.name)));
  }
  const grown = await rowsIn(warehouse, before);
  for (const [table, rows] of Object.entries(old)) expect(grown[table]).toEqual(expect.arrayContaining([...rows]));
  expect(await warehouse.query('select currency_code from silver_zoho_books_currencies')).toEqual([
    { currency_code: 'KWD' },
  ]);

  // entities that the first release kept as unknown are typed from what landed
  const replayed = await project.json([0, 3], 'replay', '--quarantined');
  expect(replayed).toMatchObject({ absent: [], failures: [] });
  expect(
    await warehouse.query(
      'select currency_id, currency_code, exchange_rate from silver_zoho_books_currencies order by currency_id',
    ),
  ).toEqual([
    { currency_id: '61', currency_code: 'JPY', exchange_rate: '0.0061000000' },
    { currency_id: '62', currency_code: 'KWD', exchange_rate: null },
  ]);
  expect(await warehouse.query("select entity from silver_quarantine where reason = 'unknown_entity'")).toEqual([]);

  const { object_count: objects } = await readManifest(project.store, oldest);
  expect(await project.json([0, 3], 'replay', '--load', oldest)).toMatchObject({ objects, absent: [], failures: [] });
  await project.json([0, 3], 'replay', '--all');

  const fresh = await openProject();
  unpackLines(LANDING, join(fresh.dir, 'landing'), ['raw/', 'late/']);
  await fresh.json([0, 3], 'run');
  const expected = await fresh.warehouse.fingerprints();
  const silver = (tables: Readonly<Record<string, Fingerprint>>) =>
    Object.fromEntries(Object.entries(tables).filter(([name]) => name.startsWith('silver_')));
  expect(silver(await warehouse.fingerprints())).toEqual(silver(expected));

  // bronze keeps what it was given until it is built anew
  await project.json([0, 3], 'rebuild', '--from', 'landing', '--yes');
  expect(await warehouse.fingerprints()).toEqual(expected);
  expect(await warehouse.query("select event_key from bronze_events where payload like '%invoice_url%'")).toEqual([]);
  expect(await project.json([0, 3], 'run', '--full')).toMatchObject({ objects: 0, missed: 0 });
});
