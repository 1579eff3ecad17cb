import { z } from 'zod';

/** Raised whenever the same landed object would give other Parquet bytes: loads planned by another one are superseded. */
export const CONVERTER_VERSION = 2;

export const REASONS = ['run', 'replay', 'backfill', 'rebuild'] as const;
export const PARQUET_WRITERS = ['hyparquet-writer', 'parquetjs-lite'] as const;

const instant = z.iso.datetime({ offset: false, precision: 3 });
const count = z.int().nonnegative();

/** `loads/YYYY-MM-DD/<load_id>/manifest.json`: the intent of a load, written before anything else, create-only. */
export const manifestSchema = z.strictObject({
  v: z.literal(1),
  load_id: z.string().regex(/^\d{8}T\d{9}Z-[0-9a-f]{12}$/),
  planned_at: instant,
  reason: z.enum(REASONS),
  /** loads whose keys are loaded again here (replay of failed ones, superseded ones) */
  of: z.array(z.string()),
  converter: z.int(),
  parquet_writer: z.enum(PARQUET_WRITERS),
  /** raw keys in order, with the bytes of each object */
  objects: z.array(z.strictObject({ key: z.string(), bytes: count })).min(1),
  object_count: count,
  byte_count: count,
  /** SHA-256 over the keys in order, one per line */
  keys_sha256: z.string(),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** `attempt-0001.json`: written before the warehouse is asked; the token makes the asking idempotent. */
export const attemptSchema = z.strictObject({
  v: z.literal(1),
  load_id: z.string(),
  attempt: z.int().positive(),
  token: z.string(),
  started_at: instant,
});
export type Attempt = z.infer<typeof attemptSchema>;

/** `attempt-0001.run.json`: the run that the warehouse started for the attempt, written before it is followed. */
export const attemptRunSchema = z.strictObject({
  v: z.literal(1),
  load_id: z.string(),
  attempt: z.int().positive(),
  /** as the warehouse names it; may be a number beyond 2^53, so it is text */
  run_id: z.string().min(1),
});
export type AttemptRun = z.infer<typeof attemptRunSchema>;

/** `attempt-0001.result.json`: only for an attempt that failed; a successful one ends in `outcome.json`. */
export const attemptResultSchema = z.strictObject({
  v: z.literal(1),
  state: z.literal('failed'),
  finished_at: instant,
  code: z.string(),
  message: z.string(),
  /** how the warehouse's run ended, where it has runs */
  run_state: z.string().optional(),
});
export type AttemptResult = z.infer<typeof attemptResultSchema>;

const driftSchema = z.strictObject({
  paths: z.array(z.strictObject({ entity: z.string(), path: z.string(), documents: count, sample: z.string() })),
  left_out: count,
});

/** `outcome.json`: the load is over. `failed` = its attempts are used up, `superseded` = planned anew by another load. */
export const outcomeSchema = z.strictObject({
  v: z.literal(1),
  load_id: z.string(),
  state: z.enum(['applied', 'failed', 'superseded']),
  attempts: count,
  finished_at: instant,
  /** rows written to Parquet and found in bronze for this load */
  rows: count,
  /** rows of this load in `silver_quarantine` */
  quarantined: count,
  /** checks that did not hold after the load; it is applied all the same */
  failed_checks: z.array(z.string()).default([]),
  /** documents by `source.entity` */
  entities: z.record(z.string(), count),
  /** fields of those documents that the catalog did not know; absent where an earlier release did not count them */
  drift: driftSchema.optional(),
  parts: z.array(z.strictObject({ name: z.string(), bytes: count, rows: count, sha256: z.string() })),
  /** duration of each step, ms */
  durations_ms: z.record(z.string(), count),
  superseded_by: z.string().nullable(),
  error: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
});
export type Outcome = z.infer<typeof outcomeSchema>;
