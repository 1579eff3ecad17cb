import type { TaskSettings } from './job-store.ts';
import type { JsonObject } from './json.ts';

export type LifeCycle = 'QUEUED' | 'PENDING' | 'RUNNING' | 'TERMINATING' | 'TERMINATED' | 'SKIPPED' | 'INTERNAL_ERROR';
export type RunResult =
  | 'SUCCESS'
  | 'FAILED'
  | 'TIMEDOUT'
  | 'CANCELED'
  | 'SUCCESS_WITH_FAILURES'
  | 'UPSTREAM_FAILED'
  | 'UPSTREAM_CANCELED'
  | 'EXCLUDED'
  | 'MAXIMUM_CONCURRENT_RUNS_REACHED';

/** Where a run, or a task of one, stands. */
export interface RunState {
  life: LifeCycle;
  result?: RunResult;
  message: string;
}

export interface TaskRun extends RunState {
  /** changes with each attempt */
  id: bigint;
  readonly task: TaskSettings;
  attempt: number;
  /** what the notebook was given */
  parameters: Readonly<Record<string, string>>;
  error?: string;
  startedAt: number;
  endedAt: number;
}

export interface Run extends RunState {
  readonly id: bigint;
  readonly jobId: bigint;
  readonly name: string;
  readonly creator: string;
  readonly token: string | undefined;
  /** defaults overridden by what run-now gave */
  readonly parameters: Readonly<Record<string, string>>;
  readonly defaults: Readonly<Record<string, string>>;
  readonly settings: JsonObject;
  /** in the order in which they run */
  readonly tasks: readonly TaskRun[];
  readonly cancel: AbortController;
  readonly startedAt: number;
  endedAt: number;
  /** resolves when it is over */
  readonly done: Promise<void>;
}

export function isOver(state: RunState): boolean {
  return state.life === 'TERMINATED' || state.life === 'SKIPPED' || state.life === 'INTERNAL_ERROR';
}

/** The old `state` and the new `status` of the same thing. */
export function stateJson(run: RunState): JsonObject {
  const over = isOver(run);
  return {
    state: {
      life_cycle_state: run.life,
      ...(run.result === undefined ? {} : { result_state: run.result }),
      state_message: run.message,
      user_cancelled_or_timedout: run.result === 'CANCELED' || run.result === 'TIMEDOUT',
    },
    status: {
      state: over ? 'TERMINATED' : run.life,
      ...(over ? { termination_details: termination(run) } : {}),
    },
  };
}

function termination({ life, result, message }: RunState): JsonObject {
  if (life === 'INTERNAL_ERROR') return { code: 'INTERNAL_ERROR', type: 'INTERNAL_ERROR', message };
  switch (result) {
    case 'SUCCESS':
      return { code: 'SUCCESS', type: 'SUCCESS', message };
    case 'SUCCESS_WITH_FAILURES':
      return { code: 'SUCCESS_WITH_FAILURES', type: 'SUCCESS', message };
    case 'CANCELED':
    case 'UPSTREAM_CANCELED':
      return { code: 'USER_CANCELED', type: 'CLIENT_ERROR', message };
    case 'TIMEDOUT':
      return { code: 'CANCELED', type: 'CLIENT_ERROR', message };
    case 'MAXIMUM_CONCURRENT_RUNS_REACHED':
      return { code: 'MAX_CONCURRENT_RUNS_EXCEEDED', type: 'CLIENT_ERROR', message };
    case 'EXCLUDED':
      return { code: 'SKIPPED', type: 'SUCCESS', message };
    case 'FAILED':
    case 'UPSTREAM_FAILED':
    case undefined:
    default:
      return { code: life === 'SKIPPED' ? 'SKIPPED' : 'RUN_EXECUTION_ERROR', type: 'CLIENT_ERROR', message };
  }
}
