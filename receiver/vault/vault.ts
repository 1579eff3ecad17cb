import { z } from 'zod';
import { AppError } from '../errors.ts';
import { readState, writeState } from '../landing/state.ts';
import type { LandingStore } from '../landing/store.ts';
import { seal, unseal } from './seal.ts';

const sealedSchema = z.strictObject({ sealed: z.string() });
const UPDATE_TRIES = 50;

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
  /** @throws AppError `vault_key_missing`, `vault_key_wrong`, `vault_damaged`, `state_invalid`, and what the landing store says */
  read<T>(name: string, schema: z.ZodType<T>): Promise<VaultEntry<T> | undefined>;
  /** Creates the generation after the one read (1 after none). `lost`: somebody else did; read again and decide anew. */
  write(name: string, next: { readonly generation: number; readonly value: unknown }): Promise<'written' | 'lost'>;
  /**
   * Reads, changes, writes, until nobody was faster. `change` may be called more than once and gets undefined when there is
   * nothing yet; when it returns the very value it was given, nothing is written.
   */
  update<T>(name: string, schema: z.ZodType<T>, change: (current: T | undefined) => T): Promise<T>;
}

export function openVault(store: LandingStore, keys: readonly string[] | undefined): Vault {
  const read: Vault['read'] = async (name, schema) => {
    const state = await readState(store, stateName(name), sealedSchema);
    if (state === undefined) return undefined;
    const { text, isCurrent } = unseal(state.value.sealed, { keys, context: stateName(name) });
    const parsed = schema.safeParse(JSON.parse(text));
    if (!parsed.success) throw unreadable(name);
    return { generation: state.generation, value: parsed.data, isCurrent };
  };
  const write: Vault['write'] = (name, { generation, value }) => {
    const sealed = seal(JSON.stringify(value), { keys, context: stateName(name) });
    return writeState(store, stateName(name), { generation, value: { sealed } });
  };
  return {
    hasKey: keys !== undefined && keys.length > 0,
    read,
    write,
    async update(name, schema, change) {
      for (let tries = 0; tries < UPDATE_TRIES; tries += 1) {
        const current = await read(name, schema);
        const value = change(current?.value);
        if (current !== undefined && value === current.value) return value;
        if ((await write(name, { generation: (current?.generation ?? 0) + 1, value })) === 'written') return value;
      }
      throw new AppError(
        'landing_unavailable',
        `${stateName(name)} changed ${UPDATE_TRIES} times while it was written`,
        {
          hint: 'run again',
          retryable: true,
        },
      );
    },
  };
}

function stateName(name: string): string {
  return `vault.${name}`;
}

// Nothing of the value may show, so the schema's complaint stays out.
function unreadable(name: string): AppError {
  return new AppError('state_invalid', `${stateName(name)} does not have the shape that this release writes`, {
    hint: 'read it with the release that wrote it',
  });
}
