import { setTimeout as delay } from 'node:timers/promises';
import { Cron } from 'croner';
import { codeOf } from '../../receiver/errors.ts';
import type { LoaderContext } from '../context.ts';
import type { RunReport } from './run-report.ts';

export interface WatchOptions {
  readonly run: () => Promise<RunReport>;
  readonly onReport: (report: RunReport) => void;
}

/** Node's timers end at 2^31 ms; a schedule may be longer. */
const LONGEST_WAIT_MS = 86_400_000;

/**
 * Runs at once, then whenever `loader.schedule` says so, until the signal. Runs never overlap: what falls due meanwhile is
 * left out, the next run finds everything anyway. A run that fails is reported and does not end it.
 */
export async function watch(context: LoaderContext, options: WatchOptions): Promise<void> {
  const { output, signal, config, clock } = context;
  // Never started: it only knows when the next time is.
  const schedule = new Cron(config.loader.schedule, { paused: true });
  while (!signal.aborted) {
    try {
      options.onReport(await options.run());
    } catch (error) {
      if (codeOf(error) === 'lease_held') output.note('another loader is at work; waiting for the next time');
      else output.error(error);
    }
    const next = schedule.nextRun(clock());
    if (next === null) return;
    output.detail(`next run at ${next.toISOString()}`);
    await waitUntil(next, context);
  }
}

async function waitUntil(time: Date, { clock, signal }: LoaderContext): Promise<void> {
  for (;;) {
    const ms = time.getTime() - clock().getTime();
    if (ms <= 0 || signal.aborted) return;
    try {
      await delay(Math.min(ms, LONGEST_WAIT_MS), undefined, { signal });
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
  }
}
