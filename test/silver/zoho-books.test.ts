import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import { digits } from '../support/payloads/json.ts';
import {
  zohoAnswer,
  zohoContact,
  zohoCustomerPayment,
  zohoInvoice,
  zohoInvoiceLine,
  zohoListAnswer,
  zohoMissing,
  zohoWebhook,
} from '../support/payloads/zoho-books.ts';
import { zohoBill } from '../support/payloads/zoho-books-bills.ts';
import { zohoItem } from '../support/payloads/zoho-books-items.ts';

let lab: Lab;
let warehouse: Warehouse;
beforeEach(async () => {
  lab = await openLab();
  warehouse = await lab.warehouse();
});
afterEach(() => lab.close());

const ID = '982000000567001';
const at = (time: string): string => `2026-06-09T${time}.000Z`;
const invoice = (time: string, more: Parameters<typeof zohoInvoice>[0] = {}) =>
  zohoWebhook('invoice', zohoInvoice({ invoice_id: ID, last_modified_time: `2026-06-09T${time}+0000`, ...more }));
const loadAll = async (): Promise<void> => void (await applied(warehouse, await lab.convert(await lab.keys())));
const one = async (sql: string) => (await warehouse.query(sql))[0];
const HEADER = `select status, total, is_deleted, deleted_at from silver_zoho_books_invoices where invoice_id = '${ID}'`;
const LINES = 'select position, name, quantity, is_deleted from silver_zoho_books_invoice_lines order by position';

