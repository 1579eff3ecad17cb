import type { Config } from './config.ts';
import { configFileOf, loadConfig, readDotEnv } from './load.ts';

/**
 * The configuration of this process. The `.env` file beside it is also put into the environment (what is set there wins), so
 * that the AWS and Databricks SDKs find their own variables in it. For entry points alone.
 *
 * @param path  of `--config`, relative to the working folder
 * @throws AppError `config_invalid`
 */
export function loadProcessConfig(path?: string): Config {
  const options = { path, env: process.env, cwd: process.cwd() };
  for (const [name, value] of Object.entries(readDotEnv(configFileOf(options)))) process.env[name] ??= value;
  return loadConfig(options);
}
