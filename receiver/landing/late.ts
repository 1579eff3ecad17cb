import { z } from 'zod';
import { AppError } from '../errors.ts';
import { isKey } from './key-rules.ts';
import { compactTime, dateOf, isKeyTime, lateKey } from './keys.ts';
import type { LandingStore } from './store.ts';

const NORMAL_DISTANCE_MS = 3_600_000;
const READ_BATCH = 16;
const POINTER = /^late\/\d{4}-\d{2}-\d{2}\/\d{8}T\d{9}Z\.[0-9a-f]{64}\.json$/;

const pointerSchema = z.strictObject({
  v: z.literal(1),
  key: z.string().refine((key) => key.startsWith('raw/') && isKey(key), 'not a key under raw/'),
});

/** Where a late object's name is kept, and the name. */
export interface LatePointer {
  readonly pointerKey: string;
  /** the raw object's key; the object may be missing (its writer died in between) and may be named by several pointers */
  readonly key: string;
}

/**
 * Whether a listing by time would overlook an object: its key has no time, or one more than an hour away from the receiver's clock.
 * Then its pointer is created first, the object second.
 */
export function needsLatePointer(keyTime: Date | undefined, now: Date): boolean {
  return keyTime === undefined || Math.abs(keyTime.getTime() - now.getTime()) > NORMAL_DISTANCE_MS;
}

/**
 * Creates `late/<day>/<arrival>.<hash>.json` holding `{"v":1,"key":"raw/..."}`; durable when this resolves.
 *
 * @throws AppError as `LandingStore.create`
 */
export async function createLatePointer(
  store: LandingStore,
  pointer: { readonly arrival: Date; readonly key: string; readonly budgetMs?: number | undefined },
): Promise<void> {
  const { arrival, key, budgetMs } = pointer;
  const bytes = Buffer.from(JSON.stringify({ v: 1, key }), 'utf8');
  await store.create(lateKey(arrival, key), bytes, budgetMs === undefined ? {} : { budgetMs });
}

/**
 * Pointers that arrived at `since` or later, in the order of arrival. Objects under `late/` that are not named as pointers are
 * passed over; a pointer that cannot be read is an error.
 *
 * @throws AppError `late_pointer_invalid`, or as `LandingStore.list` and `read`
 */
export async function* listLatePointers(store: LandingStore, since: Date): AsyncGenerator<LatePointer> {
  // Bytes order: `<time>` sorts before `<time>.<hash>.json`, so a pointer of exactly `since` is included.
  const startAfter = isKeyTime(since) ? `late/${dateOf(since)}/${compactTime(since)}` : 'late/';
  let batch: string[] = [];
  for await (const { key } of store.list('late/', { startAfter })) {
    if (!POINTER.test(key)) continue;
    batch.push(key);
    if (batch.length < READ_BATCH) continue;
    yield* await Promise.all(batch.map((pointerKey) => readPointer(store, pointerKey)));
    batch = [];
  }
  yield* await Promise.all(batch.map((pointerKey) => readPointer(store, pointerKey)));
}

async function readPointer(store: LandingStore, pointerKey: string): Promise<LatePointer> {
  const bytes = await store.read(pointerKey);
  if (bytes === undefined) throw invalid(pointerKey, 'it was listed and is gone');
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    throw invalid(pointerKey, 'it is not JSON', cause);
  }
  const parsed = pointerSchema.safeParse(value);
  if (!parsed.success) throw invalid(pointerKey, z.prettifyError(parsed.error));
  return { pointerKey, key: parsed.data.key };
}

function invalid(pointerKey: string, why: string, cause?: unknown): AppError {
  return new AppError('late_pointer_invalid', `cannot read the pointer ${pointerKey}: ${why}`, {
    hint: 'landed objects are never edited: restore the pointer, or read it with the release that wrote it',
    cause,
  });
}
