import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqlRow, Warehouse } from '../../loader/warehouse/warehouse.ts';
import { landOrdinaryAndOdd } from '../support/every-freshbooks-entity.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';

let lab: Lab;
let warehouse: Warehouse;
beforeAll(async () => {
  lab = await openLab();
  warehouse = await lab.warehouse();
  const entities = [
    'clients',
    'invoices',
    'payments',
    'credit_notes',
    'estimates',
    'invoice_profiles',
    'other_incomes',
  ];
  await applied(warehouse, await lab.convert(await landOrdinaryAndOdd(lab, entities)));
});
afterAll(() => lab.close());

const AUTUMN = '2026-11-01T05:30:00.000000Z'; // the first of the two 01:30 in US/Eastern
const SPRING = '2026-03-08T07:30:00.000000Z'; // 02:30 does not exist; 03:30 is meant

describe('what is sold', () => {
  it.each<[table: string, where: string, expected: SqlRow]>([
    [
      'clients',
      "client_id = '2'",
      {
        email: null,
        num_logins: '0.0000000000',
        signup_date: '2026-11-01T01:30:00.000000Z', // UTC, unlike the others
        updated: AUTUMN,
        last_login: SPRING,
        credit_balance: '[]',
        overdue_balance: '[{"amount":{"amount":"1200","code":"JPY"}},{"amount":{"amount":"12.345","code":"KWD"}}]',
      },
    ],
    ['clients', "client_id = '1'", { outstanding_balance: null, vis_state: '0', has_retainer: null }],
    [
      'invoices',
      "invoice_id = '2'",
      {
        client_id: '21056',
        amount: '1200.0000000000',
        amount_currency_code: 'JPY',
        outstanding: null,
        outstanding_currency_code: 'JPY',
        discount_total: '-4.4000000000',
        discount_value: null,
        deposit_amount: '12.3450000000',
        deposit_amount_currency_code: 'KWD',
        net_paid_amount: '7.60133524082021936099189318',
        created_at: SPRING,
        updated: AUTUMN,
      },
    ],
    [
      'invoice_lines',
      "invoice_id = '2' and position = 1",
      {
        line_id: '1',
        qty: '2.5000000000',
        unit_cost: '12.3450000000',
        tax_amount1: '13.0000000000',
        date: '2026-06-09',
      },
    ],
    [
      'invoice_lines',
      "invoice_id = '2' and position = 2",
      { name: 'A heading', qty: null, unit_cost: null, amount: null, amount_currency_code: 'JPY', tax_amount1: null },
    ],
    ['payments', "payment_id = '2'", { amount: '12.3450000000', credit_id: '3301', transaction_id: 'tx-1' }],
    [
      'credit_notes',
      "credit_note_id = '1'",
      { credit_id: '1', client_id: '21055', paid: '100.0000000000', updated: null, status: 'created' },
    ],
    ['credit_notes', "credit_note_id = '2'", { paid: null, paid_currency_code: 'JPY', updated: AUTUMN }],
    ['credit_note_lines', "credit_note_id = '2' and position = 2", { qty: null, amount: null, tax_amount1: null }],
    [
      'estimates',
      "estimate_id = '1'",
      { status: '2', accepted: false, discount_total: '-20.0000000000', create_date: '2026-06-09' },
    ],
    ['estimates', "estimate_id = '2'", { amount: '12.3450000000', discount_total: null, created_at: SPRING }],
    ['estimate_lines', "estimate_id = '1'", { line_id: '1', tax_amount1: '13.0000000000', amount: '180.0000000000' }],
    [
      'invoice_profiles',
      "invoice_profile_id = '2'",
      {
        profile_id: '2',
        number_recurring: '12.0000000000',
        due_offset_days: null,
        total_accrued_revenue: '{"amount":"1200","code":"JPY"}',
        next_issue_date: '2026-09-01',
      },
    ],
    ['invoice_profile_lines', "invoice_profile_id = '2'", { expense_id: '23456', updated: AUTUMN }],
    [
      'other_incomes',
      "other_income_id = '2'",
      { amount: '1200.0000000000', category_name: null, user_id: '21056', created_at: SPRING },
    ],
    ['other_income_taxes', "other_income_id = '2' and position = 2", { name: 'Harbour tax', amount: '10.5000000000' }],
    ['other_income_taxes', "other_income_id = '2' and position = 3", { name: null, amount: null }],
  ])('%s where %s', async (table, where, expected) => {
    const sql = `select ${Object.keys(expected).join(', ')} from silver_freshbooks_${table} where ${where}`;
    expect(await warehouse.query(sql)).toEqual([expected]);
  });

  it('nothing is in quarantine', async () => {
    expect(await warehouse.query('select * from silver_quarantine')).toEqual([]);
  });
});
