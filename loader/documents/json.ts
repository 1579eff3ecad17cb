/** A parsed JSON object. Read its keys with `own`: a payload may hold `__proto__` or `constructor`. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value of an own key, or undefined. */
export function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** The text of an own key, or undefined when it is absent, empty or no text (numbers are text here: see `parse.ts`). */
export function ownText(object: JsonObject, key: string): string | undefined {
  const value = own(object, key);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** No provider's id comes near; what is longer is no id, and must not swell a column. */
const MAX_ID_LENGTH = 200;

/** A record's id under the first of these keys that holds one. */
export function idUnder(object: JsonObject, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const id = ownText(object, key);
    if (id !== undefined && id.length <= MAX_ID_LENGTH) return id;
  }
  return undefined;
}
