import type { Column, Entity } from '../catalog/entity.ts';
import { type JsonObject, own } from '../documents/json.ts';

/**
 * Whether two documents of one record say the same, as far as both say it: for records that do not tell when they were changed. A
 * row and an answer about the one record differ in their keys and spell some values differently; so only the keys of typed columns that
 * both have count, with a number as a number and `""` as nothing.
 */
export function saySame(entity: Entity, a: JsonObject, b: JsonObject): boolean {
  return entity.columns.every((column) => {
    const [left, right] = [scalarOf(column, a), scalarOf(column, b)];
    return left === undefined || right === undefined || left === right;
  });
}

/** The value under a column's key; `''` for an empty one; undefined when it is absent or no scalar. */
function scalarOf({ field, type }: Column, document: JsonObject): string | undefined {
  if (type === 'json') return undefined;
  const value = own(document, field);
  if (value === null) return '';
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  return type === 'decimal' ? plainNumber(value) : value;
}

/** `100.00` and `0100` as `100`; what is no plain number as it is. */
function plainNumber(text: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)0*(\d+)(?:\.(\d*?)0*)?$/.exec(text) ?? [];
  if (whole === '') return text;
  return `${sign}${whole}${fraction === '' ? '' : `.${fraction}`}`;
}
