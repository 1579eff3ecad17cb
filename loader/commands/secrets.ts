import type { Command } from 'commander';
import { loadProcessZone } from '../../receiver/config/process.ts';
import { AppError } from '../../receiver/errors.ts';
import { openLandingStore } from '../../receiver/landing/index.ts';
import {
  removeEntry,
  replaceEntry,
  resealVault,
  type VaultEntryInfo,
  type VaultPlace,
  vaultEntries,
} from '../../receiver/vault/entries.ts';
import { missingKey } from '../../receiver/vault/seal.ts';
import { isSecretName, secretEntryName } from '../../receiver/vault/secrets.ts';
import type { Output } from '../terminal/output.ts';
import { count, renderTable } from '../terminal/table.ts';
import type { CommandHome, CommonOptions, Host } from './command-line.ts';
import { outputFor, withCommonOptions } from './command-line.ts';
import { readSecret } from './read-secret.ts';

/** The vault's part of the configuration is all that these read: they work while the rest names a secret that is still missing. */
export function addSecretsCommand({ program, host, exit }: CommandHome): void {
  const secrets = withCommonOptions(program.command('secrets').helpCommand(false)).description(
    'credentials, sealed in the landing zone',
  );
  const subcommand = (name: string, description: string): Command =>
    withCommonOptions(secrets.command(name)).description(description);

  subcommand('set', 'store one, from standard input or typed unseen; ledgerlake.yaml names it with ${vault:NAME}')
    .argument('<name>', 'letters, digits and _, as for environment variables')
    // The usual complaint would repeat what may be the secret.
    .allowExcessArguments()
    .action(async (name: string, _options: CommonOptions, command: Command) => {
      if (command.args.length > 1) {
        throw new AppError('usage', 'a secret is never an argument, because others on this machine can read it there', {
          hint: 'type it when asked, or pass it on standard input: ledgerlake secrets set NAME < file',
        });
      }
      const checked = checkedName(name);
      exit(await inVault(host, command, (opened) => set(host, opened, checked)));
    });
  subcommand('remove', 'take one away, its older values too')
    .argument('<name>', 'as it was set')
    .action(async (name: string, _options: CommonOptions, command: Command) => {
      const checked = checkedName(name);
      exit(await inVault(host, command, (opened) => remove(opened, checked)));
    });
  subcommand('list', 'what the vault holds, since when and under which key; never a value').action(
    async (_options: CommonOptions, command: Command) => {
      exit(await inVault(host, command, list));
    },
  );
  subcommand('reseal', 'put everything under the first key, so that the others can be dropped').action(
    async (_options: CommonOptions, command: Command) => {
      exit(await inVault(host, command, reseal));
    },
  );
}

interface Opened extends VaultPlace {
  readonly output: Output;
}

async function inVault(host: Host, command: Command, action: (opened: Opened) => Promise<number>): Promise<number> {
  const options = command.optsWithGlobals<CommonOptions>();
  const { landing, vault } = loadProcessZone(options.config);
  const opened = await openLandingStore(landing);
  const store = host.seams?.store?.(opened) ?? opened;
  const clock = host.seams?.clock ?? (() => new Date());
  try {
    return await action({ store, keys: vault?.keys, clock, output: outputFor(host, options) });
  } finally {
    await store.close();
  }
}

/** @throws AppError `usage` */
function checkedName(name: string): string {
  if (isSecretName(name)) return name;
  throw new AppError('usage', `${JSON.stringify(name)} cannot be the name of a secret`, {
    hint: 'use letters, digits and _, as for environment variables: ZOHO_CLIENT_SECRET',
  });
}

async function set(host: Host, { output, ...place }: Opened, name: string): Promise<number> {
  if (place.keys === undefined) throw missingKey();
  const entry = secretEntryName(name);
  const twin = (await vaultEntries(place)).find((other) => other.name !== entry && isTwin(other.name, entry));
  if (twin !== undefined) {
    throw new AppError(
      'usage',
      `there is a secret ${bareName(twin)} already, which differs from ${name} in case alone`,
      {
        hint: `use that name, or remove it first: ledgerlake secrets remove ${bareName(twin)}`,
      },
    );
  }
  await replaceEntry(place, entry, await readSecret(host, `secret ${name}`));
  output.text(`stored ${name}; ledgerlake.yaml names it with \${vault:${name}}`);
  output.note('processes that run already read it when they start again');
  output.value({ name, stored: true });
  return 0;
}

/** Not every file system tells them apart. */
function isTwin(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}

async function remove({ output, ...place }: Opened, name: string): Promise<number> {
  const outcome = await removeEntry(place, secretEntryName(name));
  if (outcome === 'absent') {
    throw new AppError('usage', `there is no secret ${name}`, { hint: 'see "ledgerlake secrets list"' });
  }
  if (outcome === 'kept') {
    output.warn(
      `older values of ${name} stay, sealed, because the landing zone does not let objects under state/ be deleted`,
    );
  }
  output.text(`removed ${name}`);
  output.value({ name, removed: true, older_values_kept: outcome === 'kept' });
  return 0;
}

async function list({ output, ...place }: Opened): Promise<number> {
  const entries = await vaultEntries(place);
  output.text(entries.length === 0 ? 'the vault is empty' : entriesTable(entries));
  output.value(
    entries.map((entry) => ({
      entry: entry.name,
      kind: kindOf(entry),
      name: bareName(entry),
      set_at: entry.setAt.toISOString(),
      key: entry.key,
      key_id: entry.keyId ?? null,
    })),
  );
  return 0;
}

function entriesTable(entries: readonly VaultEntryInfo[]): string {
  return renderTable({
    head: ['kind', 'name', 'set at', 'key'],
    rows: entries.map((entry) => [
      kindOf(entry),
      bareName(entry),
      entry.setAt.toISOString(),
      `${entry.key}${entry.keyId === undefined ? '' : ` (${entry.keyId})`}`,
    ]),
  });
}

/** `secret`, `tokens`, `webhooks` */
function kindOf({ name }: VaultEntryInfo): string {
  return name.slice(0, name.indexOf('.'));
}

/** The secret's or the connection's */
function bareName({ name }: VaultEntryInfo): string {
  return name.slice(name.indexOf('.') + 1);
}

async function reseal({ output, ...place }: Opened): Promise<number> {
  const { resealed, failed } = await resealVault(place);
  output.value({ resealed, failed: failed.map(({ name, error }) => ({ entry: name, code: error.code })) });
  output.text(`${count(resealed.length, 'value')} sealed anew`);
  for (const name of resealed) output.detail(`sealed anew: ${name}`);
  for (const { error } of failed) output.error(error);
  if (failed.length === 0) output.note('everything is under the first key: others can be dropped from vault.keys');
  return failed.length === 0 ? 0 : 1;
}
