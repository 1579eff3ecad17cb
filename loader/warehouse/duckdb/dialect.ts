import { parseVariableStatement } from '../session-statements.ts';
import { splitStatements, sqlText, type Token, unsupported, wordsAt } from '../tokens.ts';
import { alterTable, createTable, createView, type Translation } from './ddl.ts';
import { insertOverwrite } from './insert-overwrite.ts';
import { rewrite } from './rewrite.ts';

export type { Comment, Translation } from './ddl.ts';

/** Statements that choose or maintain what DuckDB does not have: there is one catalog, one schema, nothing to optimise. */
const NOTHING_TO_DO: readonly (readonly string[])[] = [
  ['USE', 'CATALOG'],
  ['USE', 'SCHEMA'],
  ['CREATE', 'SCHEMA'],
  ['OPTIMIZE'],
  ['VACUUM'],
  ['ANALYZE', 'TABLE'],
];

/**
 * One statement of the common dialect (Databricks SQL, the subset of the notebooks) as DuckDB's.
 *
 * Works on words, never by search and replace over text, and touches only what it recognises; what DuckDB then refuses
 * fails loudly. The functions are macros (`macros.ts`).
 *
 * @param values  of markers that become texts in the statement; other markers stay
 * @throws AppError `statement_unsupported`
 */
export function toDuckdb(sql: string, values: ReadonlyMap<string, string> = new Map()): Translation {
  const [tokens, second] = splitStatements(sql);
  if (tokens === undefined || second !== undefined)
    throw unsupported('not exactly one statement', 'write one statement');
  if (NOTHING_TO_DO.some((words) => wordsAt(tokens, 0, words))) return { statements: [], comments: [] };
  const withValues = (list: readonly Token[]): readonly Token[] => list.map((token) => withValue(token, values));
  // of the words as they were written: what a marker may stand in is judged by them
  const variable = parseVariableStatement(tokens);
  if (variable !== undefined) {
    const value = variable.value === undefined ? 'NULL' : rewrite(withValues(variable.value)).trim();
    return { statements: [`SET VARIABLE ${variable.name} = ${value}`], comments: [] };
  }
  return translate(withValues(tokens));
}

function withValue(token: Token, values: ReadonlyMap<string, string>): Token {
  const value = token.kind === 'marker' ? values.get(token.text.slice(1)) : undefined;
  if (value === undefined) return token;
  const text = sqlText(value);
  return { ...token, kind: 'text', text, upper: text.toUpperCase() };
}

function translate(tokens: readonly Token[]): Translation {
  if (wordsAt(tokens, 0, ['ALTER', 'TABLE'])) {
    const altered = alterTable(tokens);
    if (altered !== undefined) return altered;
  }
  if (tokens[0]?.upper === 'CREATE') {
    const head = new Set(tokens.slice(1, 4).map((token) => token.upper));
    if (head.has('TABLE')) return createTable(tokens);
    if (head.has('VIEW')) return createView(tokens);
  }
  if (wordsAt(tokens, 0, ['INSERT', 'OVERWRITE'])) return insertOverwrite(tokens);
  return { statements: [rewrite(tokens).trim()], comments: [] };
}
