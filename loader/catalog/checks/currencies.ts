import type { Entity } from '../entity.ts';
import { ENTITIES, silverTable } from '../index.ts';
import { type BookCheck, unionOf } from './check.ts';

/** Zoho Books: the amount of a record that states its currency beside it. What states none is in base currency. */
const ZOHO_AMOUNTS: Readonly<Record<string, string>> = {
  invoices: 'total',
  credit_notes: 'total',
  estimates: 'total',
  sales_orders: 'total',
  bills: 'total',
  purchase_orders: 'total',
  vendor_credits: 'total',
  expenses: 'total',
  journals: 'total',
  customer_payments: 'amount',
  vendor_payments: 'amount',
  bank_transactions: 'amount',
};

/** Money that says of which currency it is; FreshBooks: every money column of the catalog. */
export function moneyHasCurrency(): BookCheck {
  const parts = ENTITIES.flatMap((entity) => (entity.source === 'zoho_books' ? zohoPart(entity) : moneyParts(entity)));
  return {
    name: 'money_has_a_currency',
    why: [
      'Money without a currency counts in no sum by currency. Zoho Books states the currency on the record, for its lines too, FreshBooks',
      'on every amount, and on some records as well, which then speaks for their amounts. Zero is zero in every currency. Prices of',
      'items and rates of projects are in base currency by definition and are not asked for. Deleted records do not count.',
    ],
    failures: `select
    records.table_name,
    records.connection,
    records.organization_id,
    records.record_id,
    records.position
from (
${unionOf(parts)}
) as records`,
  };
}

function zohoPart(entity: Entity): readonly string[] {
  const amount = ZOHO_AMOUNTS[entity.name];
  if (amount === undefined) return [];
  const without = `record.${amount} != 0\n  and record.currency_code is null`;
  return [part({ table: silverTable(entity), id: entity.id, position: '0', without })];
}

function moneyParts(entity: Entity): readonly string[] {
  const whole = { table: silverTable(entity), columns: entity.columns, position: '0' };
  const children = entity.children.map((child) => ({
    table: silverTable(entity, child),
    columns: child.columns,
    position: 'record.position',
  }));
  return [whole, ...children].flatMap(({ table, columns, position }) => {
    const amounts = columns.filter(({ type }) => type === 'money').map(({ name }) => name);
    if (amounts.length === 0) return [];
    const missing = amounts.map((name) => `(record.${name} != 0 and record.${name}_currency_code is null)`);
    const stated = columns.some(({ name }) => name === 'currency_code') ? 'record.currency_code is null\n  and ' : '';
    return [part({ table, id: entity.id, position, without: `${stated}(${missing.join('\n      or ')})` })];
  });
}

interface Part {
  readonly table: string;
  readonly id: string;
  readonly position: string;
  readonly without: string;
}

function part({ table, id, position, without }: Part): string {
  return `select
    '${table}' as table_name,
    record.connection,
    record.organization_id,
    record.${id} as record_id,
    ${position} as position
from ${table} as record
where not record.is_deleted
  and ${without}`;
}
