import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { catalogTables } from '../../../../loader/catalog/tables.ts';
import { tasksForEntities } from '../../../../loader/catalog/tasks.ts';
import { openWorkspace, type Workspace } from '../../../../loader/warehouse/databricks/adapter.ts';
import { DatabricksWarehouse } from '../../../../loader/warehouse/databricks/databricks-warehouse.ts';
import type { Patience } from '../../../../loader/warehouse/databricks/send.ts';
import { type Executor, type FakeWorkspace, startFakeWorkspace } from '../../../support/fake-workspace/index.ts';
import { installJob } from '../../../support/fake-workspace/install-job.ts';
import { tempDir } from '../../../support/temp-dir.ts';

/** Short enough for tests; a fault passes within it. */
export const QUICK: Patience = { requestMs: 5_000, retryMs: 10_000, firstPauseMs: 5, maxPauseMs: 50 };

export function connect(
  fake: Pick<FakeWorkspace, 'url' | 'clientId' | 'clientSecret'>,
  patience: Partial<Patience> = {},
): Workspace {
  const { url: host, clientId, clientSecret } = fake;
  return openWorkspace({ host, clientId, clientSecret, patience: { ...QUICK, ...patience } });
}

export interface Deployed {
  readonly fake: FakeWorkspace;
  readonly jobId: string;
  readonly workspace: Workspace;
  readonly warehouse: DatabricksWarehouse;
}

/** A fake workspace with the project's job deployed, and the warehouse over it; both go when the test ends. */
export async function deploy(
  options: {
    readonly jobFile?: string;
    readonly tasks?: (entities: readonly string[]) => readonly string[];
    readonly volumeFolder?: string;
    /** default: DuckDB */
    readonly executor?: Executor;
  } = {},
): Promise<Deployed> {
  const fake = await startFakeWorkspace({
    root: join(tempDir(), 'workspace'),
    ...(options.executor === undefined ? {} : { executor: options.executor }),
  });
  onTestFinished(() => fake.close());
  const { jobFile, volumeFolder } = options;
  const jobId = await installJob(fake, {
    ...(jobFile === undefined ? {} : { jobFile }),
    ...(volumeFolder === undefined ? {} : { volumeFolder }),
  });
  const workspace = connect(fake);
  const warehouse = new DatabricksWarehouse({
    workspace,
    job: 'ledgerlake',
    sqlWarehouse: fake.warehouseId,
    catalog: 'main',
    schema: 'ledgerlake',
    tasksForEntities: options.tasks ?? tasksForEntities,
    tables: options.jobFile === undefined ? catalogTables() : [],
    following: { firstPauseMs: 5, maxPauseMs: 50, deadlineMs: 300_000 },
  });
  return { fake, jobId, workspace, warehouse };
}
