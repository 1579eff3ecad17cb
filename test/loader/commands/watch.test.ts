import { expect, test } from 'vitest';
import { runOnce } from '../../../loader/commands/run-once.ts';
import type { RunReport } from '../../../loader/commands/run-report.ts';
import { watch } from '../../../loader/commands/watch.ts';
import { AppError } from '../../../receiver/errors.ts';
import { landInvoice, NOON, testLoader } from '../../support/loader-context.ts';

const MINUTES_5 = 300_000;

test('runs again and again, one at a time, and a run that fails does not end it', async () => {
  const loader = testLoader();
  const keys: string[] = [];
  const reports: RunReport[] = [];
  let runs = 0;
  let running = 0;
  const run = async (): Promise<RunReport> => {
    runs += 1;
    running += 1;
    expect(running).toBe(1);
    try {
      if (runs === 2)
        throw new AppError('landing_unavailable', 'the bucket is away', { hint: 'wait', retryable: true });
      if (runs === 3) throw new AppError('lease_held', 'held', { hint: 'wait', retryable: true });
      keys.push(await landInvoice(loader.store, { time: loader.now, id: String(runs) }));
      return await runOnce(loader.context, { full: false, fetch: true });
    } finally {
      running -= 1;
    }
  };
  // Every look at the clock is later than the next time of the schedule, so nothing ever waits.
  const clock = () => (loader.now = new Date(loader.now.getTime() + MINUTES_5));
  const onReport = (report: RunReport): void => {
    if (reports.push(report) === 3) loader.stop.abort();
  };
  await watch({ ...loader.context, clock }, { run, onReport });
  expect(runs).toBe(5);
  expect(reports.map((report) => report.rows)).toEqual([1, 1, 1]);
  expect([...loader.warehouse.bronze.values()].flat()).toEqual(keys);
  expect(loader.err.text()).toContain('error: the bucket is away\nhint: wait');
  expect(loader.err.text()).toContain('another loader is at work');
});

test('stops at once while it waits', async () => {
  const loader = testLoader();
  loader.now = new Date(NOON.getTime() + 1);
  let runs = 0;
  const run = (): Promise<RunReport> => {
    runs += 1;
    // After the run it waits almost five minutes for 12:05.
    setImmediate(() => loader.stop.abort());
    return runOnce(loader.context, { full: false, fetch: true });
  };
  await watch(loader.context, { run, onReport: () => {} });
  expect(runs).toBe(1);
  expect(loader.err.text()).toMatch(/next run at 2026-11-20T\d\d:05:00/);
});

test('does not begin when it is already stopped', async () => {
  const loader = testLoader();
  loader.stop.abort();
  await watch(loader.context, { run: () => Promise.reject(new Error('it ran')), onReport: () => {} });
  expect(loader.err.text()).toBe('');
});
