import { z } from 'zod';
import { AppError } from '../../../receiver/errors.ts';
import type { Workspace } from './adapter.ts';
import { bodyWithJobId, isId } from './exact-json.ts';
import type { Run } from './run-state.ts';
import { runSchema } from './run-state.ts';

const id = z.string().refine(isId, { error: 'must be an id' });
const pageToken = z.string().optional();
const jobListSchema = z.looseObject({
  jobs: z
    .array(z.looseObject({ job_id: id, settings: z.looseObject({ name: z.string().optional() }).optional() }))
    .default([]),
  next_page_token: pageToken,
});
const startedSchema = z.looseObject({ run_id: id });
const outputSchema = z.looseObject({ error: z.string().optional(), error_trace: z.string().optional() });
const runListSchema = z.looseObject({ runs: z.array(z.looseObject({ run_id: id })).default([]) });

interface NamedJob {
  readonly id: string;
  readonly name: string;
}

/**
 * The id of the configured job. An id is taken as it is; a name must be that of exactly one job. A development deployment
 * has another name (`[dev <user>] ledgerlake`), so that it is never taken for the real one.
 *
 * @throws AppError `databricks_job_not_found`, `databricks_job_ambiguous`, those of `request`
 */
export async function findJob(workspace: Workspace, job: string): Promise<string> {
  if (isId(job)) return job;
  // the service compares without case
  const found = (await listJobs(workspace, { name: job })).filter(({ name }) => name === job);
  const [first] = found;
  if (found.length === 1 && first !== undefined) return first.id;
  if (found.length > 1) {
    const ids = found.map((one) => one.id).join(', ');
    throw new AppError('databricks_job_ambiguous', `${found.length} jobs are called ${JSON.stringify(job)}: ${ids}`, {
      hint: 'set warehouse.job to the id of the right one (databricks bundle summary)',
    });
  }
  const similar = (await listJobs(workspace, {})).filter(({ name }) => name.endsWith(`] ${job}`));
  const known = similar.map(({ name, id: jobId }) => `${JSON.stringify(name)} (${jobId})`).join(', ');
  throw new AppError('databricks_job_not_found', `no job is called ${JSON.stringify(job)}`, {
    hint:
      known === ''
        ? 'deploy the bundle (databricks bundle deploy), and let the principal see the job: CAN_MANAGE_RUN'
        : `set warehouse.job to the name or id of the deployment that you mean: ${known}`,
  });
}

async function listJobs(workspace: Workspace, filter: { readonly name?: string }): Promise<readonly NamedJob[]> {
  const jobs: NamedJob[] = [];
  let page: string | undefined;
  do {
    const query = new URLSearchParams({ limit: '100', ...filter, ...(page === undefined ? {} : { page_token: page }) });
    const what = 'the list of jobs';
    const answer = await workspace.ask(
      { method: 'GET', path: `/api/2.2/jobs/list?${query.toString()}`, what },
      jobListSchema,
    );
    for (const job of answer.jobs) jobs.push({ id: job.job_id, name: job.settings?.name ?? '' });
    page = answer.next_page_token === '' ? undefined : answer.next_page_token;
  } while (page !== undefined);
  return jobs;
}

export interface RunRequest {
  readonly jobId: string;
  /** at most 64 characters; the same token is answered with the same run */
  readonly token: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** task keys; the others do not run */
  readonly only: readonly string[];
}

/** Starts a run, or finds the one that an earlier call with the same token started. @returns the run's id */
export async function startRun(workspace: Workspace, run: RunRequest): Promise<string> {
  const body = bodyWithJobId(run.jobId, {
    idempotency_token: run.token,
    job_parameters: run.parameters,
    only: run.only,
  });
  const what = `the start of job ${run.jobId}`;
  const answer = await workspace.ask({ method: 'POST', path: '/api/2.2/jobs/run-now', body, what }, startedSchema);
  return answer.run_id;
}

/** A run with all of its tasks. @throws AppError `databricks_not_found`: it was deleted */
export async function readRun(workspace: Workspace, runId: string): Promise<Run> {
  const read = async (page: string | undefined): Promise<Run> => {
    const query = new URLSearchParams({ run_id: runId, ...(page === undefined ? {} : { page_token: page }) });
    return workspace.ask(
      { method: 'GET', path: `/api/2.2/jobs/runs/get?${query.toString()}`, what: `run ${runId}` },
      runSchema,
    );
  };
  const run = await read(undefined);
  const tasks = [...run.tasks];
  let next = run.next_page_token;
  while (next !== undefined && next !== '') {
    const page = await read(next);
    tasks.push(...page.tasks);
    next = page.next_page_token;
  }
  return { ...run, tasks };
}

/** What a task's run said when it failed; undefined when it says nothing. */
export async function readTaskError(workspace: Workspace, taskRunId: string): Promise<string | undefined> {
  const path = `/api/2.2/jobs/runs/get-output?run_id=${taskRunId}`;
  const what = `the output of task run ${taskRunId}`;
  try {
    const { error, error_trace: trace } = await workspace.ask({ method: 'GET', path, what }, outputSchema);
    const text = error?.trim() || trace?.trim();
    return text === undefined || text === '' ? undefined : workspace.clean(text);
  } catch (error) {
    // the state of the run is known; the words for it are a help, not a condition
    if (error instanceof AppError && error.code.startsWith('databricks_')) return undefined;
    throw error;
  }
}

/** Runs of the job that have not ended. */
export async function activeRuns(workspace: Workspace, jobId: string): Promise<readonly string[]> {
  const path = `/api/2.2/jobs/runs/list?job_id=${jobId}&active_only=true&limit=20`;
  const what = `the active runs of job ${jobId}`;
  return (await workspace.ask({ method: 'GET', path, what }, runListSchema)).runs.map((run) => run.run_id);
}
