import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { freshbooksAnswer, freshbooksInvoice, freshbooksMoney } from '../support/payloads/freshbooks.ts';
import { digits } from '../support/payloads/json.ts';
import type { BadInput } from './row.ts';
import { typed } from './row.ts';
import { freshRead, invoice, zohoReadInvoice } from './send.ts';
import { playAll, type World } from './world.ts';

/** As sent, and what a DECIMAL(28, 10) of it is. */
const NUMBERS: readonly (readonly [sent: string, exact: string])[] = [
  ['1.10', '1.1000000000'],
  ['123456789012345678.12', '123456789012345678.1200000000'],
  ['1e2', '100.0000000000'],
  ['9007199254740993', '9007199254740993.0000000000'],
  ['-0.0000000001', '-0.0000000001'],
  ['999999999999999999.9999999999', '999999999999999999.9999999999'],
];
const ZOHO = 'silver_zoho_books_invoices';
const FRESH = 'silver_freshbooks_invoices';

interface Way {
  readonly name: string;
  readonly table: string;
  readonly column: string;
  readonly send: (id: string, number: string) => ReturnType<BadInput['send']>;
}

const WAYS: readonly Way[] = [
  { name: 'a webhook, as a number', table: ZOHO, column: 'total', send: (id, n) => invoice(id, { total: digits(n) }) },
  { name: 'a webhook, as a text', table: ZOHO, column: 'total', send: (id, n) => invoice(id, { total: n }) },
  {
    name: 'an answer, as a number',
    table: ZOHO,
    column: 'total',
    send: (id, n) => zohoReadInvoice(id, { total: digits(n) }),
  },
  { name: 'an answer, as a text', table: ZOHO, column: 'total', send: (id, n) => zohoReadInvoice(id, { total: n }) },
  {
    name: 'a money object, as a number',
    table: FRESH,
    column: 'amount',
    send: (id, n) =>
      freshRead(
        id,
        freshbooksAnswer('invoice', freshbooksInvoice({ id: digits(id), amount: { amount: digits(n), code: 'CAD' } })),
      ),
  },
  {
    name: 'a money object, as a text',
    table: FRESH,
    column: 'amount',
    send: (id, n) =>
      freshRead(id, freshbooksAnswer('invoice', freshbooksInvoice({ id: digits(id), amount: freshbooksMoney(n) }))),
  },
];

const CASES = NUMBERS.flatMap(([sent, exact]) =>
  WAYS.map((way) => ({ ...way, sent, exact, row: `${sent} by ${way.name}` })),
);

let world: World;
beforeAll(async () => {
  world = await playAll(
    CASES.map(({ row, send, sent, table }) => ({ name: row, send: (id) => send(id, sent), goes: typed(table, {}) })),
  );
});

describe('numbers from the wire to bronze digit for digit, to silver exactly', () => {
  test.each(CASES)('$row', ({ row, sent, exact, table, column }) => {
    const key = world.fates.get(row)!.keys[0]!;
    const [bronze] = world.tables['bronze_events']!.filter((found) => found['_raw_key'] === key);
    const payload = String(bronze!['payload']);
    const value = (JSON.parse(payload) as Record<string, unknown>)[column];
    expect(value).toEqual(table === FRESH ? { amount: sent, code: 'CAD' } : sent);
    expect(bronze!['payload_sha256']).toBe(createHash('sha256').update(payload).digest('hex'));
    const [silver] = world.tables[table]!.filter((found) => found['_raw_key'] === key);
    expect(silver![column]).toBe(exact);
  });

  test('none of them in quarantine', () => expect(world.tables['silver_quarantine']).toEqual([]));
});
