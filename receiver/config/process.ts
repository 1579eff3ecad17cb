import type { Config, ZoneConfig } from './config.ts';
import { configFileOf, type LoadConfigOptions, loadZone, readDotEnv } from './load.ts';
import { loadConfigWithVault } from './load-with-vault.ts';

/**
 * The configuration of this process. The `.env` file beside it is also put into the environment (what is set there wins), so
 * that the AWS and Databricks SDKs find their own variables in it. For entry points alone.
 *
 * @param path  of `--config`, relative to the working folder
 * @throws AppError as `loadConfigWithVault`
 */
export async function loadProcessConfig(path?: string): Promise<Config> {
  return await loadConfigWithVault(processOptions(path));
}

/** As `loadProcessConfig`, of the landing zone and its vault alone. @throws AppError `config_invalid` */
export function loadProcessZone(path?: string): ZoneConfig {
  return loadZone(processOptions(path));
}

function processOptions(path: string | undefined): LoadConfigOptions {
  const options = { path, env: process.env, cwd: process.cwd() };
  for (const [name, value] of Object.entries(readDotEnv(configFileOf(options)))) process.env[name] ??= value;
  return options;
}
