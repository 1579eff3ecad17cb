import { describe, expect, test } from 'vitest';
import { runOnce } from '../../../loader/commands/run-once.ts';
import { LAST_RUN_STATE, lastRunSchema, type RunReport } from '../../../loader/commands/run-report.ts';
import { acquireLease } from '../../../loader/lease.ts';
import { listLoadFolders, loadState } from '../../../loader/load/load-folders.ts';
import { readCursor } from '../../../loader/plan/cursor-state.ts';
import { AppError } from '../../../receiver/errors.ts';
import { readState } from '../../../receiver/landing/state.ts';
import { HOUR_MS, landInvoice, NOON, type TestLoader, testLoader } from '../../support/loader-context.ts';

const later = (minutes: number): Date => new Date(NOON.getTime() + minutes * 60_000);
const run = (loader: TestLoader, full = false): Promise<RunReport> => runOnce(loader.context, { full, fetch: true });
const failing = { kind: 'failed', code: 'sql_error', message: 'no such column' } as const;
const bronzeKeys = (loader: TestLoader): string[] => [...loader.warehouse.bronze.values()].flat().toSorted();

describe('a run', () => {
  test('loads what has landed, once', async () => {
    const loader = testLoader();
    const key = await landInvoice(loader.store, { time: later(-5) });
    expect(await run(loader)).toMatchObject({
      listing: 'first',
      objects: 1,
      loads: { planned: 1, applied: 1, failed: 0, superseded: 0, unfinished: 0 },
      rows: 1,
      exit_code: 0,
      cursor: NOON.toISOString(),
    });
    loader.now = later(5);
    expect(await run(loader)).toMatchObject({
      listing: 'normal',
      objects: 0,
      loads: { planned: 0, applied: 0 },
      exit_code: 0,
    });
    expect(bronzeKeys(loader)).toEqual([key]);
  });

  test('does not open the warehouse when there is nothing to load', async () => {
    const loader = testLoader();
    await run(loader);
    expect(loader.warehouse).toMatchObject({ opened: 0, closed: 0 });
    await landInvoice(loader.store, { time: NOON });
    await run(loader);
    expect(loader.warehouse).toMatchObject({ opened: 1, closed: 1 });
  });

  test.each([
    ['a record last changed years ago', new Date(NOON.getTime() - 20_000 * HOUR_MS)],
    ['a stamp in the future', new Date(NOON.getTime() + 500 * HOUR_MS)],
    ['no time', null],
  ])('finds a late delivery with %s and loads it once, also weeks later', async (_, time) => {
    const loader = testLoader();
    await run(loader);
    const key = await landInvoice(loader.store, { time, late: later(3) });
    for (let day = 0; day < 30; day += 1) {
      loader.now = new Date(later(5).getTime() + day * 24 * HOUR_MS);
      await run(loader);
    }
    expect(bronzeKeys(loader)).toEqual([key]);
  });

  test('says with exit code 3 that rows are in quarantine', async () => {
    const loader = testLoader();
    loader.warehouse.quarantine = new Set([await landInvoice(loader.store, { time: NOON })]);
    expect(await run(loader)).toMatchObject({ quarantined: 1, exit_code: 3 });
    loader.now = later(5);
    expect(await run(loader)).toMatchObject({ quarantined: 0, exit_code: 0 });
  });

  test('by --full loads and reports what had been missed, with exit code 3', async () => {
    const loader = testLoader();
    await run(loader);
    const missed = await landInvoice(loader.store, { time: null });
    loader.now = later(5);
    expect(await run(loader)).toMatchObject({ listing: 'normal', objects: 0 });
    loader.now = later(10);
    expect(await run(loader, true)).toMatchObject({ listing: 'full', objects: 1, missed: 1, exit_code: 3 });
    expect(loader.err.text()).toContain('1 object had been missed');
    expect(bronzeKeys(loader)).toEqual([missed]);
    expect(await readCursor(loader.store)).toMatchObject({ full_listed_at: later(10).toISOString() });
  });

  test('lists everything by itself a day later', async () => {
    const loader = testLoader();
    await run(loader);
    const modes: string[] = [];
    for (const hours of [1, 23, 24, 25]) {
      loader.now = new Date(NOON.getTime() + hours * HOUR_MS);
      modes.push((await run(loader)).listing);
    }
    expect(modes).toEqual(['normal', 'normal', 'full', 'normal']);
  });

  test('leaves strangers alone and names them', async () => {
    const loader = testLoader();
    await loader.store.create('raw/backup.tar', Buffer.from('x'));
    expect(await run(loader)).toMatchObject({ objects: 0, strangers: 1, exit_code: 0 });
    expect(loader.err.text()).toContain('not ours: raw/backup.tar');
  });
});

