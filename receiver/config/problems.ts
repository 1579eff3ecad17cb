import type { z } from 'zod';

/** Stands where a reference could not be resolved; what the schema would say about it is no problem of its own. */
export const UNRESOLVED = '\u0000unresolved';

/** One thing that is wrong with the configuration. */
export interface Problem {
  /** `connections.acme_books.webhook_secrets[0]`; empty for the file as a whole */
  readonly path: string;
  /** what was found and what is allowed; never a secret */
  readonly text: string;
}

export type Path = readonly PropertyKey[];

/** `['connections', 'acme', 'webhook_secrets', 0]` as `connections.acme.webhook_secrets[0]`. */
export function pathText(path: Path): string {
  return path.reduce<string>((text, part) => {
    if (typeof part === 'number') return `${text}[${part}]`;
    return text === '' ? String(part) : `${text}.${String(part)}`;
  }, '');
}

const SECRET_PATHS = [
  /^connections\.[^.[]+\.webhook_secrets(?!.*\.(entity|action)$)/,
  /\.oauth$/,
  /\.(client_secret|refresh_token)$/,
  /^vault(\.|$)/,
];

/** Whether the value at a path is, or may hold, a secret. */
export function isSecretPath(path: string): boolean {
  return SECRET_PATHS.some((pattern) => pattern.test(path));
}

export interface SecretTexts {
  /** the data after substitution, whose texts at secret paths are secrets wherever else they appear */
  readonly data: unknown;
  /** further texts that are never shown, such as the content of a `${file:…}` */
  readonly others: ReadonlySet<string>;
}

/**
 * Turns zod's issues into problems that name path, wrong value and what is allowed. The schema's messages all begin with
 * "must"; a value that is a secret, or contains one, is shown as `<secret>`.
 */
export function problemsOf(issues: readonly z.core.$ZodIssue[], secretTexts: SecretTexts): Problem[] {
  const secrets = new Set([...secretTexts.others, ...textsAtSecretPaths(secretTexts.data, [])]);
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      const texts = issue.message.split('\n');
      return issue.keys.map((key, i) => {
        const text = texts[i] ?? issue.message;
        const shown = text.includes(JSON.stringify(key));
        return { path: pathText(shown ? [...issue.path, key] : issue.path), text };
      });
    }
    const message = issue.code === 'invalid_key' ? (issue.issues[0]?.message ?? issue.message) : issue.message;
    const found = locate(secretTexts.data, issue.path);
    const path = pathText(found.path);
    const value = issue.code === 'invalid_key' ? issue.path.at(-1) : found.value;
    if (value === UNRESOLVED) return [];
    return [{ path, text: `${shownValue(value, { path, secrets })} ${message}` }];
  });
}

function shownValue(value: unknown, { path, secrets }: { path: string; secrets: ReadonlySet<string> }): string {
  if (value === undefined) return 'is missing:';
  if (Array.isArray(value)) return 'a list';
  if (typeof value !== 'string') return 'a map';
  if (isSecretPath(path) || holdsSecret(value, secrets) || /:\/\/[^/]*@/.test(value)) return '<secret>';
  return JSON.stringify(value.length > 100 ? `${value.slice(0, 100)}…` : value);
}

/** Very short secrets would match inside innocent words, so those hide only the values that equal them. */
function holdsSecret(value: string, secrets: ReadonlySet<string>): boolean {
  return secrets.has(value) || [...secrets].some((secret) => secret.length >= 4 && value.includes(secret));
}

function textsAtSecretPaths(data: unknown, path: Path): string[] {
  if (typeof data === 'string') return data !== '' && isSecretPath(pathText(path)) ? [data] : [];
  if (Array.isArray(data)) return data.flatMap((item, i) => textsAtSecretPaths(item, [...path, i]));
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) => textsAtSecretPaths(value, [...path, key]));
}

/** The value at a path. A text where the schema sees a map (a secret in short form) stands for all of that map. */
function locate(data: unknown, path: Path): { path: Path; value: unknown } {
  let value = data;
  for (const [i, part] of path.entries()) {
    if (typeof value === 'string') return { path: path.slice(0, i), value };
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, part)) return { path, value: undefined };
    value = (value as Record<PropertyKey, unknown>)[part];
  }
  return { path, value };
}
