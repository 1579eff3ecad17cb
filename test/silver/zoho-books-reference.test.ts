import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import { digits } from '../support/payloads/json.ts';
import { zohoAnswer, zohoListAnswer, zohoWebhook } from '../support/payloads/zoho-books.ts';
import { zohoAccount, zohoAccountRow, zohoBankAccountRow } from '../support/payloads/zoho-books-accounts.ts';
import { zohoBankTransaction, zohoBankTransactionRow } from '../support/payloads/zoho-books-bank-transactions.ts';
import {
  zohoCurrency,
  zohoExchangeRate,
  zohoOrganization,
  zohoTax,
  zohoUser,
  zohoUserRow,
} from '../support/payloads/zoho-books-reference.ts';

let lab: Lab;
let warehouse: Warehouse;
beforeEach(async () => {
  lab = await openLab();
  warehouse = await lab.warehouse();
});
afterEach(() => lab.close());

const at = (time: string): string => `2026-06-10T${time}:00.000Z`;
const stamp = (time: string): string => `2026-06-10T${time}:00+0000`;
const list = (entity: string, key: string, rows: readonly object[], time: string) =>
  lab.answer({ source: 'zoho_books', entity, origin: 'poll', body: zohoListAnswer(key, rows), at: at(time) });
const read = (entity: string, id: string, body: object, time: string) =>
  lab.answer({ source: 'zoho_books', entity, id, body, at: at(time) });
/** Loads the objects in this order, each by itself. */
const load = async (keys: readonly string[]): Promise<void> => {
  for (const key of keys) await applied(warehouse, await lab.convert([key]));
};
const quarantine = () => warehouse.query('select table_name, reason, value from silver_quarantine');

it('taxes that are no longer used are told from the others', async () => {
  const inactive = { tax_id: '2', is_inactive: true, status: 'Inactive', end_date: '2026-05-31' };
  const rows = [zohoTax({ tax_id: '1' }), zohoTax(inactive), { tax_id: '3', tax_name: 'Old', tax_percentage: 7 }];
  await load([await list('taxes', 'taxes', rows, '09:00')]);
  expect(
    await warehouse.query('select tax_id, is_inactive, status, end_date from silver_zoho_books_taxes order by 1'),
  ).toEqual([
    { tax_id: '1', is_inactive: false, status: 'Active', end_date: null },
    inactive,
    { tax_id: '3', is_inactive: null, status: null, end_date: null },
  ]);
  expect(await quarantine()).toEqual([]);
});

describe('an account, whose rows have a stamp and whose detail has none', () => {
  const ID = '982000000000403';
  const row = (name: string, changed: string, asked: string) =>
    list(
      'chart_of_accounts',
      'chartofaccounts',
      [zohoAccountRow({ account_id: ID, account_name: name, last_modified_time: stamp(changed) })],
      asked,
    );
  const detail = (name: string, asked: string) =>
    read(
      'chart_of_accounts',
      ID,
      zohoAnswer('chart_of_account', zohoAccount({ account_id: ID, account_name: name })),
      asked,
    );
  const name = async () =>
    (await warehouse.query('select account_name from silver_zoho_books_chart_of_accounts'))[0]?.['account_name'];

  it.each([
    [
      'an older row and a later detail',
      [
        ['row', '08:00', '09:00'],
        ['detail', '', '10:00'],
      ],
      'b',
    ],
    [
      'a detail and a row of the same state, asked for later',
      [
        ['detail', '', '10:00'],
        ['row', '08:00', '11:00'],
      ],
      'a',
    ],
    [
      'a detail and a row changed after it',
      [
        ['detail', '', '10:00'],
        ['row', '10:30', '11:00'],
      ],
      'b',
    ],
  ] as const)('%s: the later state wins in any order', async (_name, steps, winner) => {
    const keys: string[] = [];
    for (const [index, [kind, changed, asked]] of steps.entries()) {
      const called = 'ab'[index] ?? '';
      keys.push(kind === 'row' ? await row(called, changed, asked) : await detail(called, asked));
    }
    await load(keys);
    expect(await name()).toBe(winner);
    warehouse = await lab.warehouse();
    await load([...keys].reverse());
    expect(await name()).toBe(winner);
    expect(await quarantine()).toEqual([]);
  });
});

