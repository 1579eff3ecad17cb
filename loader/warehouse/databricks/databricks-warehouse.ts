import type { GoldConfig } from '../../../receiver/config/config.ts';
import { AppError } from '../../../receiver/errors.ts';
import type { CatalogTable } from '../../catalog/tables.ts';
import { type Fingerprint, fingerprintTables } from '../fingerprint.ts';
import { asRows, type SqlEngine, type SqlParameters } from '../sql-engine.ts';
import type { ApplyResult, LoadToApply, SqlRow, Warehouse } from '../warehouse.ts';
import type { Workspace } from './adapter.ts';
import { applyByJob } from './apply-by-job.ts';
import { FOLLOWING, type Following } from './follow-run.ts';
import { findJob } from './jobs.ts';
import { rebuildBeside } from './rebuild.ts';
import { columnsOf, sqlEngine } from './sql-place.ts';
import { SqlStateError } from './statements.ts';
import type { Tagging } from './tag-columns.ts';
import type { DatabricksTarget } from './target.ts';

export interface DatabricksWarehouseOptions {
  readonly workspace: Workspace;
  /** the bundle's job, by name or id */
  readonly job: string;
  /** id of the SQL warehouse; undefined: what the environment or a profile names */
  readonly sqlWarehouse: string | undefined;
  readonly catalog: string;
  readonly schema: string;
  /** the job's tasks that a load with these entities needs */
  readonly tasksForEntities: (entities: readonly string[]) => readonly string[];
  /** what must be there before a load; missing tables and columns are made */
  readonly tables: readonly CatalogTable[];
  /** kept in `gold_settings`; undefined: what is there stays */
  readonly gold?: GoldConfig | undefined;
  readonly following?: Partial<Following>;
  /** told what keeps no load back and somebody should know */
  readonly onWarning?: (text: string) => void;
}

/** Silver on Databricks: loads are applied by the bundle's job, questions answered by a SQL warehouse. */
export class DatabricksWarehouse implements Warehouse {
  readonly engine = 'databricks';
  readonly #options: DatabricksWarehouseOptions;
  #jobId: string | undefined;
  #warehouseId: string | undefined;
  readonly #tagging: Tagging;

  constructor(options: DatabricksWarehouseOptions) {
    this.#options = options;
    this.#tagging = { state: 'open', onWarning: options.onWarning ?? (() => undefined) };
  }

  /** @throws AppError `databricks_…`: nothing is known to be wrong with the load; `stopped`, `schema_conflict` */
  async apply(load: LoadToApply): Promise<ApplyResult> {
    return applyByJob(await this.#target(), load);
  }

  async query(sql: string, parameters: SqlParameters = {}): Promise<readonly SqlRow[]> {
    return this.#read(async (engine) => asRows(await engine.execute(sql, parameters)));
  }

  /** @throws AppError `databricks_…`, `stopped`; before the first table was swapped the old ones are as they were */
  async rebuild(options: Parameters<Warehouse['rebuild']>[0]): Promise<ApplyResult> {
    return rebuildBeside(await this.#target(), options);
  }

  async fingerprints(tables?: readonly string[]): Promise<Readonly<Record<string, Fingerprint>>> {
    return this.#read(async (engine) => fingerprintTables(engine, tables ?? (await this.#dataTables(engine))));
  }

  async close(): Promise<void> {
    // nothing is kept open between requests
  }

  async #target(): Promise<DatabricksTarget> {
    const { workspace, job, catalog, schema, tasksForEntities, tables, gold, following } = this.#options;
    this.#jobId ??= await findJob(workspace, job);
    const warehouseId = await this.#sqlWarehouse();
    return {
      workspace,
      jobId: this.#jobId,
      catalog,
      schema,
      tasksForEntities,
      tables,
      tagging: this.#tagging,
      gold,
      following: { ...FOLLOWING, ...following },
      engine: (inSchema = schema) => sqlEngine(workspace, { catalog, schema: inSchema, warehouseId }),
    };
  }

  async #read<T>(work: (engine: SqlEngine) => Promise<T>): Promise<T> {
    const { workspace, catalog, schema } = this.#options;
    const warehouseId = await this.#sqlWarehouse();
    try {
      return await work(sqlEngine(workspace, { catalog, schema, warehouseId }));
    } catch (error) {
      if (!(error instanceof SqlStateError)) throw error;
      throw new AppError('warehouse_query_failed', `the warehouse refused a query: ${error.message}`, {
        hint: 'check the names of tables and columns; before the first load there are none',
      });
    }
  }

  async #sqlWarehouse(): Promise<string> {
    const { workspace, sqlWarehouse } = this.#options;
    this.#warehouseId ??= sqlWarehouse ?? (await workspace.warehouseId());
    if (this.#warehouseId !== undefined) return this.#warehouseId;
    throw new AppError('databricks_unconfigured', 'warehouse.sql_warehouse is not set', {
      hint: 'set it to the id of a SQL warehouse (SQL Warehouses > your warehouse > ID)',
    });
  }

  /** Tables whose content follows from what was landed; what loads and checks noted is not among them, nor any view. */
  async #dataTables(engine: SqlEngine): Promise<readonly string[]> {
    const columns = await columnsOf(engine, this.#options.schema);
    return [...new Set(columns.map(({ table }) => table))].filter((table) => /^(silver|bronze)_/.test(table)).sort();
  }
}
