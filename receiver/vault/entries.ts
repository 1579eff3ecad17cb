import { AppError } from '../errors.ts';
import type { LandingStore } from '../landing/store.ts';
import { keyIds, missingKey, seal, sealedBy, unseal } from './seal.ts';
import {
  changeStored,
  isRemoved,
  keepsSealed,
  readStored,
  type StoredEntry,
  storedNames,
  vaultStateName,
} from './stored.ts';

/** More than the generations that a state keeps. */
const REMOVALS = 10;

/** The vault's entries as a whole: what there is, under which key it lies, and putting it under another. */
export interface VaultPlace {
  readonly store: LandingStore;
  /** base64 of 32 bytes each, the current one first */
  readonly keys: readonly string[] | undefined;
  readonly clock: () => Date;
}

/** What can be said of an entry without opening it. */
export interface VaultEntryInfo {
  /** `secret.<NAME>`, `tokens.<connection>`, `webhooks.<connection>` */
  readonly name: string;
  /** when this value was written; sealing it anew changes nothing about that */
  readonly setAt: Date;
  /** undefined when it does not look sealed */
  readonly keyId: string | undefined;
  /** `current`: sealed with the first key; `older`: with another of the keys; `unknown`: with none of them */
  readonly key: 'current' | 'older' | 'unknown';
}

/** All entries by name, in the order of their names. Works without a key too. @throws AppError `state_invalid`, and the store's */
export async function vaultEntries({ store, keys }: VaultPlace): Promise<readonly VaultEntryInfo[]> {
  const ids = keyIds(keys);
  const infos: VaultEntryInfo[] = [];
  for (const name of await storedNames(store)) {
    const entry = (await readStored(store, name))?.value;
    if (entry === undefined || isRemoved(entry)) continue;
    const keyId = sealedBy(entry.sealed);
    const at = keyId === undefined ? -1 : ids.indexOf(keyId);
    const key = at === 0 ? 'current' : at > 0 ? 'older' : 'unknown';
    infos.push({ name, setAt: new Date(entry.set_at), keyId, key });
  }
  return infos;
}

export interface Resealed {
  readonly resealed: readonly string[];
  /** what stays as it is, because it cannot be opened: `vault_key_wrong`, `vault_damaged` */
  readonly failed: readonly { readonly name: string; readonly error: AppError }[];
}

/**
 * Seals every entry with the first key that another one seals, so that the others can be dropped when nothing failed. Values and
 * the times at which they were set stay.
 *
 * @throws AppError `vault_key_missing`, `state_invalid`, and the store's
 */
export async function resealVault(place: VaultPlace): Promise<Resealed> {
  if (keyIds(place.keys).length === 0) throw missingKey();
  const resealed: string[] = [];
  const failed: { name: string; error: AppError }[] = [];
  for (const { name, key } of await vaultEntries(place)) {
    if (key === 'current') continue;
    try {
      if (await resealEntry(place, name)) resealed.push(name);
    } catch (error) {
      if (!(error instanceof AppError) || !['vault_key_wrong', 'vault_damaged'].includes(error.code)) throw error;
      failed.push({ name, error });
    }
  }
  return { resealed, failed };
}

/** Whether it was needed: somebody else may have written it meanwhile. */
function resealEntry({ store, keys }: VaultPlace, name: string): Promise<boolean> {
  const how = { keys, context: vaultStateName(name) };
  return changeStored(store, name, (entry) => {
    if (entry === undefined || isRemoved(entry)) return { entry: undefined, result: false };
    const { text, isCurrent } = unseal(entry.sealed, how);
    if (isCurrent) return { entry: undefined, result: false };
    return { entry: { sealed: seal(text, how), set_at: entry.set_at }, result: true };
  });
}

/**
 * Stores a value whatever was there before, also what can no longer be opened.
 *
 * @throws AppError `vault_key_missing`, `state_invalid`, and the store's
 */
export async function replaceEntry({ store, keys, clock }: VaultPlace, name: string, value: unknown): Promise<void> {
  const sealed = seal(JSON.stringify(value), { keys, context: vaultStateName(name) });
  const entry = { sealed, set_at: clock().toISOString() };
  await changeStored(store, name, () => ({ entry, result: undefined }));
}

/**
 * Takes an entry away: generations that say so are written until those with values are pruned. Needs no key.
 *
 * @returns `absent` when there was nothing; `kept`: removed, but the store did not let older generations be deleted
 * @throws AppError `state_invalid`, and the store's
 */
export async function removeEntry({ store, clock }: VaultPlace, name: string): Promise<'removed' | 'kept' | 'absent'> {
  const before = (await readStored(store, name))?.value;
  const isThere = before !== undefined && !isRemoved(before);
  if (!isThere && !(await keepsSealed(store, name))) return 'absent';
  const removal: StoredEntry = { removed_at: clock().toISOString() };
  for (let written = 0; written < REMOVALS; written += 1) {
    const isAnew = await changeStored(store, name, (entry) => {
      const stays = written > 0 && entry !== undefined && !isRemoved(entry);
      return { entry: stays ? undefined : removal, result: stays };
    });
    // Stored anew while it was being removed: that is somebody's later wish.
    if (isAnew || !(await keepsSealed(store, name))) return 'removed';
  }
  return 'kept';
}
