import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { openWorkspace } from '../../../../loader/warehouse/databricks/adapter.ts';
import { DatabricksWarehouse } from '../../../../loader/warehouse/databricks/databricks-warehouse.ts';
import type { FaultRule, RunFault } from '../../../support/fake-workspace/index.ts';
import { allTasks } from '../small-project.ts';
import { A, B, deploySmall, NEWER, type SmallDeployment } from './small.ts';
import { QUICK } from './support.ts';

const runNow = { method: 'POST', path: /run-now$/ };
const bronze = ({ warehouse }: SmallDeployment) =>
  warehouse.query('select _load_id, count(*) as n from bronze_events group by _load_id order by _load_id');
/** task keys of each run */
const runs = ({ fake }: SmallDeployment) =>
  fake.runs.all().map((run) => run.tasks.filter((task) => task.result !== undefined).map((task) => task.task.key));

describe('a load', () => {
  test('is applied by one run of the job, whose id is told before the run is followed', async () => {
    const small = await deploySmall();
    const told: string[] = [];
    const seen = () => small.fake.requests.filter((request) => request.path.endsWith('/runs/get')).length;
    const onRun = async (runId: string) => {
      told.push(runId, String(seen()));
    };
    const result = await small.warehouse.apply(await small.load('l1', [A, B], { onRun }));
    const [run] = small.fake.runs.all();
    const runId = String(run?.id);
    expect(BigInt(runId)).toBeGreaterThan(2n ** 53n);
    expect(told).toEqual([runId, '0']);
    expect(result).toMatchObject({ kind: 'applied', rows: 2, quarantined: 1, failedChecks: [], runId });
    expect(result.kind === 'applied' && Object.keys(result.taskMs)).toEqual(allTasks());
    expect(run?.token).toBe('l1/1');
    expect(run?.parameters).toEqual({
      catalog: 'main',
      schema: 'ledgerlake',
      load_id: 'l1',
      attempt: '1',
      stage: '/Volumes/main/ledgerlake/landing/l1',
    });
    expect(
      await small.warehouse.query('select thing_id, total, changed_at, on_day, is_open from silver_things'),
    ).toEqual([
      {
        thing_id: 'a',
        total: '1.1000000000',
        changed_at: '2026-03-01T09:00:00.000000Z',
        on_day: '2026-01-31',
        is_open: true,
      },
    ]);
  });

  test('names only its own tasks', async () => {
    const small = await deploySmall();
    const few = ['setup', 'bronze_events', 'silver_things'];
    const { url: host, clientId, clientSecret, warehouseId } = small.fake;
    const warehouse = new DatabricksWarehouse({
      workspace: openWorkspace({ host, clientId, clientSecret, patience: QUICK }),
      job: small.jobId,
      sqlWarehouse: warehouseId,
      catalog: 'main',
      schema: 'ledgerlake',
      tasksForEntities: () => few,
      tables: [],
    });
    await warehouse.apply(await small.load('l1', [A]));
    expect(runs(small)).toEqual([few]);
  });

  test('that bronze holds already is not copied again', async () => {
    const small = await deploySmall();
    const load = await small.load('l1', [A, B]);
    await small.warehouse.apply(load);
    await small.warehouse.query('select 1');
    expect(await small.warehouse.apply({ ...load, attempt: 2, token: 'l1/2' })).toMatchObject({ rows: 2 });
    expect(runs(small)[1]).toEqual(allTasks().filter((key) => key !== 'bronze_events'));
  });

  test('goes on with the run that an earlier process started', async () => {
    const small = await deploySmall();
    const held = small.fake.faults.holdRuns('before');
    const load = await small.load('l1', [A]);
    let started = '';
    const dying = small.warehouse.apply({
      ...load,
      onRun: (runId) => {
        started = runId;
        return Promise.reject(new Error('killed'));
      },
    });
    await expect(dying).rejects.toThrow('killed');
    held.release();
    const onRun = () => Promise.reject(new Error('it was told already'));
    const result = await small.warehouse.apply({ ...load, runId: started, onRun });
    expect(result).toMatchObject({ kind: 'applied', rows: 1, runId: started });
    expect(small.fake.runs.all()).toHaveLength(1);
  });

  test('whose run id was lost finds its run by the token', async () => {
    const small = await deploySmall();
    const load = await small.load('l1', [A]);
    await expect(small.warehouse.apply({ ...load, onRun: () => Promise.reject(new Error('killed')) })).rejects.toThrow(
      'killed',
    );
    expect(await small.warehouse.apply(load)).toMatchObject({ kind: 'applied', rows: 1 });
    expect(small.fake.runs.all()).toHaveLength(1);
  });

  test('whose run no longer exists fails, so that the next attempt begins anew', async () => {
    const small = await deploySmall();
    const result = await small.warehouse.apply(await small.load('l1', [A], { runId: '6917529027641081000' }));
    expect(result).toMatchObject({ kind: 'failed', code: 'run_lost', runId: '6917529027641081000' });
  });

  test('is left to its run when the process shall end', async () => {
    const small = await deploySmall();
    const stop = new AbortController();
    const { url: host, clientId, clientSecret, warehouseId } = small.fake;
    const held = small.fake.faults.holdRuns('after');
    const warehouse = new DatabricksWarehouse({
      workspace: openWorkspace({ host, clientId, clientSecret, patience: QUICK, signal: stop.signal }),
      job: 'ledgerlake',
      sqlWarehouse: warehouseId,
      catalog: 'main',
      schema: 'ledgerlake',
      tasksForEntities: allTasks,
      tables: [],
    });
    const load = await small.load('l1', [A], {
      onRun: async () => {
        setTimeout(() => stop.abort(), 50);
      },
    });
    await expect(warehouse.apply(load)).rejects.toMatchObject({ code: 'stopped', retryable: true });
    held.release();
    expect(await small.warehouse.apply(load)).toMatchObject({ kind: 'applied' });
    expect(small.fake.runs.all()).toHaveLength(1);
  });

  test('whose run takes too long stays open', async () => {
    const small = await deploySmall();
    const held = small.fake.faults.holdRuns('before');
    const { workspace, fake } = small;
    const warehouse = new DatabricksWarehouse({
      workspace,
      job: 'ledgerlake',
      sqlWarehouse: fake.warehouseId,
      catalog: 'main',
      schema: 'ledgerlake',
      tasksForEntities: allTasks,
      tables: [],
      following: { firstPauseMs: 5, maxPauseMs: 20, deadlineMs: 100 },
    });
    const error = { code: 'databricks_run_unfinished', retryable: true, message: expect.stringContaining('RUNNING') };
    await expect(warehouse.apply(await small.load('l1', [A]))).rejects.toMatchObject(error);
    held.release();
  });
});

