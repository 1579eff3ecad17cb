import { randomUUID } from 'node:crypto';
import { AppError } from '../../../receiver/errors.ts';
import { CHECKS_TASK } from '../run-checks.ts';
import { EVERY_LOAD } from '../run-tasks.ts';
import type { ApplyResult, LoadToApply, Warehouse } from '../warehouse.ts';
import { BRONZE_TASK, counted, failedCheckNames } from './apply-by-job.ts';
import { failedRun, followRun, taskWords } from './follow-run.ts';
import { growForSwap } from './grow-schema.ts';
import { activeRuns, startRun } from './jobs.ts';
import type { Verdict } from './judge-run.ts';
import { judgeRun } from './judge-run.ts';
import { taskDurations } from './run-state.ts';
import { quotedName } from './sql-place.ts';
import { SqlStateError } from './statements.ts';
import { BRONZE_TABLE, noteLoads, swapTables } from './swap.ts';
import type { DatabricksTarget } from './target.ts';

type RebuildOptions = Parameters<Warehouse['rebuild']>[0];

const SETUP_TASK = 'setup';
const OPS_TASK = 'ops_loads';
/** As `load_id`: matches nothing, so that notebooks renew their views and change no row. */
const NO_LOAD = '-';

/** A run of the rebuild that did not succeed. */
class RunFailed extends Error {
  readonly result: Extract<ApplyResult, { kind: 'failed' }>;

  constructor(result: Extract<ApplyResult, { kind: 'failed' }>) {
    super(result.message);
    this.result = result;
  }
}

/**
 * Builds silver, and with `loads` bronze, by the job in a schema `<schema>__rebuild`, then replaces the rows of each table
 * by those built there: one commit per table, bronze first. Tables keep their names, comments, keys, grants and history.
 *
 * Before the first table is swapped the old ones are as they were. A rebuild that dies between two tables leaves some new
 * and some old; each is complete, and rebuilding again finishes it. Views are renewed at the end.
 *
 * @throws AppError `databricks_…`, `stopped`
 */
export async function rebuildBeside(target: DatabricksTarget, options: RebuildOptions): Promise<ApplyResult> {
  const busy = await activeRuns(target.workspace, target.jobId);
  if (busy.length > 0) {
    throw new AppError('databricks_job_busy', `job ${target.jobId} is at work: run ${busy.join(', ')}`, {
      hint: 'wait until it is done, or cancel it; then rebuild again',
      retryable: true,
    });
  }
  const beside = `${target.schema}__rebuild`;
  try {
    return await build(target, { ...options, beside });
  } catch (error) {
    if (error instanceof RunFailed) return error.result;
    if (error instanceof SqlStateError) return { kind: 'failed', code: 'statement_failed', message: error.message };
    throw error;
  } finally {
    await dropBeside(target, beside, options.onProgress);
  }
}

interface Build extends RebuildOptions {
  readonly beside: string;
}

async function build(target: DatabricksTarget, options: Build): Promise<ApplyResult> {
  const { beside, loads, onProgress } = options;
  const { schema } = target;
  const all = target.tasksForEntities(['*']);
  const without = (...keys: readonly string[]): readonly string[] => all.filter((key) => !keys.includes(key));
  const some = (...keys: readonly string[]): readonly string[] => all.filter((key) => keys.includes(key));
  const engine = target.engine();

  const anew = await growForSwap(
    target,
    (table) => table.startsWith('ops_') || (loads === undefined && table === BRONZE_TABLE),
  );
  onProgress?.(`schema ${beside}`);
  await engine.execute(`drop schema if exists ${quotedName(beside)} cascade`);
  await engine.execute(`create schema if not exists ${quotedName(beside)}`);
  await run(target, { schema: beside, loadId: EVERY_LOAD, only: [SETUP_TASK] });
  if (loads === undefined) {
    // read where it is: nothing is copied, and what COPY INTO remembers of it stays
    await target.engine(beside).execute(`drop table if exists ${BRONZE_TABLE}`);
    await target
      .engine(beside)
      .execute(`create or replace view ${BRONZE_TABLE} as select * from ${quotedName(schema)}.${BRONZE_TABLE}`);
  }
  for (const load of loads ?? []) {
    onProgress?.(`bronze ${load.loadId}`);
    await run(target, { schema: beside, loadId: load.loadId, load, only: [BRONZE_TASK] });
  }
  onProgress?.('silver and gold from all of bronze');
  const built = await run(target, {
    schema: beside,
    loadId: EVERY_LOAD,
    only: without(SETUP_TASK, BRONZE_TASK, CHECKS_TASK),
  });

  await swapTables(target, { beside, anew, withBronze: loads !== undefined, onProgress });
  if (loads !== undefined) await noteLoads(target);
  onProgress?.('views');
  await run(target, { schema, loadId: NO_LOAD, only: without(SETUP_TASK, BRONZE_TASK, OPS_TASK, CHECKS_TASK) });
  onProgress?.('checks');
  const last = await run(target, { schema, loadId: EVERY_LOAD, only: some(SETUP_TASK, OPS_TASK, CHECKS_TASK) });
  const counts = await counted(target, EVERY_LOAD);
  return { kind: 'applied', ...counts, taskMs: built.taskMs, failedChecks: last.failedChecks, runId: last.runId };
}

interface Step {
  readonly schema: string;
  readonly loadId: string;
  readonly only: readonly string[];
  readonly load?: LoadToApply;
}

interface Done {
  readonly runId: string;
  readonly taskMs: Readonly<Record<string, number>>;
  readonly failedChecks: readonly string[];
}

/** One run of the job. @throws RunFailed */
async function run(target: DatabricksTarget, { schema, loadId, only, load }: Step): Promise<Done> {
  const { workspace, jobId, catalog, following } = target;
  const attempt = String(load?.attempt ?? 1);
  const runId = await startRun(workspace, {
    jobId,
    token: randomUUID(),
    parameters: { catalog, schema, load_id: loadId, attempt, stage: load?.stagePath ?? '' },
    only,
  });
  const ended = await followRun(workspace, runId, following);
  const verdict = judgeRun(ended, only);
  if (verdict.kind === 'failed') throw new RunFailed(await failedRun(workspace, runId, verdict));
  return { runId, taskMs: taskDurations(ended), failedChecks: await checksOf(target, loadId, verdict) };
}

async function checksOf(target: DatabricksTarget, loadId: string, verdict: Verdict): Promise<readonly string[]> {
  if (verdict.kind !== 'checks_failed') return [];
  return failedCheckNames(target, { loadId, otherwise: await taskWords(target.workspace, verdict.task) });
}

async function dropBeside(
  target: DatabricksTarget,
  beside: string,
  onProgress: RebuildOptions['onProgress'],
): Promise<void> {
  try {
    await target.engine().execute(`drop schema if exists ${quotedName(beside)} cascade`);
  } catch {
    // it costs space, nothing else; the next rebuild drops it first
    onProgress?.(`schema ${beside} could not be dropped`);
  }
}
