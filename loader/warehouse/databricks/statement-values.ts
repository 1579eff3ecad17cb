import type { SqlValue } from '../warehouse.ts';

/** The column's type in the words of the common dialect, lower case: `decimal(28,10)`, `timestamp`, `bigint`. */
export function columnType(name: string, text: string | undefined): string {
  return (text ?? NAMES[name.toUpperCase()] ?? name).toLowerCase();
}

const NAMES: Readonly<Record<string, string>> = { LONG: 'bigint', BYTE: 'tinyint', SHORT: 'smallint' };
const WHOLE: ReadonlySet<string> = new Set(['tinyint', 'smallint', 'int', 'integer', 'byte', 'short']);
const FLOATING: ReadonlySet<string> = new Set(['float', 'double', 'real']);

/** A value of an answer, where every value is text, as every engine gives it back. */
export function sqlValue(text: string | null, type: string): SqlValue {
  if (text === null) return null;
  if (type === 'boolean') return text === 'true';
  if (WHOLE.has(type) || FLOATING.has(type)) return Number(text);
  if (type === 'timestamp') return `${instant(text)}Z`;
  if (type === 'timestamp_ntz') return instant(text);
  return text;
}

const TIMESTAMP = /^([+-]?\d{4,6}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/;

/** `2026-06-09T13:46:21.000000` in UTC; a text without zone is UTC, which is the zone of SQL warehouses. */
function instant(text: string): string {
  const match = TIMESTAMP.exec(text);
  if (match === null) return text;
  const [, date = '', time = '', fraction = '', zone = 'Z'] = match;
  const whole = new Date(`${date}T${time}${zone}`);
  if (Number.isNaN(whole.getTime())) return text;
  return `${whole.toISOString().slice(0, -5)}.${fraction.slice(0, 6).padEnd(6, '0')}`;
}
