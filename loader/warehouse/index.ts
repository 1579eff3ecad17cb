import type { DatabricksConfig, GoldConfig, WarehouseConfig } from '../../receiver/config/config.ts';
import { catalogTables } from '../catalog/tables.ts';
import { projectFile } from '../project-files.ts';
import type { Workspace } from './databricks/adapter.ts';
import type { StageFiles } from './stage-files.ts';
import type { Warehouse } from './warehouse.ts';

export interface WarehouseOptions {
  /** the job's tasks that a load with these entities needs (`loader/catalog/tasks.ts`) */
  readonly tasksForEntities: (entities: readonly string[]) => readonly string[];
  /** bundle file; default: the one that is shipped */
  readonly jobFile?: string;
  /** kept in `gold_settings` with every load; undefined: what is there stays */
  readonly gold?: GoldConfig;
  /** DuckDB's own spelling, e.g. `256MB`; default 192MB */
  readonly memoryLimit?: string;
  /** for what does not fit into that, and for a rebuild; default 1GB */
  readonly largeMemoryLimit?: string;
  readonly threads?: number;
  /** how long to wait while another program has the file open, ms; default 10 000 */
  readonly lockWaitMs?: number;
  /** aborted when the process shall end: a warehouse elsewhere is then left to its work, which the next run finds */
  readonly signal?: AbortSignal;
  /** told what keeps no load back and somebody should know */
  readonly onWarning?: (text: string) => void;
}

/** The warehouse of the configuration: the one place that knows which engines there are. Nothing is opened before the first call. */
export async function openWarehouse(config: WarehouseConfig, options: WarehouseOptions): Promise<Warehouse> {
  switch (config.engine) {
    case 'duckdb': {
      // loaded when needed: the receiver and `--help` do without the native library
      const { DuckdbWarehouse } = await import('./duckdb/duckdb-warehouse.ts');
      const { DEFAULT_LIMITS } = await import('./duckdb/open.ts');
      return new DuckdbWarehouse({
        path: config.path,
        jobFile: options.jobFile ?? projectFile('bundle/ledgerlake.job.yml'),
        tasksForEntities: options.tasksForEntities,
        // another job than the shipped one has other tables, and makes them itself
        tables: options.jobFile === undefined ? catalogTables() : [],
        gold: options.jobFile === undefined ? options.gold : undefined,
        limits: {
          memoryLimit: options.memoryLimit ?? DEFAULT_LIMITS.memoryLimit,
          largeMemoryLimit: options.largeMemoryLimit ?? DEFAULT_LIMITS.largeMemoryLimit,
          threads: options.threads ?? DEFAULT_LIMITS.threads,
          lockWaitMs: options.lockWaitMs ?? DEFAULT_LIMITS.lockWaitMs,
        },
      });
    }
    case 'databricks': {
      const { DatabricksWarehouse } = await import('./databricks/databricks-warehouse.ts');
      const { job, sqlWarehouse, catalog, schema } = config;
      const { tasksForEntities, signal, onWarning, gold } = options;
      const workspace = await workspaceOf(config, signal);
      const tables = catalogTables();
      const place = { workspace, job, sqlWarehouse, catalog, schema };
      const told = onWarning === undefined ? {} : { onWarning };
      return new DatabricksWarehouse({ ...place, ...told, tasksForEntities, tables, gold });
    }
  }
}

/** The files of the volume from which the job reads loads. */
export async function openStageFiles(config: DatabricksConfig, signal?: AbortSignal): Promise<StageFiles> {
  const { volumeFiles } = await import('./databricks/files.ts');
  return volumeFiles(await workspaceOf(config, signal));
}

const workspaces = new WeakMap<DatabricksConfig, Workspace>();

/** One for staging and applying: they share the token. */
async function workspaceOf(config: DatabricksConfig, signal: AbortSignal | undefined): Promise<Workspace> {
  const { openWorkspace } = await import('./databricks/adapter.ts');
  const known = workspaces.get(config);
  if (known !== undefined) return known;
  const { host, clientId, clientSecret } = config;
  const workspace = openWorkspace({ host, clientId, clientSecret, ...(signal === undefined ? {} : { signal }) });
  workspaces.set(config, workspace);
  return workspace;
}
