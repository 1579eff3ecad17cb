import { openLandingStore } from '../landing/index.ts';
import { secretEntryName, secretSchema } from '../vault/secrets.ts';
import { openVault } from '../vault/vault.ts';
import type { Config, ZoneConfig } from './config.ts';
import { configOf, type LoadConfigOptions, openConfigFile, zoneOf } from './load.ts';
import { vaultReferences } from './substitute.ts';

/**
 * As `loadConfig`, with `${vault:NAME}` replaced. The vault lies in the landing zone that the same file names, so landing, s3 and
 * vault are settled first, the store is opened, the named secrets are read, and it is closed again. A file that names no secret of
 * the vault opens nothing.
 *
 * @throws AppError `config_invalid`, also for a secret that the vault does not hold; `vault_key_wrong`, `vault_damaged`;
 *   `landing_unavailable`, `landing_denied`
 */
export async function loadConfigWithVault(options: LoadConfigOptions): Promise<Config> {
  const opened = openConfigFile(options);
  const [first, ...others] = vaultReferences(opened.document.data);
  if (first === undefined) return configOf(opened, new Map());
  const zone = zoneOf(opened);
  if ('problems' in zone) return configOf(opened, 'unread', zone.problems);
  if (zone.vault === undefined) {
    const why = `must have a key (openssl rand -base64 32), because ${first.path} names \${vault:${first.name}}`;
    return configOf(opened, 'unread', [{ path: 'vault', text: `is missing: ${why}` }]);
  }
  return configOf(opened, await readSecrets(zone, new Set([first, ...others].map(({ name }) => name))));
}

/** The texts of those that the vault holds. */
async function readSecrets(
  { landing, vault: keys }: ZoneConfig,
  names: ReadonlySet<string>,
): Promise<Map<string, string>> {
  const store = await openLandingStore(landing);
  try {
    const vault = openVault(store, keys?.keys);
    const texts = new Map<string, string>();
    for (const name of names) {
      const entry = await vault.read(secretEntryName(name), secretSchema);
      if (entry !== undefined) texts.set(name, entry.value);
    }
    return texts;
  } finally {
    await store.close();
  }
}
