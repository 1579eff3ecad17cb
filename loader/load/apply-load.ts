import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { AppError } from '../../receiver/errors.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import type { ApplyResult, Warehouse } from '../warehouse/warehouse.ts';
import type { Failure } from './attempts.ts';
import { endApplied, endFailed, failAttempt, failureOf, isRetryable, MAX_ATTEMPTS, openAttempt } from './attempts.ts';
import type { Converted, ConvertLoad, ConvertRequest } from './convert.ts';
import type { LoadFolder } from './load-folders.ts';
import { loadState } from './load-folders.ts';
import type { Attempt, Manifest, Outcome } from './manifest.ts';
import { attemptName, createAttemptRun, readAttemptResult, readAttemptRun, readManifest } from './manifest-io.ts';
import type { StageLoad } from './stage-load.ts';

export interface ApplyDependencies {
  readonly store: LandingStore;
  readonly connections: Readonly<Record<string, ConnectionConfig>>;
  readonly convert: ConvertLoad;
  readonly stage: StageLoad;
  /** opened when the first load needs it */
  readonly warehouse: () => Promise<Warehouse>;
  readonly clock: () => Date;
  /** throws when another loader may be at work; asked before each step */
  readonly assertHeld: () => void;
  readonly onProgress?: ConvertRequest['onProgress'];
}

export type LoadResult =
  | { readonly kind: 'applied'; readonly outcome: Outcome }
  /** the attempt counts; `final` = it was the last one */
  | { readonly kind: 'failed'; readonly attempt: number; readonly final: boolean; readonly failure: Failure }
  /** nothing is known to be wrong with the load: the same attempt is resumed by the next run */
  | { readonly kind: 'open'; readonly failure: Failure }
  | { readonly kind: 'over' };

/**
 * Brings one load to its end from wherever it stands: Parquet, attempt, warehouse, outcome. Every step is durable before
 * the next one, and doing a step again changes nothing, so that a run killed anywhere is finished by calling this again.
 *
 * @throws AppError `lease_lost`, `load_file_version`, `load_file_invalid`, and what the landing store says when even the
 *   failure cannot be recorded
 */
export async function applyLoad(folder: LoadFolder, dependencies: ApplyDependencies): Promise<LoadResult> {
  const { store, clock } = dependencies;
  const state = loadState(folder);
  if (state.kind === 'over') return { kind: 'over' };
  if (state.kind === 'failed' && state.attempts >= MAX_ATTEMPTS) return endExhausted(folder.loadId, store, clock);

  // Outside of what counts as an attempt: a manifest that this release cannot read is no fault of the load.
  const manifest = await readManifest(store, folder.loadId);
  dependencies.assertHeld();
  let attempt: Attempt | undefined;
  try {
    const converted = await timed(clock, () => convert(manifest, dependencies));
    dependencies.assertHeld();
    const opened = await openAttempt(store, { loadId: folder.loadId, state }, clock());
    attempt = opened;
    const question = { manifest, attempt: opened, converted: converted.value };
    const applied = await timed(clock, () => ask(dependencies, question));
    if (applied.value.kind === 'failed') return await fail(dependencies, opened, applied.value);
    assertRows(converted.value, applied.value.rows);
    const outcome = await endApplied(store, {
      loadId: folder.loadId,
      attempts: opened.attempt,
      finishedAt: clock(),
      converted: converted.value,
      quarantined: applied.value.quarantined,
      failedChecks: applied.value.failedChecks,
      durationsMs: { convert: converted.ms, apply: applied.ms, ...taskDurations(applied.value.taskMs) },
    });
    return { kind: 'applied', outcome };
  } catch (error) {
    if (error instanceof AppError && error.code === 'lease_lost') throw error;
    if (isRetryable(error)) return { kind: 'open', failure: failureOf(error) };
    attempt ??= await openAttempt(store, { loadId: folder.loadId, state }, clock());
    return fail(dependencies, attempt, failureOf(error));
  }
}

/** Writes the load's Parquet, or finds it written. */
export async function convert(
  manifest: Manifest,
  dependencies: Pick<ApplyDependencies, 'store' | 'connections' | 'convert' | 'onProgress'>,
): Promise<Converted> {
  const { onProgress } = dependencies;
  return dependencies.convert({
    landing: dependencies.store,
    manifest,
    connections: dependencies.connections,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
}

interface Question {
  readonly manifest: Manifest;
  readonly attempt: Attempt;
  readonly converted: Converted;
}

async function ask(dependencies: ApplyDependencies, question: Question): Promise<ApplyResult> {
  const { manifest, attempt, converted } = question;
  // Empty list pages hold no document; there is nothing to ask for.
  if (converted.rows === 0) return { kind: 'applied', rows: 0, quarantined: 0, taskMs: {}, failedChecks: [] };
  const { store } = dependencies;
  const of = { loadId: manifest.load_id, attempt: attempt.attempt };
  const run = await readAttemptRun(store, of);
  const warehouse = await dependencies.warehouse();
  const staged = await dependencies.stage(manifest.load_id, converted.parts);
  try {
    dependencies.assertHeld();
    return await warehouse.apply({
      loadId: manifest.load_id,
      attempt: attempt.attempt,
      token: attempt.token,
      stagePath: staged.path,
      entities: Object.keys(converted.entities).sort(),
      ...(run === undefined ? {} : { runId: run.run_id }),
      onRun: async (runId) => {
        await createAttemptRun(store, { v: 1, load_id: of.loadId, attempt: of.attempt, run_id: runId });
      },
    });
  } finally {
    await staged.dispose();
  }
}

/** "Applied" is believed only when bronze holds every row that was written. */
function assertRows(converted: Converted, rows: number): void {
  if (rows === converted.rows) return;
  throw new AppError(
    'rows_differ',
    `${converted.rows} rows were written to Parquet, bronze holds ${rows} of this load`,
    {
      hint: 'compare the load folder with bronze_events where _load_id is this load',
    },
  );
}

async function fail(
  { store, clock }: ApplyDependencies,
  attempt: Attempt,
  { code, message, state }: Failure,
): Promise<LoadResult> {
  const failure = { code, message, ...(state === undefined ? {} : { state }) };
  const final = await failAttempt(store, { attempt, failure, finishedAt: clock() });
  return { kind: 'failed', attempt: attempt.attempt, final, failure };
}

/** The loader died between the result of the last attempt and the outcome. */
async function endExhausted(loadId: string, store: LandingStore, clock: () => Date): Promise<LoadResult> {
  const result = await readAttemptResult(store, { loadId, attempt: MAX_ATTEMPTS });
  const failure = {
    code: result?.code ?? 'unexpected_error',
    message: result?.message ?? `${attemptName(MAX_ATTEMPTS)} has no result`,
  };
  await endFailed(store, { loadId, attempts: MAX_ATTEMPTS, failure, finishedAt: clock() });
  return { kind: 'failed', attempt: MAX_ATTEMPTS, final: true, failure };
}

async function timed<T>(
  clock: () => Date,
  step: () => Promise<T>,
): Promise<{ readonly value: T; readonly ms: number }> {
  const before = clock().getTime();
  const value = await step();
  return { value, ms: Math.max(0, clock().getTime() - before) };
}

function taskDurations(taskMs: Readonly<Record<string, number>>): Record<string, number> {
  return Object.fromEntries(Object.entries(taskMs).map(([task, ms]) => [`task.${task}`, ms]));
}
