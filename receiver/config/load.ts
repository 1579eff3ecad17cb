import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { parse as parseDotEnv } from 'dotenv';
import { AppError, codeOf } from '../errors.ts';
import { type Config, ENV_CONFIG, FILE_NAME } from './config.ts';
import { type ConfigDocument, parseConfigDocument } from './document.ts';
import { type Problem, problemsOf } from './problems.ts';
import { fileSchema } from './schema.ts';
import { substitute } from './substitute.ts';
import { toConfig } from './to-config.ts';

export type Env = Readonly<Record<string, string | undefined>>;

export interface LoadConfigOptions {
  /** of `--config`; relative to `cwd` */
  readonly path?: string | undefined;
  readonly env: Env;
  readonly cwd: string;
}

/**
 * Reads, completes and checks the configuration: `path`, else `$LEDGERLAKE_CONFIG`, else `./ledgerlake.yaml`. A `.env` file
 * beside it adds variables that `env` does not have. Relative paths in it are relative to the file.
 *
 * @returns frozen; secrets in it print as `<secret>` (JSON, inspection), their properties hold the real text
 * @throws AppError `config_invalid`, with every problem in the message, each with its path, the wrong value (never a secret)
 *   and what is allowed
 */
export function loadConfig(options: LoadConfigOptions): Config {
  const file = configFileOf(options);
  const document = parseConfigDocument(readConfigFile(file));
  if (document.problems.length > 0) throw invalid(file, document, document.problems);
  const { data, problems, secrets } = substitute(document.data ?? {}, {
    env: { ...readDotEnv(file), ...definedOnly(options.env) },
    folder: dirname(file),
  });
  const parsed = fileSchema.safeParse(data);
  const all = [...problems, ...problemsOf(parsed.error?.issues ?? [], { data, others: secrets })];
  if (!parsed.success || all.length > 0) throw invalid(file, document, all);
  return toConfig(parsed.data, file);
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

function invalid(file: string, document: ConfigDocument, problems: readonly Problem[]): AppError {
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
