import { closingAt, type Token, unsupported } from '../tokens.ts';

/** How a type of the common dialect is called in DuckDB; what is not listed is called the same. */
const NAMES: Readonly<Record<string, string>> = {
  // Databricks' TIMESTAMP is an instant; DuckDB's TIMESTAMP has no time zone
  TIMESTAMP: 'TIMESTAMPTZ',
  TIMESTAMP_NTZ: 'TIMESTAMP',
  STRING: 'VARCHAR',
  LONG: 'BIGINT',
  BINARY: 'BLOB',
};

/** A type that begins at a word, e.g. `DECIMAL(28, 10)` or `ARRAY<STRING>`, and the index after it. */
export function typeAt(tokens: readonly Token[], from: number): { readonly type: string; readonly next: number } {
  const name = tokens[from];
  if (name?.kind !== 'name') throw unsupported(`${name?.text ?? 'nothing'} where a type belongs`, 'write a type name');
  const known = NAMES[name.upper] ?? name.upper;
  if (name.upper === 'ARRAY') {
    const inner = tokens[from + 1]?.text === '<' ? typeAt(tokens, from + 2) : undefined;
    if (inner === undefined || tokens[inner.next]?.text !== '>')
      throw unsupported('an ARRAY without <type>', 'write ARRAY<STRING>');
    return { type: `${inner.type}[]`, next: inner.next + 1 };
  }
  if (name.upper === 'STRUCT' || name.upper === 'MAP' || name.upper === 'VARIANT') {
    throw unsupported(`the type ${name.upper}`, 'keep open-ended parts as JSON text in a STRING column');
  }
  if (tokens[from + 1]?.text !== '(') return { type: known, next: from + 1 };
  const close = closingAt(tokens, from + 1);
  const digits = tokens.slice(from + 2, close).map((token) => token.text);
  return { type: `${known}(${digits.join('')})`, next: close + 1 };
}

/** Macro that lets only those texts through to TRY_CAST that Spark's TRY_CAST to this type accepts. */
export function strictMacro(type: string): string | undefined {
  const [name = ''] = type.split('(');
  if (['TINYINT', 'SMALLINT', 'INT', 'INTEGER', 'BIGINT'].includes(name)) return 'strict_int_';
  if (['DECIMAL', 'NUMERIC', 'DOUBLE', 'FLOAT'].includes(name)) return 'strict_number_';
  if (name === 'BOOLEAN') return 'strict_boolean_';
  if (name === 'DATE') return 'strict_date_';
  if (name === 'TIMESTAMPTZ') return 'strict_timestamp_';
  return undefined;
}
