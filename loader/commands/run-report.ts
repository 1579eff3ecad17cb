import { z } from 'zod';

const instant = z.iso.datetime({ offset: false, precision: 3 });
const count = z.int().nonnegative();

/** What `run --json` prints, and `status` shows as the last run. */
export const runReportSchema = z.strictObject({
  started_at: instant,
  finished_at: instant,
  /** how it looked for new objects: `first`, `normal` or `full` */
  listing: z.enum(['first', 'normal', 'full']),
  /** landed and not yet loaded when it began */
  objects: count,
  bytes: count,
  /** those of them that earlier normal runs had overlooked */
  missed: count,
  /** names under `raw/` that are not ours and were left alone */
  strangers: count,
  /** by connection that has credentials: what was read from its API before anything was planned */
  fetched: z
    .array(
      z.strictObject({
        connection: z.string(),
        landed: count,
        failed: count,
        queued: count,
        /** lists that were due and could not be read */
        unlisted: z.array(z.strictObject({ entity: z.string(), code: z.string(), message: z.string() })).default([]),
        stopped: z
          .strictObject({ code: z.string(), message: z.string(), hint: z.string(), retryable: z.boolean() })
          .nullable(),
      }),
    )
    .default([]),
  /** sweeps that came to their end in this run, and how many records they found missing */
  swept: z.array(z.strictObject({ connection: z.string(), missed: count })).default([]),
  loads: z.strictObject({ planned: count, applied: count, failed: count, superseded: count, unfinished: count }),
  rows: count,
  quarantined: count,
  failures: z.array(
    z.strictObject({
      load_id: z.string(),
      attempt: z.int().nullable(),
      final: z.boolean(),
      code: z.string(),
      message: z.string(),
      state: z.string().optional(),
    }),
  ),
  /** loads that were applied and left a check that does not hold */
  failed_checks: z.array(z.strictObject({ load_id: z.string(), checks: z.array(z.string()) })).default([]),
  /** whether a signal ended it early */
  stopped: z.boolean(),
  cursor: instant,
  exit_code: z.int(),
});
export type RunReport = z.infer<typeof runReportSchema>;

/** Name of the last run's folder under `state/`. */
export const LAST_RUN_STATE = 'run';

/** `state/run/<generation>.json` */
export const lastRunSchema = z.strictObject({
  v: z.literal(1),
  report: runReportSchema.nullable(),
  /** what ended a run that has no report */
  error: z.strictObject({ at: instant, code: z.string(), message: z.string() }).nullable(),
});
export type LastRun = z.infer<typeof lastRunSchema>;

/** 1: a load failed, a connection cannot be read until somebody mends it, or it was stopped; 3: done, but rows are in quarantine, a check does not hold or something had been missed; 0: done. */
export function exitCodeOf(facts: {
  readonly failures: number;
  readonly stopped: boolean;
  /** connections that cannot be read until somebody mends them */
  readonly unreadable: number;
  readonly quarantined: number;
  readonly failedChecks: readonly unknown[];
  readonly missed: number;
}): number {
  if (facts.failures > 0 || facts.unreadable > 0 || facts.stopped) return 1;
  return facts.quarantined > 0 || facts.failedChecks.length > 0 || facts.missed > 0 ? 3 : 0;
}
