/** Whose words a type is written in. Spark names them as Databricks does. */
export type TypeWords = 'databricks' | 'duckdb';

const SAME: Readonly<Record<TypeWords, Readonly<Record<string, string>>>> = {
  databricks: {
    TIMESTAMP_LTZ: 'TIMESTAMP',
    INTEGER: 'INT',
    LONG: 'BIGINT',
    DEC: 'DECIMAL',
    NUMERIC: 'DECIMAL',
    'STRING COLLATE UTF8_BINARY': 'STRING',
  },
  duckdb: {
    VARCHAR: 'STRING',
    // an instant; DuckDB's plain TIMESTAMP has no time zone
    'TIMESTAMP WITH TIME ZONE': 'TIMESTAMP',
    TIMESTAMP: 'TIMESTAMP_NTZ',
    INTEGER: 'INT',
  },
};

/** A type as the catalog writes it, so that types of every engine can be compared: `decimal(28,10)` is `DECIMAL(28, 10)`. */
export function columnType(type: string, words: TypeWords): string {
  const [, name = '', digits] = /^([^(]*)(?:\(([^)]*)\))?\s*$/.exec(type.trim()) ?? [];
  const upper = name.trim().replace(/\s+/g, ' ').toUpperCase();
  const known = SAME[words][upper] ?? upper;
  return digits === undefined
    ? known
    : `${known}(${digits
        .split(',')
        .map((digit) => digit.trim())
        .join(', ')})`;
}
