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
  const found = examine(received, MAX_PAYLOAD_DEPTH, isSecret);
  if (found === TOO_DEEP) return { kind: 'problem', problem: 'too_deep' };
  if (found === LONG_KEY) return { kind: 'problem', problem: 'too_large' };
  const value = found === SECRET ? withoutSecrets(received, isSecret) : received;
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

/** What a walk over a value found, the worst of it. */
const NOTHING = 0;
const SECRET = 1;
const LONG_KEY = 2;
const TOO_DEEP = 3;

/** One walk for all that is asked of every key. */
function examine(value: unknown, levels: number, isSecret: IsSecret): number {
  if (typeof value !== 'object' || value === null) return NOTHING;
  if (levels === 0) return TOO_DEEP;
  let worst = NOTHING;
  if (Array.isArray(value)) {
    for (const item of value) worst = Math.max(worst, examine(item, levels - 1, isSecret));
    return worst;
  }
  if (!isObject(value)) return NOTHING;
  for (const key of Object.keys(value)) {
    if (key.length > MAX_KEY_LENGTH) worst = Math.max(worst, LONG_KEY);
    else if (worst === NOTHING && isSecret(key)) worst = SECRET;
    worst = Math.max(worst, examine(value[key], levels - 1, isSecret));
  }
  return worst;
}
