export type JsonObject = Readonly<Record<string, unknown>>;

interface RawJson {
  rawJSON(text: string): unknown;
}

/** JSON text in which a bigint stands as a bare number, as the service writes its 64-bit ids. */
export function writeJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'bigint' ? (JSON as unknown as RawJson).rawJSON(String(inner)) : inner,
  );
}

/** Reads JSON; an integer that a double cannot hold becomes a bigint. @throws SyntaxError */
export function readJson(text: string): unknown {
  return JSON.parse(text, exact);
}

function exact(_: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source ?? '';
  return typeof value === 'number' && /^-?\d+$/.test(source) && !Number.isSafeInteger(value) ? BigInt(source) : value;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function textIn(object: JsonObject, name: string): string | undefined {
  const value = object[name];
  return typeof value === 'string' ? value : undefined;
}

/** A map of texts; other values are left out. */
export function textsIn(object: JsonObject, name: string): Readonly<Record<string, string>> {
  const value = object[name];
  if (!isObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
