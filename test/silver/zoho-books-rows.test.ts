import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import { zohoListAnswer } from '../support/payloads/zoho-books.ts';
import { ZOHO_SAMPLES, zohoSample } from '../support/payloads/zoho-books-samples.ts';

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
}, 120_000);
afterAll(() => lab.close());

describe.each(DETAILS)('the rows of a list of $entity', ({ entity }) => {
  const table = `silver_zoho_books_${entity}`;

  it('type nothing: they lack fields and lines', async () => {
    expect(await warehouse.query(`select * from ${table}`)).toEqual([]);
  });

  it('say which records there are', async () => {
    expect(
      await warehouse.query(
        `select entity_id, reason, column_name from silver_quarantine where table_name = '${table}' order by entity_id`,
      ),
    ).toEqual(['1', '2'].map((entity_id) => ({ entity_id, reason: 'partial_document', column_name: '' })));
  });
});

describe('rows of a list of what was read before', () => {
  const [modified, later] = ['2026-06-10T08:00:00+0000', '2026-06-10T08:30:00+0000'];
  const { entity, list, row, detail, id, key = '' } = zohoSample('bills');
  const quarantined = () =>
    warehouse.query(`select entity_id from silver_quarantine where entity = '${entity}' order by entity_id`);

  it.each(['in one load', 'the row first', 'the row last'])(
    'are no news but for a version that silver lacks, %s',
    async (order) => {
      const known = `${order}-known`;
      const changed = `${order}-changed`;
      const before = await quarantined();
      const bodies = [known, changed].map(
        (one) => [one, { [key]: detail({ [id]: one, last_modified_time: modified }) }] as const,
      );
      // a webhook: no read says when silver had it
      const hooks: string[] = [];
      for (const [, body] of bodies) hooks.push(await lab.zoho(`${entity}/updated`, body, '2026-06-10T08:00:01.000Z'));
      const rows = [
        row({ [id]: known, last_modified_time: modified }),
        row({ [id]: changed, last_modified_time: later }),
      ];
      const body = zohoListAnswer(list, rows);
      const at = '2026-06-10T09:00:00.000Z';
      const page = await lab.answer({ source: 'zoho_books', entity, origin: 'sweep', body, at, fetchId: order });
      const loads =
        order === 'in one load' ? [[...hooks, page]] : order === 'the row first' ? [[page], hooks] : [hooks, [page]];
      for (const keys of loads) await applied(warehouse, await lab.convert(keys));
      expect(await quarantined()).toEqual([...before, { entity_id: changed }].toSorted(byId));
    },
  );
});

const byId = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): number =>
  String(a['entity_id']) < String(b['entity_id']) ? -1 : 1;
