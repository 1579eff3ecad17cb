/** A JSON object as a test builds it. */
export type Doc = Readonly<Record<string, unknown>>;

// Node >= 22 has it; TypeScript's library does not know it yet.
const { rawJSON } = JSON as unknown as { readonly rawJSON: (text: string) => object };

/** A bare JSON number with exactly these digits: `digits('1.10')` survives `JSON.stringify`. */
export function digits(text: string): object {
  return rawJSON(text);
}

export function jsonBytes(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value), 'utf8');
}
