import {
  DuckDBDateValue,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  type DuckDBValue,
} from '@duckdb/node-api';
import type { SqlValue } from '../warehouse.ts';

/** A value of DuckDB as every engine gives it back; lists and structures as JSON text. */
export function sqlValue(value: DuckDBValue): SqlValue {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return value;
  if (typeof value === 'bigint') return String(value);
  if (value instanceof DuckDBTimestampTZValue) return `${isoMicros(value.micros)}Z`;
  if (value instanceof DuckDBTimestampValue) return isoMicros(value.micros);
  if (value instanceof DuckDBDateValue || value instanceof DuckDBDecimalValue) return value.toString();
  if (value instanceof DuckDBListValue) return JSON.stringify(value.items.map(sqlValue));
  if (value instanceof DuckDBStructValue) {
    return JSON.stringify(Object.fromEntries(Object.entries(value.entries).map(([name, v]) => [name, sqlValue(v)])));
  }
  return String(value);
}

/** `2026-06-09T13:46:21.000000`, from microseconds since 1970. */
function isoMicros(micros: bigint): string {
  const second = 1_000_000n;
  const fraction = ((micros % second) + second) % second;
  const whole = new Date(Number((micros - fraction) / 1000n));
  // outside JavaScript's years (DuckDB: infinity) there is no ISO form
  if (Number.isNaN(whole.getTime())) return micros < 0n ? '-infinity' : 'infinity';
  return `${whole.toISOString().slice(0, -5)}.${String(fraction).padStart(6, '0')}`;
}
