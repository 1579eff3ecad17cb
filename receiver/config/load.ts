import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse as parseDotEnv } from 'dotenv';
import type { z } from 'zod';
import { AppError, codeOf } from '../errors.ts';
import { type Config, ENV_CONFIG, FILE_NAME, type ZoneConfig } from './config.ts';
import { type ConfigDocument, parseConfigDocument } from './document.ts';
import { type Problem, problemsOf } from './problems.ts';
import { fileSchema, zoneSchema } from './schema.ts';
import { substitute, type VaultTexts } from './substitute.ts';
import { toConfig, toZone } from './to-config.ts';

export type Env = Readonly<Record<string, string | undefined>>;

export interface LoadConfigOptions {
  /** of `--config`; relative to `cwd` */
  readonly path?: string | undefined;
  readonly env: Env;
  readonly cwd: string;
}

/**
 * Reads, completes and checks the configuration: `path`, else `$LEDGERLAKE_CONFIG`, else `./ledgerlake.yaml`. A `.env` file
 * beside it adds variables that `env` does not have. Relative paths in it are relative to the file. `${vault:NAME}` is refused: see
 * `loadConfigWithVault`.
 *
 * @returns frozen; secrets in it print as `<secret>` (JSON, inspection), their properties hold the real text
 * @throws AppError `config_invalid`, with every problem in the message, each with its path, the wrong value (never a secret)
 *   and what is allowed
 */
export function loadConfig(options: LoadConfigOptions): Config {
  return configOf(openConfigFile(options), 'sealed');
}

/**
 * What of the configuration says where the vault lies and what opens it: landing, s3 and vault alone. Nothing else in the file is
 * looked at, so that a secret can be stored which the file names already.
 *
 * @throws AppError `config_invalid`
 */
export function loadZone(options: LoadConfigOptions): ZoneConfig {
  const opened = openConfigFile(options);
  const zone = zoneOf(opened);
  if ('problems' in zone) throw invalid(opened, zone.problems);
  return zone;
}

/** A configuration that was read and is YAML, and what its references are resolved with. */
export interface OpenedFile {
  readonly file: string;
  readonly document: ConfigDocument;
  readonly env: Env;
}

/** @throws AppError `config_invalid` */
export function openConfigFile(options: LoadConfigOptions): OpenedFile {
  const file = configFileOf(options);
  const document = parseConfigDocument(readConfigFile(file));
  const opened = { file, document, env: { ...readDotEnv(file), ...definedOnly(options.env) } };
  if (document.problems.length > 0) throw invalid(opened, document.problems);
  return opened;
}

/** @throws AppError `config_invalid`; always, when `others` holds a problem: it is reported with those that the file has besides */
export function configOf(opened: OpenedFile, vault: VaultTexts, others: readonly Problem[] = []): Config {
  const checked = check(opened, { data: opened.document.data ?? {}, schema: fileSchema, vault });
  const own = 'problems' in checked ? checked.problems : [];
  const all = [...own, ...others.filter(({ path }) => !own.some((problem) => problem.path === path))];
  if ('problems' in checked || all.length > 0) throw invalid(opened, all);
  return toConfig(checked.data, opened.file);
}

export function zoneOf(opened: OpenedFile): ZoneConfig | Refused {
  const { data } = opened.document;
  const all = typeof data === 'object' && data !== null ? Object.entries(data) : [];
  const part = Object.fromEntries(all.filter(([key]) => Object.hasOwn(zoneSchema.shape, key)));
  const checked = check(opened, { data: part, schema: zoneSchema, vault: 'unread' });
  return 'problems' in checked ? checked : toZone(checked.data, opened.file);
}

interface Refused {
  readonly problems: readonly Problem[];
}

interface CheckOptions<T> {
  readonly data: unknown;
  readonly schema: z.ZodType<T>;
  readonly vault: VaultTexts;
}

function check<T>({ file, env }: OpenedFile, options: CheckOptions<T>): { readonly data: T } | Refused {
  const { data, problems, secrets } = substitute(options.data, { env, folder: dirname(file), vault: options.vault });
  const parsed = options.schema.safeParse(data);
  const all = [...problems, ...problemsOf(parsed.error?.issues ?? [], { data, others: secrets })];
  return parsed.success && all.length === 0 ? { data: parsed.data } : { problems: all };
}

/** The absolute path of the configuration that would be read; it need not exist. */
export function configFileOf({ path, env, cwd }: LoadConfigOptions): string {
  const named = path ?? env[ENV_CONFIG];
  return resolve(cwd, named === undefined || named === '' ? FILE_NAME : named);
}

/** The variables of the `.env` file beside a configuration; none when there is no such file. @throws AppError `config_invalid` */
export function readDotEnv(file: string): Readonly<Record<string, string>> {
  const path = join(dirname(file), '.env');
  if (!existsSync(path)) return {};
  try {
    return parseDotEnv(readFileSync(path));
  } catch (cause) {
    throw new AppError('config_invalid', `${path} cannot be read (${codeOf(cause) ?? 'unknown'})`, {
      hint: 'make it a readable file of NAME=value lines, or remove it',
      cause,
    });
  }
}

function readConfigFile(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (cause) {
    const code = codeOf(cause);
    const why = { ENOENT: 'there is no such file', ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8' };
    throw new AppError(
      'config_invalid',
      `the configuration ${file} cannot be read: ${Object.entries(why).find(([known]) => known === code)?.[1] ?? code}`,
      { hint: `run "ledgerlake init" to write one, or name yours with --config or $${ENV_CONFIG}`, cause },
    );
  }
}

function definedOnly(env: Env): Env {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined));
}

function invalid({ file, document }: OpenedFile, problems: readonly Problem[]): AppError {
  const lines = problems.map(({ path, text }) => {
    const line = document.lineOf(path);
    const where = path === '' ? 'the file' : path;
    return `  ${where}${line === undefined ? '' : ` (line ${line})`}: ${text}`;
  });
  const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
  return new AppError('config_invalid', `${file} has ${count}:\n${lines.join('\n')}`, {
    hint: 'correct the named places; the README and the comments that "ledgerlake init" writes say what each key means',
    context: { file, problems: problems.length },
  });
}
