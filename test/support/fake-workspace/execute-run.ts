import { messageOf } from '../../../receiver/errors.ts';
import type { Executor } from './executor.ts';
import type { Ids } from './ids.ts';
import { SQL_WAREHOUSE } from './routes/sql-warehouses.ts';
import type { Run, RunResult, TaskRun } from './run-state.ts';
import type { WorkspaceTree } from './tree.ts';
import type { Volumes } from './volumes.ts';

export interface ExecuteOptions {
  readonly ids: Ids;
  readonly tree: WorkspaceTree;
  readonly volumes: Volumes;
  readonly executor: Executor;
  readonly catalogs: () => readonly string[];
  /** a task that fails without its work */
  readonly failing: { readonly key: string; readonly message: string | undefined } | undefined;
}

/** A task that could not even begin. */
class NotStarted extends Error {}

/** Runs the tasks one after the other, each when those it depends on allow it. Stops between tasks when the run is cancelled. */
export async function executeTasks(run: Run, options: ExecuteOptions): Promise<void> {
  const results = new Map<string, RunResult>();
  for (const task of run.tasks) {
    if (run.cancel.signal.aborted) return;
    const refused = refusal(task, results);
    task.startedAt = Date.now();
    if (refused === undefined) await attempts(run, task, options);
    else
      Object.assign(task, {
        life: 'TERMINATED',
        result: refused,
        message: `${refused}: dependencies of the task decided so.`,
      });
    task.endedAt = Date.now();
    if (task.result !== undefined) results.set(task.task.key, task.result);
  }
}

async function attempts(run: Run, task: TaskRun, options: ExecuteOptions): Promise<void> {
  for (;;) {
    await attempt(run, task, options);
    if (task.result === 'SUCCESS' || task.attempt >= task.task.maxRetries || run.cancel.signal.aborted) return;
    task.attempt += 1;
    task.id = options.ids.next();
  }
}

async function attempt(run: Run, task: TaskRun, options: ExecuteOptions): Promise<void> {
  const { task: settings } = task;
  task.life = 'RUNNING';
  delete task.result;
  delete task.error;
  try {
    if (options.failing?.key === settings.key)
      throw new Error(options.failing.message ?? `task ${settings.key} was made to fail`);
    task.parameters = resolved(run, task);
    const { name, source } = notebookOf(task, options.tree);
    const localPath = (path: string): string => options.volumes.local(path);
    await options.executor.runNotebook({
      name,
      source,
      parameters: task.parameters,
      localPath,
      catalogs: options.catalogs(),
    });
    Object.assign(task, { life: 'TERMINATED', result: 'SUCCESS', message: '' });
  } catch (error) {
    const notStarted = error instanceof NotStarted;
    task.error = messageOf(error);
    Object.assign(task, {
      life: notStarted ? 'INTERNAL_ERROR' : 'TERMINATED',
      result: 'FAILED',
      message: notStarted ? task.error : 'Workload failed, see run output for details.',
    });
  }
}

function notebookOf({ task }: TaskRun, tree: WorkspaceTree): { readonly name: string; readonly source: string } {
  const path = task.notebookPath;
  if (path === undefined)
    throw new NotStarted(`Task ${task.key} is no notebook: the fake workspace runs notebooks only.`);
  if (task.warehouseId !== undefined && task.warehouseId !== SQL_WAREHOUSE.id) {
    throw new NotStarted(`SQL warehouse ${task.warehouseId} does not exist`);
  }
  const found = tree.find(path);
  if (found?.kind !== 'NOTEBOOK') {
    throw new NotStarted(
      `Unable to access the notebook "${path}". Either it does not exist, or the identity lacks the permissions.`,
    );
  }
  return { name: found.path.slice(found.path.lastIndexOf('/') + 1), source: found.content.toString('utf8') };
}

/** The notebook's own parameters with references replaced; the job's are pushed down and win. */
function resolved(run: Run, { task }: TaskRun): Readonly<Record<string, string>> {
  const known: Readonly<Record<string, string>> = {
    'job.id': String(run.jobId),
    'job.run_id': String(run.id),
    ...Object.fromEntries(Object.entries(run.parameters).map(([name, value]) => [`job.parameters.${name}`, value])),
  };
  const own = Object.entries(task.baseParameters).map(([name, text]) => [
    name,
    text.replace(/\{\{\s*([\w.]+)\s*\}\}/g, (_, reference: string) => {
      const value = known[reference];
      if (value === undefined)
        throw new NotStarted(`Reference {{${reference}}} of task ${task.key} cannot be resolved`);
      return value;
    }),
  ]);
  return { ...Object.fromEntries(own), ...run.parameters };
}

/** Why a task does not run, by its `run_if`. Dependencies outside of the run (`only`) do not count. */
function refusal({ task }: TaskRun, results: ReadonlyMap<string, RunResult>): RunResult | undefined {
  const before = task.dependsOn.map((key) => results.get(key)).filter((result) => result !== undefined);
  if (before.length === 0) return undefined;
  const count = (...wanted: readonly RunResult[]): number => before.filter((result) => wanted.includes(result)).length;
  const failed = count('FAILED', 'TIMEDOUT', 'UPSTREAM_FAILED');
  switch (task.runIf) {
    case 'ALL_DONE':
      return undefined;
    case 'NONE_FAILED':
      return failed === 0 ? undefined : 'UPSTREAM_FAILED';
    case 'AT_LEAST_ONE_SUCCESS':
      return count('SUCCESS') > 0 ? undefined : 'UPSTREAM_FAILED';
    case 'ALL_FAILED':
      return failed === before.length ? undefined : 'EXCLUDED';
    case 'AT_LEAST_ONE_FAILED':
      return failed > 0 ? undefined : 'EXCLUDED';
    default:
      if (failed > 0) return 'UPSTREAM_FAILED';
      return count('EXCLUDED') > 0 ? 'EXCLUDED' : undefined;
  }
}
