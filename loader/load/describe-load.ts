import pLimit from 'p-limit';
import type { LandingStore } from '../../receiver/landing/store.ts';
import type { LoadFolder } from './load-folders.ts';
import { loadState } from './load-folders.ts';
import type { Manifest, Outcome } from './manifest.ts';
import {
  attemptResultName,
  attemptRunName,
  OUTCOME,
  readAttemptResult,
  readAttemptRun,
  readManifest,
  readOutcome,
} from './manifest-io.ts';

/** One load for `loads` and `status`; the shape is that of `--json`. */
export interface LoadInfo {
  readonly load_id: string;
  readonly planned_at: string;
  readonly reason: Manifest['reason'];
  readonly of: readonly string[];
  /** `planned`, `attempted` and `failing` are not over; `failed` waits for `replay --failed` */
  readonly state: 'planned' | 'attempted' | 'failing' | Outcome['state'];
  readonly attempts: number;
  readonly objects: number;
  readonly bytes: number;
  readonly rows: number | null;
  readonly quarantined: number | null;
  readonly finished_at: string | null;
  readonly durations_ms: Readonly<Record<string, number>>;
  readonly superseded_by: string | null;
  readonly failed_checks: readonly string[];
  readonly error: { readonly code: string; readonly message: string } | null;
  /** the runs that the warehouse made of its attempts, where it has runs; `state` null: it succeeded or goes on */
  readonly runs: readonly { readonly attempt: number; readonly run_id: string; readonly state: string | null }[];
}

const READS_AT_ONCE = 16;

/** @throws AppError `load_file_version`, `load_file_invalid` */
export async function describeLoad(store: LandingStore, folder: LoadFolder): Promise<LoadInfo> {
  const manifest = await readManifest(store, folder.loadId);
  const outcome = folder.names.has(OUTCOME) ? await readOutcome(store, folder.loadId) : undefined;
  const about = {
    load_id: manifest.load_id,
    planned_at: manifest.planned_at,
    reason: manifest.reason,
    of: manifest.of,
    objects: manifest.object_count,
    bytes: manifest.byte_count,
  };
  const standing = outcome === undefined ? await unfinished(store, folder) : finished(outcome);
  return { ...about, ...standing, runs: await runsOf(store, folder, standing.attempts) };
}

/** In the order given. */
export async function describeLoads(store: LandingStore, folders: readonly LoadFolder[]): Promise<readonly LoadInfo[]> {
  const limit = pLimit(READS_AT_ONCE);
  return Promise.all(folders.map((folder) => limit(() => describeLoad(store, folder))));
}

type Standing = Pick<
  LoadInfo,
  | 'state'
  | 'attempts'
  | 'rows'
  | 'quarantined'
  | 'finished_at'
  | 'durations_ms'
  | 'superseded_by'
  | 'failed_checks'
  | 'error'
>;

function finished(outcome: Outcome): Standing {
  const { state, attempts, rows, quarantined, finished_at, durations_ms, superseded_by, failed_checks, error } =
    outcome;
  return { state, attempts, rows, quarantined, finished_at, durations_ms, superseded_by, failed_checks, error };
}

async function unfinished(store: LandingStore, folder: LoadFolder): Promise<Standing> {
  const state = loadState(folder);
  const attempts = state.kind === 'failed' ? state.attempts : state.kind === 'attempted' ? state.attempt : 0;
  const failedAttempt = state.kind === 'failed' ? attempts : attempts - 1;
  const result =
    failedAttempt > 0 ? await readAttemptResult(store, { loadId: folder.loadId, attempt: failedAttempt }) : undefined;
  return {
    state: state.kind === 'failed' ? 'failing' : state.kind === 'attempted' ? 'attempted' : 'planned',
    attempts,
    rows: null,
    quarantined: null,
    finished_at: null,
    durations_ms: {},
    superseded_by: null,
    failed_checks: [],
    error: result === undefined ? null : { code: result.code, message: result.message },
  };
}

async function runsOf(store: LandingStore, folder: LoadFolder, attempts: number): Promise<LoadInfo['runs']> {
  const runs: { attempt: number; run_id: string; state: string | null }[] = [];
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    if (!folder.names.has(attemptRunName(attempt))) continue;
    const of = { loadId: folder.loadId, attempt };
    const run = await readAttemptRun(store, of);
    const result = folder.names.has(attemptResultName(attempt)) ? await readAttemptResult(store, of) : undefined;
    if (run !== undefined) runs.push({ attempt, run_id: run.run_id, state: result?.run_state ?? null });
  }
  return runs;
}
