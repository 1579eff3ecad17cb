import { AppError, codeOf, messageOf } from '../../receiver/errors.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import type { Converted } from './convert.ts';
import type { LoadState } from './load-folders.ts';
import { attemptToken } from './load-id.ts';
import type { Attempt, Outcome } from './manifest.ts';
import { createAttempt, createAttemptResult, createOutcome, readAttempt } from './manifest-io.ts';

/** After that many failed attempts a load waits for `replay --failed`. */
export const MAX_ATTEMPTS = 5;

export interface Failure {
  readonly code: string;
  readonly message: string;
  /** how the warehouse's run ended, where it has runs */
  readonly state?: string;
}

/** A thrown error as it is kept beside an attempt; the message of an AppError never holds a secret. */
export function failureOf(error: unknown): Failure {
  return { code: codeOf(error) ?? 'unexpected_error', message: messageOf(error) };
}

/**
 * Whether an error says nothing against the load: the same step may succeed later by itself, or once somebody has put right
 * how the workspace is reached. Then the attempt stays open and is resumed with its token.
 */
export function isRetryable(error: unknown): boolean {
  return error instanceof AppError && (error.retryable || error.code.startsWith('databricks_'));
}

/** The attempt to make now: an open one is resumed with the token it has, otherwise the next one is recorded first. */
export async function openAttempt(
  store: LandingStore,
  load: { readonly loadId: string; readonly state: Exclude<LoadState, { kind: 'over' }> },
  now: Date,
): Promise<Attempt> {
  const { loadId, state } = load;
  if (state.kind === 'attempted') return readAttempt(store, loadId, state.attempt);
  const number = state.kind === 'failed' ? state.attempts + 1 : 1;
  const attempt: Attempt = {
    v: 1,
    load_id: loadId,
    attempt: number,
    token: attemptToken(loadId, number),
    started_at: now.toISOString(),
  };
  // `exists`: another loader was here after our lease was lost. The token is the same, so asking twice is asking once.
  if ((await createAttempt(store, attempt)) === 'exists') return readAttempt(store, loadId, number);
  return attempt;
}

export interface FailedAttempt {
  readonly attempt: Attempt;
  readonly failure: Failure;
  readonly finishedAt: Date;
}

/** Records a failed attempt, and after the last one that the load is over. @returns whether it is */
export async function failAttempt(store: LandingStore, failed: FailedAttempt): Promise<boolean> {
  const { attempt, failure } = failed;
  await createAttemptResult(
    store,
    { loadId: attempt.load_id, attempt: attempt.attempt },
    {
      v: 1,
      state: 'failed',
      finished_at: failed.finishedAt.toISOString(),
      code: failure.code,
      message: failure.message,
      ...(failure.state === undefined ? {} : { run_state: failure.state }),
    },
  );
  if (attempt.attempt < MAX_ATTEMPTS) return false;
  await endFailed(store, {
    loadId: attempt.load_id,
    attempts: attempt.attempt,
    failure,
    finishedAt: failed.finishedAt,
  });
  return true;
}

export interface FailedLoad {
  readonly loadId: string;
  readonly attempts: number;
  readonly failure: Failure;
  readonly finishedAt: Date;
}

/** Writes the outcome `failed`: the load waits for `replay --failed`. */
export async function endFailed(store: LandingStore, load: FailedLoad): Promise<void> {
  await createOutcome(store, {
    ...emptyOutcome({ ...load, state: 'failed' }),
    error: { code: load.failure.code, message: load.failure.message },
  });
}

/** Writes the outcome `superseded`: another load holds the same keys. */
export async function endSuperseded(
  store: LandingStore,
  load: { readonly loadId: string; readonly attempts: number; readonly by: string; readonly finishedAt: Date },
): Promise<void> {
  await createOutcome(store, { ...emptyOutcome({ ...load, state: 'superseded' }), superseded_by: load.by });
}

export interface AppliedLoad {
  readonly loadId: string;
  readonly attempts: number;
  readonly finishedAt: Date;
  readonly converted: Converted;
  readonly quarantined: number;
  readonly failedChecks: readonly string[];
  readonly durationsMs: Readonly<Record<string, number>>;
}

/** Writes the outcome `applied`. */
export async function endApplied(store: LandingStore, load: AppliedLoad): Promise<Outcome> {
  const { drift } = load.converted;
  const outcome: Outcome = {
    ...emptyOutcome({ ...load, state: 'applied' }),
    rows: load.converted.rows,
    quarantined: load.quarantined,
    failed_checks: [...load.failedChecks],
    entities: { ...load.converted.entities },
    ...(drift === undefined ? {} : { drift: { paths: [...drift.paths], left_out: drift.left_out } }),
    parts: [...load.converted.parts],
    durations_ms: Object.fromEntries(Object.entries(load.durationsMs).map(([step, ms]) => [step, Math.round(ms)])),
  };
  await createOutcome(store, outcome);
  return outcome;
}

function emptyOutcome(load: {
  readonly loadId: string;
  readonly state: Outcome['state'];
  readonly attempts: number;
  readonly finishedAt: Date;
}): Outcome {
  return {
    v: 1,
    load_id: load.loadId,
    state: load.state,
    attempts: load.attempts,
    finished_at: load.finishedAt.toISOString(),
    rows: 0,
    quarantined: 0,
    failed_checks: [],
    entities: {},
    parts: [],
    durations_ms: {},
    superseded_by: null,
    error: null,
  };
}
