import { messageOf } from '../../receiver/errors.ts';
import { copyFolder, isCopyInto, parseCopyInto } from './copy-into.ts';
import { type Job, type JobTask, taskParameters } from './job.ts';
import { type Notebook, readNotebook } from './notebook.ts';
import type { SqlEngine } from './sql-engine.ts';
import { tokenise } from './tokens.ts';
import type { ApplyResult } from './warehouse.ts';

/** The task that creates what is missing; it runs before the load's transaction. */
export const SETUP_TASK = 'setup';
/** As `load_id`: silver from all of bronze. */
export const EVERY_LOAD = '*';

/** A task with its notebook read. */
export interface LoadedTask {
  readonly key: string;
  readonly task: JobTask;
  readonly notebook: Notebook;
}

/** Values of the job's parameters for one run; catalog and schema keep the defaults of the bundle file. */
export interface RunParameters {
  readonly loadId: string;
  readonly attempt: number;
  /** folder of the load's Parquet; '' where there is none: COPY INTO is then left out */
  readonly stage: string;
}

/** A statement that failed, with its place. */
export class StatementError extends Error {
  constructor(notebook: string, cell: number, cause: unknown) {
    super(`${notebook}, cell ${cell}: ${messageOf(cause)}`, { cause });
    this.name = 'StatementError';
  }
}

/** @throws AppError `notebook_invalid` */
export async function loadTasks(job: Job): Promise<readonly LoadedTask[]> {
  return Promise.all(
    job.tasks.map(async (task) => ({ key: task.key, task, notebook: await readNotebook(task.notebookFile) })),
  );
}

export interface RunTasksOptions {
  readonly engine: SqlEngine;
  readonly job: Job;
  readonly tasks: readonly LoadedTask[];
  readonly parameters: RunParameters;
  readonly onTask?: (key: string) => void;
}

/**
 * Runs notebooks cell by cell, in the order given.
 *
 * @returns the duration of each task in ms
 * @throws StatementError for the first cell that fails; what ran before it stays as it is
 */
export async function runTasks(options: RunTasksOptions): Promise<Readonly<Record<string, number>>> {
  const taskMs: Record<string, number> = {};
  for (const { key, task, notebook } of options.tasks) {
    options.onTask?.(key);
    const started = performance.now();
    const parameters = taskParameters(task, jobParameters(options.job, options.parameters));
    for (const cell of notebook.cells) {
      try {
        await runCell(options.engine, cell.sql, parameters);
      } catch (cause) {
        throw new StatementError(notebook.name, cell.number, cause);
      }
    }
    taskMs[key] = Math.round(performance.now() - started);
  }
  return taskMs;
}

/** Whether a task brings rows into bronze. */
export function copiesInto(task: LoadedTask): boolean {
  return task.notebook.cells.some((cell) => isCopyInto(tokenise(cell.sql)));
}

/** A caught error as the result of `apply`. @throws anything that is not a failed statement */
export function failed(error: unknown): ApplyResult {
  if (!(error instanceof StatementError)) throw error;
  return { kind: 'failed', code: 'statement_failed', message: error.message };
}

async function runCell(engine: SqlEngine, sql: string, parameters: Readonly<Record<string, string>>): Promise<void> {
  const tokens = tokenise(sql);
  if (!isCopyInto(tokens)) {
    await engine.execute(sql, parameters);
    return;
  }
  const copy = parseCopyInto(tokens);
  const folder = copyFolder(copy, parameters);
  if (folder !== '') await engine.copyInto(copy, { folder, loadId: parameters['load_id'] ?? '' });
}

function jobParameters(job: Job, run: RunParameters): Readonly<Record<string, string>> {
  return { ...job.parameters, load_id: run.loadId, attempt: String(run.attempt), stage: run.stage };
}
