import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FakeWorkspace } from '../support/fake-workspace/index.ts';
import { type JsonObject, objectsIn } from '../support/fake-workspace/json.ts';
import { type Call, finished } from './client.ts';
import { type Opened, openWorkspace } from './open.ts';
import type { StubExecutor } from './stub-executor.ts';

let opened: Opened;
let workspace: FakeWorkspace;
let executor: StubExecutor;
let call: Call;

beforeAll(async () => {
  opened = await openWorkspace({ pageSize: 2 });
  ({ workspace, executor, call } = opened);
  workspace.files.mkdirs('/Shared/n');
  for (const name of ['a', 'b', 'c', 'd']) {
    workspace.files.importFile(`/Shared/n/${name}.sql`, Buffer.from('-- Databricks notebook source\nselect 1\n'), {
      overwrite: false,
    });
  }
});
afterAll(() => opened.close());
beforeEach(() => {
  executor.notebooks.length = 0;
  executor.failing.clear();
  workspace.faults.clear();
});

const task = (key: string, after: readonly string[] = [], more: JsonObject = {}): JsonObject => ({
  task_key: key,
  depends_on: after.map((name) => ({ task_key: name })),
  notebook_task: { notebook_path: `/Workspace/Shared/n/${key}`, base_parameters: { said: '{{job.parameters.word}}!' } },
  ...more,
});

async function create(tasks: readonly JsonObject[], more: JsonObject = {}): Promise<bigint> {
  const parameters = [{ name: 'word', default: 'hello' }];
  const { json } = await call('POST', '/api/2.2/jobs/create', { name: 'j', parameters, tasks, ...more });
  return json['job_id'] as bigint;
}

const start = (job: bigint, more: JsonObject = {}) => call('POST', '/api/2.2/jobs/run-now', { job_id: job, ...more });
const ended = async (job: bigint, more: JsonObject = {}): Promise<JsonObject> =>
  finished(workspace, call, (await start(job, more)).json['run_id']);
const results = (run: JsonObject): unknown =>
  Object.fromEntries(
    objectsIn(run['tasks']).map((one) => [one['task_key'], (one['state'] as JsonObject)['result_state']]),
  );

describe('jobs', () => {
  it('have ids that no double holds, as bare numbers', async () => {
    const answer = await call('POST', '/api/2.1/jobs/create', { name: 'exact', tasks: [task('a')] });
    const digits = /^\{"job_id":(\d+)\}$/.exec(answer.text)?.[1] ?? '';
    expect(digits).toHaveLength(19);
    expect(String(Number(digits))).not.toBe(digits);
    const run = await call('POST', '/api/2.2/jobs/run-now', `{"job_id":${digits}}`);
    const runId = /"run_id":(\d+)/.exec(run.text)?.[1] ?? '';
    expect(BigInt(runId)).toBeGreaterThan(2n ** 53n);
    expect((await call('GET', `/api/2.2/jobs/runs/get?run_id=${runId}`)).text).toContain(
      `"job_id":${digits},"run_id":${runId},`,
    );
    const rounded = await call('POST', '/api/2.2/jobs/run-now', `{"job_id":${Number(digits)}}`);
    expect(rounded).toMatchObject({ status: 400, json: { error_code: 'INVALID_PARAMETER_VALUE' } });
    expect(await call('POST', '/api/2.2/jobs/run-now', { job_id: digits })).toMatchObject({ status: 400 });
  });

  it('are given back as sent, changed, listed by name in pages, and deleted', async () => {
    const name = 'three of them';
    const ids = [
      await create([task('a')], { name }),
      await create([task('b')], { name }),
      await create([task('c')], { name }),
    ];
    const got = await call('GET', `/api/2.2/jobs/get?job_id=${ids[0]}`);
    expect(got.json).toMatchObject({ job_id: ids[0], settings: { name, tasks: [task('a')] } });
    await call('POST', '/api/2.2/jobs/update', { job_id: ids[0], new_settings: { max_concurrent_runs: 3 } });
    expect((await call('GET', `/api/2.2/jobs/get?job_id=${ids[0]}`)).json).toMatchObject({
      settings: { name, max_concurrent_runs: 3, tasks: [task('a')] },
    });
    const list = (token: string) => call('GET', `/api/2.2/jobs/list?name=${encodeURIComponent(name)}${token}`);
    const first = (await list('')).json;
    expect(objectsIn(first['jobs']).map((job) => job['job_id'])).toEqual(ids.slice(0, 2));
    const second = (await list(`&page_token=${String(first['next_page_token'])}`)).json;
    expect(objectsIn(second['jobs']).map((job) => job['job_id'])).toEqual(ids.slice(2));
    expect(second).not.toHaveProperty('next_page_token');
    await call('POST', '/api/2.2/jobs/delete', { job_id: ids[0] });
    expect(await call('GET', `/api/2.2/jobs/get?job_id=${ids[0]}`)).toMatchObject({
      status: 400,
      json: { error_code: 'INVALID_PARAMETER_VALUE', message: `Job ${ids[0]} does not exist.` },
    });
    expect(await call('GET', `/api/2.0/permissions/jobs/${ids[0]}`)).toMatchObject({ status: 404 });
  });

  it.each([
    ['an unknown dependency', [task('a', ['x'])]],
    ['a cycle', [task('a', ['b']), task('b', ['a'])]],
    ['a key twice', [task('a'), task('a')]],
  ])('are refused with %s', async (_, tasks) => {
    expect(await call('POST', '/api/2.2/jobs/create', { name: 'x', tasks })).toMatchObject({ status: 400 });
  });
});

