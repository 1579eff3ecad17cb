import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SqlRow, Warehouse } from '../../loader/warehouse/warehouse.ts';
import { landOrdinaryAndOdd } from '../support/every-freshbooks-entity.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import { freshbooksListAnswer } from '../support/payloads/freshbooks.ts';
import { freshbooksJournalEntryDetail, freshbooksLedgerAccount } from '../support/payloads/freshbooks-ledger.ts';
import { freshbooksProject } from '../support/payloads/freshbooks-projects.ts';

let lab: Lab;
let warehouse: Warehouse;
beforeAll(async () => {
  lab = await openLab();
  warehouse = await lab.warehouse();
  await landOrdinaryAndOdd(lab, [
    'items',
    'services',
    'taxes',
    'staff',
    'journal_entry_accounts',
    'ledger_accounts',
    'journal_entry_details',
    'projects',
    'time_entries',
  ]);
  const body = freshbooksListAnswer('journal_entry_details', [freshbooksJournalEntryDetail({ id: 3, entry: ['5'] })]);
  await lab.answer({ source: 'freshbooks', entity: 'journal_entry_details', at: '2026-06-09T09:00:00Z', body });
  const bad = { data: freshbooksLedgerAccount({ uuid: '3', updated_at: '2026-04-27 14:33:48' }) };
  await lab.answer({ source: 'freshbooks', entity: 'ledger_accounts', id: '3', at: '2026-06-09T09:00:00Z', body: bad });
  const typo = { project: freshbooksProject({ id: 3, created_at: '2020-11-219T01:07:51' }) };
  await lab.answer({ source: 'freshbooks', entity: 'projects', id: '3', at: '2026-06-09T09:00:00Z', body: typo });
  await applied(warehouse, await lab.convert(await lab.keys()));
});
afterAll(() => lab.close());

const AUTUMN = '2026-11-01T05:30:00.000000Z';

describe('reference data, ledger and time', () => {
  it.each<[table: string, where: string, expected: SqlRow]>([
    ['items', "item_id = '1'", { qty: '100.0000000000', inventory: null, tax1_id: '7840', tax2_id: '0' }],
    ['items', "item_id = '2'", { qty: null, inventory: '40.0000000000', unit_cost: '1200.0000000000' }],
    ['services', "service_id = '2'", { business_id: '91822', billable: false, vis_state: '0' }],
    ['taxes', "tax_id = '2'", { amount: '9.9750000000', number: null, compound: true, updated: AUTUMN }],
    ['staff', "staff_id = '1'", { rate: null, signup_date: '2026-01-02 12:00:00', num_logins: '12.0000000000' }],
    ['staff', "staff_id = '2'", { rate: '85.1250000000', last_login: AUTUMN, num_logins: null }],
    ['journal_entry_accounts', "journal_entry_account_id = '2'", { account_id: '2', balance: '-10.0000000000' }],
    [
      'journal_entry_account_sub_accounts',
      "journal_entry_account_id = '2' and position = 2",
      { sub_account_id: '98765', balance: null, custom: false },
    ],
    [
      'ledger_accounts',
      "ledger_account_id = '1'",
      {
        updated_at: '2026-04-27T14:33:48.841075Z',
        parent_account_id: null,
        sub_accounts: '["c3a1f0de-0d5b-4c1e-9a53-6f0d8f0c1a23"]',
      },
    ],
    ['ledger_accounts', "ledger_account_id = '2'", { updated_at: AUTUMN, number: '1000-1', sub_accounts: '[]' }],
    [
      'journal_entry_details',
      "journal_entry_detail_id = '1'",
      {
        debit: null,
        credit: '90.0000000000',
        credit_currency_code: 'CAD',
        account_id: '12340',
        account_type: 'income',
        sub_account_id: '98760',
        sub_account_parent_id: '12340',
        entry_id: '55555',
        invoice_id: '60417',
        payment_id: null,
        client_id: '21055',
        user_entered_date: '2026-06-09',
      },
    ],
    [
      'journal_entry_details',
      "journal_entry_detail_id = '2'",
      {
        debit: '12.3450000000',
        credit: null,
        account_id: null,
        entry_id: '55556',
        payment_id: '11804',
        credit_id: '3301',
        other_income_id: '4410',
        client_id: null,
      },
    ],
    [
      'projects',
      "project_id = '1'",
      {
        rate: '85.5000000000',
        billed_amount: '0.0000000000',
        due_date: '2026-12-24',
        created_at: '2026-05-17T01:09:41.000000Z',
        updated_at: '2026-06-09T20:00:00.000000Z',
        team_id: '76464',
        group_id: null,
      },
    ],
    [
      'projects',
      "project_id = '2'",
      {
        fixed_price: '1200.1250000000',
        due_date: null,
        updated_at: '2026-11-01T01:30:00.250000Z',
        team_id: null,
        group_id: '76464',
        team: null,
      },
    ],
    ['project_services', "project_id = '1'", { service_id: '40544', billable: true }],
    [
      'time_entries',
      "time_entry_id = '1'",
      { duration: '3600.0000000000', started_at: '2026-06-09T13:00:00.000000Z', timer_id: null, timer: null },
    ],
    [
      'time_entries',
      "time_entry_id = '2'",
      {
        duration: null,
        started_at: AUTUMN,
        created_at: '2026-11-01T06:30:00.000000Z',
        local_started_at: '2026-11-01T01:30:00',
        timer_id: '15230',
        timer_is_running: true,
        client_id: null,
      },
    ],
  ])('%s where %s', async (table, where, expected) => {
    const sql = `select ${Object.keys(expected).join(', ')} from silver_freshbooks_${table} where ${where}`;
    expect(await warehouse.query(sql)).toEqual([expected]);
  });

  it('only what does not fit is in quarantine', async () => {
    const sql = 'select entity, entity_id, column_name, value, reason from silver_quarantine order by entity';
    expect(await warehouse.query(sql)).toEqual([
      {
        entity: 'journal_entry_details',
        entity_id: '3',
        column_name: 'entry',
        value: '["5"]',
        reason: 'not_an_object',
      },
      {
        entity: 'ledger_accounts',
        entity_id: '3',
        column_name: 'updated_at',
        value: '2026-04-27 14:33:48',
        reason: 'not_an_instant',
      },
      {
        entity: 'projects',
        entity_id: '3',
        column_name: 'created_at',
        value: '2020-11-219T01:07:51',
        reason: 'not_an_instant',
      },
    ]);
  });
});
