import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { codeOf } from '../errors.ts';
import { type Path, type Problem, pathText, UNRESOLVED } from './problems.ts';

export interface SubstituteContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** relative `${file:…}` paths are relative to this folder */
  readonly folder: string;
}

export interface Substituted {
  readonly data: unknown;
  readonly problems: readonly Problem[];
  /** texts that came from files or from variables with a secret's name: never shown */
  readonly secrets: ReadonlySet<string>;
}

// `$${` is a literal `${`. Anything else that begins with `${` must be a reference, so that a slip is not taken as a value.
const REFERENCE = /\$\$\{|\$\{([^}]*)\}?/g;
const VARIABLE = /^([A-Za-z_][A-Za-z0-9_]*)(?::-([\s\S]*))?$/;
const SECRET_NAME = /secret|token|key|passw|verifier|credential/i;
const MAX_FILE_BYTES = 65_536;

/**
 * Replaces `${NAME}`, `${NAME:-default}` (unset or empty) and `${file:/path}` (trimmed content) in every text of the data,
 * keys excepted. What has been put in is not searched again.
 */
export function substitute(data: unknown, context: SubstituteContext): Substituted {
  const problems: Problem[] = [];
  const secrets = new Set<string>();

  function walk(value: unknown, path: Path): unknown {
    if (typeof value === 'string') return substituteText(value, path);
    if (Array.isArray(value)) return value.map((item, i) => walk(item, [...path, i]));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, walk(item, [...path, key])]));
  }

  function substituteText(text: string, path: Path): string {
    let complete = true;
    const result = text.replace(REFERENCE, (match, reference: string | undefined) => {
      if (reference === undefined) return '${';
      const found = match.endsWith('}') ? lookUp(reference, context) : { problem: MALFORMED };
      if ('problem' in found) {
        problems.push({ path: pathText(path), text: found.problem });
        complete = false;
        return match;
      }
      if (found.secret && found.text !== '') secrets.add(found.text);
      return found.text;
    });
    return complete ? result : UNRESOLVED;
  }

  return { data: walk(data, []), problems, secrets };
}

const MALFORMED = 'not a reference: write ${NAME}, ${NAME:-default} or ${file:/path}, and $${ for a literal ${';

type Found = { readonly text: string; readonly secret: boolean } | { readonly problem: string };

function lookUp(reference: string, { env, folder }: SubstituteContext): Found {
  if (reference.startsWith('file:')) return readTrimmed(resolve(folder, reference.slice('file:'.length)));
  if (reference.startsWith('vault:')) {
    return {
      problem: `\${${reference}} is not available in this release: use an environment variable (\${NAME}) or \${file:/path}`,
    };
  }
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
