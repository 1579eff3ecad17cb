import { beforeAll, describe, expect, test } from 'vitest';
import type { Entity } from '../../loader/catalog/entity.ts';
import { ENTITIES, silverTable } from '../../loader/catalog/index.ts';
import { PROBLEMS } from '../../loader/documents/document.ts';
import type { SqlRow } from '../../loader/warehouse/warehouse.ts';
import type { BadInput, Destination, Quarantined } from './row.ts';
import { GOOD } from './rows/good.ts';
import { TABLE } from './table.ts';
import { type Fate, playAll, type World } from './world.ts';

/** Good inputs before, between and behind the bad ones. */
const ROWS: readonly BadInput[] = spread(TABLE, GOOD);
type Landed = Extract<Destination, { to: 'landed' }>;
const REFUSED = ROWS.flatMap((row) => (row.goes.to === 'refused' ? [{ ...row, goes: row.goes }] : []));
const LANDED = ROWS.flatMap((row) => (row.goes.to === 'landed' ? [{ ...row, goes: row.goes }] : []));

let world: World;
beforeAll(async () => {
  world = await playAll(ROWS);
});

const fateOf = (row: { readonly name: string }): Fate => world.fates.get(row.name)!;
const rowsOf = (table: string, key: string): readonly SqlRow[] =>
  world.tables[table]!.filter((row) => row['_raw_key'] === key);

describe('refused: answered with a code, landed nowhere', () => {
  test.each(REFUSED)('$name', ({ name, goes: { status, code } }) => {
    const { reply, keys } = fateOf({ name });
    expect(reply).toEqual({ status, text: code === undefined ? '' : JSON.stringify({ error: code }) });
    expect(keys).toEqual([]);
  });
});

const STORED = { status: 202, text: '{"status":"stored"}' };

describe('landed: acknowledged, in bronze, and typed exactly or quarantined with a reason', () => {
  test.each(LANDED)('$name', ({ name, goes }) => {
    const fate = fateOf({ name });
    expect([undefined, STORED]).toContainEqual(fate.reply);
    expect(fate.keys).toHaveLength(1);
    const key = fate.keys[0]!;

    const bronze = rowsOf('bronze_events', key);
    expect(bronze).toHaveLength(goes.documents);
    const payloads = bronze.map((row) => (row['payload'] === null ? 'none' : 'kept'));
    expect(goes.payload === undefined ? [] : payloads).toEqual(goes.payload === undefined ? [] : [goes.payload]);

    expect(quarantineOf(key)).toEqual(inOrder(goes.quarantine).map((row) => expect.objectContaining(row)));
    expect(surplusOf(goes, fate)).toEqual([]);
    for (const { table, values } of goes.silver) {
      expect(rowsOfRecord(table, fate)).toContainEqual(expect.objectContaining(values));
    }
    expect(eventsOf(key)).toHaveLength(isDelivery(key, goes) ? 1 : 0);
  });
});

