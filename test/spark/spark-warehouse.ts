import { createHash } from 'node:crypto';
import { tasksForEntities } from '../../loader/catalog/tasks.ts';
import { countRows } from '../../loader/warehouse/count-rows.ts';
import { type Fingerprint, fingerprintTables } from '../../loader/warehouse/fingerprint.ts';
import { readJob, selectTasks } from '../../loader/warehouse/job.ts';
import {
  copiesInto,
  EVERY_LOAD,
  failed,
  loadTasks,
  type RunParameters,
  runTasks,
  SETUP_TASK,
} from '../../loader/warehouse/run-tasks.ts';
import { asRows } from '../../loader/warehouse/sql-engine.ts';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { SparkEngine } from './spark-engine.ts';
import { type SparkSession, startSpark } from './spark-session.ts';

export interface SparkWarehouseOptions {
  readonly jobFile: string;
  readonly tasksForEntities: (entities: readonly string[]) => readonly string[];
  /** a session to share; it is then not closed with the warehouse */
  readonly session?: SparkSession;
  /** the schema to begin with, one of its own per warehouse of a session; default `w1` */
  readonly schema?: string;
  /** the entities that a rebuild builds, where a test is about some of them: planning each costs Spark seconds; default all */
  readonly rebuilt?: readonly string[];
}

/** Views and checks are no tables: planning them would cost Spark minutes with each load, and they have a suite of their own. */
export function tasksOfTables(entities: readonly string[]): readonly string[] {
  return tasksForEntities(entities).filter((key) => !key.startsWith('gold_') && key !== 'checks');
}

const ALL: RunParameters = { loadId: EVERY_LOAD, attempt: 1, stage: '' };

/** Open-source Spark and Delta as a warehouse, to compare others with: the same notebooks, but no transaction around a load. */
export async function openSparkWarehouse(options: SparkWarehouseOptions): Promise<Warehouse> {
  const session = options.session ?? (await startSpark());
  const engine = new SparkEngine(session);
  const first = options.schema ?? 'w1';
  let schema = first;
  let generation = 1;
  const bundled = await readJob(options.jobFile);
  const tasks = await loadTasks(bundled);
  const job = (): typeof bundled => ({ ...bundled, parameters: { ...bundled.parameters, schema } });
  const use = async (): Promise<void> => {
    await session.run(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
    await session.run(`USE SCHEMA ${schema}`);
  };
  const stageOf = (load: { loadId: string; attempt: number; stagePath: string }): RunParameters => ({
    loadId: load.loadId,
    attempt: load.attempt,
    stage: load.stagePath,
  });
  return {
    engine: 'spark',
    async apply(load) {
      await use();
      const keys = new Set(selectTasks(bundled, options.tasksForEntities(load.entities)).map((task) => task.key));
      try {
        const wanted = tasks.filter((task) => keys.has(task.key));
        const taskMs = await runTasks({ engine, job: job(), tasks: wanted, parameters: stageOf(load) });
        return { kind: 'applied', ...(await countRows(engine, load.loadId)), taskMs, failedChecks: [] };
      } catch (error) {
        return failed(error);
      }
    },
    async query(sql, parameters = {}) {
      await use();
      return asRows(await engine.execute(sql, parameters));
    },
    async rebuild({ loads, onProgress }) {
      const old = schema;
      generation += 1;
      schema = `${first}_${generation}`;
      await use();
      const setup = tasks.filter((task) => task.key === SETUP_TASK);
      const built = new Set(options.tasksForEntities(options.rebuilt ?? ['*']));
      const rest = tasks.filter((task) => task.key !== SETUP_TASK && built.has(task.key));
      try {
        await runTasks({ engine, job: job(), tasks: setup, parameters: ALL });
        if (loads === undefined)
          await engine.execute(`INSERT INTO bronze_events BY NAME SELECT * FROM ${old}.bronze_events`);
        for (const load of loads ?? []) {
          await runTasks({ engine, job: job(), tasks: rest.filter(copiesInto), parameters: stageOf(load) });
        }
        const taskMs = await runTasks({
          engine,
          job: job(),
          tasks: rest,
          parameters: ALL,
          ...(onProgress === undefined ? {} : { onTask: onProgress }),
        });
        return { kind: 'applied', ...(await countRows(engine, EVERY_LOAD)), taskMs, failedChecks: [] };
      } catch (error) {
        schema = old;
        return failed(error);
      }
    },
    async fingerprints(tables) {
      await use();
      return fingerprints(engine, tables ?? (await dataTables(engine)));
    },
    async close() {
      if (options.session === undefined) await session.close();
    },
  };
}

/** What `fingerprintSql` gives for no rows, whatever the columns. */
const EMPTY: Fingerprint = { rows: 0, hash: createHash('sha256').update('0').digest('hex') };

/** Hashing a wide table costs Spark a second of planning, counting rows next to nothing: only tables with rows are hashed. */
async function fingerprints(engine: SparkEngine, tables: readonly string[]): Promise<Record<string, Fingerprint>> {
  const counts = tables.map((table) => `SELECT '${table}' AS name, count(*) AS rows FROM ${table}`);
  const counted = asRows(await engine.execute(counts.join('\nUNION ALL\n')));
  const filled = new Set(counted.filter(({ rows }) => Number(rows) > 0).map(({ name }) => String(name)));
  const hashed = await fingerprintTables(
    engine,
    tables.filter((table) => filled.has(table)),
  );
  return Object.fromEntries(tables.map((table) => [table, hashed[table] ?? EMPTY]));
}

async function dataTables(engine: SparkEngine): Promise<readonly string[]> {
  const views = new Set((await engine.execute('SHOW VIEWS')).rows.map((row) => row[1]));
  const all = await engine.execute('SHOW TABLES');
  return all.rows
    .map((row) => String(row[1]))
    .filter((name) => /^(silver|bronze)_/.test(name) && !views.has(name))
    .sort();
}