describe('a run that ends badly is a failed attempt that says how', () => {
  test('with the words of the failing task, and what ran before it stays', async () => {
    const small = await deploySmall();
    small.fake.faults.nextRun({ outcome: 'FAILED', task: 'silver_things', message: '[DIVIDE_BY_ZERO] no' });
    const load = await small.load('l1', [A]);
    expect(await small.warehouse.apply(load)).toMatchObject({
      kind: 'failed',
      code: 'run_failed',
      state: 'FAILED',
      message: 'silver_things: [DIVIDE_BY_ZERO] no',
      runId: expect.stringMatching(/^\d{19}$/),
    });
    expect(await small.warehouse.apply({ ...load, attempt: 2, token: 'l1/2' })).toMatchObject({ rows: 1 });
    expect(await bronze(small)).toEqual([{ _load_id: 'l1', n: '1' }]);
  });

  test.each<[RunFault['outcome'], string]>([
    ['TIMEDOUT', 'run_timed_out'],
    ['CANCELED', 'run_canceled'],
    ['SKIPPED', 'run_skipped'],
    ['INTERNAL_ERROR', 'run_internal_error'],
    ['SUCCESS_WITH_FAILURES', 'run_partly_failed'],
  ])('%s', async (outcome, code) => {
    const small = await deploySmall();
    small.fake.faults.nextRun({ outcome, message: 'for this reason' });
    const result = await small.warehouse.apply(await small.load('l1', [A]));
    expect(result).toMatchObject({ kind: 'failed', code, state: outcome, message: expect.stringContaining('reason') });
  });
});