describe('Zoho Books documents', () => {
  it('are typed: money, dates, instants in UTC, flags, empty strings as NULL', async () => {
    await lab.zoho(
      'invoices/created',
      invoice('10:00:00', {
        total: digits('1.10'),
        balance: digits('1e2'),
        date: '2026-06-01',
        is_emailed: true,
        reference_number: '',
      }),
      at('10:00:02'),
    );
    await loadAll();
    expect(
      await one(
        'select total, balance, date, is_emailed, reference_number, last_modified_time, organization_id from silver_zoho_books_invoices',
      ),
    ).toEqual({
      total: '1.1000000000',
      balance: '100.0000000000',
      date: '2026-06-01',
      is_emailed: true,
      reference_number: null,
      last_modified_time: '2026-06-09T10:00:00.000000Z',
      organization_id: '10234695',
    });
  });

  it('replace older values and their lines, whatever comes first', async () => {
    const two = [zohoInvoiceLine({ name: 'a' }), zohoInvoiceLine({ name: 'b' })];
    await lab.zoho(
      'invoices/updated',
      invoice('11:00:00', { status: 'sent', line_items: [zohoInvoiceLine({ name: 'c' })] }),
      at('11:00:01'),
    );
    await lab.zoho('invoices/created', invoice('10:00:00', { status: 'draft', line_items: two }), at('11:00:05'));
    for (const key of await lab.keys()) await applied(warehouse, await lab.convert([key]));
    expect(await one(HEADER)).toMatchObject({ status: 'sent' });
    expect(await warehouse.query(LINES)).toMatchObject([{ position: 1, name: 'c' }]);
  });

  it('with an empty array have no lines, with an absent one they are partial and type nothing', async () => {
    await lab.zoho('invoices/updated', invoice('10:00:00'), at('10:00:01'));
    const { line_items: _, ...partial } = zohoInvoice({
      invoice_id: ID,
      status: 'void',
      last_modified_time: '2026-06-09T12:00:00+0000',
    });
    await lab.zoho('invoices/updated', zohoWebhook('invoice', partial), at('12:00:01'));
    await loadAll();
    expect(await one(HEADER)).not.toMatchObject({ status: 'void' });
    expect((await warehouse.query(LINES)).length).toBeGreaterThan(0);
    expect(await one('select reason, table_name, entity_id from silver_quarantine')).toEqual({
      reason: 'partial_document',
      table_name: 'silver_zoho_books_invoices',
      entity_id: ID,
    });
    await lab.zoho('invoices/updated', invoice('13:00:00', { line_items: [] }), at('13:00:01'));
    await loadAll();
    expect(await warehouse.query(LINES)).toEqual([]);
  });

  it.each([
    ['read after it came, in either order of loading', '12:00:05', 0],
    ['read before it came, which says nothing about it', '11:59:59', 1],
  ])('a partial one leaves quarantine when the record was %s', async (_, readAt, left) => {
    const { line_items: _lines, ...partial } = zohoInvoice({
      invoice_id: ID,
      last_modified_time: '2026-06-09T12:00:00+0000',
    });
    const hook = await lab.zoho('invoices/updated', zohoWebhook('invoice', partial), at('12:00:01'));
    const body = zohoAnswer('invoice', zohoInvoice({ invoice_id: ID, last_modified_time: '2026-06-09T12:00:00+0000' }));
    const answer = await lab.answer({ source: 'zoho_books', entity: 'invoices', id: ID, at: at(readAt), body });
    const quarantined = 'select count(*) as n from silver_quarantine';
    await applied(warehouse, await lab.convert([hook]));
    expect(Number((await one(quarantined))?.['n'])).toBe(1);
    await applied(warehouse, await lab.convert([answer]));
    expect(Number((await one(quarantined))?.['n'])).toBe(left);
    await applied(warehouse, await lab.convert([hook]));
    expect(Number((await one(quarantined))?.['n'])).toBe(left);
  });

  it('a void is not a delete and keeps its balance', async () => {
    await lab.zoho('invoices/updated', invoice('10:00:00', { status: 'void', balance: 50 }), at('10:00:01'));
    await loadAll();
    expect(await one('select status, balance, is_deleted from silver_zoho_books_invoices')).toEqual({
      status: 'void',
      balance: '50.0000000000',
      is_deleted: false,
    });
  });

  it('at one modification time an API read beats a webhook, then the later receipt wins', async () => {
    await lab.zoho('invoices/updated', invoice('10:00:00', { status: 'sent' }), at('10:00:09'));
    await lab.zoho('invoices/updated', invoice('10:00:00', { status: 'viewed' }), at('10:00:05'));
    await loadAll();
    expect(await one(HEADER)).toMatchObject({ status: 'sent' });
    const read = zohoAnswer(
      'invoice',
      zohoInvoice({ invoice_id: ID, status: 'paid', last_modified_time: '2026-06-09T10:00:00+0000' }),
    );
    await lab.answer({ source: 'zoho_books', entity: 'invoices', id: ID, body: read, at: at('10:00:01') });
    await loadAll();
    expect(await one(HEADER)).toMatchObject({ status: 'paid' });
  });

  it('contacts and payments with what they were applied to', async () => {
    await lab.zoho('contacts/created', zohoWebhook('contact', zohoContact()), at('10:00:00'));
    await lab.zoho('customer_payments/created', zohoWebhook('payment', zohoCustomerPayment()), at('10:00:00'));
    await loadAll();
    expect(await one('select contact_name, contact_type from silver_zoho_books_contacts')).toMatchObject({
      contact_name: 'Möwe Bootsbau',
    });
    expect(
      await one('select invoice_payment_id, amount_applied, position from silver_zoho_books_customer_payment_invoices'),
    ).toEqual({
      invoice_payment_id: '982000000580003',
      amount_applied: '119.0000000000',
      position: 1,
    });
    expect(await warehouse.query('select * from silver_quarantine')).toEqual([]);
  });

  it('events: who made the change, under either name, NULL where nobody is named', async () => {
    const stamp = { last_modified_time: '2026-06-09T10:00:00+0000' };
    const hooks = [
      ['bills', 'bill', zohoBill({ ...stamp, last_modified_id: '21' })],
      ['contacts', 'contact', zohoContact({ ...stamp, last_modified_by_id: '22' })],
      ['invoices', 'invoice', zohoInvoice({ ...stamp, last_modified_by_id: '', last_modified_id: '' })],
      ['items', 'item', zohoItem(stamp)],
    ] as const;
    for (const [entity, key, document] of hooks) {
      await lab.zoho(`${entity}/updated`, zohoWebhook(key, document), at('10:00:01'));
    }
    await loadAll();
    expect(await warehouse.query('select entity, identity_id from silver_zoho_books_events order by entity')).toEqual([
      { entity: 'bills', identity_id: '21' },
      { entity: 'contacts', identity_id: '22' },
      { entity: 'invoices', identity_id: null },
      { entity: 'items', identity_id: null },
    ]);
  });

  it('events: one row per delivery', async () => {
    await lab.zoho('invoices/created', invoice('10:00:00'), at('10:00:01'));
    await lab.zoho('invoices/deleted', invoice('10:00:00'), at('10:30:00'));
    await loadAll();
    await loadAll();
    expect(
      await warehouse.query(
        'select event_type, event_timestamp, object_id, account_id from silver_zoho_books_events order by event_timestamp',
      ),
    ).toEqual([
      {
        event_type: 'invoices.created',
        event_timestamp: '2026-06-09T10:00:00.000000Z',
        object_id: ID,
        account_id: '10234695',
      },
      {
        event_type: 'invoices.deleted',
        event_timestamp: '2026-06-09T10:30:00.000000Z',
        object_id: ID,
        account_id: '10234695',
      },
    ]);
  });
});

