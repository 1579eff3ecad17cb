import { messageOf } from '../../receiver/errors.ts';
import { copyFolder, isCopyInto, parseCopyInto } from './copy-into.ts';
import { type Job, type JobTask, taskParameters } from './job.ts';
import { type Notebook, readNotebook } from './notebook.ts';
import { parseImmediate } from './session-statements.ts';
import type { SqlEngine } from './sql-engine.ts';
import { textValue, tokenise, unsupported } from './tokens.ts';
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

/** Reads the notebooks of tasks: by default of all. @throws AppError `notebook_invalid` */
export async function loadTasks(job: Job, tasks: readonly JobTask[] = job.tasks): Promise<readonly LoadedTask[]> {
  return Promise.all(
    tasks.map(async (task) => ({ key: task.key, task, notebook: await readNotebook(task.notebookFile) })),
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

/** Whether a task brings rows into bronze: by a COPY INTO, or by the text of one that it puts together. */
export function copiesInto(task: LoadedTask): boolean {
  return task.notebook.cells.some((cell) => {
    const tokens = tokenise(cell.sql);
    return isCopyInto(tokens) || tokens.some((token) => token.kind === 'text' && COPY_TEXT.test(textValue(token)));
  });
}

/** Splitting every long MERGE into words only to see that it is neither would cost more than to run some. */
const MAYBE_IMMEDIATE = /\bexecute\b[^]*\bimmediate\b/i;
const MAYBE_COPY = /\bcopy\b[^]*\binto\b/i;
const COPY_TEXT = /^\s*copy\s+into\s/i;

/** A caught error as the result of `apply`. @throws anything that is not a failed statement */
export function failed(error: unknown): ApplyResult {
  if (!(error instanceof StatementError)) throw error;
  return { kind: 'failed', code: 'statement_failed', message: error.message };
}

async function runCell(engine: SqlEngine, sql: string, parameters: Readonly<Record<string, string>>): Promise<void> {
  const loadId = parameters['load_id'] ?? '';
  const immediate = MAYBE_IMMEDIATE.test(sql) ? parseImmediate(tokenise(sql)) : undefined;
  if (immediate === undefined) return runStatement(engine, sql, { parameters, loadId });
  const text = 'text' in immediate ? immediate.text : await variableOf(engine, immediate.variable);
  if (parseImmediate(tokenise(text)) !== undefined) {
    throw unsupported('an EXECUTE IMMEDIATE inside of another one', 'put the statement together in one step');
  }
  // as on Databricks: a statement that was put together sees no markers of the job
  await runStatement(engine, text, { parameters: {}, loadId });
}

async function runStatement(
  engine: SqlEngine,
  sql: string,
  run: { readonly parameters: Readonly<Record<string, string>>; readonly loadId: string },
): Promise<void> {
  const tokens = MAYBE_COPY.test(sql) ? tokenise(sql) : [];
  if (!isCopyInto(tokens)) {
    await engine.execute(sql, run.parameters);
    return;
  }
  const copy = parseCopyInto(tokens);
  const folder = copyFolder(copy, run.parameters);
  if (folder !== '') await engine.copyInto(copy, { folder, loadId: run.loadId });
}

/** The text in a session variable. @throws AppError `statement_unsupported` when it holds none */
async function variableOf(engine: SqlEngine, name: string): Promise<string> {
  const value = (await engine.execute(`SELECT session.${name} AS value`)).rows[0]?.[0];
  if (typeof value === 'string') return value;
  throw unsupported(`EXECUTE IMMEDIATE of ${name}, which holds no text`, `assign it with SET VARIABLE ${name} = …`);
}

function jobParameters(job: Job, run: RunParameters): Readonly<Record<string, string>> {
  return { ...job.parameters, load_id: run.loadId, attempt: String(run.attempt), stage: run.stage };
}