describe('runs', () => {
  it('go in the order of dependencies, with parameters resolved and pushed down', async () => {
    const job = await create([task('b', ['a']), task('a')]);
    const run = await ended(job, { job_parameters: { word: 'bye' } });
    expect(executor.notebooks.map(({ name, parameters }) => [name, parameters])).toEqual([
      ['a', { said: 'bye!', word: 'bye' }],
      ['b', { said: 'bye!', word: 'bye' }],
    ]);
    expect(run['job_parameters']).toEqual([{ name: 'word', default: 'hello', value: 'bye' }]);
  });

  it('are the same run for the same token', async () => {
    const job = await create([task('a')]);
    const [one, two] = [await start(job, { idempotency_token: 't' }), await start(job, { idempotency_token: 't' })];
    const other = await start(job, { idempotency_token: 'u' });
    expect(two.json['run_id']).toBe(one.json['run_id']);
    expect(other.json['run_id']).not.toBe(one.json['run_id']);
    await workspace.runs.idle();
    expect(executor.notebooks).toHaveLength(2);
    expect(await start(job, { idempotency_token: 'x'.repeat(65) })).toMatchObject({ status: 400 });
  });

  it.each([
    ['an undeclared parameter', { job_parameters: { other: '1' } }],
    ['a parameter that is no text', { job_parameters: { word: 1 } }],
    ['an unknown task', { only: ['a', 'z'] }],
  ])('are refused with %s', async (_, more) => {
    expect(await start(await create([task('a')]), more)).toMatchObject({ status: 400 });
    expect(executor.notebooks).toEqual([]);
  });

  it('fail with the error of the task; run_if decides who runs all the same', async () => {
    executor.failing.set('a', 1);
    const job = await create([
      task('a'),
      task('b', ['a']),
      task('c', ['a'], { run_if: 'ALL_DONE' }),
      task('d', ['b'], { run_if: 'AT_LEAST_ONE_FAILED' }),
    ]);
    const run = await ended(job);
    expect(results(run)).toEqual({ a: 'FAILED', b: 'UPSTREAM_FAILED', c: 'SUCCESS', d: 'SUCCESS' });
    expect(run['state']).toMatchObject({ life_cycle_state: 'TERMINATED', result_state: 'SUCCESS_WITH_FAILURES' });
    const [first] = objectsIn(run['tasks']);
    const output = await call('GET', `/api/2.2/jobs/runs/get-output?run_id=${String(first?.['run_id'])}`);
    expect(output.json).toMatchObject({ error: 'a, cell 1: broken', metadata: { task_key: 'a' } });
    expect(await call('GET', `/api/2.2/jobs/runs/get-output?run_id=${String(run['run_id'])}`)).toMatchObject({
      status: 400,
    });
  });

  it('try a task again as often as it says', async () => {
    executor.failing.set('a', 1);
    const run = await ended(await create([task('a', [], { max_retries: 1 }), task('b', ['a'])]));
    expect(results(run)).toEqual({ a: 'SUCCESS', b: 'SUCCESS' });
    expect(objectsIn(run['tasks'])[0]).toMatchObject({ attempt_number: 1 });
  });

  it('fail where a notebook or a reference does not exist', async () => {
    const lost = task('a', [], { notebook_task: { notebook_path: '/Shared/n/lost' } });
    const wrong = task('b', [], {
      notebook_task: { notebook_path: '/Shared/n/b', base_parameters: { x: '{{job.parameters.wrod}}' } },
    });
    const run = await ended(await create([lost, wrong]));
    expect(run['state']).toMatchObject({ result_state: 'FAILED' });
    for (const one of objectsIn(run['tasks']))
      expect(one['state']).toMatchObject({ life_cycle_state: 'INTERNAL_ERROR' });
  });

  it('queue behind each other, or are skipped, and can be cancelled', async () => {
    const held = workspace.faults.holdRuns();
    const job = await create([task('a')], { max_concurrent_runs: 1, queue: { enabled: true } });
    const state = async (id: unknown): Promise<unknown> =>
      (await call('GET', `/api/2.2/jobs/runs/get?run_id=${String(id)}`)).json['state'];
    const ids = [
      (await start(job)).json['run_id'],
      (await start(job)).json['run_id'],
      (await start(job)).json['run_id'],
    ];
    expect(await state(ids[0])).toMatchObject({ life_cycle_state: 'RUNNING' });
    expect(await state(ids[1])).toMatchObject({ life_cycle_state: 'QUEUED' });
    const skipped = await ended(job, { queue: { enabled: false } });
    expect(skipped['state']).toMatchObject({ life_cycle_state: 'SKIPPED' });
    for (const id of ids.slice(0, 2)) await call('POST', '/api/2.2/jobs/runs/cancel', { run_id: id });
    held.release();
    await workspace.runs.idle();
    expect(await state(ids[0])).toMatchObject({ life_cycle_state: 'TERMINATED', result_state: 'CANCELED' });
    expect(await state(ids[1])).toMatchObject({ life_cycle_state: 'TERMINATED', result_state: 'CANCELED' });
    expect(await state(ids[2])).toMatchObject({ life_cycle_state: 'TERMINATED', result_state: 'SUCCESS' });
    expect(executor.notebooks).toHaveLength(1);
    const list = (await call('GET', `/api/2.2/jobs/runs/list?job_id=${job}&completed_only=true`)).json;
    expect(objectsIn(list['runs'])).toHaveLength(2);
    expect(list['has_more']).toBe(true);
  });

  it('stay RUNNING with their work done until released', async () => {
    const held = workspace.faults.holdRuns('after');
    const { json } = await start(await create([task('a')]));
    await expect.poll(() => executor.notebooks.length).toBe(1);
    expect((await call('GET', `/api/2.2/jobs/runs/get?run_id=${String(json['run_id'])}`)).json['state']).toMatchObject({
      life_cycle_state: 'RUNNING',
    });
    held.release();
    expect((await finished(workspace, call, json['run_id']))['state']).toMatchObject({ result_state: 'SUCCESS' });
  });

  it.each([
    [{ outcome: 'TIMEDOUT' }, 'TERMINATED', 'TIMEDOUT', 'CANCELED', 0],
    [{ outcome: 'CANCELED', workDone: true }, 'TERMINATED', 'CANCELED', 'USER_CANCELED', 2],
    [{ outcome: 'SKIPPED' }, 'SKIPPED', undefined, 'SKIPPED', 0],
    [{ outcome: 'INTERNAL_ERROR' }, 'INTERNAL_ERROR', 'FAILED', 'INTERNAL_ERROR', 0],
    [{ outcome: 'SUCCESS_WITH_FAILURES' }, 'TERMINATED', 'SUCCESS_WITH_FAILURES', 'SUCCESS_WITH_FAILURES', 2],
    [{ outcome: 'FAILED', task: 'b' }, 'TERMINATED', 'FAILED', 'RUN_EXECUTION_ERROR', 1],
    [{ outcome: 'FAILED', workDone: true }, 'TERMINATED', 'FAILED', 'RUN_EXECUTION_ERROR', 2],
  ] as const)('end as asked: %o', async (fault, life, result, code, ran) => {
    const job = await create([task('a'), task('b', ['a'])]);
    workspace.faults.nextRun(fault);
    const run = await ended(job);
    expect(run['state']).toMatchObject({ life_cycle_state: life });
    expect((run['state'] as JsonObject)['result_state']).toBe(result);
    expect(run['status']).toMatchObject({ state: 'TERMINATED', termination_details: { code } });
    expect(executor.notebooks).toHaveLength(ran);
    expect((await ended(job))['state']).toMatchObject({ result_state: 'SUCCESS' });
  });
});