const place = ({ table, position, column, reason }: Quarantined): string => `${table}/${position}/${column}/${reason}`;
const inOrder = <Row extends Quarantined>(rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((a, b) => place(a).localeCompare(place(b)));

function quarantineOf(key: string): readonly Quarantined[] {
  const rows = rowsOf('silver_quarantine', key).map((row) => ({
    reason: String(row['reason']),
    column: String(row['column_name']),
    table: String(row['table_name']),
    position: Number(row['position']),
    value: row['value'] ?? null,
  }));
  return inOrder(rows);
}

/** Silver rows that came of this object, or that stand for this row's record (a deletion without values names no object). */
function rowsOfRecord(table: string, { id, keys: [key] }: Fate): readonly SqlRow[] {
  const entity = ENTITIES.find((one) => tablesOf(one).includes(table))!;
  return world.tables[table]!.filter((row) => row['_raw_key'] === key || row[entity.id] === id);
}

/** Tables that hold another number of rows than named. Children that are not named may hang on a record that is. */
function surplusOf(goes: Landed, fate: Fate): readonly string[] {
  const named = (table: string): number => goes.silver.filter((row) => row.table === table).length;
  return ENTITIES.flatMap((entity) => {
    const tables = tablesOf(entity);
    return tables.filter((table) => {
      const isLeftOpen = named(tables[0]!) > 0 && named(table) === 0;
      return !isLeftOpen && rowsOfRecord(table, fate).length !== named(table);
    });
  });
}

function tablesOf(entity: Entity): readonly string[] {
  return [silverTable(entity), ...entity.children.map((child) => silverTable(entity, child))];
}

const EVENTS = ['silver_zoho_books_events', 'silver_freshbooks_events'];
const eventsOf = (key: string): readonly SqlRow[] => EVENTS.flatMap((table) => rowsOf(table, key));

/** A landed delivery of a source that this release knows has a row among the events, whatever is in it. */
function isDelivery(key: string, goes: Landed): boolean {
  return /source=(zoho_books|freshbooks)\/.*\.webhook\./.test(key) && goes.documents === 1;
}

describe('all of it together', () => {
  test('never a 5xx, and the receiver still serves', () => {
    const failed = [...world.fates].filter(([, { reply }]) => reply !== undefined && reply.status >= 500);
    expect(failed).toEqual([]);
    expect(world.healthy).toBe(true);
  });

  test('nothing is lost: what must land has landed, and every landed document is in bronze once', () => {
    expect(world.landed).toHaveLength(LANDED.length);
    expect(new Set(world.landed)).toEqual(new Set(LANDED.flatMap((row) => fateOf(row).keys)));
    const inBronze = world.tables['bronze_events']!.map((row) => row['_raw_key']);
    expect(inBronze).toHaveLength(LANDED.reduce((sum, { goes }) => sum + goes.documents, 0));
    const empty = LANDED.filter(({ goes }) => goes.documents === 0).flatMap((row) => fateOf(row).keys);
    expect(new Set([...inBronze, ...empty])).toEqual(new Set(world.landed));
  });

  test('it was one load, and it was applied', () => {
    expect(world.report).toMatchObject({ objects: LANDED.length, stopped: false, failures: [], strangers: 0 });
    expect(world.report.loads).toMatchObject({ planned: 1, applied: 1, failed: 0, unfinished: 0 });
    expect(world.tables['ops_loads']).toHaveLength(1);
    expect(world.report.quarantined).toBe(world.tables['silver_quarantine']!.length);
  });

  test('nothing is in quarantine but what the table says', () => {
    const expected = LANDED.reduce((sum, { goes }) => sum + goes.quarantine.length, 0);
    expect(world.tables['silver_quarantine']).toHaveLength(expected);
    expect(world.tables['silver_quarantine']!.filter((row) => row['reason'] === '')).toEqual([]);
  });
});

describe('the table itself', () => {
  const reasons = new Set(LANDED.flatMap(({ goes }) => goes.quarantine.map(({ reason }) => reason)));

  test('has at least 60 rows of known-bad inputs, each with its own name', () => {
    expect(TABLE.length).toBeGreaterThanOrEqual(60);
    expect(new Set(ROWS.map(({ name }) => name)).size).toBe(ROWS.length);
  });

  test.each(PROBLEMS)('has a document with the problem %s', (problem) => {
    expect(reasons).toContain(problem);
  });

  test.each([
    'unknown_entity',
    'partial_document',
    'not_decimal_28_10',
    'not_money',
    'not_a_date',
    'not_an_instant',
    'not_a_boolean',
    'not_an_object',
  ])('has a value with the reason %s', (reason) => {
    expect(reasons).toContain(reason);
  });

  test('knows every reason that the notebooks can give', () => {
    const given = new Set(world.tables['silver_quarantine']!.map((row) => row['reason']));
    expect(given).toEqual(reasons);
  });

  test('has every refusal that a sender can cause', () => {
    const codes = new Set(REFUSED.map(({ goes }) => goes.code));
    const all = ['bad_signature', 'empty_body', 'method_not_allowed', 'not_found', 'too_large', 'unknown_connection'];
    for (const code of [...all, 'unsupported_media_type']) expect(codes).toContain(code);
  });
});

/** `few` at even distances among `many`: first, last and in between. */
function spread<T>(many: readonly T[], few: readonly T[]): readonly T[] {
  const step = Math.ceil(many.length / (few.length - 1));
  return few.flatMap((one, index) => [one, ...many.slice(index * step, (index + 1) * step)]);
}
