import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqlRow, Warehouse } from '../../loader/warehouse/warehouse.ts';
import { landOrdinaryAndOdd } from '../support/every-freshbooks-entity.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';

let lab: Lab;
let warehouse: Warehouse;
beforeAll(async () => {
  lab = await openLab();
  warehouse = await lab.warehouse();
  const entities = ['bills', 'bill_payments', 'bill_vendors', 'expenses', 'expense_categories'];
  await applied(warehouse, await lab.convert(await landOrdinaryAndOdd(lab, entities)));
});
afterAll(() => lab.close());

describe('what is bought', () => {
  it.each<[table: string, where: string, expected: SqlRow]>([
    [
      'bills',
      "bill_id = '1'",
      {
        bill_vendor_id: '1563',
        bill_vendor_name: null,
        attachment_id: null,
        total_amount: '169.5000000000',
        outstanding: '69.5000000000',
        status: 'partial',
        created_at: '2026-06-01T15:30:29.000000Z',
      },
    ],
    [
      'bills',
      "bill_id = '2'",
      {
        bill_vendor_name: 'Seilerei Ost',
        attachment_media_type: 'application/pdf',
        amount: '12.3450000000',
        tax_amount: null,
        tax_amount_currency_code: 'JPY',
        due_offset_days: '25.0000000000',
        created_at: '2026-11-01T01:30:00.000000Z', // UTC: neither hour is special
        updated_at: '2026-03-08T02:30:00.000000Z',
      },
    ],
    [
      'bill_lines',
      "bill_id = '1'",
      {
        line_id: null,
        category: 'Equipment',
        quantity: '10.0000000000',
        tax_percent1: '13.0000000000',
        tax_amount1: '19.5000000000',
      },
    ],
    [
      'bill_lines',
      "bill_id = '2' and position = 1",
      {
        line_id: '5',
        category: '{"id":"36964","category":"Equipment"}',
        quantity: '2.5000000000',
        tax_percent2: '9.9750000000',
        tax_amount2: '12.3450000000',
        compounded_tax: true,
      },
    ],
    ['bill_lines', "bill_id = '2' and position = 2", { quantity: null, unit_cost: null, tax_amount1: null }],
    ['bill_bill_payments', "bill_id = '2'", { bill_payment_id: '12234', vis_state: '1', amount: '100.0000000000' }],
    ['bill_payments', "bill_payment_id = '1'", { bill_id: '43221', paid_date: '2026-06-20', is_deleted: false }],
    ['bill_payments', "bill_payment_id = '2'", { amount: '1200.0000000000', paid_date: null }],
    [
      'bill_vendors',
      "bill_vendor_id = '1'",
      { vendor_name: 'Seilerei Ost', is_1099: false, created_at: '2026-05-17 12:08:25', overdue_balance: '[]' },
    ],
    ['bill_vendors', "bill_vendor_id = '2'", { created_at: '2026-11-01 01:30:00', updated_at: null, is_1099: true }],
    [
      'expenses',
      "expense_id = '1'",
      {
        tax_percent1: null,
        tax_amount1: '6.2100000000',
        tax_amount2: null,
        attachment_id: '7788',
        expense_category_name: null,
        client_id: '0',
        vendor: 'Bakery',
        updated: '2026-06-19T08:42:03.000000Z',
      },
    ],
    [
      'expenses',
      "expense_id = '2'",
      {
        amount: '12.3450000000',
        tax_percent1: '13.0000000000',
        tax_percent2: '9.9750000000',
        tax_amount1: null,
        tax_amount2: '1200.0000000000',
        attachment_id: null,
        expense_category_name: 'Equipment',
        markup_percent: null,
        status: '4',
        updated: '2026-11-01T05:30:00.000000Z',
      },
    ],
    ['expense_categories', "expense_category_id = '1'", { category_id: '1', parent_id: '36960', is_editable: true }],
    ['expense_categories', "expense_category_id = '2'", { parent_id: null, created_at: '2026-03-08T07:30:00.000000Z' }],
  ])('%s where %s', async (table, where, expected) => {
    const sql = `select ${Object.keys(expected).join(', ')} from silver_freshbooks_${table} where ${where}`;
    expect(await warehouse.query(sql)).toEqual([expected]);
  });

  it('the token of an attachment is in no table', async () => {
    const rows = await warehouse.query("select entity from bronze_events where payload like '%not-a-real-token%'");
    expect(rows).toEqual([]);
  });

  it('nothing is in quarantine', async () => {
    expect(await warehouse.query('select * from silver_quarantine')).toEqual([]);
  });
});
