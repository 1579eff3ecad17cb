import { closingAt, splitAtCommas, type Token, textValue, unsupported, wordsAt } from '../tokens.ts';
import { rewrite } from './rewrite.ts';
import { typeAt } from './types.ts';

/** A comment that the statement carries inline; DuckDB takes it as COMMENT ON. */
export interface Comment {
  readonly kind: 'TABLE' | 'VIEW';
  readonly relation: string;
  /** undefined: the comment of the table or view itself */
  readonly column: string | undefined;
  readonly text: string;
  /** the statement replaces the relation, and its comments with it */
  readonly replaced: boolean;
}

/** One statement of the common dialect as DuckDB's statements, run in this order, then the comments. */
export interface Translation {
  readonly statements: readonly string[];
  readonly comments: readonly Comment[];
}

/** `CREATE [OR REPLACE] TABLE [IF NOT EXISTS] name (columns) options [AS query]`: keys, clustering and properties are left out. */
export function createTable(tokens: readonly Token[]): Translation {
  const at = nameIndex(tokens, 'TABLE');
  const relation = rewrite(tokens.slice(at, at + 1)).trim();
  const hasColumns = tokens[at + 1]?.text === '(';
  const close = hasColumns ? closingAt(tokens, at + 1) : at;
  const columns = hasColumns ? columnsOf(relation, tokens.slice(at + 2, close)) : undefined;
  const options = optionsOf('TABLE', relation, tokens, close + 1);
  const query = options.next < tokens.length ? ` AS ${rewrite(tokens.slice(options.next + 1))}` : '';
  const list = columns === undefined ? '' : ` (${columns.definitions.join(', ')})`;
  return {
    statements: [`${rewrite(tokens.slice(0, at + 1)).trim()}${list}${query}`],
    comments: commented(tokens, [...(columns?.comments ?? []), ...options.comments]),
  };
}

/** `CREATE [OR REPLACE] [TEMPORARY] VIEW name [(column COMMENT '…', …)] options AS query`. */
export function createView(tokens: readonly Token[]): Translation {
  const at = nameIndex(tokens, 'VIEW');
  const relation = rewrite(tokens.slice(at, at + 1)).trim();
  const hasColumns = tokens[at + 1]?.text === '(';
  const close = hasColumns ? closingAt(tokens, at + 1) : at;
  const columns = hasColumns ? splitAtCommas(tokens.slice(at + 2, close)) : [];
  const names = columns.map((column) => rewrite(column.slice(0, 1)).trim());
  const options = optionsOf('VIEW', relation, tokens, close + 1);
  const list = hasColumns ? ` (${names.join(', ')})` : '';
  return {
    statements: [`${rewrite(tokens.slice(0, at + 1)).trim()}${list} AS ${rewrite(tokens.slice(options.next + 1))}`],
    comments: commented(tokens, [...columns.flatMap((column) => viewComment(relation, column)), ...options.comments]),
  };
}

function viewComment(relation: string, [name, word, text]: readonly Token[]): readonly Comment[] {
  if (name === undefined || word?.upper !== 'COMMENT' || text?.kind !== 'text') return [];
  const column = rewrite([name]).trim();
  return [{ kind: 'VIEW', relation, column, text: textValue(text), replaced: false }];
}

/** `ALTER TABLE name ADD COLUMNS (…)`: one statement per column. Constraints, clustering and properties do nothing here. */
export function alterTable(tokens: readonly Token[]): Translation | undefined {
  const relation = rewrite(tokens.slice(2, 3)).trim();
  const add = tokens[3]?.upper === 'ADD' && (tokens[4]?.upper === 'COLUMNS' || tokens[4]?.upper === 'COLUMN');
  if (add) {
    const list = tokens[5]?.text === '(' ? tokens.slice(6, closingAt(tokens, 5)) : tokens.slice(5);
    const { definitions, comments } = columnsOf(relation, list);
    return {
      statements: definitions.map((definition) => `ALTER TABLE ${relation} ADD COLUMN IF NOT EXISTS ${definition}`),
      comments,
    };
  }
  const ignored = [
    ['ADD', 'CONSTRAINT'],
    ['DROP', 'CONSTRAINT'],
    ['CLUSTER', 'BY'],
    ['SET', 'TBLPROPERTIES'],
  ];
  return ignored.some((words) => wordsAt(tokens, 3, words)) ? { statements: [], comments: [] } : undefined;
}

function commented(tokens: readonly Token[], comments: readonly Comment[]): readonly Comment[] {
  const replaced = wordsAt(tokens, 1, ['OR', 'REPLACE']);
  return comments.map((comment) => ({ ...comment, replaced }));
}

function nameIndex(tokens: readonly Token[], kind: 'TABLE' | 'VIEW'): number {
  const at = tokens.findIndex((token) => token.upper === kind);
  const index = wordsAt(tokens, at + 1, ['IF', 'NOT', 'EXISTS']) ? at + 4 : at + 1;
  const name = tokens[index];
  if (name?.kind !== 'name' && name?.kind !== 'quoted') throw unsupported(`a CREATE ${kind} without a name`, 'name it');
  return index;
}

function columnsOf(
  relation: string,
  list: readonly Token[],
): { readonly definitions: readonly string[]; readonly comments: readonly Comment[] } {
  const definitions: string[] = [];
  const comments: Comment[] = [];
  for (const item of splitAtCommas(list)) {
    // a primary key is information on Databricks: nothing here enforces what is not enforced there
    if (item[0]?.upper === 'CONSTRAINT' || wordsAt(item, 0, ['PRIMARY', 'KEY'])) continue;
    const column = rewrite(item.slice(0, 1)).trim();
    const { type, next } = typeAt(item, 1);
    const at = item.findIndex((token, i) => i >= next && token.upper === 'COMMENT' && item[i + 1]?.kind === 'text');
    const text = item[at + 1];
    const rest = at < 0 ? item.slice(next) : [...item.slice(next, at), ...item.slice(at + 2)];
    if (at >= 0 && text !== undefined)
      comments.push({ kind: 'TABLE', relation, column, text: textValue(text), replaced: false });
    definitions.push(`${column} ${type} ${rewrite(rest).trim()}`.trimEnd());
  }
  return { definitions, comments };
}

/** Reads the options between the columns and the query; `next` is the index of AS, or the end. */
function optionsOf(
  kind: Comment['kind'],
  relation: string,
  tokens: readonly Token[],
  from: number,
): { readonly comments: readonly Comment[]; readonly next: number } {
  const comments: Comment[] = [];
  let i = from;
  while (i < tokens.length && tokens[i]?.upper !== 'AS') {
    const text = tokens[i + 1];
    if (tokens[i]?.upper === 'COMMENT' && text?.kind === 'text') {
      comments.push({ kind, relation, column: undefined, text: textValue(text), replaced: false });
      i += 2;
    } else if (wordsAt(tokens, i, ['USING', 'DELTA'])) i += 2;
    else if (wordsAt(tokens, i, ['CLUSTER', 'BY', '(']) || wordsAt(tokens, i, ['PARTITIONED', 'BY', '(']))
      i = closingAt(tokens, i + 2) + 1;
    else if (wordsAt(tokens, i, ['CLUSTER', 'BY', 'AUTO'])) i += 3;
    else if (wordsAt(tokens, i, ['TBLPROPERTIES', '('])) i = closingAt(tokens, i + 1) + 1;
    else
      throw unsupported(
        `the option ${tokens[i]?.text} of ${relation}`,
        'use USING DELTA, CLUSTER BY, TBLPROPERTIES, COMMENT',
      );
  }
  return { comments, next: i };
}
