import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { landBooks } from '../support/books.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';

let lab: Lab;
let warehouse: Warehouse;
beforeEach(async () => {
  lab = await openLab();
  warehouse = await lab.warehouse();
});
afterEach(() => lab.close());

/** Edits the warehouse's file behind its back. */
async function tamper(sql: string): Promise<void> {
  const instance = await DuckDBInstance.create(join(lab.dir, 'warehouse-0.duckdb'));
  const connection = await instance.connect();
  await connection.run(sql);
  connection.closeSync();
  instance.closeSync();
}

const results = () =>
  warehouse.query(
    "select check_name, failures from ops_checks where load_id <> '*' and failures > 0 order by check_name",
  );

describe('checks', () => {
  it('hold for books as they come, one row per check and load', async () => {
    const load = await lab.convert(await landBooks(lab));
    expect((await applied(warehouse, load)).failedChecks).toEqual([]);
    expect(await results()).toEqual([]);
    const noted = await warehouse.query('select count(*) as n, count(distinct check_name) as names from ops_checks');
    expect(noted[0]?.['n']).toEqual(noted[0]?.['names']);
    expect(Number(noted[0]?.['n'])).toBeGreaterThan(9);
  });

  it.each([
    [
      'silver_zoho_books_invoices_keys_are_unique',
      'insert into silver_zoho_books_invoices select * from silver_zoho_books_invoices limit 1',
    ],
    [
      'silver_zoho_books_invoice_lines_follow_their_document',
      "update silver_zoho_books_invoice_lines set _event_key = 'other' where position = 1",
    ],
    [
      'silver_freshbooks_invoice_lines_follow_their_document',
      "insert into silver_freshbooks_invoice_lines by name select * replace ('nobody' as invoice_id) from silver_freshbooks_invoice_lines limit 1",
    ],
  ])('%s says so, and the load is applied all the same', async (name, sql) => {
    const keys = await landBooks(lab);
    await applied(warehouse, await lab.convert(keys));
    await tamper(sql);
    // a load that touches none of the damaged rows
    const client = keys.filter((key) => key.includes('.clients.'));
    const later = await applied(warehouse, await lab.convert(client));
    expect(later.failedChecks).toEqual([name]);
    expect(await results()).toMatchObject([{ check_name: name }]);
    const [row] = await warehouse.query(`select look_closer from ops_checks where failures > 0 limit 1`);
    expect((await warehouse.query(String(row?.['look_closer']))).length).toBeGreaterThan(0);
    expect(later.rows).toBe(client.length);
  });
});
