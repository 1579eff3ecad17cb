import { existsSync } from 'node:fs';
import type { GoldConfig } from '../../../receiver/config/config.ts';
import { AppError, messageOf } from '../../../receiver/errors.ts';
import type { CatalogTable } from '../../catalog/tables.ts';
import { countRows } from '../count-rows.ts';
import { type Fingerprint, fingerprintTables } from '../fingerprint.ts';
import { type Job, type JobTask, readJob, selectTasks } from '../job.ts';
import { CHECKS_TASK, runChecks } from '../run-checks.ts';
import { failed, type LoadedTask, loadTasks, runTasks, SETUP_TASK } from '../run-tasks.ts';
import { writeSettings } from '../settings.ts';
import { asRows, type SqlParameters } from '../sql-engine.ts';
import type { ApplyResult, LoadToApply, SqlRow, Warehouse } from '../warehouse.ts';
import type { DuckdbEngine } from './engine.ts';
import { growDatabase } from './grow-database.ts';
import { serialised } from './in-turn.ts';
import { type DuckdbLimits, withDatabase } from './open.ts';
import { type RebuildOptions, rebuildDatabase, removeLeftovers } from './rebuild.ts';

export interface DuckdbWarehouseOptions {
  /** absolute path of the database file; created by the first load */
  readonly path: string;
  /** bundle file with the job `ledgerlake` */
  readonly jobFile: string;
  /** what must be there before a load; missing tables and columns are made */
  readonly tables: readonly CatalogTable[];
  /** kept in `gold_settings`; undefined: what is there stays */
  readonly gold: GoldConfig | undefined;
  /** the job's tasks that a load with these entities needs */
  readonly tasksForEntities: (entities: readonly string[]) => readonly string[];
  readonly limits: DuckdbLimits;
}

/** The embedded warehouse: DuckDB in one file, open only while a call runs. Calls of one process run one after the other. */
export class DuckdbWarehouse implements Warehouse {
  readonly engine = 'duckdb';
  readonly #options: DuckdbWarehouseOptions;
  /** read with the first change */
  #job: Job | undefined;
  /** by task: read when a load first needs it, since most loads need few */
  readonly #loaded = new Map<string, LoadedTask>();

  constructor(options: DuckdbWarehouseOptions) {
    this.#options = options;
  }

  /** @throws AppError `warehouse_busy`, `warehouse_unavailable`, `job_invalid`, `notebook_invalid`, `schema_conflict` */
  async apply(load: LoadToApply): Promise<ApplyResult> {
    const { path, limits, tables, gold, tasksForEntities } = this.#options;
    return this.#change(async (job) => {
      const wanted = await this.#load(job, selectTasks(job, tasksForEntities(load.entities)));
      const keys = wanted.map((task) => task.key);
      const setup = wanted.filter((task) => task.key === SETUP_TASK);
      const checks = wanted.filter((task) => task.key === CHECKS_TASK);
      const rest = wanted.filter((task) => !setup.includes(task) && !checks.includes(task));
      const parameters = { loadId: load.loadId, attempt: load.attempt, stage: load.stagePath };
      return withDatabase({ path, mode: 'write', limits }, async (engine) => {
        try {
          // a transaction a table: all comments of a new file in one would take 150 MB
          await growDatabase(engine, tables, keys);
          if (gold !== undefined) await writeSettings(engine, gold);
          // one of its own: what setup notes of the attempt stays when the load's fails
          const setupMs = await engine.atomically(() => runTasks({ engine, job, tasks: setup, parameters }));
          const done = await engine.atomically(async () => {
            const taskMs = await runTasks({ engine, job, tasks: rest, parameters });
            return { ...(await countRows(engine, load.loadId)), taskMs: { ...setupMs, ...taskMs } };
          });
          // after the load's transaction: wrong books are told, and never block a load
          const failedChecks = await runChecks({ engine, job, tasks: checks, parameters });
          return { kind: 'applied', ...done, failedChecks };
        } catch (error) {
          return failed(error);
        }
      });
    });
  }

  async query(sql: string, parameters: SqlParameters = {}): Promise<readonly SqlRow[]> {
    return this.#read(async (engine) => asRows(await engine.execute(sql, parameters)));
  }

  /** @throws AppError as `apply`, `warehouse_changed` */
  async rebuild(options: RebuildOptions): Promise<ApplyResult> {
    const { path, limits, tables, gold } = this.#options;
    return this.#change(async (job) => {
      const tasks = await this.#load(job, job.tasks);
      return rebuildDatabase({ ...options, job, tasks, path, limits, tables, gold });
    });
  }

  async fingerprints(tables?: readonly string[]): Promise<Readonly<Record<string, Fingerprint>>> {
    return this.#read(async (engine) => fingerprintTables(engine, tables ?? (await dataTables(engine))));
  }

  async close(): Promise<void> {
    await serialised(this.#options.path, async () => undefined);
  }

  async #read<T>(work: (engine: DuckdbEngine) => Promise<T>): Promise<T> {
    const { path, limits } = this.#options;
    return serialised(path, () =>
      withDatabase({ path, mode: 'read', limits }, async (engine) => {
        try {
          return await work(engine);
        } catch (cause) {
          throw queryFailed(path, cause);
        }
      }),
    );
  }

  async #change<T>(work: (job: Job) => Promise<T>): Promise<T> {
    const { path, jobFile } = this.#options;
    return serialised(path, async () => {
      // only who may write tidies up: another process may be rebuilding while this one reads
      if (this.#job === undefined) await removeLeftovers(path);
      this.#job ??= await readJob(jobFile);
      return work(this.#job);
    });
  }

  /** Tasks with their notebooks, in the order given. */
  async #load(job: Job, tasks: readonly JobTask[]): Promise<readonly LoadedTask[]> {
    const missing = tasks.filter((task) => !this.#loaded.has(task.key));
    for (const task of await loadTasks(job, missing)) this.#loaded.set(task.key, task);
    return tasks.flatMap((task) => this.#loaded.get(task.key) ?? []);
  }
}

/** Tables whose content follows from what was landed; what loads and checks noted is not among them, nor any view. */
async function dataTables(engine: DuckdbEngine): Promise<readonly string[]> {
  const { rows } = await engine.execute(
    `SELECT table_name FROM information_schema.tables
     WHERE table_type = 'BASE TABLE' AND (starts_with(table_name, 'silver_') OR starts_with(table_name, 'bronze_'))
     ORDER BY table_name`,
  );
  return rows.map(([name]) => String(name));
}

function queryFailed(path: string, cause: unknown): AppError {
  return new AppError('warehouse_query_failed', `the warehouse refused a query: ${messageOf(cause)}`, {
    hint: existsSync(path)
      ? 'check the names of tables and columns'
      : 'nothing has been loaded yet: run `ledgerlake run` first',
    cause,
  });
}
