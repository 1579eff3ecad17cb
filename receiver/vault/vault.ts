import type { z } from 'zod';
import { AppError } from '../errors.ts';
import { writeState } from '../landing/state.ts';
import type { LandingStore } from '../landing/store.ts';
import { seal, unseal } from './seal.ts';
import { changeStored, isRemoved, readStored, type StoredEntry, vaultStateName } from './stored.ts';

/** One sealed value of the vault and where it stands. */
export interface VaultEntry<T> {
  readonly generation: number;
  readonly value: T;
  /** false: sealed with an older key of `vault.keys`; the next write seals it with the current one */
  readonly isCurrent: boolean;
}

/** Credentials at rest: `state/vault.<name>/<generation>.json`, each sealed with AES-256-GCM and bound to its name. */
export interface Vault {
  /** whether the configuration names a key; without one everything but this throws `vault_key_missing` */
  readonly hasKey: boolean;
  /**
   * Undefined when there is nothing, or it was removed.
   *
   * @throws AppError `vault_key_missing`, `vault_key_wrong`, `vault_damaged`, `state_invalid`, and what the landing store says
   */
  read<T>(name: string, schema: z.ZodType<T>): Promise<VaultEntry<T> | undefined>;
  /** Creates the generation after the one read (1 after none). `lost`: somebody else did; read again and decide anew. */
  write(name: string, next: { readonly generation: number; readonly value: unknown }): Promise<'written' | 'lost'>;
  /**
   * Reads, changes, writes, until nobody was faster. `change` may be called more than once and gets undefined when there is
   * nothing yet, or no more; when it returns the very value it was given, nothing is written. A writer that was overtaken just
   * after its write changes once more what the others made of it: `change` must bear that.
   */
  update<T>(name: string, schema: z.ZodType<T>, change: (current: T | undefined) => T): Promise<T>;
}

export interface VaultOptions {
  /** default: this machine's */
  readonly clock?: () => Date;
}

/** @param keys  base64 of 32 bytes each, the current one first: `vault.keys` of the configuration */
export function openVault(
  store: LandingStore,
  keys: readonly string[] | undefined,
  { clock = () => new Date() }: VaultOptions = {},
): Vault {
  const how = (name: string) => ({ keys, context: vaultStateName(name) });
  const open = <T>(name: string, schema: z.ZodType<T>, sealed: string): Omit<VaultEntry<T>, 'generation'> => {
    const { text, isCurrent } = unseal(sealed, how(name));
    return { value: parseText(text, name, schema), isCurrent };
  };
  const close = (name: string, value: unknown): StoredEntry => ({
    sealed: seal(JSON.stringify(value), how(name)),
    set_at: clock().toISOString(),
  });
  return {
    hasKey: keys !== undefined && keys.length > 0,
    async read(name, schema) {
      const stored = await readStored(store, name);
      if (stored === undefined || isRemoved(stored.value)) return undefined;
      return { generation: stored.generation, ...open(name, schema, stored.value.sealed) };
    },
    write: async (name, { generation, value }) =>
      await writeState(store, vaultStateName(name), { generation, value: close(name, value) }),
    update: (name, schema, change) =>
      changeStored(store, name, (stored) => {
        const isThere = stored !== undefined && !isRemoved(stored);
        const before = isThere ? open(name, schema, stored.sealed).value : undefined;
        const value = change(before);
        return { entry: isThere && value === before ? undefined : close(name, value), result: value };
      }),
  };
}

function parseText<T>(text: string, name: string, schema: z.ZodType<T>): T {
  let parsed: z.ZodSafeParseResult<T>;
  try {
    parsed = schema.safeParse(JSON.parse(text));
  } catch {
    throw unreadable(name);
  }
  if (!parsed.success) throw unreadable(name);
  return parsed.data;
}

// Nothing of the value may show, so neither the schema's nor the parser's complaint is passed on.
function unreadable(name: string): AppError {
  return new AppError('state_invalid', `${vaultStateName(name)} does not have the shape that this release writes`, {
    hint: 'read it with the release that wrote it',
  });
}
