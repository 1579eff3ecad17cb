/** A type in Databricks' words. */
export interface DatabricksType {
  /** `decimal(28,10)`, as information_schema's full_data_type */
  readonly text: string;
  /** `DECIMAL`, as in a result's manifest */
  readonly name: string;
  readonly precision?: number;
  readonly scale?: number;
}

const NAMES: Readonly<Record<string, string>> = {
  varchar: 'string',
  'timestamp with time zone': 'timestamp',
  timestamp_tz: 'timestamp',
  integer: 'int',
  hugeint: 'decimal(38,0)',
  blob: 'binary',
  uhugeint: 'decimal(38,0)',
  ubigint: 'decimal(20,0)',
};
const API_NAMES: Readonly<Record<string, string>> = { BIGINT: 'LONG', SMALLINT: 'SHORT', TINYINT: 'BYTE' };

/**
 * A type of DuckDB or Spark, as Databricks calls it.
 *
 * @param engine  DuckDB's `timestamp` has no time zone, Spark's has
 */
export function databricksType(type: string, engine: string): DatabricksType {
  const lower = type.toLowerCase().replaceAll(', ', ',');
  if (lower.endsWith('[]')) return { text: `array<${databricksType(lower.slice(0, -2), engine).text}>`, name: 'ARRAY' };
  const text = engine === 'duckdb' && lower === 'timestamp' ? 'timestamp_ntz' : (NAMES[lower] ?? lower);
  const word = /^\w+/.exec(text)?.[0]?.toUpperCase() ?? 'STRING';
  const decimal = /^decimal\((\d+),(\d+)\)$/.exec(text);
  return {
    text,
    name: API_NAMES[word] ?? word,
    ...(decimal === null ? {} : { precision: Number(decimal[1]), scale: Number(decimal[2]) }),
  };
}
