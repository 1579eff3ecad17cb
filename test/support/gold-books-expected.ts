import type { SqlRow, SqlValue } from '../../loader/warehouse/warehouse.ts';
import { EXPECTED_PURCHASES } from './gold-books-expected-purchases.ts';
import { EXPECTED_SALES } from './gold-books-expected-sales.ts';
import { EXPECTED_SETTLEMENTS } from './gold-books-expected-settlements.ts';

/** A question to the gold views, and its answer computed by hand. */
export interface Figure {
  readonly question: string;
  readonly sql: string;
  /** values in the order of the columns; decimals without zeros at their end */
  readonly rows: readonly (readonly SqlValue[])[];
}

/** Every figure that the books of `gold-books.ts` must give, once the late changes are loaded. */
export const EXPECTED: readonly Figure[] = [...EXPECTED_SALES, ...EXPECTED_PURCHASES, ...EXPECTED_SETTLEMENTS];

/** Rows as they are written in the figures. */
export function shown(rows: readonly SqlRow[]): readonly (readonly SqlValue[])[] {
  return rows.map((row) => Object.values(row).map(withoutZeros));
}

function withoutZeros(value: SqlValue): SqlValue {
  const isDecimal = typeof value === 'string' && /^-?\d+\.\d{10}$/.test(value);
  return isDecimal ? value.replace(/\.?0+$/, '') : value;
}