describe('Zoho Books deletions', () => {
  const gone = { is_deleted: true, deleted_at: '2026-06-09T12:00:00.000000Z' };

  it('are tombstones that keep the last values, and lines are marked with them', async () => {
    await lab.zoho('invoices/updated', invoice('10:00:00', { status: 'sent' }), at('10:00:01'));
    await lab.zoho('invoices/deleted', { invoice: { invoice_id: ID } }, at('12:00:00'));
    for (const key of await lab.keys()) await applied(warehouse, await lab.convert([key]));
    expect(await one(HEADER)).toMatchObject({ ...gone, status: 'sent' });
    for (const line of await warehouse.query(LINES)) expect(line).toMatchObject({ is_deleted: true });
    expect(await warehouse.query('select * from silver_quarantine')).toEqual([]);
  });

  it('that come first make a row without values, which later values fill without reviving it', async () => {
    const hook = await lab.zoho('invoices/deleted', { invoice: { invoice_id: ID } }, at('12:00:00'));
    await applied(warehouse, await lab.convert([hook]));
    expect(await one(HEADER)).toEqual({ ...gone, status: null, total: null });
    const values = await lab.zoho('invoices/updated', invoice('10:00:00', { status: 'sent' }), at('12:10:00'));
    await applied(warehouse, await lab.convert([values]));
    expect(await one(HEADER)).toMatchObject({ ...gone, status: 'sent' });
  });

  it('a hook whose body equals the last update is another event and deletes', async () => {
    const body = invoice('10:00:00', { status: 'sent' });
    const update = await lab.zoho('invoices/updated', body, at('10:00:01'));
    const hook = await lab.zoho('invoices/deleted', body, at('12:00:00'));
    expect(hook).not.toBe(update);
    await loadAll();
    expect(await one(HEADER)).toMatchObject({ ...gone, status: 'sent' });
  });

  it('are undone only by an API read begun later that returns the record', async () => {
    const body = (time: string) =>
      zohoAnswer('invoice', zohoInvoice({ invoice_id: ID, last_modified_time: `2026-06-09T${time}+0000` }));
    await lab.zoho('invoices/deleted', { invoice: { invoice_id: ID } }, at('12:00:00'));
    await lab.zoho('invoices/updated', invoice('13:00:00'), at('13:00:01'));
    await lab.answer({ source: 'zoho_books', entity: 'invoices', id: ID, body: body('10:00:00'), at: at('11:59:59') });
    await loadAll();
    expect(await one(HEADER)).toMatchObject(gone);
    const alive = await lab.answer({
      source: 'zoho_books',
      entity: 'invoices',
      id: ID,
      body: body('10:00:00'),
      at: at('12:00:01'),
    });
    await applied(warehouse, await lab.convert([alive]));
    expect(await one(HEADER)).toMatchObject({ is_deleted: false, deleted_at: null });
    for (const line of await warehouse.query(LINES)) expect(line).toMatchObject({ is_deleted: false });
  });

  it('are also what the API says is gone', async () => {
    await lab.zoho('invoices/updated', invoice('10:00:00'), at('10:00:01'));
    await lab.answer({
      source: 'zoho_books',
      entity: 'invoices',
      id: ID,
      body: zohoMissing,
      status: 404,
      at: at('12:00:00'),
    });
    await loadAll();
    expect(await one(HEADER)).toMatchObject(gone);
  });

  it('a list row says nothing: absent keys neither delete nor blank', async () => {
    await lab.zoho('invoices/updated', invoice('10:00:00', { status: 'sent' }), at('10:00:01'));
    const row = { invoice_id: ID, status: 'paid', total: 5, last_modified_time: '2026-06-09T14:00:00+0000' };
    await lab.answer({
      source: 'zoho_books',
      entity: 'invoices',
      body: zohoListAnswer('invoices', [row]),
      at: at('14:30:00'),
      origin: 'poll',
    });
    await loadAll();
    expect(await one(HEADER)).toMatchObject({ status: 'sent', is_deleted: false });
  });
});
