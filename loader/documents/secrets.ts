import { isObject } from './json.ts';

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

/** The test of a key, as one function over a source's list. */
export function secretFields({ names, endings, harmless, customFields }: SecretFields): IsSecret {
  const secret = new Set(names);
  const open = new Set(harmless);
  return (key) => {
    const folded = key.toLowerCase();
    if (secret.has(folded)) return true;
    if (!endings.some((ending) => folded.endsWith(ending)) || open.has(folded)) return false;
    return !customFields.some((beginning) => folded.startsWith(beginning));
  };
}

/** The value without its secret fields, however deep; the very same value when there are none. */
export function withoutSecrets(value: unknown, isSecret: IsSecret): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => withoutSecrets(item, isSecret));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (!isObject(value)) return value;
  let changed = false;
  const kept: [string, unknown][] = [];
  for (const [key, inner] of Object.entries(value)) {
    const clean = isSecret(key) ? undefined : withoutSecrets(inner, isSecret);
    if (clean !== inner) changed = true;
    if (clean !== undefined) kept.push([key, clean]);
  }
  return changed ? Object.fromEntries(kept) : value;
}
