import { decodeUtf8 } from '../envelope.ts';
import { AppError } from '../errors.ts';

/** No provider sends as many; more are refused before the signature check, since decoding them costs a stranger nothing. */
export const MAX_FORM_PAIRS = 10_000;

export type FormPair = readonly [key: string, value: string];

/** Whether a Content-Type names a URL-encoded form; parameters such as the charset do not count. */
export function isFormType(contentType: string | undefined): boolean {
  return contentType?.split(';', 1)[0]?.trim().toLowerCase() === 'application/x-www-form-urlencoded';
}

/**
 * Decoded pairs of a form body or query string, in received order, repeated keys and empty values kept.
 *
 * @throws AppError `form_invalid`: more than 10,000 pairs
 */
export function formPairs(text: string): readonly FormPair[] {
  let ampersands = 0;
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    ampersands += 1;
    if (ampersands >= MAX_FORM_PAIRS) throw invalid(`more than ${MAX_FORM_PAIRS} pairs`);
  }
  // URLSearchParams drops one leading question mark: the one given here, so that one of the text's own survives.
  return [...new URLSearchParams(`?${text}`)];
}

/** A form body's pairs. @throws AppError `form_invalid`: not UTF-8, or more than 10,000 pairs */
export function formBodyPairs(body: Uint8Array): readonly FormPair[] {
  const text = decodeUtf8(body);
  if (text === undefined) throw invalid('bytes that are not UTF-8');
  return formPairs(text);
}

/**
 * A form body in which some values are replaced; every other byte stays as received. What is no form stays as it is.
 *
 * @param replace  the new value of a field, or undefined to leave it; gets decoded text
 * @returns the names of the replaced fields too, each once
 */
export function replaceFormValues(
  body: Uint8Array,
  replace: (field: FormPair) => string | undefined,
): { readonly body: Uint8Array; readonly replaced: readonly string[] } {
  const replaced = new Set<string>();
  const parts = decodeUtf8(body)
    ?.split('&')
    .map((part) => {
      const [pair] = formPairs(part);
      const value = pair === undefined ? undefined : replace(pair);
      if (pair === undefined || value === undefined) return part;
      replaced.add(pair[0]);
      return `${part.split('=', 1)[0]}=${encodeURIComponent(value)}`;
    });
  if (parts === undefined || replaced.size === 0) return { body, replaced: [] };
  return { body: Buffer.from(parts.join('&'), 'utf8'), replaced: [...replaced] };
}

function invalid(why: string): AppError {
  return new AppError('form_invalid', `a form body with ${why}`, {
    hint: 'the sender is not the provider it claims to be',
  });
}
