import { describe, expect, test } from 'vitest';
import { applyAll } from '../../../loader/load/apply-all.ts';
import { type ApplyDependencies, applyLoad, type LoadResult } from '../../../loader/load/apply-load.ts';
import { describeLoads } from '../../../loader/load/describe-load.ts';
import { findLoadFolder } from '../../../loader/load/load-folders.ts';
import { loadPrefix } from '../../../loader/load/load-id.ts';
import { readAttemptResult, readOutcome } from '../../../loader/load/manifest-io.ts';
import { createLoads } from '../../../loader/load/new-load.ts';
import type { LoadToApply } from '../../../loader/warehouse/warehouse.ts';
import { AppError } from '../../../receiver/errors.ts';
import { type TestLoader, testLoader } from '../../support/loader-context.ts';

interface Loads {
  readonly loader: TestLoader;
  readonly ids: readonly string[];
  readonly dependencies: ApplyDependencies;
}

async function planned(count = 1): Promise<Loads> {
  const loader = testLoader();
  const { context, store } = loader;
  const objects = Array.from({ length: count }, (_, n) => ({ key: `raw/${n}`, bytes: 10 }));
  const plan = { objects, reason: 'run', of: [], maxLoadBytes: 10, parquetWriter: 'hyparquet-writer' } as const;
  const manifests = await createLoads(store, plan, { ...context, assertHeld: () => {} });
  const dependencies: ApplyDependencies = {
    ...context,
    connections: context.config.connections,
    warehouse: context.openWarehouse,
    assertHeld: () => {},
  };
  return { loader, ids: manifests.map((manifest) => manifest.load_id), dependencies };
}
const apply = async (
  { loader, ids, dependencies }: Loads,
  overrides: Partial<ApplyDependencies> = {},
): Promise<LoadResult> => applyLoad((await findLoadFolder(loader.store, ids[0]!))!, { ...dependencies, ...overrides });
const names = ({ loader, ids }: Loads): string[] =>
  [...loader.store.objects.keys()]
    .filter((key) => key.startsWith(loadPrefix(ids[0]!)))
    .map((key) => key.split('/')[3]!);
const busy = new AppError('warehouse_busy', 'another program has it', { hint: 'wait', retryable: true });

