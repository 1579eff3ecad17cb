import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { codeOf } from '../errors.ts';
import { isSecretName } from '../vault/secrets.ts';
import { type Path, type Problem, pathText, UNRESOLVED } from './problems.ts';

export interface SubstituteContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** relative `${file:…}` paths are relative to this folder */
  readonly folder: string;
  readonly vault: VaultTexts;
}

/** By name; `unread`: nobody has looked, so that they stay unresolved; `sealed`: they cannot be read here. */
export type VaultTexts = ReadonlyMap<string, string> | 'unread' | 'sealed';

export interface Substituted {
  readonly data: unknown;
  readonly problems: readonly Problem[];
  /** texts that came from the vault, from files or from variables with a secret's name: never shown */
  readonly secrets: ReadonlySet<string>;
}

// `$${` is a literal `${`. Anything else that begins with `${` must be a reference, so that a slip is not taken as a value.
const REFERENCE = /\$\$\{|\$\{([^}]*)\}?/g;
const VARIABLE = /^([A-Za-z_][A-Za-z0-9_]*)(?::-([\s\S]*))?$/;
const SECRET_NAME = /secret|token|key|passw|verifier|credential/i;
const MAX_FILE_BYTES = 65_536;

/**
 * Replaces `${NAME}`, `${NAME:-default}` (unset or empty), `${file:/path}` (trimmed content) and `${vault:NAME}` in every text of
 * the data, keys excepted. What has been put in is not searched again.
 */
export function substitute(data: unknown, context: SubstituteContext): Substituted {
  const problems: Problem[] = [];
  const secrets = new Set<string>();

  function substituteText(text: string, path: Path): string {
    let complete = true;
    const result = text.replace(REFERENCE, (match, reference: string | undefined) => {
      if (reference === undefined) return '${';
      const found = match.endsWith('}') ? lookUp(reference, { ...context, path }) : { problem: MALFORMED };
      if ('problem' in found) {
        problems.push({ path: pathText(path), text: found.problem });
        complete = false;
        return match;
      }
      if ('unread' in found) {
        complete = false;
        return match;
      }
      if (found.secret && found.text !== '') secrets.add(found.text);
      return found.text;
    });
    return complete ? result : UNRESOLVED;
  }

  return { data: mapTexts(data, substituteText), problems, secrets };
}

/** Where the data names secrets of the vault, in the order of the file. */
export function vaultReferences(data: unknown): readonly VaultReference[] {
  const found: VaultReference[] = [];
  mapTexts(data, (text, path) => {
    for (const [match, reference = ''] of text.matchAll(REFERENCE)) {
      const name = match.endsWith('}') && reference.startsWith(VAULT) ? reference.slice(VAULT.length) : '';
      if (isSecretName(name)) found.push({ name, path: pathText(path) });
    }
    return text;
  });
  return found;
}

export interface VaultReference {
  readonly name: string;
  readonly path: string;
}

function mapTexts(value: unknown, change: (text: string, path: Path) => string, path: Path = []): unknown {
  if (typeof value === 'string') return change(value, path);
  if (Array.isArray(value)) return value.map((item, i) => mapTexts(item, change, [...path, i]));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, mapTexts(item, change, [...path, key])]));
}

const MALFORMED =
  'not a reference: write ${NAME}, ${NAME:-default}, ${file:/path} or ${vault:NAME}, and $${ for a literal ${';
const VAULT = 'vault:';
/** What must be known before the vault can be opened. */
const BEFORE_VAULT: readonly unknown[] = ['landing', 's3', 'vault'];

type Found =
  | { readonly text: string; readonly secret: boolean }
  | { readonly problem: string }
  | { readonly unread: true };

function lookUp(reference: string, context: SubstituteContext & { readonly path: Path }): Found {
  const { env, folder } = context;
  if (reference.startsWith('file:')) return readTrimmed(resolve(folder, reference.slice('file:'.length)));
  if (reference.startsWith(VAULT)) return lookUpInVault(reference.slice(VAULT.length), context);
  const [, name, fallback] = VARIABLE.exec(reference) ?? [];
  if (name === undefined) return { problem: MALFORMED };
  const value = env[name];
  const secret = SECRET_NAME.test(name);
  if (fallback !== undefined && (value === undefined || value === '')) return { text: fallback, secret };
  if (value === undefined) {
    return {
      problem: `the environment variable ${name} is not set: set it, add it to .env, or write \${${name}:-default}`,
    };
  }
  return { text: value, secret };
}

function lookUpInVault(name: string, { path, vault }: { readonly path: Path; readonly vault: VaultTexts }): Found {
  if (!isSecretName(name)) return { problem: `not the name of a secret: write \${vault:NAME}, NAME like a variable's` };
  if (BEFORE_VAULT.includes(path[0])) {
    return {
      problem: `\${vault:${name}} cannot stand here, because landing, s3 and vault say where the vault is and what opens it: use \${NAME} or \${file:/path}`,
    };
  }
  if (vault === 'unread') return { unread: true };
  if (vault === 'sealed') return { problem: `\${vault:${name}} cannot be read here: use \${NAME} or \${file:/path}` };
  const text = vault.get(name);
  if (text !== undefined) return { text, secret: true };
  return { problem: `the vault holds no secret ${name}: run "ledgerlake secrets set ${name}"` };
}

function readTrimmed(path: string): Found {
  try {
    if (statSync(path).size > MAX_FILE_BYTES) {
      return { problem: `the file ${path} has more than ${MAX_FILE_BYTES} bytes: it cannot be a value` };
    }
    return { text: readFileSync(path, 'utf8').trim(), secret: true };
  } catch (error) {
    return { problem: `the file ${path} cannot be read (${codeOf(error) ?? 'unknown'}): create it or change the path` };
  }
}
