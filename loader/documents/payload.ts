import { createHash } from 'node:crypto';
import type { Document, Problem } from './document.ts';
import { isObject } from './json.ts';
import { type IsSecret, withoutSecrets } from './secrets.ts';

/** Of one document as UTF-8. Real ones have kilobytes; engines keep far longer text, but rows of many MB stall them. */
export const MAX_PAYLOAD_BYTES = 4 * 1024 * 1024;

/** Of one document. Jackson, which Spark parses with, gives up at 1000; real documents nest five deep. */
export const MAX_PAYLOAD_DEPTH = 100;

/** Of one key, in UTF-16 units. Spark gives NULL for a whole document with a key of more than 50 000 characters, without a word. */
export const MAX_KEY_LENGTH = 10_000;

export type Payload =
  | { readonly kind: 'text'; readonly text: string; readonly value: unknown }
  | { readonly kind: 'problem'; readonly problem: Problem };

/**
 * The text of one document as it stands in bronze, or why no engine may see it. `value` comes from `parse.ts`: numbers are
 * strings already. This is the one place every document's text passes on its way to a table: what opens something without
 * login or carries a credential stays behind here, at any depth.
 *
 * @returns `problem`: `too_deep`, `lone_surrogate` (no UTF-8 can carry it), `nul_character` (engines cut or refuse it), `too_large`
 */
export function payloadOf(received: unknown, isSecret: IsSecret): Payload {
  if (isDeeper(received, MAX_PAYLOAD_DEPTH)) return { kind: 'problem', problem: 'too_deep' };
  const value = withoutSecrets(received, isSecret);
  if (hasLongKey(value)) return { kind: 'problem', problem: 'too_large' };
  const text = JSON.stringify(value);
  if (hasEscape(text, LONE_SURROGATE)) return { kind: 'problem', problem: 'lone_surrogate' };
  if (hasEscape(text, NUL)) return { kind: 'problem', problem: 'nul_character' };
  if (Buffer.byteLength(text) > MAX_PAYLOAD_BYTES) return { kind: 'problem', problem: 'too_large' };
  return { kind: 'text', text, value };
}

/** A document from its facts and its value; what no engine may see keeps its facts and loses its payload. */
export type MakeDocument = (facts: Omit<Document, 'payload' | 'content'>, value: unknown) => Document;

/** How the documents of a source are made: there is no way without its list of secret fields. */
export function documentMaker(isSecret: IsSecret): MakeDocument {
  return (facts, value) => {
    const payload = payloadOf(value, isSecret);
    if (payload.kind === 'problem') {
      return { ...facts, payload: undefined, content: undefined, problem: payload.problem };
    }
    return { ...facts, payload: payload.text, content: isObject(payload.value) ? payload.value : undefined };
  };
}

export function sha256Hex(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}

// `JSON.stringify` writes whole pairs as they are, lone halves and NUL as these escapes, and a backslash of the text doubled.
const LONE_SURROGATE = '\\ud';
const NUL = '\\u0000';

function hasEscape(json: string, escape: string): boolean {
  for (let at = json.indexOf(escape); at !== -1; at = json.indexOf(escape, at + 1)) {
    let before = at - 1;
    while (json[before] === '\\') before -= 1;
    if ((at - before) % 2 === 1) return true;
  }
  return false;
}

function hasLongKey(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(value)) return value.some(hasLongKey);
  return Object.entries(value).some(([key, inner]) => key.length > MAX_KEY_LENGTH || hasLongKey(inner));
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (levels === 0) return true;
  return Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
