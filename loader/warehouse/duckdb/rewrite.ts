import { closingAt, splitAtCommas, sqlText, type Token, textValue, unsupported, wordsAt } from '../tokens.ts';
import { jsonStructure } from './from-json.ts';
import { strictMacro, typeAt } from './types.ts';

/**
 * Functions that have another name in DuckDB. Where DuckDB's own function is the same, the name alone changes: a macro in each of
 * a hundred columns costs more to plan than the statement to run.
 */
const RENAMED: Readonly<Record<string, string>> = {
  ARRAY: 'list_value',
  ARRAY_JOIN: 'array_to_string',
  ARRAY_SORT: 'spark_array_sort_',
  DATEDIFF: 'spark_datediff_',
  DATE_SUB: 'spark_date_sub_',
  RAISE_ERROR: 'error',
  REGEXP_LIKE: 'regexp_matches',
  UNIX_MICROS: 'epoch_us',
};

interface Step {
  readonly text: string;
  /** index of the first word that the step did not use */
  readonly next: number;
}

/** The words of a statement, or of a part of one, as DuckDB's text. Words that need no change keep their place and line. */
export function rewrite(tokens: readonly Token[]): string {
  let out = '';
  for (let i = 0; i < tokens.length; ) {
    const token = tokens[i];
    if (token === undefined) break;
    const step = stepAt(tokens, i, token);
    out += token.gap + step.text;
    i = step.next;
  }
  return out;
}

function stepAt(tokens: readonly Token[], i: number, token: Token): Step {
  switch (token.kind) {
    case 'marker':
      return { text: `$${token.text.slice(1)}`, next: i + 1 };
    case 'text':
      return { text: sqlText(textValue(token)), next: i + 1 };
    case 'quoted':
      return { text: `"${textValue(token).replaceAll('"', '""')}"`, next: i + 1 };
    case 'symbol':
      return symbolAt(tokens, i, token);
    case 'number':
      return { text: token.text, next: i + 1 };
    case 'name':
      // after a dot stands a column, whatever its name
      return (tokens[i - 1]?.text === '.' ? undefined : nameAt(tokens, i, token)) ?? { text: token.text, next: i + 1 };
  }
}

function symbolAt(tokens: readonly Token[], i: number, token: Token): Step {
  if (token.text === '<=>') return { text: 'IS NOT DISTINCT FROM', next: i + 1 };
  if (token.text === '::') {
    const { type, next } = typeAt(tokens, i + 1);
    return { text: `::${type}`, next };
  }
  return { text: token.text, next: i + 1 };
}

function nameAt(tokens: readonly Token[], i: number, token: Token): Step | undefined {
  if (tokens[i + 1]?.text === '(') return callAt(tokens, i, token);
  const variable = tokens[i + 2];
  if (token.upper === 'SESSION' && tokens[i + 1]?.text === '.' && variable?.kind === 'name')
    return { text: `getvariable(${sqlText(variable.text.toLowerCase())})`, next: i + 3 };
  if (token.upper === 'TIMESTAMP' && tokens[i + 1]?.kind === 'text') return { text: 'TIMESTAMPTZ', next: i + 1 };
  // DuckDB matches the columns of `*` by position, Databricks by name
  if (wordsAt(tokens, i, ['UPDATE', 'SET', '*'])) return { text: 'UPDATE BY NAME', next: i + 3 };
  if (wordsAt(tokens, i, ['INSERT', '*'])) return { text: 'INSERT BY NAME', next: i + 2 };
  return undefined;
}

function callAt(tokens: readonly Token[], i: number, token: Token): Step | undefined {
  const close = closingAt(tokens, i + 1);
  const inner = tokens.slice(i + 2, close);
  switch (token.upper) {
    case 'CAST':
    case 'TRY_CAST':
      return { text: castOf(token, inner), next: close + 1 };
    case 'FROM_JSON':
      return { text: fromJson(inner), next: close + 1 };
    case 'CURRENT_TIMESTAMP':
    case 'CURRENT_DATE':
      return inner.length === 0 ? { text: token.upper.toLowerCase(), next: close + 1 } : undefined;
    // Spark: NULL wins, every match is replaced
    case 'CONCAT':
      return { text: `(${splitAtCommas(inner).map(argument).join(' || ')})`, next: close + 1 };
    case 'REGEXP_REPLACE':
      return { text: `regexp_replace(${splitAtCommas(inner).map(argument).join(', ')}, 'g')`, next: close + 1 };
    case 'IDENTIFIER':
      throw unsupported('IDENTIFIER(…)', 'write the table name itself: catalog and schema are chosen by USE');
    case 'EXPLODE':
    case 'POSEXPLODE':
      if (tokens[i - 1]?.upper === 'LATERAL') return { text: `${token.upper.toLowerCase()}_rows_`, next: i + 1 };
      if (token.upper === 'POSEXPLODE')
        throw unsupported('posexplode in a select list', 'write FROM x, LATERAL posexplode(…)');
      return { text: 'unnest', next: i + 1 };
    default: {
      const renamed = RENAMED[token.upper];
      return renamed === undefined ? undefined : { text: renamed, next: i + 1 };
    }
  }
}

function argument(words: readonly Token[]): string {
  return `(${rewrite(words).trim()})`;
}

function castOf(token: Token, inner: readonly Token[]): string {
  let as = -1;
  let depth = 0;
  for (const [k, word] of inner.entries()) {
    if (word.text === '(') depth += 1;
    if (word.text === ')') depth -= 1;
    if (depth === 0 && word.kind === 'name' && word.upper === 'AS') as = k;
  }
  if (as < 0) throw unsupported(`a ${token.upper} without AS`, 'write CAST(value AS type)');
  const { type, next } = typeAt(inner, as + 1);
  if (next !== inner.length)
    throw unsupported(`a ${token.upper} with words after its type`, 'write CAST(value AS type)');
  const value = rewrite(inner.slice(0, as)).trim();
  const strict = token.upper === 'TRY_CAST' ? strictMacro(type) : undefined;
  return `${token.text}(${strict === undefined ? value : `${strict}(${value})`} AS ${type})`;
}

// TRY: a text that is no JSON gives NULL, as on Spark, instead of failing the whole load
function fromJson(inner: readonly Token[]): string {
  const [value, schema, more] = splitAtCommas(inner);
  const literal = schema?.[0];
  if (value === undefined || literal?.kind !== 'text' || schema?.length !== 1 || more !== undefined) {
    throw unsupported('a from_json without a literal schema', "write from_json(value, 'field STRING, …')");
  }
  return `TRY(from_json(${rewrite(value).trim()}, ${sqlText(jsonStructure(literal))}))`;
}
