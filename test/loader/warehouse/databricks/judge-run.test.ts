import { describe, expect, test } from 'vitest';
import { judgeRun } from '../../../../loader/warehouse/databricks/judge-run.ts';
import { phaseOf, runSchema, taskDurations } from '../../../../loader/warehouse/databricks/run-state.ts';

const old = (life: string, result?: string) => ({
  state: { life_cycle_state: life, state_message: 'why', ...(result === undefined ? {} : { result_state: result }) },
});
const fresh = (state: string, code?: string, type?: string) => ({
  status: { state, ...(code === undefined ? {} : { termination_details: { code, type, message: 'why' } }) },
});

describe('where a run stands', () => {
  test.each(['QUEUED', 'PENDING', 'RUNNING', 'TERMINATING', 'BLOCKED', 'WAITING_FOR_RETRY', 'SOMETHING_NEW'])(
    '%s goes on',
    (state) => {
      expect([phaseOf(old(state)), phaseOf(fresh(state))]).toEqual([{ kind: 'going' }, { kind: 'going' }]);
    },
  );

  test.each([
    [old('TERMINATED', 'SUCCESS'), 'SUCCESS'],
    [old('TERMINATED', 'FAILED'), 'FAILED'],
    [old('TERMINATED', 'TIMEDOUT'), 'TIMEDOUT'],
    [old('TERMINATED', 'CANCELED'), 'CANCELED'],
    [old('TERMINATED', 'MAXIMUM_CONCURRENT_RUNS_REACHED'), 'SKIPPED'],
    [old('TERMINATED', 'SUCCESS_WITH_FAILURES'), 'SUCCESS_WITH_FAILURES'],
    [old('TERMINATED', 'A_NEW_RESULT'), 'FAILED'],
    [old('TERMINATED'), 'FAILED'],
    [old('SKIPPED'), 'SKIPPED'],
    [old('INTERNAL_ERROR'), 'INTERNAL_ERROR'],
    [old('INTERNAL_ERROR', 'FAILED'), 'INTERNAL_ERROR'],
    [{ ...old('INTERNAL_ERROR', 'FAILED'), ...fresh('TERMINATED', 'RUN_EXECUTION_ERROR', 'CLIENT_ERROR') }, 'FAILED'],
    [fresh('TERMINATED', 'SUCCESS', 'SUCCESS'), 'SUCCESS'],
    [fresh('TERMINATED', 'RUN_EXECUTION_ERROR', 'CLIENT_ERROR'), 'FAILED'],
    [fresh('TERMINATED', 'USER_CANCELED', 'SUCCESS'), 'CANCELED'],
    [fresh('TERMINATED', 'SKIPPED', 'SUCCESS'), 'SKIPPED'],
    [fresh('TERMINATED', 'INTERNAL_ERROR', 'INTERNAL_ERROR'), 'INTERNAL_ERROR'],
    [fresh('TERMINATED', 'CLOUD_PROVIDER_SHUTDOWN', 'CLOUD_FAILURE'), 'INTERNAL_ERROR'],
    [fresh('TERMINATED', 'SUCCESS_WITH_FAILURES', 'SUCCESS'), 'SUCCESS_WITH_FAILURES'],
  ] as const)('%j has ended as %s', (run, state) => {
    expect(phaseOf(runSchema.parse(run))).toMatchObject({ kind: 'ended', state });
  });
});

const task = (key: string, result: string, more: object = {}) => ({
  task_key: key,
  run_id: `1${key.length}`,
  end_time: 5,
  ...old('TERMINATED', result),
  ...more,
});
const run = (result: string, tasks: readonly object[]) => runSchema.parse({ ...old('TERMINATED', result), tasks });
const NEEDED = ['setup', 'ops_loads', 'checks'];
const loaded = [task('setup', 'SUCCESS'), task('ops_loads', 'SUCCESS')];

describe('a run means', () => {
  test('success only when it says so', () => {
    expect(judgeRun(run('SUCCESS', [...loaded, task('checks', 'SUCCESS')]), NEEDED)).toEqual({ kind: 'succeeded' });
  });

  test.each(['FAILED', 'SUCCESS_WITH_FAILURES', 'TIMEDOUT', 'CANCELED'])(
    'an applied load when checks alone failed (%s)',
    (result) => {
      const verdict = judgeRun(run(result, [...loaded, task('checks', 'FAILED')]), NEEDED);
      expect(verdict).toMatchObject({ kind: 'checks_failed', task: { task_key: 'checks' } });
    },
  );

  test.each([
    [
      'another task failed too',
      [task('setup', 'FAILED'), task('ops_loads', 'UPSTREAM_FAILED'), task('checks', 'FAILED')],
    ],
    ['a needed task is not there', [task('setup', 'SUCCESS'), task('checks', 'FAILED')]],
    ['a needed task was left out', [task('setup', 'SUCCESS'), task('ops_loads', 'EXCLUDED'), task('checks', 'FAILED')]],
    ['no task failed', loaded],
    ['there are no tasks', []],
  ])('a failed load when %s', (_, tasks) => {
    expect(judgeRun(run('FAILED', tasks), NEEDED)).toMatchObject({ kind: 'failed', state: 'FAILED', message: 'why' });
  });

  test('what the last attempt of each task says', () => {
    const retried = [task('setup', 'FAILED', { attempt_number: 0 }), task('setup', 'SUCCESS', { attempt_number: 1 })];
    const tasks = [...retried, task('ops_loads', 'SUCCESS'), task('checks', 'FAILED')];
    expect(judgeRun(run('FAILED', tasks), NEEDED)).toMatchObject({ kind: 'checks_failed' });
  });

  test('first the task that failed first', () => {
    const tasks = [task('late', 'FAILED', { end_time: 9 }), task('early', 'FAILED', { end_time: 3 })];
    const verdict = judgeRun(run('FAILED', tasks), NEEDED);
    expect(verdict).toMatchObject({ tasks: [{ task_key: 'early' }, { task_key: 'late' }] });
  });
});

test('durations are those of tasks that ran', () => {
  const tasks = [
    task('a', 'SUCCESS', { start_time: 100, end_time: 350 }),
    task('b', 'UPSTREAM_FAILED', { end_time: 0 }),
  ];
  expect(taskDurations(run('FAILED', tasks))).toEqual({ a: 250 });
});
