import { CHECKS_TASK } from '../run-checks.ts';
import type { RunState } from '../warehouse.ts';
import type { Run, RunTask } from './run-state.ts';
import { lastAttempts, phaseOf } from './run-state.ts';

export type Verdict =
  | { readonly kind: 'succeeded' }
  /** the load's tasks succeeded, its checks did not */
  | { readonly kind: 'checks_failed'; readonly task: RunTask }
  | {
      readonly kind: 'failed';
      readonly state: RunState;
      readonly message: string;
      /** in the order in which they ended */
      readonly tasks: readonly RunTask[];
    };

/**
 * What a run that has ended means for its load. Success is only what says so.
 *
 * @param required  the tasks that must have succeeded for the load to be applied, checks left aside
 */
export function judgeRun(run: Run, required: readonly string[]): Verdict {
  const phase = phaseOf(run);
  if (phase.kind === 'ended' && phase.state === 'SUCCESS') return { kind: 'succeeded' };
  const ended = lastAttempts(run).map((task) => ({ task, phase: phaseOf(task) }));
  const succeeded = new Set(
    ended.filter((one) => one.phase.kind === 'ended' && one.phase.state === 'SUCCESS').map((one) => one.task.task_key),
  );
  const failed = ended
    .filter((one) => one.phase.kind === 'ended' && one.phase.state !== 'SUCCESS')
    .map((one) => one.task)
    .sort((a, b) => a.end_time - b.end_time);
  const [checks] = failed;
  const needed = required.filter((key) => key !== CHECKS_TASK);
  const onlyChecks = failed.length === 1 && checks?.task_key === CHECKS_TASK;
  if (onlyChecks && needed.every((key) => succeeded.has(key))) return { kind: 'checks_failed', task: checks };
  const state = phase.kind === 'ended' && phase.state !== 'SUCCESS' ? phase.state : 'SKIPPED';
  return { kind: 'failed', state, message: phase.kind === 'ended' ? phase.message : '', tasks: failed };
}
