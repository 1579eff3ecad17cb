import type { ApplyDependencies, LoadResult } from './apply-load.ts';
import { applyLoad } from './apply-load.ts';
import { findLoadFolder } from './load-folders.ts';

/** After so many loads in a row that could not be tried, the rest waits for the next run. */
const MAX_OPEN_IN_A_ROW = 2;

export interface LoadFailure {
  readonly load_id: string;
  /** number of the failed attempt; null when the attempt is still open and will be resumed */
  readonly attempt: number | null;
  /** whether it was the last one: the load waits for `replay --failed` */
  readonly final: boolean;
  readonly code: string;
  readonly message: string;
  /** how the warehouse's run ended, where it has runs */
  readonly state?: string;
}

export interface LoadChecks {
  readonly load_id: string;
  readonly checks: readonly string[];
}

export interface ApplyTotals {
  readonly applied: number;
  /** rows of the applied loads in bronze, and in `silver_quarantine` */
  readonly rows: number;
  readonly quarantined: number;
  /** loads that were applied and left a check that does not hold */
  readonly failedChecks: readonly LoadChecks[];
  readonly failures: readonly LoadFailure[];
  /** loads that have no outcome yet, by id */
  readonly unfinished: readonly string[];
  /** whether a signal ended it early */
  readonly stopped: boolean;
}

export interface ApplyAllOptions extends ApplyDependencies {
  readonly signal: AbortSignal;
  readonly onLoad?: (done: number, total: number, loadId: string) => void;
}

/**
 * Applies loads one after the other, in the order given. Loads commute: a failed one never keeps the later ones back. Only
 * when the landing zone or the warehouse cannot be reached at all, the rest is left for the next run.
 */
export async function applyAll(loadIds: readonly string[], options: ApplyAllOptions): Promise<ApplyTotals> {
  const totals = { applied: 0, rows: 0, quarantined: 0 };
  const failures: LoadFailure[] = [];
  const failedChecks: LoadChecks[] = [];
  const unfinished: string[] = [];
  let openInARow = 0;
  try {
    for (const [index, loadId] of loadIds.entries()) {
      if (options.signal.aborted || openInARow >= MAX_OPEN_IN_A_ROW) {
        unfinished.push(loadId);
        continue;
      }
      options.onLoad?.(index, loadIds.length, loadId);
      const folder = await findLoadFolder(options.store, loadId);
      const result: LoadResult = folder === undefined ? { kind: 'over' } : await applyLoad(folder, options);
      openInARow = result.kind === 'open' ? openInARow + 1 : 0;
      switch (result.kind) {
        case 'applied':
          totals.applied += 1;
          totals.rows += result.outcome.rows;
          totals.quarantined += result.outcome.quarantined;
          if (result.outcome.failed_checks.length > 0) {
            failedChecks.push({ load_id: loadId, checks: result.outcome.failed_checks });
          }
          break;
        case 'failed':
          failures.push({ load_id: loadId, attempt: result.attempt, final: result.final, ...result.failure });
          if (!result.final) unfinished.push(loadId);
          break;
        case 'open':
          failures.push({ load_id: loadId, attempt: null, final: false, ...result.failure });
          unfinished.push(loadId);
          break;
        case 'over':
          break;
      }
    }
  } finally {
    // Also when it throws: a progress bar must not stay behind.
    options.onLoad?.(loadIds.length, loadIds.length, '');
  }
  return { ...totals, failedChecks, failures, unfinished, stopped: options.signal.aborted && unfinished.length > 0 };
}
