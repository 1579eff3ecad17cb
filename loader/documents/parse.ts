import { bodyBytes, decodeUtf8, type Envelope } from '../../receiver/envelope.ts';
import { type FormPair, formPairs, isFormType } from '../../receiver/sources/form.ts';
import type { Problem } from './document.ts';
import { quoteJson } from './quote-numbers.ts';

export type Parsed =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'problem'; readonly problem: Problem };

/**
 * Nesting beyond which a body is not even parsed: the engine's stack is safe far above it. A single document may nest far
 * less (`payload.ts`), so that one deep row of a list page does not cost the others.
 */
export const MAX_BODY_DEPTH = 1000;

const BOM = '\uFEFF';

/**
 * The JSON value of a landed body, every number a string of its source digits. Of a key that occurs twice the last value
 * counts. Never throws.
 *
 * @returns `problem`: `invalid_utf8`, `empty_payload` (nothing but blanks), `too_deep`, `invalid_json` (text after the value too)
 */
export function parseBody(envelope: Envelope): Parsed {
  const text = bodyText(envelope);
  return text === undefined ? problem('invalid_utf8') : parseJson(text);
}

/**
 * As `parseBody`, for senders that may wrap their JSON in a form: a field `JSONString`, else the one field whose value
 * begins with a brace, else the form's fields themselves as one flat object (chosen fields). What begins with a brace or
 * a bracket is JSON whatever the media type says.
 */
export function parseJsonOrForm(envelope: Envelope): Parsed {
  const text = bodyText(envelope);
  if (text === undefined) return problem('invalid_utf8');
  const isForm = isFormType(envelope.content_type ?? undefined) || text.startsWith('JSONString=');
  return isForm && !/^\uFEFF?\s*[{[]/.test(text) ? parseForm(text) : parseJson(text);
}

/** The body as text, a byte order mark kept; undefined when it is not UTF-8. */
export function bodyText(envelope: Envelope): string | undefined {
  return envelope.body ?? decodeUtf8(bodyBytes(envelope));
}

function parseJson(received: string): Parsed {
  const json = received.startsWith(BOM) ? received.slice(1) : received;
  const { text, depth } = quoteJson(json);
  if (depth > MAX_BODY_DEPTH) return problem('too_deep');
  try {
    return { kind: 'value', value: JSON.parse(text) as unknown };
  } catch {
    return problem(json.trim() === '' ? 'empty_payload' : 'invalid_json');
  }
}

function parseForm(text: string): Parsed {
  const pairs = pairsOf(text);
  if (pairs === undefined) return problem('not_an_object');
  if (pairs.length === 0) return problem('empty_payload');
  // Percent-encoded bytes that are not UTF-8 come out as U+FFFD, which is not what was sent.
  const isLossy = pairs.some((pair) => pair.join('').includes('\uFFFD')) && !/\uFFFD|%EF%BF%BD/i.test(text);
  if (isLossy) return problem('invalid_utf8');
  const json = jsonField(pairs);
  return json === undefined ? { kind: 'value', value: formObject(pairs) } : parseJson(json);
}

function jsonField(pairs: readonly FormPair[]): string | undefined {
  const named = pairs.findLast(([key]) => key === 'JSONString');
  if (named !== undefined) return named[1];
  const candidates = pairs.filter(([, value]) => value.trimStart().startsWith('{'));
  return candidates.length === 1 ? candidates[0]?.[1] : undefined;
}

/** A form's fields as an object in received order; of a repeated field the last value counts, at its first place. */
export function formObject(pairs: Iterable<FormPair>): Readonly<Record<string, string>> {
  return Object.fromEntries(pairs);
}

function pairsOf(text: string): readonly FormPair[] | undefined {
  try {
    return formPairs(text);
  } catch {
    return undefined; // more fields than any sender has
  }
}

function problem(code: Problem): Parsed {
  return { kind: 'problem', problem: code };
}
