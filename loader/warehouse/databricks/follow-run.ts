import { AppError } from '../../../receiver/errors.ts';
import type { ApplyResult, RunState } from '../warehouse.ts';
import type { Workspace } from './adapter.ts';
import { readRun, readTaskError } from './jobs.ts';
import type { Verdict } from './judge-run.ts';
import type { Run } from './run-state.ts';
import { phaseOf } from './run-state.ts';
import { pause } from './send.ts';

/** How often to look at a run, and for how long. */
export interface Following {
  readonly firstPauseMs: number;
  readonly maxPauseMs: number;
  /** after that the run is left to itself; the next loader run goes on following it */
  readonly deadlineMs: number;
}

export const FOLLOWING: Following = { firstPauseMs: 250, maxPauseMs: 15_000, deadlineMs: 2 * 3_600_000 };

/**
 * Looks at a run with growing pauses until it has ended.
 *
 * @throws AppError `databricks_run_unfinished` at the deadline, `databricks_not_found` when it was deleted, those of `request`
 */
export async function followRun(workspace: Workspace, runId: string, following: Following): Promise<Run> {
  const until = performance.now() + following.deadlineMs;
  let pauseMs = following.firstPauseMs;
  for (;;) {
    const run = await readRun(workspace, runId);
    if (phaseOf(run).kind !== 'going') return run;
    if (performance.now() + pauseMs > until) throw unfinished(runId, run, following.deadlineMs);
    await pause(pauseMs, workspace.signal);
    pauseMs = Math.min(following.maxPauseMs, pauseMs * 1.5);
  }
}

function unfinished(runId: string, run: Run, deadlineMs: number): AppError {
  const life = run.state?.life_cycle_state ?? run.status?.state ?? 'unknown';
  const minutes = Math.round(deadlineMs / 60_000);
  return new AppError('databricks_run_unfinished', `run ${runId} is still ${life} after ${minutes} minutes`, {
    hint: `look at ${run.run_page_url ?? 'the run in the workspace'}; the next run of the loader goes on following it`,
    retryable: true,
  });
}

const CODES: Readonly<Record<RunState, string>> = {
  FAILED: 'run_failed',
  TIMEDOUT: 'run_timed_out',
  CANCELED: 'run_canceled',
  SKIPPED: 'run_skipped',
  INTERNAL_ERROR: 'run_internal_error',
  SUCCESS_WITH_FAILURES: 'run_partly_failed',
};
const MAX_MESSAGE = 4000;

/** A run that failed as the result of `apply`, with the words of the task that failed first. */
export async function failedRun(
  workspace: Workspace,
  runId: string,
  verdict: Extract<Verdict, { kind: 'failed' }>,
): Promise<Extract<ApplyResult, { kind: 'failed' }>> {
  const { state, tasks } = verdict;
  const [first, ...others] = tasks;
  const words = [first === undefined ? '' : await taskWords(workspace, first), workspace.clean(verdict.message)];
  const said = words.find((text) => text !== '') ?? `the run ended as ${state}`;
  const more = others.length === 0 ? '' : ` (failed too: ${others.map((task) => task.task_key).join(', ')})`;
  return { kind: 'failed', code: CODES[state], message: `${said.slice(0, MAX_MESSAGE)}${more}`, runId, state };
}

/** `silver_zoho_books_invoices: <its error>` */
export async function taskWords(workspace: Workspace, task: Run['tasks'][number]): Promise<string> {
  const error = task.run_id === undefined ? undefined : await readTaskError(workspace, task.run_id);
  const phase = phaseOf(task);
  const message = phase.kind === 'ended' ? workspace.clean(phase.message) : '';
  const said = error ?? (message === '' ? (phase.kind === 'ended' ? phase.state : '') : message);
  return `${task.task_key}: ${said}`;
}
