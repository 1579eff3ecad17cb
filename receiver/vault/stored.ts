import { z } from 'zod';
import { AppError } from '../errors.ts';
import { readState, type StateGeneration, writeState } from '../landing/state.ts';
import type { LandingStore } from '../landing/store.ts';

const PREFIX = 'vault.';
const CHANGE_TRIES = 50;
const instant = z.iso.datetime({ offset: false, precision: 3 });

/** A generation of an entry as it lies in the landing zone: a value, or that there is none any more. */
const storedSchema = z.union([
  z.strictObject({ sealed: z.string(), set_at: instant }),
  z.strictObject({ removed_at: instant }),
]);
export type StoredEntry = z.infer<typeof storedSchema>;

export function isRemoved(entry: StoredEntry): entry is Extract<StoredEntry, { removed_at: string }> {
  return 'removed_at' in entry;
}

/** The entry's folder under `state/`, and what its sealed values are bound to. */
export function vaultStateName(name: string): string {
  return `${PREFIX}${name}`;
}

/** The highest generation, unopened. @throws AppError `state_invalid`, `landing_unavailable`, `landing_denied` */
export function readStored(store: LandingStore, name: string): Promise<StateGeneration<StoredEntry> | undefined> {
  return readState(store, vaultStateName(name), storedSchema);
}

export interface Change<R> {
  /** undefined: nothing is written */
  readonly entry: StoredEntry | undefined;
  readonly result: R;
}

/**
 * Reads, changes, writes, until nobody was faster. `change` gets undefined when there is nothing yet, and may be called more than
 * once; a writer that was overtaken just after its write is called with what the others made of it.
 *
 * @returns the last `result`
 * @throws AppError as `readStored`, and what `change` throws
 */
export async function changeStored<R>(
  store: LandingStore,
  name: string,
  change: (entry: StoredEntry | undefined) => Change<R>,
): Promise<R> {
  for (let tries = 0; tries < CHANGE_TRIES; tries += 1) {
    const current = await readStored(store, name);
    const { entry, result } = change(current?.value);
    if (entry === undefined) return result;
    const next = { generation: (current?.generation ?? 0) + 1, value: entry };
    if ((await writeState(store, vaultStateName(name), next)) === 'written') return result;
  }
  throw new AppError(
    'landing_unavailable',
    `${vaultStateName(name)} changed ${CHANGE_TRIES} times while it was written`,
    { hint: 'run again', retryable: true },
  );
}

/** The names of all entries that there are or were. */
export async function storedNames(store: LandingStore): Promise<readonly string[]> {
  const prefix = `state/${PREFIX}`;
  const folders = await store.folders('state/');
  return folders.filter((folder) => folder.startsWith(prefix)).map((folder) => folder.slice(prefix.length, -1));
}

/** Whether any generation that the store still keeps holds a value. */
export async function keepsSealed(store: LandingStore, name: string): Promise<boolean> {
  for await (const { key } of store.list(`state/${vaultStateName(name)}/`)) {
    const bytes = await store.read(key);
    if (bytes !== undefined && Buffer.from(bytes).includes('"sealed"')) return true;
  }
  return false;
}