describe('a load that fails', () => {
  test('is tried again by the next runs, holds the cursor, and then waits', async () => {
    const loader = testLoader();
    await landInvoice(loader.store, { time: later(-5), id: '1' });
    loader.warehouse.beforeApply = () => failing;
    expect(await run(loader)).toMatchObject({ loads: { failed: 1, unfinished: 1 }, exit_code: 1 });
    for (const attempt of [2, 3, 4, 5]) {
      loader.now = later(attempt);
      const report = await run(loader);
      expect(report.failures).toMatchObject([{ attempt, final: attempt === 5, code: 'sql_error' }]);
      expect(report.cursor).toBe(attempt === 5 ? later(5).toISOString() : NOON.toISOString());
    }
    loader.now = later(6);
    expect(await run(loader)).toMatchObject({ failures: [], exit_code: 0 });
  });

  test('does not keep later ones back', async () => {
    const loader = testLoader();
    const bad = await landInvoice(loader.store, { time: later(-5), id: '1' });
    loader.warehouse.beforeApply = () => failing;
    await run(loader);
    const [load] = await listLoadFolders(loader.store);
    loader.warehouse.beforeApply = (asked) => (asked.loadId === load?.loadId ? failing : undefined);
    loader.now = later(5);
    const good = await landInvoice(loader.store, { time: later(4), id: '2' });
    expect(await run(loader)).toMatchObject({ loads: { applied: 1, failed: 1 } });
    expect(bronzeKeys(loader)).toEqual([good]);
    loader.warehouse.beforeApply = undefined;
    loader.now = later(10);
    await run(loader);
    expect(bronzeKeys(loader)).toEqual([bad, good].toSorted());
  });
});

describe('only one loader', () => {
  test('a second one is refused while the first holds the lease', async () => {
    const loader = testLoader();
    const other = { ...loader.context, owner: { host: 'there', pid: 9, id: 'other' }, leaseSeconds: 60 };
    const answer = await acquireLease(loader.store, other);
    await expect(run(loader)).rejects.toMatchObject({
      code: 'lease_held',
      message: expect.stringMatching(/process 9 on there/),
    });
    if (answer.kind === 'acquired') await answer.lease.release();
    await run(loader);
  });

  test('the lease is given back, also by a run that throws', async () => {
    const loader = testLoader();
    loader.store.clock = () => {
      throw new AppError('landing_unavailable', 'away', { hint: 'wait', retryable: true });
    };
    await expect(run(loader)).rejects.toMatchObject({ code: 'landing_unavailable' });
    loader.store.clock = () => NOON;
    await run(loader);
  });
});

test('the last run is remembered, with what ended it', async () => {
  const loader = testLoader();
  const remembered = async () => (await readState(loader.store, LAST_RUN_STATE, lastRunSchema))?.value;
  const report = await run(loader);
  expect(await remembered()).toEqual({ v: 1, report, error: null });
  await landInvoice(loader.store, { time: NOON });
  const broken = {
    ...loader.context,
    nonce: () => {
      throw new Error('no chance');
    },
  };
  await expect(runOnce(broken, { full: false, fetch: true })).rejects.toThrow('no chance');
  expect(await remembered()).toMatchObject({ report: null, error: { code: 'unexpected_error', message: 'no chance' } });
});

test('a signal ends a run after the load at hand; the next one goes on', async () => {
  const loader = testLoader();
  const big = {
    ...loader.context,
    config: { ...loader.context.config, loader: { ...loader.context.config.loader, maxLoadBytes: 1 } },
  };
  const keys = await Promise.all(['1', '2', '3'].map((id) => landInvoice(loader.store, { time: NOON, id })));
  loader.warehouse.beforeApply = () => {
    loader.stop.abort();
    return undefined;
  };
  expect(await runOnce(big, { full: false, fetch: true })).toMatchObject({
    stopped: true,
    loads: { applied: 1, unfinished: 2 },
    exit_code: 1,
  });
  expect(await runOnce({ ...big, signal: new AbortController().signal }, { full: false, fetch: true })).toMatchObject({
    objects: 0,
    loads: { applied: 2 },
  });
  expect(bronzeKeys(loader)).toEqual(keys.toSorted());
  expect((await listLoadFolders(loader.store)).map((load) => loadState(load).kind)).toEqual(['over', 'over', 'over']);
});
