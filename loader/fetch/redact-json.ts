import { endOfString } from '../documents/quote-numbers.ts';
import type { IsSecret } from '../documents/secrets.ts';

export interface Redacted {
  /** the text with `null` in the place of each value that was removed, every other character as it was */
  readonly text: string;
  /** where those values stood: `$.response.result.staff[0].api_token` */
  readonly paths: readonly string[];
}

/** An object or array that is open where the scan stands: its next element, or its latest key. */
interface Open {
  readonly isArray: boolean;
  index: number;
  key: string;
}

/**
 * Takes values out of a JSON text without touching anything else: numbers keep their digits, blanks and escapes stay.
 * A text that is cut or broken is scanned all the same, so that nothing escapes by being invalid.
 */
export function redactJson(json: string, isSecret: IsSecret): Redacted {
  const paths: string[] = [];
  const stack: Open[] = [];
  let text = '';
  let copied = 0;
  let at = 0;
  while (at < json.length) {
    const character = json[at] ?? '';
    const top = stack.at(-1);
    if (character === '"') {
      const end = endOfString(json, at);
      const colon = skipBlanks(json, end);
      if (json[colon] !== ':') {
        at = end;
        continue;
      }
      const key = keyOf(json.slice(at, end));
      if (top !== undefined) top.key = key;
      const value = skipBlanks(json, colon + 1);
      const valueEnd = isSecret(key) ? endOfValue(json, value) : value;
      if (valueEnd > value && json.slice(value, valueEnd) !== 'null') {
        text += `${json.slice(copied, value)}null`;
        copied = valueEnd;
        paths.push(pathOf(stack));
      }
      at = valueEnd;
      continue;
    }
    if (character === '{' || character === '[') stack.push({ isArray: character === '[', index: 0, key: '' });
    else if (character === '}' || character === ']') stack.pop();
    else if (character === ',' && top !== undefined) top.index += 1;
    at += 1;
  }
  return { text: text + json.slice(copied), paths };
}

function pathOf(stack: readonly Open[]): string {
  return `$${stack.map(({ isArray, index, key }) => (isArray ? `[${index}]` : `.${key}`)).join('')}`;
}

/** A key as written may hold escapes: `api\u005ftoken`. */
function keyOf(literal: string): string {
  try {
    return String(JSON.parse(literal));
  } catch {
    return literal.slice(1, -1);
  }
}

/** Index after a string, a number, a literal, or a whole object or array; the end of the text when it is cut. */
function endOfValue(json: string, start: number): number {
  let depth = 0;
  let at = start;
  while (at < json.length) {
    const character = json[at] ?? '';
    if (character === '"') {
      at = endOfString(json, at);
      if (depth === 0) return at;
      continue;
    }
    if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      if (depth === 0) return trimmedEnd(json, start, at);
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (character === ',' && depth === 0) return trimmedEnd(json, start, at);
    at += 1;
  }
  return at;
}

function trimmedEnd(json: string, start: number, end: number): number {
  return start + json.slice(start, end).trimEnd().length;
}

function skipBlanks(json: string, from: number): number {
  let at = from;
  while (at < json.length && ' \n\r\t'.includes(json[at] ?? '')) at += 1;
  return at;
}
