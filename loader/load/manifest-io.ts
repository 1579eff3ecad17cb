import { z } from 'zod';
import { AppError } from '../../receiver/errors.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { keysSha256, loadPrefix } from './load-id.ts';
import type { Attempt, AttemptResult, AttemptRun, Manifest, Outcome } from './manifest.ts';
import { attemptResultSchema, attemptRunSchema, attemptSchema, manifestSchema, outcomeSchema } from './manifest.ts';

const FILE_VERSION = 1;

export const MANIFEST = 'manifest.json';
export const OUTCOME = 'outcome.json';

/** `attempt-0001.json` */
export function attemptName(attempt: number): string {
  return `attempt-${String(attempt).padStart(4, '0')}.json`;
}

/** `attempt-0001.result.json` */
export function attemptResultName(attempt: number): string {
  return `attempt-${String(attempt).padStart(4, '0')}.result.json`;
}

/** `attempt-0001.run.json` */
export function attemptRunName(attempt: number): string {
  return `attempt-${String(attempt).padStart(4, '0')}.run.json`;
}

/** Writes the intent of a load; `exists` means that this load id is taken. @throws AppError of the landing store */
export async function createManifest(store: LandingStore, manifest: Manifest): Promise<'created' | 'exists'> {
  return store.create(`${loadPrefix(manifest.load_id)}${MANIFEST}`, encode(manifestSchema.parse(manifest)));
}

/**
 * Reads a manifest and proves it against itself: folder, counts and the hash over its keys.
 *
 * @throws AppError `load_file_missing`, `load_file_version` (another release wrote it), `load_file_invalid`
 */
export async function readManifest(store: LandingStore, loadId: string): Promise<Manifest> {
  const key = `${loadPrefix(loadId)}${MANIFEST}`;
  const manifest = await readRequired(store, key, manifestSchema);
  if (manifest.load_id !== loadId) throw invalid(key, `it names load ${manifest.load_id}`);
  if (manifest.object_count !== manifest.objects.length) {
    throw invalid(key, `object_count is ${manifest.object_count}, it lists ${manifest.objects.length} objects`);
  }
  if (manifest.keys_sha256 !== keysSha256(manifest.objects.map((object) => object.key))) {
    throw invalid(key, 'keys_sha256 does not match its keys');
  }
  return manifest;
}

export async function createAttempt(store: LandingStore, attempt: Attempt): Promise<'created' | 'exists'> {
  const key = `${loadPrefix(attempt.load_id)}${attemptName(attempt.attempt)}`;
  return store.create(key, encode(attemptSchema.parse(attempt)));
}

/** @throws AppError `load_file_missing`, `load_file_version`, `load_file_invalid` */
export async function readAttempt(store: LandingStore, loadId: string, attempt: number): Promise<Attempt> {
  return readRequired(store, `${loadPrefix(loadId)}${attemptName(attempt)}`, attemptSchema);
}

/** The first run of an attempt stays: whoever asks with the attempt's token is given the same one. */
export async function createAttemptRun(store: LandingStore, run: AttemptRun): Promise<'created' | 'exists'> {
  const key = `${loadPrefix(run.load_id)}${attemptRunName(run.attempt)}`;
  return store.create(key, encode(attemptRunSchema.parse(run)));
}

/** @throws AppError `load_file_version`, `load_file_invalid` */
export async function readAttemptRun(store: LandingStore, of: AttemptOfLoad): Promise<AttemptRun | undefined> {
  return read(store, `${loadPrefix(of.loadId)}${attemptRunName(of.attempt)}`, attemptRunSchema);
}

export interface AttemptOfLoad {
  readonly loadId: string;
  readonly attempt: number;
}

export async function createAttemptResult(
  store: LandingStore,
  of: AttemptOfLoad,
  result: AttemptResult,
): Promise<'created' | 'exists'> {
  const key = `${loadPrefix(of.loadId)}${attemptResultName(of.attempt)}`;
  return store.create(key, encode(attemptResultSchema.parse(result)));
}

/** @throws AppError `load_file_version`, `load_file_invalid` */
export async function readAttemptResult(store: LandingStore, of: AttemptOfLoad): Promise<AttemptResult | undefined> {
  return read(store, `${loadPrefix(of.loadId)}${attemptResultName(of.attempt)}`, attemptResultSchema);
}

/** Ends a load. The first outcome stays: a second one changes nothing. */
export async function createOutcome(store: LandingStore, outcome: Outcome): Promise<'created' | 'exists'> {
  return store.create(`${loadPrefix(outcome.load_id)}${OUTCOME}`, encode(outcomeSchema.parse(outcome)));
}

/** @throws AppError `load_file_version`, `load_file_invalid` */
export async function readOutcome(store: LandingStore, loadId: string): Promise<Outcome | undefined> {
  return read(store, `${loadPrefix(loadId)}${OUTCOME}`, outcomeSchema);
}

async function readRequired<T>(store: LandingStore, key: string, schema: z.ZodType<T>): Promise<T> {
  const value = await read(store, key, schema);
  if (value !== undefined) return value;
  throw new AppError('load_file_missing', `${key} does not exist`, {
    hint: 'objects under loads/ are never removed: restore it from a backup of the landing zone',
  });
}

async function read<T>(store: LandingStore, key: string, schema: z.ZodType<T>): Promise<T | undefined> {
  const bytes = await store.read(key);
  return bytes === undefined ? undefined : decode(key, bytes, schema);
}

function decode<T>(key: string, bytes: Uint8Array, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    throw invalid(key, 'it is not JSON', cause);
  }
  const version = versionOf(value);
  if (version !== FILE_VERSION) {
    const found = version === undefined ? 'no version' : `version ${JSON.stringify(version)}`;
    throw new AppError('load_file_version', `${key} has ${found}, this release reads version ${FILE_VERSION}`, {
      hint: 'use the release that wrote it, or a newer one',
    });
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalid(key, z.prettifyError(parsed.error));
  return parsed.data;
}

function versionOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'v' in value ? value.v : undefined;
}

function encode(value: unknown): Uint8Array {
  return Buffer.from(`${JSON.stringify(value)}\n`, 'utf8');
}

function invalid(key: string, why: string, cause?: unknown): AppError {
  return new AppError('load_file_invalid', `${key} cannot be used: ${why}`, {
    hint: 'objects under loads/ are never edited: restore it from a backup of the landing zone',
    cause,
  });
}
