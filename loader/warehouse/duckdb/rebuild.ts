import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { GoldConfig } from '../../../receiver/config/config.ts';
import { AppError } from '../../../receiver/errors.ts';
import type { CatalogTable } from '../../catalog/tables.ts';
import { countRows } from '../count-rows.ts';
import type { Job } from '../job.ts';
import { CHECKS_TASK, runChecks } from '../run-checks.ts';
import { copiesInto, EVERY_LOAD, failed, type LoadedTask, runTasks, SETUP_TASK } from '../run-tasks.ts';
import { writeSettings } from '../settings.ts';
import { sqlText } from '../tokens.ts';
import type { ApplyResult, LoadToApply } from '../warehouse.ts';
import type { DuckdbEngine } from './engine.ts';
import { refuseOtherTypes } from './grow-database.ts';
import { type DuckdbLimits, withDatabase } from './open.ts';

export interface RebuildOptions {
  /** bronze comes from these loads; undefined: from the present file */
  readonly loads?: readonly LoadToApply[];
  readonly onProgress?: (text: string) => void;
}

interface Rebuild extends RebuildOptions {
  readonly path: string;
  readonly limits: DuckdbLimits;
  readonly job: Job;
  readonly tasks: readonly LoadedTask[];
  /** the catalog's: of those whose rows are taken over, the columns are compared first */
  readonly tables: readonly CatalogTable[];
  readonly gold: GoldConfig | undefined;
}

/** Tables that no landed object can give again: what loads and checks noted about themselves. */
const OPS = 'ops_';
/** What the configuration said last. */
const SETTINGS = 'gold_settings';
const ALL = { loadId: EVERY_LOAD, attempt: 1, stage: '' };

/**
 * Builds the whole database anew in `<path>.rebuild` and puts it in the place of the old one, which is only read and stays
 * as it was when anything fails. Programs that read the old file at that moment keep reading the old one.
 *
 * @throws AppError `warehouse_busy`, `warehouse_unavailable`, `warehouse_changed`, `schema_conflict`
 */
export async function rebuildDatabase(rebuild: Rebuild): Promise<ApplyResult> {
  const { path, limits, tables } = rebuild;
  const building = `${path}.rebuild`;
  await mkdir(dirname(path), { recursive: true });
  if (existsSync(path)) {
    await withDatabase({ path, mode: 'write', limits }, async (engine) => {
      await refuseOtherTypes(
        engine,
        tables.filter(({ name }) => isKept(name, rebuild)),
      );
      // opened for writing and closed, the old file has no write-ahead log left that a new file could mistake for its own
      await engine.checkpoint();
    });
  }
  try {
    // every version of every record at once
    const roomy = { ...limits, memoryLimit: limits.largeMemoryLimit };
    const result = await withDatabase({ path: building, mode: 'write', limits: roomy }, async (engine) => {
      const built = await build(engine, rebuild);
      if (built.kind === 'applied') await engine.checkpoint();
      return built;
    });
    if (result.kind === 'applied') await swap(building, path);
    return result;
  } finally {
    await removeLeftovers(path);
  }
}

/** Removes what a rebuild that was killed left behind. */
export async function removeLeftovers(path: string): Promise<void> {
  for (const end of ['.rebuild', '.rebuild.wal', '.rebuild.tmp'])
    await rm(`${path}${end}`, { recursive: true, force: true });
}