describe('a load', () => {
  test('goes manifest, Parquet, attempt, warehouse, outcome', async () => {
    const loads = await planned();
    const result = await apply(loads);
    expect(result).toMatchObject({
      kind: 'applied',
      outcome: { state: 'applied', attempts: 1, rows: 1, quarantined: 0 },
    });
    expect(names(loads)).toEqual(['manifest.json', 'part-00000.parquet', 'attempt-0001.json', 'outcome.json']);
    const outcome = await readOutcome(loads.loader.store, loads.ids[0]!);
    expect(outcome).toMatchObject({
      entities: { 'zoho_books.invoices': 1 },
      durations_ms: { convert: 0, apply: 0, 'task.setup': 1 },
    });
    expect(outcome?.parts).toHaveLength(1);
    expect(await apply(loads)).toEqual({ kind: 'over' });
    expect(loads.loader.warehouse.asked).toHaveLength(1);
  });

  test('asks with its folder, entities and a token', async () => {
    const loads = await planned();
    await apply(loads);
    const [loadId = ''] = loads.ids;
    expect(loads.loader.warehouse.asked[0]).toEqual({
      loadId,
      attempt: 1,
      token: expect.stringMatching(/^[0-9a-f]{64}$/),
      stagePath: `/stage/${loadId}`,
      entities: ['zoho_books.invoices'],
      onRun: expect.any(Function),
    });
  });

  test('keeps the run that the warehouse started, and asks for it again after a crash', async () => {
    const loads = await planned();
    let crashed = false;
    const dying = async () => ({
      ...loads.loader.warehouse,
      apply: async (load: LoadToApply) => {
        if (crashed) return loads.loader.warehouse.apply(load);
        await load.onRun?.('690000000000000095');
        crashed = true;
        throw busy;
      },
    });
    expect(await apply(loads, { warehouse: dying })).toMatchObject({ kind: 'open' });
    expect(names(loads)).toContain('attempt-0001.run.json');
    expect(await apply(loads, { warehouse: dying })).toMatchObject({ kind: 'applied' });
    expect(loads.loader.warehouse.asked[0]).toMatchObject({ attempt: 1, runId: '690000000000000095' });
    const [info] = await describeLoads(loads.loader.store, [
      (await findLoadFolder(loads.loader.store, loads.ids[0]!))!,
    ]);
    expect(info?.runs).toEqual([{ attempt: 1, run_id: '690000000000000095', state: null }]);
  });

  test('is applied when only checks do not hold, and says which', async () => {
    const loads = await planned();
    const answer = { kind: 'applied', rows: 1, quarantined: 0, taskMs: {}, failedChecks: ['keys'] } as const;
    loads.loader.warehouse.beforeApply = () => answer;
    expect(await apply(loads)).toMatchObject({ kind: 'applied', outcome: { failed_checks: ['keys'] } });
  });

  test('keeps how the run ended beside the attempt', async () => {
    const loads = await planned();
    const failed = { kind: 'failed', code: 'run_timed_out', message: 'slow', state: 'TIMEDOUT' } as const;
    loads.loader.warehouse.beforeApply = () => failed;
    expect(await apply(loads)).toMatchObject({ failure: { code: 'run_timed_out', state: 'TIMEDOUT' } });
    const result = await readAttemptResult(loads.loader.store, { loadId: loads.ids[0]!, attempt: 1 });
    expect(result).toMatchObject({ code: 'run_timed_out', run_state: 'TIMEDOUT' });
  });

  test('without documents is applied without asking the warehouse', async () => {
    const loads = await planned();
    const convert = () => Promise.resolve({ parts: [], rows: 0, entities: {} });
    expect(await apply(loads, { convert })).toMatchObject({ kind: 'applied', outcome: { rows: 0 } });
    expect(loads.loader.warehouse.opened).toBe(0);
  });

  test('is not applied when bronze holds other rows than were written', async () => {
    const loads = await planned();
    loads.loader.warehouse.beforeApply = () => ({
      kind: 'applied',
      rows: 2,
      quarantined: 0,
      taskMs: {},
      failedChecks: [],
    });
    expect(await apply(loads)).toMatchObject({ kind: 'failed', failure: { code: 'rows_differ' } });
  });
});

describe('a failing load', () => {
  const failing = { kind: 'failed', code: 'sql_error', message: 'no such column' } as const;

  test('gets an attempt and a token of its own each time, five at most', async () => {
    const loads = await planned();
    loads.loader.warehouse.beforeApply = () => failing;
    for (const attempt of [1, 2, 3, 4, 5]) {
      const failure = { code: 'sql_error', message: 'no such column' };
      expect(await apply(loads)).toEqual({ kind: 'failed', attempt, final: attempt === 5, failure });
    }
    expect(new Set(loads.loader.warehouse.asked.map((load) => load.token)).size).toBe(5);
    expect(await readOutcome(loads.loader.store, loads.ids[0]!)).toMatchObject({
      state: 'failed',
      attempts: 5,
      error: { code: 'sql_error' },
    });
    expect(await apply(loads)).toEqual({ kind: 'over' });
  });

  test('succeeds at a later attempt', async () => {
    const loads = await planned();
    loads.loader.warehouse.beforeApply = () => failing;
    await apply(loads);
    loads.loader.warehouse.beforeApply = undefined;
    expect(await apply(loads)).toMatchObject({ kind: 'applied', outcome: { attempts: 2 } });
  });

  test('counts an object that cannot be converted as an attempt', async () => {
    const loads = await planned();
    const convert = () =>
      Promise.reject(new AppError('landed_object_missing', 'raw/0 is gone', { hint: 'restore it' }));
    expect(await apply(loads, { convert })).toMatchObject({
      kind: 'failed',
      attempt: 1,
      failure: { code: 'landed_object_missing' },
    });
    expect(names(loads)).toEqual(['manifest.json', 'attempt-0001.json', 'attempt-0001.result.json']);
  });

  test('whose loader died after the last result is ended', async () => {
    const loads = await planned();
    loads.loader.warehouse.beforeApply = () => failing;
    for (let attempt = 1; attempt <= 5; attempt += 1) await apply(loads);
    loads.loader.store.objects.delete(`${loadPrefix(loads.ids[0]!)}outcome.json`);
    expect(await apply(loads)).toMatchObject({ kind: 'failed', final: true, failure: { code: 'sql_error' } });
    expect(await readOutcome(loads.loader.store, loads.ids[0]!)).toMatchObject({ state: 'failed', attempts: 5 });
  });
});

