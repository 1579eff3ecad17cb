import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import { zohoListAnswer } from '../support/payloads/zoho-books.ts';
import { ZOHO_SAMPLES } from '../support/payloads/zoho-books-samples.ts';

const DETAILS = ZOHO_SAMPLES.filter(({ document }) => document === 'detail');

let lab: Lab;
let warehouse: Warehouse;
beforeAll(async () => {
  lab = await openLab();
  warehouse = await lab.warehouse();
  for (const { entity, list, row, id } of DETAILS) {
    const body = zohoListAnswer(list, [row({ [id]: '1' }), row({ [id]: '2' })]);
    await lab.answer({ source: 'zoho_books', entity, origin: 'poll', body, at: '2026-06-10T09:00:00.000Z' });
  }
  await applied(warehouse, await lab.convert(await lab.keys()));
});
afterAll(() => lab.close());

describe.each(DETAILS)('the rows of a list of $entity', ({ entity }) => {
  const table = `silver_zoho_books_${entity}`;

  it('type nothing: they lack fields and lines', async () => {
    expect(await warehouse.query(`select * from ${table}`)).toEqual([]);
  });

  it('say which records there are, and owe no more than that', async () => {
    expect(
      await warehouse.query(`select entity_id from bronze_events where entity = '${entity}' order by entity_id`),
    ).toEqual([{ entity_id: '1' }, { entity_id: '2' }]);
    expect(await warehouse.query(`select * from silver_quarantine where table_name = '${table}'`)).toEqual([]);
  });
});