describe('records without a stamp', () => {
  it('currencies: the answer asked for last wins, whatever comes last', async () => {
    const rows = (name: string) => [zohoCurrency({ currency_id: '1', currency_name: name, price_precision: 0 })];
    const later = await list('currencies', 'currencies', rows('Yen'), '10:00');
    const earlier = await list('currencies', 'currencies', rows('Japanese Yen'), '09:00');
    await load([later, earlier]);
    expect(
      await warehouse.query('select currency_name, exchange_rate, effective_date from silver_zoho_books_currencies'),
    ).toEqual([{ currency_name: 'Yen', exchange_rate: '0.0000000000', effective_date: null }]);
  });

  it('exchange rates: one row per currency and day, the day from the rate, exact to the last digit', async () => {
    const rate = (effective_date: string, value: string) => zohoExchangeRate({ effective_date, rate: digits(value) });
    await load([
      await list(
        'exchange_rates',
        'exchange_rates',
        [rate('2026-06-01', '1.08'), rate('2026-06-02', '0.0061234567')],
        '09:00',
      ),
      await list('exchange_rates', 'exchange_rates', [rate('2026-06-01', '1.09')], '10:00'),
    ]);
    expect(
      await warehouse.query('select effective_date, rate from silver_zoho_books_exchange_rates order by 1'),
    ).toEqual([
      { effective_date: '2026-06-01', rate: '1.0900000000' },
      { effective_date: '2026-06-02', rate: '0.0061234567' },
    ]);
  });

  it('an exchange rate without a day cannot be told from others and goes to quarantine', async () => {
    await load([await list('exchange_rates', 'exchange_rates', [zohoExchangeRate({ effective_date: '' })], '09:00')]);
    expect(await warehouse.query('select * from silver_zoho_books_exchange_rates')).toEqual([]);
    expect(await quarantine()).toMatchObject([{ reason: 'entity_id_missing' }]);
  });

  it('users: rows and details are whole, each with fields of its own', async () => {
    const id = '982000000000201';
    const users = () =>
      warehouse.query('select email, email_ids is null as listed, status from silver_zoho_books_users');
    await load([await list('users', 'users', [zohoUserRow({ user_id: id, status: 'inactive' })], '09:00')]);
    expect(await users()).toEqual([{ email: 'ida@kontor.example', listed: true, status: 'inactive' }]);
    await load([await read('users', id, zohoAnswer('user', zohoUser({ user_id: id })), '10:00')]);
    expect(await users()).toEqual([{ email: null, listed: false, status: 'active' }]);
    expect(await quarantine()).toEqual([]);
  });

  it('organizations: every listed one has a row under the tenant that listed it', async () => {
    const rows = ['10234695', '10234699'].map((organization_id) => zohoOrganization({ organization_id }));
    await load([await list('organizations', 'organizations', rows, '09:00')]);
    expect(
      await warehouse.query(
        'select organization_id, listed_organization_id from silver_zoho_books_organizations order by 2',
      ),
    ).toEqual([
      { organization_id: '10234695', listed_organization_id: '10234695' },
      { organization_id: '10234695', listed_organization_id: '10234699' },
    ]);
    expect(await quarantine()).toEqual([]);
  });
});

describe('bank transactions', () => {
  it('a line of the statement without a transaction has its own id as key', async () => {
    const line = { transaction_id: '', imported_transaction_id: '77', status: 'uncategorized', transaction_type: '' };
    await load([await list('bank_transactions', 'banktransactions', [zohoBankTransactionRow(line)], '09:00')]);
    expect(
      await warehouse.query(
        'select transaction_id, status, amount, running_balance from silver_zoho_books_bank_transactions',
      ),
    ).toEqual([
      { transaction_id: '77', status: 'uncategorized', amount: '119.0000000000', running_balance: '119.0000000000' },
    ]);
    expect(await quarantine()).toEqual([]);
  });

  it('have what lists alone tell again from the next list, after a webhook without it; nothing waits in quarantine', async () => {
    const row = (time: string) =>
      list('bank_transactions', 'banktransactions', [zohoBankTransactionRow({ transaction_id: '1' })], time);
    const listed = async () =>
      (await warehouse.query('select status, account_id, debit_or_credit from silver_zoho_books_bank_transactions'))[0];
    const told = { status: 'categorized', account_id: '982000000000361', debit_or_credit: 'debit' };
    await load([await row('09:00')]);
    expect(await listed()).toEqual(told);
    const detail = zohoWebhook('banktransaction', zohoBankTransaction({ transaction_id: '1' }));
    await load([await lab.zoho('bank_transactions/updated', detail, at('10:00'))]);
    expect(await listed()).toEqual({ status: null, account_id: null, debit_or_credit: null });
    await load([await row('11:00')]);
    expect(await listed()).toEqual(told);
    expect(await quarantine()).toEqual([]);
  });

  it('have lines while a detail is the latest answer', async () => {
    const lines = () => warehouse.query('select position, total from silver_zoho_books_bank_transaction_lines');
    await load([
      await read(
        'bank_transactions',
        '1',
        zohoAnswer('banktransaction', zohoBankTransaction({ transaction_id: '1' })),
        '09:00',
      ),
    ]);
    expect(await lines()).toEqual([{ position: 1, total: '119.0000000000' }]);
    await load([
      await list('bank_transactions', 'banktransactions', [zohoBankTransactionRow({ transaction_id: '1' })], '10:00'),
    ]);
    expect(await lines()).toEqual([]);
  });
});

it('a balance of a bank account is that of the latest answer', async () => {
  const rows = (balance: unknown) => [zohoBankAccountRow({ account_id: '1', balance })];
  await load([
    await list('bank_accounts', 'bankaccounts', rows(digits('12.125')), '10:00'),
    await list('bank_accounts', 'bankaccounts', rows(5), '09:00'),
  ]);
  expect(await warehouse.query('select balance, is_active from silver_zoho_books_bank_accounts')).toEqual([
    { balance: '12.1250000000', is_active: true },
  ]);
});
