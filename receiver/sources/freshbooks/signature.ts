import { AppError } from '../../errors.ts';
import { formBodyPairs } from '../form.ts';
import type { SignatureScheme } from '../source.ts';

/**
 * FreshBooks' webhook signature: base64 of HMAC-SHA256, keyed with the callback's verifier, over the delivery's fields as
 * Python's `json.dumps` writes a dict of strings. The body itself is not what is signed.
 *
 * The order of the fields is nowhere documented; the received order is what every published verifier uses.
 * @see https://github.com/amcintosh/freshbooks-php-sdk `docs/source/webhooks.rst` (read 2026-11)
 */
export const freshbooksScheme: SignatureScheme = {
  header: 'x-freshbooks-hmac-sha256',
  encoding: 'base64',
  hash: 'sha256',
  signedBytes: (request) => Buffer.from(dumpsLikePython(fieldsOf(request.body)), 'ascii'),
};

/** A delivery has some 200 bytes. Rebuilding the signed text costs up to 0.4 µs a byte, which a stranger could make us spend. */
const MAX_FORM_BYTES = 262_144;

/**
 * A delivery's fields in received order. A repeated field has its last value at its first place, as in a Python dict.
 *
 * @throws AppError `form_invalid`: not a form that FreshBooks could have sent
 */
export function fieldsOf(body: Uint8Array): ReadonlyMap<string, string> {
  if (body.byteLength > MAX_FORM_BYTES) {
    throw new AppError('form_invalid', `a form body of ${body.byteLength} bytes`, {
      hint: 'the sender is not the provider it claims to be',
    });
  }
  return new Map(formBodyPairs(body));
}

/** As `fieldsOf`; no fields at all where there is no such form. */
export function safeFields(body: Uint8Array): ReadonlyMap<string, string> {
  try {
    return fieldsOf(body);
  } catch {
    return new Map();
  }
}

/** Python's `json.dumps` with default settings, for a dict of strings: `, ` and `: `, ASCII only, `/` as it is. */
export function dumpsLikePython(fields: ReadonlyMap<string, string>): string {
  const members = Array.from(fields, ([key, value]) => `${quote(key)}: ${quote(value)}`);
  return `{${members.join(', ')}}`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

// Everything outside space to tilde is escaped (DEL too), UTF-16 unit by unit as Python does for ensure_ascii.
function quote(text: string): string {
  return `"${text.replace(/["\\]|[^ -~]/g, escapeUnit)}"`;
}

function escapeUnit(unit: string): string {
  return ESCAPES[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
