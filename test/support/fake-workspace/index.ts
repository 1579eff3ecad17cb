import { Auth } from './auth.ts';
import type { Executor } from './executor.ts';
import { duckdbExecutor } from './executors/duckdb.ts';
import { Faults } from './faults.ts';
import type { Route } from './http.ts';
import { FIRST_JOB, FIRST_OBJECT, FIRST_RUN, Ids } from './ids.ts';
import { JobStore } from './job-store.ts';
import { Dashboards } from './routes/dashboards.ts';
import { fileRoutes } from './routes/files.ts';
import { jobRoutes } from './routes/jobs.ts';
import { Permissions } from './routes/permissions.ts';
import { runRoutes } from './routes/runs.ts';
import { scimRoutes } from './routes/scim.ts';
import { SQL_WAREHOUSE, sqlWarehouseRoutes } from './routes/sql-warehouses.ts';
import { statementRoutes } from './routes/statements.ts';
import { unityCatalogRoutes } from './routes/unity-catalog.ts';
import { workspaceFileRoutes } from './routes/workspace-files.ts';
import { Runs } from './runs.ts';
import { type LoggedRequest, listen } from './server.ts';
import { Statements } from './statements.ts';
import { WorkspaceTree } from './tree.ts';
import { UnityCatalog } from './unity-catalog.ts';
import { Volumes } from './volumes.ts';

export type { Executor } from './executor.ts';
export { duckdbExecutor } from './executors/duckdb.ts';
export type { Fault, FaultRule, RunFault } from './faults.ts';
export type { LoggedRequest } from './server.ts';

export interface FakeWorkspaceOptions {
  /** a folder of the test: volumes and the executor's files lie under it */
  readonly root: string;
  /** default: DuckDB under `root`. Closed with the workspace */
  readonly executor?: Executor;
  /** PEM texts; then it speaks https */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** whether it tells clients about itself, as current workspaces do (the CLI warns where not); default true */
  readonly hostMetadata?: boolean;
  /** default `main` and `dev` */
  readonly catalogs?: readonly string[];
  /** entries of a page of a list; default 20 */
  readonly pageSize?: number;
}

/** A Databricks workspace on loopback, by API shape; its jobs really run. */
export interface FakeWorkspace {
  readonly url: string;
  /** of the service principal */
  readonly clientId: string;
  readonly clientSecret: string;
  /** of the user */
  readonly token: string;
  readonly warehouseId: string;
  readonly auth: Auth;
  readonly faults: Faults;
  /** everything that arrived, in order */
  readonly requests: readonly LoggedRequest[];
  readonly jobs: JobStore;
  readonly runs: Runs;
  /** notebooks and files of the workspace */
  readonly files: WorkspaceTree;
  readonly unityCatalog: UnityCatalog;
  readonly volumes: Volumes;
  readonly statements: Statements;
  readonly dashboards: Dashboards;
  readonly executor: Executor;
  /** Cancels runs that are under way, waits for the notebook each is in, and stops. */
  close(): Promise<void>;
}

export async function startFakeWorkspace(options: FakeWorkspaceOptions): Promise<FakeWorkspace> {
  const executor = options.executor ?? duckdbExecutor({ root: options.root });
  const { pageSize = 20 } = options;
  const auth = new Auth();
  const faults = new Faults();
  const objectIds = new Ids(FIRST_OBJECT);
  const files = new WorkspaceTree(() => objectIds.next());
  for (const { userName } of [auth.user, auth.servicePrincipal]) files.mkdirs(`/Users/${userName}`);
  const volumes = new Volumes(options.root);
  const unityCatalog = new UnityCatalog({ volumes, hooks: executor, catalogs: options.catalogs ?? ['main', 'dev'] });
  const jobs = new JobStore(new Ids(FIRST_JOB));
  const runs = new Runs({
    ids: new Ids(FIRST_RUN),
    tree: files,
    volumes,
    executor,
    faults,
    catalogs: () => unityCatalog.catalogs(),
  });
  const statements = new Statements(executor);
  const dashboards = new Dashboards(files);
  const permissions = new Permissions({
    jobs: { exists: (id) => jobs.has(id), root: '/jobs/', makerLevel: 'IS_OWNER' },
    directories: { exists: (id) => files.byId(id) !== undefined, root: '/directories/', makerLevel: 'CAN_MANAGE' },
    dashboards: { exists: (id) => dashboards.has(id), root: '/directories/', makerLevel: 'CAN_MANAGE' },
  });
  const routes: readonly Route[] = [
    ...scimRoutes(),
    ...workspaceFileRoutes(files),
    ...unityCatalogRoutes(unityCatalog),
    ...permissions.routes(),
    ...dashboards.routes(),
    ...sqlWarehouseRoutes(),
    ...jobRoutes(jobs, runs, { pageSize }),
    ...runRoutes(runs, jobs, { pageSize }),
    ...fileRoutes(volumes, { pageSize }),
    ...statementRoutes(statements, { volumes, unityCatalog }),
  ];
  const requests: LoggedRequest[] = [];
  const server = await listen({
    auth,
    faults,
    routes,
    requests,
    hostMetadata: options.hostMetadata ?? true,
    tls: options.tls,
  });
  return {
    url: server.url,
    ...auth.credentials,
    warehouseId: SQL_WAREHOUSE.id,
    auth,
    faults,
    requests,
    jobs,
    runs,
    files,
    unityCatalog,
    volumes,
    statements,
    dashboards,
    executor,
    async close() {
      for (const run of runs.all()) runs.cancel(run);
      await server.close();
      await runs.idle();
      await executor.close();
    },
  };
}
