import { isObject, type JsonObject } from './json.ts';

/** Whether a field, by its key in a document, opens something without login or carries a credential. */
export type IsSecret = (key: string) => boolean;

/** Which fields of a source never reach a table; compared without regard to case. */
export interface SecretFields {
  /** keys */
  readonly names: readonly string[];
  /** ends of keys: a field that the provider adds later is left out rather than let through */
  readonly endings: readonly string[];
  /** keys that end so and are harmless */
  readonly harmless: readonly string[];
  /** beginnings of keys that the provider's customers choose, which are data whatever they end in */
  readonly customFields: readonly string[];
}

/** Keys whose answer is remembered; there are some hundreds, unless somebody makes them up. */
const MAX_REMEMBERED = 4000;

/** The test of a key, as one function over a source's list. */
export function secretFields({ names, endings, harmless, customFields }: SecretFields): IsSecret {
  const secret = new Set(names);
  const open = new Set(harmless);
  const decide = (key: string): boolean => {
    const folded = key.toLowerCase();
    if (secret.has(folded)) return true;
    if (!endings.some((ending) => folded.endsWith(ending)) || open.has(folded)) return false;
    return !customFields.some((beginning) => folded.startsWith(beginning));
  };
  const decided = new Map<string, boolean>();
  return (key) => {
    const known = decided.get(key);
    if (known !== undefined) return known;
    const answer = decide(key);
    if (decided.size < MAX_REMEMBERED) decided.set(key, answer);
    return answer;
  };
}

/** The value without its secret fields, however deep; the very same value when there are none. */
export function withoutSecrets(value: unknown, isSecret: IsSecret): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return arrayWithoutSecrets(value, isSecret);
  return isObject(value) ? objectWithoutSecrets(value, isSecret) : value;
}

// Both walk every key of every document: copies are made at the first change only, most objects have none.

function arrayWithoutSecrets(array: readonly unknown[], isSecret: IsSecret): readonly unknown[] {
  let items: unknown[] | undefined;
  let index = 0;
  for (const item of array) {
    const clean = withoutSecrets(item, isSecret);
    if (clean !== item) items ??= array.slice(0, index);
    items?.push(clean);
    index += 1;
  }
  return items ?? array;
}

function objectWithoutSecrets(object: JsonObject, isSecret: IsSecret): JsonObject {
  const keys = Object.keys(object);
  let kept: [string, unknown][] | undefined;
  let index = 0;
  for (const key of keys) {
    const value = object[key];
    const isLeftOut = isSecret(key);
    const clean = isLeftOut ? undefined : withoutSecrets(value, isSecret);
    if (clean !== value) kept ??= keys.slice(0, index).map((before) => [before, object[before]]);
    if (!isLeftOut) kept?.push([key, clean]);
    index += 1;
  }
  return kept === undefined ? object : Object.fromEntries(kept);
}
