import { z } from 'zod';
import type { RunState } from '../warehouse.ts';

const stateSchema = z.looseObject({
  life_cycle_state: z.string().optional(),
  result_state: z.string().optional(),
  state_message: z.string().optional(),
});
const statusSchema = z.looseObject({
  state: z.string().optional(),
  termination_details: z
    .looseObject({ code: z.string().optional(), type: z.string().optional(), message: z.string().optional() })
    .optional(),
});
const taskSchema = z.looseObject({
  task_key: z.string(),
  run_id: z.string().optional(),
  attempt_number: z.number().default(0),
  start_time: z.number().default(0),
  end_time: z.number().default(0),
  state: stateSchema.optional(),
  status: statusSchema.optional(),
});

/** What `runs/get` answers, as far as the loader reads it: both the older `state` and the newer `status`. */
export const runSchema = z.looseObject({
  run_page_url: z.string().optional(),
  state: stateSchema.optional(),
  status: statusSchema.optional(),
  tasks: z.array(taskSchema).default([]),
  next_page_token: z.string().optional(),
});
export type Run = z.infer<typeof runSchema>;
export type RunTask = z.infer<typeof taskSchema>;

export type Phase =
  | { readonly kind: 'going' }
  | { readonly kind: 'ended'; readonly state: 'SUCCESS' | RunState; readonly message: string }
  /** a task that the run left out, or never came to because an earlier one had failed */
  | { readonly kind: 'not_run' };

const ENDED: ReadonlySet<string> = new Set(['TERMINATED', 'SKIPPED', 'INTERNAL_ERROR']);

/** Results in the words of either field. What is not listed is a failure: success is only what says so. */
const STATES: Readonly<Record<string, 'SUCCESS' | RunState>> = {
  SUCCESS: 'SUCCESS',
  TIMEDOUT: 'TIMEDOUT',
  TIMED_OUT: 'TIMEDOUT',
  CANCELED: 'CANCELED',
  USER_CANCELED: 'CANCELED',
  SKIPPED: 'SKIPPED',
  MAXIMUM_CONCURRENT_RUNS_REACHED: 'SKIPPED',
  MAX_CONCURRENT_RUNS_EXCEEDED: 'SKIPPED',
  MAX_JOB_QUEUE_SIZE_EXCEEDED: 'SKIPPED',
  INTERNAL_ERROR: 'INTERNAL_ERROR',
  SUCCESS_WITH_FAILURES: 'SUCCESS_WITH_FAILURES',
};
const NOT_RUN: ReadonlySet<string> = new Set(['EXCLUDED', 'DISABLED', 'UPSTREAM_FAILED', 'UPSTREAM_CANCELED']);

/** Where a run, or one of its tasks, stands. */
export function phaseOf({ state, status }: Pick<Run, 'state' | 'status'>): Phase {
  const life = state?.life_cycle_state ?? status?.state ?? '';
  if (!ENDED.has(life)) return { kind: 'going' };
  const { code = '', type = '', message: details = '' } = status?.termination_details ?? {};
  const message = state?.state_message || details;
  const result = state?.result_state ?? code;
  if (NOT_RUN.has(result)) return { kind: 'not_run' };
  // a run in which a task failed may be an INTERNAL_ERROR of the older field; the newer one then knows better
  const taskFailed = code === 'RUN_EXECUTION_ERROR' || type === 'CLIENT_ERROR';
  if (life !== 'TERMINATED' && !taskFailed) return { kind: 'ended', state: STATES[life] ?? 'FAILED', message };
  const internal = type === 'INTERNAL_ERROR' || type === 'CLOUD_FAILURE';
  return { kind: 'ended', state: STATES[result] ?? (internal ? 'INTERNAL_ERROR' : 'FAILED'), message };
}

/** The tasks as they ended: of a task that was retried, the last attempt. */
export function lastAttempts(run: Run): readonly RunTask[] {
  const byKey = new Map<string, RunTask>();
  for (const task of run.tasks) {
    const known = byKey.get(task.task_key);
    if (known === undefined || task.attempt_number >= known.attempt_number) byKey.set(task.task_key, task);
  }
  return [...byKey.values()];
}

/** Duration of each task that ran, ms. */
export function taskDurations(run: Run): Readonly<Record<string, number>> {
  const ran = lastAttempts(run).filter((task) => task.start_time > 0 && task.end_time >= task.start_time);
  return Object.fromEntries(ran.map((task) => [task.task_key, Math.round(task.end_time - task.start_time)]));
}
