import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { LoadToApply, Warehouse } from '../../../loader/warehouse/warehouse.ts';
import { applied, type Lab, openLab } from '../../support/lab.ts';
import { freshbooksAnswer, freshbooksClient } from '../../support/payloads/freshbooks.ts';
import { zohoInvoice, zohoWebhook } from '../../support/payloads/zoho-books.ts';

let lab: Lab;
let warehouse: Warehouse;
beforeEach(async () => {
  lab = await openLab();
  warehouse = await lab.warehouse();
});
afterEach(() => lab.close());

const at = (minute: number) => new Date(Date.UTC(2026, 5, 9, 10, minute)).toISOString();
const invoice = async (id: string, minute: number): Promise<string> => {
  const document = zohoInvoice({
    invoice_id: id,
    last_modified_time: at(minute).replace('.000Z', '+0000'),
    notes: `note ${id}`,
  });
  return lab.zoho('invoices/created', zohoWebhook('invoice', document), at(minute));
};
const client = (id: string, minute: number): Promise<string> =>
  lab.answer({
    source: 'freshbooks',
    entity: 'clients',
    id,
    at: at(minute),
    body: freshbooksAnswer('client', freshbooksClient({ id: Number(id) })),
  });
const load = async (...keys: readonly string[]): Promise<LoadToApply> => lab.convert(keys);
const notes = () => warehouse.query('SELECT invoice_id, notes FROM silver_zoho_books_invoices ORDER BY invoice_id');

/** Changes the file as somebody else would. */
async function byHand(...statements: readonly string[]): Promise<void> {
  const instance = await DuckDBInstance.create(join(lab.dir, 'warehouse-0.duckdb'));
  const connection = await instance.connect();
  for (const sql of statements) await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

it('completes a warehouse without some tables and columns; a replay fills them', async () => {
  const keys = [await invoice('1', 1), await client('7', 1)];
  await applied(warehouse, await load(...keys));
  const whole = await warehouse.fingerprints();
  await byHand(
    'ALTER TABLE silver_zoho_books_invoices DROP COLUMN notes',
    'ALTER TABLE silver_zoho_books_invoice_lines DROP COLUMN rate',
    'ALTER TABLE bronze_events DROP COLUMN answers',
    'DROP TABLE silver_freshbooks_clients',
    'DROP TABLE ops_checks',
    'ALTER TABLE silver_zoho_books_invoices ADD COLUMN own_remark VARCHAR',
  );

  const second = await invoice('2', 2);
  await applied(warehouse, await load(second));
  expect(await notes()).toEqual([
    { invoice_id: '1', notes: null },
    { invoice_id: '2', notes: 'note 2' },
  ]);
  expect(await warehouse.query('SELECT count(*) AS n FROM silver_freshbooks_clients')).toEqual([{ n: '0' }]);
  const comments = await warehouse.query(
    "SELECT comment FROM duckdb_columns() WHERE table_name = 'silver_zoho_books_invoices' AND column_name = 'notes'",
  );
  expect(comments).toEqual([{ comment: expect.stringMatching(/\w/) }]);

  await applied(warehouse, await load(...keys));
  expect((await notes())[0]).toEqual({ invoice_id: '1', notes: 'note 1' });
  await byHand('ALTER TABLE silver_zoho_books_invoices DROP COLUMN own_remark');
  const fresh = await lab.warehouse();
  await applied(fresh, await load(...keys, second));
  const silver = (all: typeof whole) =>
    Object.fromEntries(Object.entries(all).filter(([name]) => name.startsWith('silver_')));
  expect(silver(await warehouse.fingerprints())).toEqual(silver(await fresh.fingerprints()));
});

it('names a column of another type; loads that do not write it go on, and a rebuild repairs it', async () => {
  await applied(warehouse, await load(await invoice('1', 1)));
  const before = await warehouse.fingerprints();
  await byHand(
    'ALTER TABLE silver_zoho_books_invoices ALTER COLUMN total TYPE VARCHAR',
    'DROP TABLE silver_freshbooks_payments',
  );
  const second = await load(await invoice('2', 2));
  await expect(warehouse.apply(second)).rejects.toMatchObject({
    code: 'schema_conflict',
    retryable: false,
    message: expect.stringContaining('silver_zoho_books_invoices.total is STRING, not DECIMAL(28, 10)'),
  });
  expect(await warehouse.query('SELECT count(*) AS n FROM bronze_events')).toEqual([{ n: '1' }]);

  await applied(warehouse, await load(await client('7', 3)));
  expect(await warehouse.query('SELECT client_id FROM silver_freshbooks_clients')).toEqual([{ client_id: '7' }]);

  expect(await warehouse.rebuild({})).toMatchObject({ kind: 'applied' });
  expect((await warehouse.fingerprints())['silver_zoho_books_invoices']).toEqual(before['silver_zoho_books_invoices']);
  await applied(warehouse, second);
  expect(await notes()).toHaveLength(2);
});

it("a rebuild keeps somebody's own columns in what it takes over, and refuses a column of another type there", async () => {
  const first = await load(await invoice('1', 1));
  await applied(warehouse, first);
  await byHand(
    'ALTER TABLE ops_loads ADD COLUMN "own remark" VARCHAR',
    'UPDATE ops_loads SET "own remark" = \'kept\'',
    'ALTER TABLE bronze_events DROP COLUMN answers',
  );
  expect(await warehouse.rebuild({})).toMatchObject({ kind: 'applied' });
  expect(
    await warehouse.query("SELECT `own remark` AS r FROM ops_loads WHERE load_id <> '*' AND `own remark` IS NOT NULL"),
  ).toEqual([{ r: 'kept' }]);

  await byHand('ALTER TABLE bronze_events ALTER COLUMN received_at TYPE VARCHAR');
  await expect(warehouse.rebuild({})).rejects.toMatchObject({
    code: 'schema_conflict',
    message: expect.stringContaining('bronze_events.received_at is STRING, not TIMESTAMP'),
  });
  expect(await notes()).toHaveLength(1);
  expect(await warehouse.rebuild({ loads: [first] })).toMatchObject({ kind: 'applied', rows: 1 });
});
