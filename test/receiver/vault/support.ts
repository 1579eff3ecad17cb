import { afterEach } from 'vitest';
import { AppError } from '../../../receiver/errors.ts';
import type { LandingStore } from '../../../receiver/landing/store.ts';
import type { LandingPlace } from '../../contract/landing-store.ts';
import { folderPlace, stubPlace } from '../../support/landing-places.ts';
import { memoryStore } from '../../support/memory-store.ts';

export const KEY_A = Buffer.alloc(32, 1).toString('base64');
export const KEY_B = Buffer.alloc(32, 2).toString('base64');
export const KEY_C = Buffer.alloc(32, 3).toString('base64');

const cleanup: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanup.splice(0).toReversed()) await step();
});

/** Handles on one empty place, as many as there are writers. */
export type OpenStores = (handles?: number) => Promise<readonly [LandingStore, ...LandingStore[]]>;

const places: readonly [string, () => Promise<LandingPlace>][] = [
  ['folder', folderPlace],
  ['S3 stub', () => stubPlace()],
];

export const STORES: readonly (readonly [string, OpenStores])[] = [
  ['memory', (handles = 1) => Promise.resolve(several(memoryStore(), handles))],
  ...places.map(([name, make]): [string, OpenStores] => [name, (handles = 1) => opened(make, handles)]),
];

function several(store: LandingStore, handles: number): [LandingStore, ...LandingStore[]] {
  return [store, ...Array.from({ length: handles - 1 }, () => store)];
}

async function opened(
  make: () => Promise<LandingPlace>,
  handles: number,
): Promise<readonly [LandingStore, ...LandingStore[]]> {
  const place = await make();
  cleanup.push(() => place.remove());
  const first = await place.open();
  const others = await Promise.all(Array.from({ length: handles - 1 }, () => place.open()));
  for (const store of [first, ...others]) cleanup.push(() => store.close());
  return [first, ...others];
}

/** Every object of a store by its key, as text. */
export async function objectsOf(store: LandingStore, prefix = ''): Promise<Map<string, string>> {
  const objects = new Map<string, string>();
  for await (const { key } of store.list(prefix)) {
    objects.set(key, Buffer.from((await store.read(key)) ?? []).toString('utf8'));
  }
  return objects;
}

export function errorFrom(work: () => unknown): AppError {
  try {
    work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
  throw new Error('nothing was thrown');
}
