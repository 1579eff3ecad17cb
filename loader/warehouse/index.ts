import type { WarehouseConfig } from '../../receiver/config/config.ts';
import { AppError } from '../../receiver/errors.ts';
import { projectFile } from '../project-files.ts';
import type { Warehouse } from './warehouse.ts';

export interface WarehouseOptions {
  /** the job's tasks that a load with these entities needs (`loader/catalog/tasks.ts`) */
  readonly tasksForEntities: (entities: readonly string[]) => readonly string[];
  /** bundle file; default: the one that is shipped */
  readonly jobFile?: string;
  /** DuckDB's own spelling, e.g. `2GB`; default 1GB */
  readonly memoryLimit?: string;
  readonly threads?: number;
  /** how long to wait while another program has the file open, ms; default 10 000 */
  readonly lockWaitMs?: number;
}

/**
 * The warehouse of the configuration: the one place that knows which engines there are. Nothing is opened before the first call.
 *
 * @throws AppError `engine_unavailable`
 */
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
        limits: {
          memoryLimit: options.memoryLimit ?? DEFAULT_LIMITS.memoryLimit,
          threads: options.threads ?? DEFAULT_LIMITS.threads,
          lockWaitMs: options.lockWaitMs ?? DEFAULT_LIMITS.lockWaitMs,
        },
      });
    }
    case 'databricks':
      throw new AppError(
        'engine_unavailable',
        'warehouse.engine is databricks, which this release cannot load into yet',
        {
          hint: 'this release has the embedded engine only: set warehouse.engine to duckdb',
        },
      );
  }
}
