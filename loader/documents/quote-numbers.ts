const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** `{ } [ ] , :` and JSON's four blanks, by character code. */
const PUNCTUATION = new Uint8Array(128);
for (const character of '{}[],: \n\r\t') PUNCTUATION[character.charCodeAt(0)] = 1;

/** The JSON number grammar (RFC 8259, section 6), matched at one place. */
const NUMBER = /-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/y;

export interface QuotedJson {
  /** the text with every number a JSON string of its source digits */
  readonly text: string;
  /** deepest nesting of arrays and objects in the text; 0 for a scalar */
  readonly depth: number;
}

/**
 * Puts quotes around the bare numbers of a JSON text, so that `JSON.parse` and every SQL engine see them digit for digit
 * (`1.10`, `1e2`, 26 decimals, ids beyond 2^53). What is not a JSON number (`01`, `1.`, `+1`, `NaN`) and what is no value (`{1:2}`)
 * stays as it is and is refused by `JSON.parse`: the result parses exactly when the input does.
 *
 * One pass that jumps from quote to quote; the time is in the text outside of strings.
 */
export function quoteNumbers(json: string): string {
  return quoteJson(json).text;
}

/** As `quoteNumbers`, with the nesting depth, which costs nothing in the same pass. */
export function quoteJson(json: string): QuotedJson {
  const end = json.length;
  let text = '';
  /** everything before it is in `text` already */
  let copied = 0;
  let depth = 0;
  let deepest = 0;
  let at = 0;
  while (at < end) {
    const code = json.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(json, at);
    } else if (isPunctuation(code)) {
      if (code === 0x5b || code === 0x7b) {
        depth += 1;
        if (depth > deepest) deepest = depth;
      } else if (code === 0x5d || code === 0x7d) {
        depth -= 1;
      }
      at += 1;
    } else {
      const after = endOfWord(json, at);
      if (isNumber(json, at, after) && isValueEnd(json, after)) {
        text += `${json.slice(copied, at)}"${json.slice(at, after)}"`;
        copied = after;
      }
      at = after;
    }
  }
  return { text: copied === 0 ? json : text + json.slice(copied), depth: deepest };
}

/** Index after the closing quote of a JSON string; the end of the text when there is none. */
export function endOfString(json: string, open: number): number {
  let close = json.indexOf('"', open + 1);
  while (close !== -1) {
    let before = close - 1;
    while (json.charCodeAt(before) === BACKSLASH) before -= 1;
    // an even number of backslashes escapes itself and leaves the quote alone
    if ((close - before) % 2 === 1) return close + 1;
    close = json.indexOf('"', close + 1);
  }
  return json.length;
}

/** Index after a number, a literal or whatever else stands between punctuation, blanks and strings. */
function endOfWord(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length) {
    const code = json.charCodeAt(at);
    if (code === QUOTE || isPunctuation(code)) break;
    at += 1;
  }
  return at;
}

function isNumber(json: string, start: number, end: number): boolean {
  const code = json.charCodeAt(start);
  if (code !== 0x2d && (code < 0x30 || code > 0x39)) return false;
  NUMBER.lastIndex = start;
  return NUMBER.test(json) && NUMBER.lastIndex === end;
}

function isPunctuation(code: number): boolean {
  return code < 128 && PUNCTUATION[code] === 1;
}

/** Whether a value may end here. Not before a colon: a bare number is no key. */
function isValueEnd(json: string, index: number): boolean {
  for (let at = index; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) continue;
    return code === 0x2c || code === 0x7d || code === 0x5d;
  }
  return true;
}
