import { Cron } from 'croner';
import { z } from 'zod';
import { suggest } from './suggest.ts';

/**
 * One scalar of the file, always given as text. `must` says what is allowed and completes the sentence "<value> must …".
 *
 * @param read  the value of an allowed text, undefined for any other
 */
export function field<T>(must: string, read: (text: string) => T | undefined) {
  const message = `must ${must}`;
  return z.string({ error: message }).transform((text, context): T => {
    const value = read(text);
    if (value !== undefined) return value;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

/** A map whose keys are all known; an unknown one is answered with the nearest known. */
export function section<S extends z.core.$ZodLooseShape>(shape: S, options?: { readonly holdsSecrets?: boolean }) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return `must be a map with ${known.join(', ')}`;
      const keys = issue.keys as readonly string[];
      return keys.map((key) => unknownKeyText(key, { known, mayBeSecret: options?.holdsSecrets ?? false })).join('\n');
    },
  });
}

/** A key that resembles no known one may be a secret put into the wrong place: it is not repeated there. */
function unknownKeyText(key: string, about: { known: readonly string[]; mayBeSecret: boolean }): string {
  const meant = suggest(key, about.known);
  if (meant !== undefined) return `unknown key ${JSON.stringify(key)}: did you mean ${JSON.stringify(meant)}?`;
  return `unknown key${about.mayBeSecret ? '' : ` ${JSON.stringify(key)}`}: allowed are ${about.known.join(', ')}`;
}

export function integer({ min, max }: { readonly min: number; readonly max: number }) {
  return field(`be a whole number from ${min} to ${max}`, (text) => {
    const value = Number(text);
    return /^\d{1,15}$/.test(text) && value >= min && value <= max ? value : undefined;
  });
}

export function fraction({ min, max }: { readonly min: number; readonly max: number }) {
  return field(`be a number from ${min} to ${max}`, (text) => {
    const value = Number(text);
    return /^\d{1,9}(\.\d{1,9})?$/.test(text) && value >= min && value <= max ? value : undefined;
  });
}

export const flag = field('be true or false', (text) => ({ true: true, false: false })[text]);

export function oneOf<const T extends string>(allowed: readonly T[]) {
  return field(`be one of ${allowed.join(', ')}`, (text) => allowed.find((word) => word === text));
}

export function matching(pattern: RegExp, must: string) {
  return field(must, (text) => (pattern.test(text) ? text : undefined));
}

/** A credential: not empty, and without white space at its ends, which only comes from copying. */
export const secretText = field('be a secret that is not empty and has no white space around it', (text) =>
  text !== '' && text === text.trim() ? text : undefined,
);

/** 32 bytes as base64, the form in which `openssl rand -base64 32` prints them. */
export const vaultKey = field('be 32 bytes in base64 (openssl rand -base64 32)', (text) => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 32 && bytes.toString('base64') === text ? text : undefined;
});

export const cron = field('be a cron expression with five fields, for example "*/5 * * * *"', cronExpression);

/** Croner also takes a date, which would run once and never again; here only patterns count. */
export function cronExpression(text: string): string | undefined {
  if (!/^(@[a-z]+|\S+(\s+\S+){4,5})$/.test(text)) return undefined;
  try {
    return new Cron(text, { paused: true }).nextRun() === null ? undefined : text;
  } catch {
    return undefined;
  }
}

/** A base URL without a slash at its end. Credentials go over it, so plain http is for loopback alone. */
export const serviceUrl = field(
  'be an https:// URL (http:// only for a loopback address) without user, query or fragment',
  (text) => baseUrl(text, { plainHttp: 'loopback' }),
);

/** Where a browser is sent back to, kept letter for letter: providers compare it so, also a slash at its end. */
export const redirectUrl = field(
  'be an https:// URL (http:// only for a loopback address) without user, query or fragment',
  (text) => (baseUrl(text, { plainHttp: 'loopback' }) === undefined ? undefined : text),
);

/** An S3 endpoint: requests are signed and carry no credentials, so plain http inside a private network is allowed. */
export const endpointUrl = field('be an http:// or https:// URL without user, query or fragment', (text) =>
  baseUrl(text, { plainHttp: 'anywhere' }),
);

export function baseUrl(text: string, options: { readonly plainHttp: 'loopback' | 'anywhere' }): string | undefined {
  if (!URL.canParse(text) || /[\s?#]/.test(text)) return undefined;
  const url = new URL(text);
  if (url.username !== '' || url.password !== '' || url.hostname === '') return undefined;
  const plain = url.protocol === 'http:' && (options.plainHttp === 'anywhere' || isLoopback(url.hostname));
  return url.protocol === 'https:' || plain ? url.href.replace(/\/+$/, '') : undefined;
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname);
}