async function build(engine: DuckdbEngine, rebuild: Rebuild): Promise<ApplyResult> {
  const { path, job, tasks, loads, gold, onProgress } = rebuild;
  const setup = tasks.filter((task) => task.key === SETUP_TASK);
  const checks = tasks.filter((task) => task.key === CHECKS_TASK);
  const rest = tasks.filter((task) => task.key !== SETUP_TASK && task.key !== CHECKS_TASK);
  const onTask = (key: string): void => onProgress?.(key);
  try {
    await runTasks({ engine, job, tasks: setup, parameters: ALL });
    if (existsSync(path)) {
      await engine.raw(`ATTACH ${sqlText(path)} AS old_database (READ_ONLY)`);
      await copyTables(engine, (table) => isKept(table, rebuild), onProgress);
      await engine.raw('DETACH old_database');
    }
    for (const load of loads ?? []) {
      onProgress?.(`bronze ${load.loadId}`);
      const parameters = { loadId: load.loadId, attempt: load.attempt, stage: load.stagePath };
      await runTasks({ engine, job, tasks: [...setup, ...rest.filter(copiesInto)], parameters });
    }
    // again, for what setup itself notes: the copied tables have replaced it
    const setupMs = await runTasks({ engine, job, tasks: setup, parameters: ALL });
    if (gold !== undefined) await writeSettings(engine, gold);
    const taskMs = await runTasks({ engine, job, tasks: rest, parameters: ALL, onTask });
    for (const load of loads ?? []) {
      const parameters = { loadId: load.loadId, attempt: load.attempt, stage: load.stagePath };
      await runTasks({ engine, job, tasks: rest.filter((task) => task.key.startsWith(OPS)), parameters });
    }
    return {
      kind: 'applied',
      ...(await countRows(engine, EVERY_LOAD)),
      taskMs: { ...setupMs, ...taskMs },
      failedChecks: await runChecks({ engine, job, tasks: checks, parameters: ALL, onTask }),
    };
  } catch (error) {
    return failed(error);
  }
}

/** Whether a table's rows are taken over from the old file. */
function isKept(table: string, { loads }: RebuildOptions): boolean {
  if (table.startsWith(OPS) || table === SETTINGS) return true;
  return loads === undefined && (table.startsWith('bronze_') || table === '_copied_files');
}

async function copyTables(
  engine: DuckdbEngine,
  wanted: (table: string) => boolean,
  onProgress: RebuildOptions['onProgress'],
): Promise<void> {
  const old = await engine.raw("SELECT table_name FROM duckdb_tables() WHERE database_name = 'old_database'");
  const fresh = await engine.raw("SELECT table_name FROM duckdb_tables() WHERE database_name <> 'old_database'");
  const present = new Set(fresh.rows.map(([name]) => name));
  for (const table of old.rows.map(([name]) => String(name)).filter(wanted)) {
    onProgress?.(`copy ${table}`);
    const from = `old_database.${quoted(table)}`;
    if (!present.has(table)) await engine.raw(`CREATE TABLE ${quoted(table)} AS SELECT * FROM ${from} LIMIT 0`);
    for (const [name, type] of await unknownColumns(engine, table))
      await engine.raw(`ALTER TABLE ${quoted(table)} ADD COLUMN ${quoted(name)} ${type}`);
    await engine.raw(`DELETE FROM ${quoted(table)}`);
    await engine.raw(`INSERT INTO ${quoted(table)} BY NAME SELECT * FROM ${from}`);
  }
}

/** Columns of an old table that the new one lacks: somebody's own. */
async function unknownColumns(engine: DuckdbEngine, table: string): Promise<readonly (readonly [string, string])[]> {
  const { rows } = await engine.raw(
    `SELECT column_name, data_type, database_name = 'old_database' FROM duckdb_columns()
     WHERE table_name = $table AND NOT internal ORDER BY column_index`,
    { table },
  );
  const known = new Set(rows.filter(([, , isOld]) => isOld !== true).map(([name]) => String(name).toLowerCase()));
  return rows
    .filter(([name, , isOld]) => isOld === true && !known.has(String(name).toLowerCase()))
    .map(([name, type]) => [String(name), String(type)] as const);
}

async function swap(building: string, path: string): Promise<void> {
  if (existsSync(`${path}.wal`)) {
    throw new AppError('warehouse_changed', `${path} was written by another program during the rebuild`, {
      hint: 'run the rebuild again while nothing else writes to it',
      retryable: true,
    });
  }
  const file = await open(building, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(building, path);
  const folder = await open(dirname(path), 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
