import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Column, iso, json, money, text } from '../../../loader/catalog/entity.ts';
import {
  columnNames,
  jsonFields,
  moneyExpressions,
  problems,
  textExpressions,
  typedExpressions,
} from '../../../loader/catalog/generate/columns.ts';
import { nestedObjects } from '../../../loader/catalog/generate/nested.ts';
import type { SqlRow, Warehouse } from '../../../loader/warehouse/warehouse.ts';
import { type Lab, openLab } from '../../support/lab.ts';

let lab: Lab;
let warehouse: Warehouse;
beforeAll(async () => {
  lab = await openLab();
  warehouse = await lab.warehouse();
});
afterAll(() => lab.close());

/** The columns of one document, with what does not fit, by the steps that the views take. */
async function typed(columns: readonly Column[], document: object): Promise<SqlRow | undefined> {
  const list = (items: readonly string[]): string => items.map((item) => `, ${item}`).join('');
  const names = [...columnNames(columns), `concat_ws(' ', ${problems(columns).join(', ')}) as problems`];
  const rows = await warehouse.query(
    `with documents as (select from_json(:x, '${jsonFields(columns.map((c) => c.field)).join(', ')}') as doc),
objects as (select documents.*${list(nestedObjects(columns, 'documents.doc'))} from documents),
texts as (select 1 as one${list(textExpressions(columns, 'documents.doc'))} from objects as documents),
money as (select texts.*${list(moneyExpressions(columns))} from texts),
typed as (select money.*${list(typedExpressions(columns))} from money)
select ${names.join(', ')} from typed`,
    { x: JSON.stringify(document) },
  );
  return rows[0];
}

describe('instants in ISO text without an offset', () => {
  it.each<[string, string | null]>([
    ['2020-09-13T01:07:51', '2020-09-13T01:07:51.000000Z'],
    ['2020-10-17T05:46:00Z', '2020-10-17T05:46:00.000000Z'],
    ['2023-04-27T14:33:48.841075Z', '2023-04-27T14:33:48.841075Z'],
    ['2023-04-27T14:33:48.8', '2023-04-27T14:33:48.800000Z'],
    ['', null],
  ])('%j is %j', async (value, instant) => {
    expect(await typed([iso('a', 'An instant')], { a: value })).toEqual({ a: instant, problems: '' });
  });

  it.each([
    '2020-11-219T01:07:51',
    '2020-13-01T01:07:51Z',
    '2020-09-13 01:07:51',
    '2020-09-13T01:07:51+02:00',
    '2020-09-13T01:07:51.1234567Z',
    '2020-09-13T01:07:51.',
    '2020-09-13T24:07:51Z',
    '2020-09-13T01:07:51Z\n',
    '2020-09-13T01:07:51ZZ',
    '2020-09-13',
    'today',
  ])('%j does not fit', async (value) => {
    const row = await typed([iso('a', 'An instant')], { a: value });
    expect(row).toMatchObject({ a: null });
    expect(row?.['problems']).toContain('not_an_instant');
  });
});

describe('keys of an object inside the document', () => {
  const columns = [
    text('entry_id', 'Entry', 'entry.entryid'),
    money('debit', 'Debit', 'entry.debit'),
    json('entry', 'The whole entry', 'entry'),
    text('group_id', 'Group', 'group.id'),
  ];

  it('are columns', async () => {
    const entry = { entryid: '5', debit: { amount: '47.605', code: 'KWD' }, more: [] };
    const row = await typed(columns, { entry, group: { id: '' } });
    expect(row).toMatchObject({ entry_id: '5', debit: '47.6050000000', debit_currency_code: 'KWD', group_id: null });
    expect(JSON.parse(String(row?.['entry']))).toEqual(entry);
    expect(row?.['problems']).toBe('');
  });

  it.each([{}, { entry: null }, { entry: '', group: null }])('are NULL without the object: %j', async (document) => {
    expect(await typed(columns, document)).toMatchObject({ entry_id: null, debit: null, group_id: null, problems: '' });
  });

  it.each([
    ['an array', ['5']],
    ['a text', 'five'],
  ])('%s in its place does not fit', async (_name, entry) => {
    expect((await typed(columns, { entry }))?.['problems']).toContain('not_an_object');
  });
});
