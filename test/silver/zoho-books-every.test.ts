import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Column, Entity } from '../../loader/catalog/entity.ts';
import { ZOHO_BOOKS_ENTITIES } from '../../loader/catalog/zoho-books/index.ts';
import { driftCounter } from '../../loader/documents/drift.ts';
import { documentSplitter } from '../../loader/sources/index.ts';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { answer, ZOHO_ORGANIZATION } from '../loader/documents/envelopes.ts';
import {
  DELETED,
  EDITED,
  everyZohoId,
  LISTED_CURRENCY,
  landEveryZohoEntity,
  RESTORED,
} from '../support/every-zoho-entity.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import type { Doc } from '../support/payloads/json.ts';
import { zohoListAnswer } from '../support/payloads/zoho-books.ts';
import { ZOHO_SAMPLES, type ZohoSample } from '../support/payloads/zoho-books-samples.ts';
import { zohoTraps } from '../support/payloads/zoho-books-traps.ts';

let lab: Lab;
let warehouse: Warehouse;
beforeAll(async () => {
  lab = await openLab();
  warehouse = await lab.warehouse();
  await applied(warehouse, await lab.convert(await landEveryZohoEntity(lab)));
});
afterAll(() => lab.close());

/** Rows of a table; each is read once, since opening the tables takes longer than reading them. */
const tables = new Map<string, Promise<readonly Doc[]>>();
function rowsOf(name: string): Promise<readonly Doc[]> {
  const rows = tables.get(name) ?? warehouse.query(`select * from silver_zoho_books_${name}`);
  tables.set(name, rows);
  return rows;
}

const entityOf = (sample: ZohoSample): Entity => {
  const entity = ZOHO_BOOKS_ENTITIES.find((candidate) => candidate.name === sample.entity);
  if (entity === undefined) throw new Error(`the catalog lacks ${sample.entity}`);
  return entity;
};
const key = (sample: ZohoSample): string => entityOf(sample).id;
const idOf = (sample: ZohoSample, n: number): string =>
  sample.entity === 'exchange_rates' ? `982000000000105:${everyZohoId(sample, n)}` : everyZohoId(sample, n);
const row = async (sample: ZohoSample, n: number) =>
  (await rowsOf(sample.entity)).find((found) => found[key(sample)] === idOf(sample, n));
const childRows = async (sample: ZohoSample, child: string, n: number) =>
  (await rowsOf(child))
    .filter((found) => found[key(sample)] === idOf(sample, n))
    .sort((a, b) => Number(a['position']) - Number(b['position']));

/** What silver should have of a record: every column whose field the record sets, as the warehouse hands it out. */
function typed(columns: readonly Column[], record: Doc, besides: readonly string[]): Doc {
  const own = columns.filter(({ field }) => Object.hasOwn(record, field) && !besides.includes(field));
  const stamps = ['last_modified_time', 'updated_time'];
  return Object.fromEntries(
    own
      .filter(({ field }) => !stamps.includes(field))
      .map(({ name, field, type }) => [name, value(type, record[field])]),
  );
}

function value(type: Column['type'], sent: unknown): unknown {
  if (sent === '') return null;
  if (type === 'decimal') return Number(sent).toFixed(10);
  if (type === 'instant') return new Date(String(sent)).toISOString().replace('Z', '000Z');
  if (type === 'text') return String(sent);
  return type === 'json' ? expect.any(String) : sent;
}

it('there is a sample of every entity in the catalog', () => {
  expect(ZOHO_SAMPLES.map(({ entity }) => entity).sort()).toEqual(ZOHO_BOOKS_ENTITIES.map(({ name }) => name).sort());
});

it.each(ZOHO_SAMPLES)('$entity: the catalog knows every key of its documents', (sample) => {
  const counter = driftCounter();
  for (const record of [sample.detail(), sample.row()]) {
    const body = zohoListAnswer(sample.list, [record]);
    const envelope = answer(body, { source: 'zoho_books', entity: sample.entity, entityId: null });
    const documents = documentSplitter('zoho_books').split(envelope, { organizationIds: [ZOHO_ORGANIZATION] });
    for (const document of documents) counter.add(document, { rawKey: 'raw/1', source: 'zoho_books', origin: 'poll' });
  }
  expect(counter.drift().paths.map(({ path }) => path)).toEqual([]);
});

