import { isObject, type JsonObject } from '../documents/json.ts';
import { quoteJson } from '../documents/quote-numbers.ts';

/** What an API answer's body is; `unreadable`: cut off, or anything else that is no JSON object. */
export type AnswerBody =
  | { readonly kind: 'object' /** numbers are text here */; readonly value: JsonObject }
  | { readonly kind: 'empty' | 'html' | 'unreadable' };

/** Reads a body leniently: a byte order mark is skipped, the media type is not believed. Never throws. */
export function readAnswerBody(body: Uint8Array): AnswerBody {
  const text = new TextDecoder().decode(body);
  if (text.trim() === '') return { kind: 'empty' };
  if (/^\s*</.test(text)) return { kind: 'html' };
  try {
    const value: unknown = JSON.parse(quoteJson(text).text);
    return isObject(value) ? { kind: 'object', value } : { kind: 'unreadable' };
  } catch {
    return { kind: 'unreadable' };
  }
}
