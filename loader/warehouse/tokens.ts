import { AppError } from '../../receiver/errors.ts';

export type TokenKind = 'name' | 'quoted' | 'text' | 'marker' | 'number' | 'symbol';

/** One word of a statement in the common dialect (Databricks SQL). */
export interface Token {
  readonly kind: TokenKind;
  /** as written; a text or quoted name with its quotes, a marker with its colon */
  readonly text: string;
  /** the text in upper case, to compare keywords */
  readonly upper: string;
  /** what stood before it: nothing, a blank or a line break (comments count as blanks) */
  readonly gap: '' | ' ' | '\n';
  /** where it stands in the statement: `[start, end)` */
  readonly start: number;
  readonly end: number;
}

const TOKEN = new RegExp(
  [
    String.raw`(?<gap>(?:\s|--[^\n]*|/\*[\s\S]*?\*/)+)`,
    String.raw`(?<text>'(?:[^']|'')*'|"(?:[^"]|"")*")`,
    '(?<quoted>`(?:[^`]|``)*`)',
    String.raw`(?<cast>::)`,
    String.raw`(?<marker>:[A-Za-z_]\w*)`,
    String.raw`(?<name>[\p{L}_][\p{L}\p{N}_]*)`,
    String.raw`(?<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)`,
    String.raw`(?<symbol><=>|<>|<=|>=|!=|\|\||->|=>|[\s\S])`,
  ].join('|'),
  'gu',
);

/**
 * Splits SQL text into words; comments vanish.
 *
 * @throws AppError `statement_unsupported` for a quote that is never closed, and for a backslash in a text: Databricks and
 *   Spark read it as an escape, other engines do not
 */
export function tokenise(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  let gap: Token['gap'] = '';
  for (const match of sql.matchAll(TOKEN)) {
    const groups = match.groups ?? {};
    const text = match[0];
    if (groups['gap'] !== undefined) {
      gap = text.includes('\n') ? '\n' : ' ';
      continue;
    }
    const kind = kindOf(groups);
    if (kind === 'symbol' && (text === "'" || text === '"' || text === '`')) {
      throw unsupported(`a quote ${text} that is never closed`, 'close it, or double it inside a text');
    }
    if (kind === 'text' && text.includes('\\')) {
      throw unsupported(
        `a backslash in the text ${text}`,
        'write the text without a backslash: engines disagree on it',
      );
    }
    tokens.push({ kind, text, upper: text.toUpperCase(), gap, start: match.index, end: match.index + text.length });
    gap = '';
  }
  return tokens;
}

function kindOf(groups: Readonly<Record<string, string | undefined>>): TokenKind {
  for (const kind of ['text', 'quoted', 'marker', 'name', 'number'] as const) {
    if (groups[kind] !== undefined) return kind;
  }
  return 'symbol';
}

/** Splits at `;` outside of quotes and comments; statements without a word are left out. */
export function splitStatements(sql: string): readonly (readonly Token[])[] {
  const statements: Token[][] = [[]];
  for (const token of tokenise(sql)) {
    if (token.text === ';') statements.push([]);
    else statements.at(-1)?.push(token);
  }
  return statements.filter((tokens) => tokens.length > 0);
}

/** Whether the words at `from` are these (upper case, or symbols). */
export function wordsAt(tokens: readonly Token[], from: number, words: readonly string[]): boolean {
  return words.every((word, i) => tokens[from + i]?.kind !== 'text' && tokens[from + i]?.upper === word);
}

/** The index of the `)` that closes the `(` at `open`. @throws AppError `statement_unsupported` */
export function closingAt(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let i = open; i < tokens.length; i += 1) {
    const text = tokens[i]?.text;
    if (text === '(') depth += 1;
    if (text === ')') depth -= 1;
    if (depth === 0) return i;
  }
  throw unsupported('a parenthesis that is never closed', 'close it');
}

/** Splits at the commas that stand outside of any parenthesis or type bracket. */
export function splitAtCommas(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === '(') depth += 1;
    if (token.text === ')') depth -= 1;
    if (token.text === ',' && depth === 0) parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}

/** The content of a text token: `'it''s'` is `it's`. */
export function textValue(token: Token): string {
  const quote = token.text.charAt(0);
  return token.text.slice(1, -1).replaceAll(quote + quote, quote);
}

/** A text as SQL literal. */
export function sqlText(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

export function unsupported(what: string, hint: string): AppError {
  return new AppError('statement_unsupported', `the statement holds ${what}`, { hint });
}