it.each(ZOHO_SAMPLES.filter(({ document }) => document === 'detail'))(
  '$entity: what is said to be in lists only is not in the document',
  (sample) => {
    const { columns, complete } = entityOf(sample);
    const whole = [...complete, ...Object.keys(sample.detail())];
    const listed = columns.filter(({ comment }) => / lists (only|alone)/.test(comment)).map(({ field }) => field);
    expect(listed.filter((field) => whole.includes(field))).toEqual([]);
  },
);

it('nothing of it is in quarantine', async () => {
  expect(await warehouse.query('select table_name, column_name, value, reason from silver_quarantine')).toEqual([]);
});

describe.each(ZOHO_SAMPLES)('$entity', (sample) => {
  it('has a row per record', async () => {
    const traps = zohoTraps(sample).length;
    const others = sample.entity === 'exchange_rates' ? 1 + 2 : 3;
    expect(await rowsOf(sample.entity)).toHaveLength(traps + others);
  });

  it('has every field of a plain record, typed', async () => {
    const [, plain] = zohoTraps(sample)[0]!;
    expect(await row(sample, 0)).toMatchObject(typed(entityOf(sample).columns, plain, [sample.id]));
    for (const child of entityOf(sample).children) {
      const rows = await childRows(sample, child.name, 0);
      const lines = (plain[child.field] ?? []) as readonly Doc[];
      expect(rows).toMatchObject(lines.map((line) => typed(child.columns, line, [])));
    }
  });

  it('shows the latest edit, whatever came last', async () => {
    expect(await row(sample, EDITED)).toMatchObject({ [sample.edited]: 'third', is_deleted: false });
  });
});

const withAmount = ZOHO_SAMPLES.flatMap((sample) => {
  const plain = sample.document === 'detail' ? sample.detail() : sample.row();
  const amount = ['total', 'amount', 'balance', 'rate'].find((field) => Object.hasOwn(plain, field));
  return amount === undefined ? [] : [{ ...sample, amount }];
});

describe.each(withAmount)('$entity.$amount', (sample) => {
  it.each([
    ['yen', '12000.0000000000'],
    ['three decimals', '12.1250000000'],
    ['numbers as text', '1190.5000000000'],
  ])('%s', async (trap, amount) => {
    const n = zohoTraps(sample).findIndex(([name]) => name === trap);
    expect(await row(sample, n)).toMatchObject({ [sample.amount]: amount });
  });
});

it.each(ZOHO_SAMPLES.filter(({ key: one }) => one !== undefined))(
  '$entity: what was deleted stays as a tombstone, what was restored lives',
  async (sample) => {
    expect(await row(sample, DELETED)).toMatchObject({ is_deleted: true, deleted_at: '2026-06-10T08:06:00.000000Z' });
    expect(await row(sample, RESTORED)).toMatchObject({ is_deleted: false, deleted_at: null });
  },
);

it.each(ZOHO_SAMPLES.filter(({ line }) => line?.()['line_item_category'] !== undefined))(
  '$entity: header and subtotal lines are told apart by their category',
  async (sample) => {
    const n = zohoTraps(sample).length - 1;
    expect(await childRows(sample, entityOf(sample).children[0]!.name, n)).toMatchObject([
      { position: 1, line_item_category: 'header', rate: null, quantity: null },
      { position: 2, line_item_category: 'line_item', rate: '2.1250000000', quantity: '3.0000000000' },
      { position: 3, line_item_category: 'subtotal', rate: null, quantity: null },
    ]);
  },
);

it('rates of a listed currency have it from the request', async () => {
  expect(
    await warehouse.query(
      `select exchange_rate_key, effective_date, rate from silver_zoho_books_exchange_rates
       where currency_id = '${LISTED_CURRENCY}' order by 1`,
    ),
  ).toEqual([
    { exchange_rate_key: `${LISTED_CURRENCY}:2026-06-01`, effective_date: '2026-06-01', rate: '1.0825000000' },
    { exchange_rate_key: `${LISTED_CURRENCY}:2026-06-02`, effective_date: '2026-06-02', rate: '1.0825000000' },
  ]);
});
