import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import {
  freshbooksAnswer,
  freshbooksClient,
  freshbooksInvoice,
  freshbooksInvoiceLine,
  freshbooksListAnswer,
  freshbooksMissing,
  freshbooksMoney,
  freshbooksPayment,
} from '../support/payloads/freshbooks.ts';

let lab: Lab;
let warehouse: Warehouse;
beforeEach(async () => {
  lab = await openLab();
  warehouse = await lab.warehouse();
});
afterEach(() => lab.close());

const ID = '60417';
const at = (time: string): string => `2026-06-09T${time}.000Z`;
const loadAll = async (): Promise<void> => void (await applied(warehouse, await lab.convert(await lab.keys())));
const one = async (sql: string) => (await warehouse.query(sql))[0];
const read = (time: string, more: Parameters<typeof freshbooksInvoice>[0] = {}, answers: readonly string[] = []) =>
  lab.answer({
    source: 'freshbooks',
    entity: 'invoices',
    id: ID,
    at: at(time),
    answers,
    body: freshbooksAnswer('invoice', freshbooksInvoice({ id: Number(ID), invoiceid: Number(ID), ...more })),
  });
const HEADER = `select v3_status, is_deleted, deleted_at from silver_freshbooks_invoices where invoice_id = '${ID}'`;

describe('FreshBooks documents', () => {
  it('are typed: money objects, Eastern times as UTC, ids renamed', async () => {
    await read('10:00:00', {
      customerid: 21055,
      amount: freshbooksMoney('90.50'),
      updated: '2026-11-01 01:30:00',
      created_at: '2026-01-15 10:00:00',
      net_paid_amount: freshbooksMoney('12.34567890123456789012345678'),
      deposit_amount: null,
    });
    await loadAll();
    expect(
      await one(
        'select client_id, amount, amount_currency_code, updated, created_at, net_paid_amount, deposit_amount, organization_id from silver_freshbooks_invoices',
      ),
    ).toEqual({
      client_id: '21055',
      amount: '90.5000000000',
      amount_currency_code: 'CAD',
      updated: '2026-11-01T05:30:00.000000Z',
      created_at: '2026-01-15T15:00:00.000000Z',
      net_paid_amount: '12.34567890123456789012345678',
      deposit_amount: null,
      organization_id: '6BApk',
    });
    expect(await warehouse.query('select * from silver_quarantine')).toEqual([]);
  });

  it('sort by the fetch, not by updated, which runs backwards each autumn', async () => {
    await read('12:00:00', { v3_status: 'paid', updated: '2026-11-01 01:10:00' });
    await read('11:00:00', { v3_status: 'sent', updated: '2026-11-01 01:50:00' });
    for (const key of await lab.keys()) await applied(warehouse, await lab.convert([key]));
    expect(await one(HEADER)).toMatchObject({ v3_status: 'paid' });
  });

  it('without lines type nothing; a page with them types every row', async () => {
    const { lines: _, ...bare } = freshbooksInvoice({ id: 1, invoiceid: 1 });
    const page = [bare, freshbooksInvoice({ id: 2, invoiceid: 2, lines: [freshbooksInvoiceLine({ lineid: 7 })] })];
    await lab.answer({
      source: 'freshbooks',
      entity: 'invoices',
      origin: 'backfill',
      at: at('10:00:00'),
      body: freshbooksListAnswer('invoices', page),
    });
    await loadAll();
    expect(await warehouse.query('select invoice_id from silver_freshbooks_invoices')).toEqual([{ invoice_id: '2' }]);
    expect(await warehouse.query('select invoice_id, line_id, position from silver_freshbooks_invoice_lines')).toEqual([
      { invoice_id: '2', line_id: '7', position: 1 },
    ]);
    // A row without its lines says that the invoice is there, and owes no more.
    expect(await warehouse.query('select * from silver_quarantine')).toEqual([]);
  });

  it('payments and clients', async () => {
    await lab.answer({
      source: 'freshbooks',
      entity: 'payments',
      id: '11804',
      at: at('10:00:00'),
      body: freshbooksAnswer('payment', freshbooksPayment()),
    });
    await lab.answer({
      source: 'freshbooks',
      entity: 'clients',
      id: '21055',
      at: at('10:00:00'),
      body: freshbooksAnswer('client', freshbooksClient()),
    });
    await loadAll();
    expect(await one('select payment_id, invoice_id, client_id from silver_freshbooks_payments')).toEqual({
      payment_id: '11804',
      invoice_id: '60417',
      client_id: '21055',
    });
    expect(await one('select client_id, organization from silver_freshbooks_clients')).toEqual({
      client_id: '21055',
      organization: 'Quai Nord',
    });
    expect(await warehouse.query('select * from silver_quarantine')).toEqual([]);
  });
});

describe('FreshBooks deletions', () => {
  it('a hint never types silver, not even invoice.delete', async () => {
    await read('10:00:00', { v3_status: 'sent' });
    await lab.fresh('invoice.delete', ID, at('11:00:00'));
    await loadAll();
    expect(await one(HEADER)).toMatchObject({ v3_status: 'sent', is_deleted: false });
  });

  it('vis_state 1 or not found is deleted, 2 is archived, 0 later is restored', async () => {
    await read('10:00:00', { vis_state: 1 });
    await loadAll();
    expect(await one(HEADER)).toMatchObject({ is_deleted: true, deleted_at: '2026-06-09T10:00:00.000000Z' });
    await read('11:00:00', { vis_state: 0 });
    await loadAll();
    expect(await one(HEADER)).toMatchObject({ is_deleted: false, deleted_at: null });
    await read('12:00:00', { vis_state: 2 });
    await loadAll();
    expect(await one(HEADER)).toMatchObject({ is_deleted: false });
    const gone = freshbooksMissing(ID);
    await lab.answer({ source: 'freshbooks', entity: 'invoices', id: ID, status: 404, at: at('13:00:00'), body: gone });
    await loadAll();
    expect(await one(HEADER)).toMatchObject({ is_deleted: true, deleted_at: '2026-06-09T13:00:00.000000Z' });
  });
});

describe('FreshBooks events', () => {
  const EVENTS =
    'select event_type, object_id, account_id, identity_id, data from silver_freshbooks_events order by event_timestamp';

  it.each(['deliveries first', 'answers first'])(
    'one row per delivery, with the latest answer as data (%s)',
    async (order) => {
      const hint = await lab.fresh('invoice.update', ID, at('10:00:00'));
      const other = await lab.fresh('client.create', '21055', at('10:00:10'));
      await read('10:05:00', { v3_status: 'paid' }, [hint]);
      await read('10:02:00', { v3_status: 'sent' }, [hint]);
      const keys = [...(await lab.keys())];
      if (order === 'answers first') keys.reverse();
      for (const key of keys) await applied(warehouse, await lab.convert([key]));
      const rows = await warehouse.query(EVENTS);
      expect(rows).toMatchObject([
        { event_type: 'invoice.update', object_id: ID, account_id: '6BApk', identity_id: '42' },
        { event_type: 'client.create', object_id: '21055', data: null },
      ]);
      expect(JSON.parse(String(rows[0]?.['data']))).toMatchObject({ v3_status: 'paid' });
      expect(keys).toContain(other);
    },
  );
});