describe('checks', () => {
  test('that fail alone leave the load applied, and are named', async () => {
    const small = await deploySmall({ checks: true });
    const first = await small.warehouse.apply(await small.load('l1', [A]));
    expect(first).toMatchObject({ kind: 'applied', rows: 1, failedChecks: ['things_are_newer'] });
  });

  test('that hold say nothing', async () => {
    const small = await deploySmall({ checks: true });
    const result = await small.warehouse.apply(await small.load('l1', [NEWER]));
    expect(result).toMatchObject({ kind: 'applied', failedChecks: [] });
  });
});

describe('one load, one run, whatever becomes of the answers', () => {
  const faults: readonly (readonly [string, FaultRule])[] = [
    ['the answer to run-now is lost', { ...runNow, fault: { kind: 'lost' }, times: 2 }],
    ['run-now is busy', { ...runNow, fault: { kind: 'status', status: 429, retryAfterSeconds: 0 }, times: 3 }],
    ['run-now is away', { ...runNow, fault: { kind: 'status', status: 503 }, times: 3 }],
    ['run-now is reset', { ...runNow, fault: { kind: 'reset' }, times: 2 }],
    ['polls are lost', { path: /runs\/get$/, fault: { kind: 'reset' }, times: 3 }],
    ['polls fail', { path: /runs\/get$/, fault: { kind: 'status', status: 500 }, times: 3 }],
    ['statements are lost', { path: /sql\/statements$/, fault: { kind: 'lost' }, times: 3 }],
    ['the token is revoked', { path: /runs\/get$/, fault: { kind: 'status', status: 401 }, times: 1 }],
    ['the token endpoint is away', { path: /oidc/, fault: { kind: 'status', status: 503 }, times: 2 }],
    ['the list of jobs is slow', { path: /jobs\/list$/, fault: { kind: 'slow', ms: 200 } }],
  ];
  test.each(faults)('%s', async (_, rule) => {
    const small = await deploySmall();
    small.fake.faults.add(rule);
    expect(await small.warehouse.apply(await small.load('l1', [A, B]))).toMatchObject({ kind: 'applied', rows: 2 });
    expect(small.fake.runs.all()).toHaveLength(1);
    expect(await bronze(small)).toEqual([{ _load_id: 'l1', n: '2' }]);
  });
});

describe('what is wrong with the workspace is not held against the load', () => {
  test('a job that is not there', async () => {
    const small = await deploySmall();
    small.fake.jobs.remove(BigInt(small.jobId));
    const error = { code: 'databricks_job_not_found' };
    await expect(small.warehouse.apply(await small.load('l1', [A]))).rejects.toMatchObject(error);
  });

  test('a SQL warehouse that is not named', async () => {
    const small = await deploySmall();
    vi.stubEnv('DATABRICKS_WAREHOUSE_ID', undefined);
    onTestFinished(() => void vi.unstubAllEnvs());
    const warehouse = new DatabricksWarehouse({
      workspace: small.workspace,
      job: 'ledgerlake',
      sqlWarehouse: undefined,
      catalog: 'main',
      schema: 'ledgerlake',
      tasksForEntities: allTasks,
      tables: [],
    });
    await expect(warehouse.apply(await small.load('l1', [A]))).rejects.toMatchObject({
      code: 'databricks_unconfigured',
    });
  });

  test('a question that is wrong', async () => {
    const { warehouse } = await deploySmall();
    await expect(warehouse.query('select * from nothing')).rejects.toMatchObject({ code: 'warehouse_query_failed' });
  });
});
