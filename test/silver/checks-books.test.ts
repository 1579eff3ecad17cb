import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import { freshbooksAnswer } from '../support/payloads/freshbooks.ts';
import { zohoAnswer, zohoListAnswer, zohoWebhook } from '../support/payloads/zoho-books.ts';
import { type Answered, invoice } from './checks-records.ts';
import { CASES } from './checks-table.ts';

const FRESH_AT = '2026-06-09T08:00:00.000Z';
/** 14 days later: what came from FreshBooks is just fresh; a day later it is not; after 90 days it is given up. */
const ZOHO_AT = '2026-06-23T08:00:00.000Z';
const LATER = '2026-06-24T08:00:00.000Z';
const MUCH_LATER = '2026-09-09T08:00:00.000Z';
const QUARANTINE = 'records_are_not_behind_quarantine';
const FRESHNESS = 'connections_are_fresh';

let lab: Lab;
let warehouse: Warehouse;
/** failed checks after the load of what is right, of what is wrong, and of what came much later */
let right: readonly string[];
let wrong: readonly string[];
let later: readonly string[];
const found: Record<string, readonly Record<string, unknown>[]> = {};

const land = ({ source, entity, key, id, document }: Answered, at: string): Promise<string> => {
  const body = source === 'zoho_books' ? zohoAnswer(key, document) : freshbooksAnswer(key, document);
  return lab.answer({ source, entity, id, at: source === 'zoho_books' ? at : FRESH_AT, body });
};
const used = { line_items: [{ item_total: 100 }], sub_total: 100 };
const hook = (id: string, stamp: string, received: string, more: object = {}) => {
  const { document } = invoice(id, { ...used, last_modified_time: stamp, ...more });
  return lab.zoho('invoices/updated', zohoWebhook('invoice', document), received);
};

/** Good versions, older bad ones that came later, a row of a list, a deleted record: nothing is behind. */
async function landNotBehind(): Promise<readonly string[]> {
  const row = { invoice_id: 'listed', status: 'paid', total: 9, last_modified_time: '2026-06-23T07:30:00+0000' };
  return [
    await hook('old', '2026-06-23T07:00:00+0000', '2026-06-23T07:00:01.000Z'),
    await hook('old', '2026-06-23T06:00:00+0000', '2026-06-23T07:10:00.000Z', { total: 'much' }),
    await hook('listed', '2026-06-23T07:00:00+0000', '2026-06-23T07:00:01.000Z'),
    await lab.answer({
      source: 'zoho_books',
      entity: 'invoices',
      origin: 'poll',
      at: '2026-06-23T07:40:00.000Z',
      body: zohoListAnswer('invoices', [row]),
    }),
    await land(invoice('reread', { ...used, total: 'much' }), '2026-06-23T07:00:00.000Z'),
    await land(invoice('reread', used), '2026-06-23T07:30:00.000Z'),
    await hook('gone', '2026-06-23T07:00:00+0000', '2026-06-23T07:00:01.000Z'),
    await hook('gone', '2026-06-23T07:10:00+0000', '2026-06-23T07:10:01.000Z', { total: 'much' }),
    await lab.zoho('invoices/deleted', { invoice: { invoice_id: 'gone' } }, '2026-06-23T07:20:00.000Z'),
  ];
}

/** Newer versions that cannot be typed: as a webhook that came before the good one, and as an API answer. */
async function landBehind(): Promise<readonly string[]> {
  return [
    await hook('hooked', '2026-06-24T07:10:00+0000', '2026-06-24T07:10:01.000Z', { total: 'much' }),
    await hook('hooked', '2026-06-24T07:00:00+0000', '2026-06-24T07:20:00.000Z'),
    await land(invoice('read', used), '2026-06-24T07:00:00.000Z'),
    await land(invoice('read', { ...used, total: 'much' }), LATER),
  ];
}

beforeAll(async () => {
  lab = await openLab();
  warehouse = await lab.warehouse();
  const apply = async (keys: readonly string[]) => (await applied(warehouse, await lab.convert(keys))).failedChecks;
  const landed = (records: readonly Answered[], at: string) => Promise.all(records.map((record) => land(record, at)));

  const holds = await landed(
    CASES.flatMap((one) => one.holds),
    ZOHO_AT,
  );
  right = await apply([...holds, ...(await landNotBehind())]);

  const fails = await landed(
    CASES.flatMap((one) => one.fails),
    LATER,
  );
  wrong = await apply([...fails, ...(await landBehind())]);
  for (const { check_name, look_closer } of await warehouse.query(
    'select check_name, look_closer from ops_checks where failures > 0',
  )) {
    found[String(check_name)] = await warehouse.query(String(look_closer));
  }
  later = await apply([await land(invoice('much_later', used), MUCH_LATER)]);
}, 600_000);
afterAll(() => lab.close());

describe('checks of the books', () => {
  it('hold for what is right', () => {
    expect(right).toEqual([]);
  });

  it('fail together for what is wrong, and the load is applied all the same', () => {
    expect(wrong).toEqual([...CASES.map(({ check }) => check), FRESHNESS, QUARANTINE].sort());
  });

  it.each(CASES)('$check finds what is wrong and nothing else', ({ check, column, found: ids }) => {
    expect(found[check]?.map((row) => row[column]).sort()).toEqual([...ids].sort());
  });

  it('a record is behind when its newer version is in quarantine, however it came', () => {
    expect(found[QUARANTINE]?.map((row) => row['record_id']).sort()).toEqual(['hooked', 'read']);
  });

  it('a connection is stale after 14 days of silence beside another, and given up after 90', () => {
    expect(found[FRESHNESS]?.map((row) => row['connection'])).toEqual(['acme_fresh']);
    expect(wrong).toContain(FRESHNESS);
    expect(later).not.toContain(FRESHNESS);
  });

  it('what was wrong stays wrong with later loads, and is counted with each', async () => {
    expect(later).toEqual(wrong.filter((name) => name !== FRESHNESS));
    const counted = await warehouse.query(
      `select failures from ops_checks where check_name = 'zoho_books_journals_balance' order by load_id`,
    );
    expect(counted.map(({ failures }) => Number(failures))).toEqual([0, 1, 1]);
  });

  it('a query to look closer is noted with failures alone', async () => {
    const [row] = await warehouse.query(
      `select count(*) as n from ops_checks where check_name in ('${QUARANTINE}', '${FRESHNESS}')
       and (failures > 0) != (look_closer != '')`,
    );
    expect(Number(row?.['n'])).toBe(0);
  });
});