describe('a load that could not be tried', () => {
  test('resumes the same attempt with the same token', async () => {
    const loads = await planned();
    loads.loader.warehouse.beforeApply = () => {
      throw busy;
    };
    expect(await apply(loads)).toEqual({ kind: 'open', failure: { code: 'warehouse_busy', message: busy.message } });
    loads.loader.warehouse.beforeApply = undefined;
    expect(await apply(loads)).toMatchObject({ kind: 'applied', outcome: { attempts: 1 } });
    const tokens = loads.loader.warehouse.asked.map((load) => load.token);
    expect(tokens).toEqual([tokens[0], tokens[0]]);
  });

  test('does not ask the warehouse after the lease is lost', async () => {
    const loads = await planned();
    let asked = 0;
    const assertHeld = () => {
      if ((asked += 1) === 3) throw new AppError('lease_lost', 'lost', { hint: '', retryable: true });
    };
    await expect(apply(loads, { assertHeld })).rejects.toMatchObject({ code: 'lease_lost' });
    expect(loads.loader.warehouse.asked).toEqual([]);
    expect(names(loads)).toEqual(['manifest.json', 'part-00000.parquet', 'attempt-0001.json']);
  });

  test('is no fault of the load when a newer release wrote its manifest', async () => {
    const loads = await planned();
    const key = `${loadPrefix(loads.ids[0]!)}manifest.json`;
    loads.loader.store.objects.set(key, Buffer.from('{"v":2}'));
    await expect(apply(loads)).rejects.toMatchObject({ code: 'load_file_version' });
    expect(names(loads)).toEqual(['manifest.json']);
  });
});

describe('several loads', () => {
  const all = ({ loader, ids, dependencies }: Loads) => applyAll(ids, { ...dependencies, signal: loader.stop.signal });

  test('a failing one does not keep the later ones back', async () => {
    const loads = await planned(3);
    const [first] = loads.ids;
    loads.loader.warehouse.beforeApply = (load) =>
      load.loadId === first ? { kind: 'failed', code: 'sql_error', message: 'bad' } : undefined;
    expect(await all(loads)).toMatchObject({
      applied: 2,
      rows: 2,
      unfinished: [first],
      failures: [{ load_id: first, attempt: 1, final: false, code: 'sql_error' }],
    });
  });

  test('an unreachable warehouse is asked twice, then the rest is left', async () => {
    const loads = await planned(5);
    loads.loader.warehouse.beforeApply = () => {
      throw busy;
    };
    const totals = await all(loads);
    expect(totals.unfinished).toEqual(loads.ids);
    expect(totals.failures.map((failure) => failure.attempt)).toEqual([null, null]);
    expect(loads.loader.warehouse.asked).toHaveLength(2);
  });

  test('a signal ends them after the load at hand', async () => {
    const loads = await planned(3);
    loads.loader.warehouse.beforeApply = () => {
      loads.loader.stop.abort();
      return undefined;
    };
    expect(await all(loads)).toMatchObject({ applied: 1, stopped: true, unfinished: loads.ids.slice(1) });
  });
});
