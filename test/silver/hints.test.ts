import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { MinuteLimit } from '../../receiver/handshake-limit.ts';
import { LiveBooks } from '../../receiver/live-books.ts';
import { openLog } from '../../receiver/log.ts';
import { receiveDelivery } from '../../receiver/receive.ts';
import { webhookSource } from '../../receiver/sources/index.ts';
import { openVault } from '../../receiver/vault/vault.ts';
import { EMPTY_WEBHOOK_BOOK, webhookBookName } from '../../receiver/vault/webhook-book.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import {
  zohoAnswer,
  zohoContact,
  zohoInvoice,
  zohoInvoiceLine,
  zohoMissing,
  zohoWebhook,
} from '../support/payloads/zoho-books.ts';
import { ZOHO_SECRET } from '../support/receiver-config.ts';
import { zohoDelivery } from '../support/sign.ts';
import { arrived, webhookRequest } from '../support/webhook-request.ts';

const KEYS = [Buffer.alloc(32, 5).toString('base64')];
const ID = '982000000567001';
const VERIFIER = 'canary-verifier';

let lab: Lab;
let warehouse: Warehouse;
beforeEach(async () => {
  lab = await openLab();
  warehouse = await lab.warehouse();
});
afterEach(() => lab.close());

const at = (time: string): string => `2026-06-09T${time}.000Z`;
const loadAll = async () => applied(warehouse, await lab.convert(await lab.keys()));
const loadEach = async (keys: readonly string[]): Promise<void> => {
  for (const key of keys) await applied(warehouse, await lab.convert([key]));
};
const HEADER = `select status, is_deleted, deleted_at from silver_zoho_books_invoices where invoice_id = '${ID}'`;
const EVENTS = 'select event_type, event_timestamp, object_id from silver_zoho_books_events order by event_timestamp';
const invoice = (time: string, more: Parameters<typeof zohoInvoice>[0] = {}) =>
  zohoInvoice({ invoice_id: ID, last_modified_time: `2026-06-09T${time}+0000`, ...more });

/** A deletion that its secret does not prove, at a connection that can ask. */
async function deleteHint(document: object, time: string, entity = 'invoices'): Promise<string> {
  const oauth = { clientId: 'id', clientSecret: 'x', refreshToken: undefined, redirectUri: undefined };
  const connection = { ...lab.config.connections['acme_books']!, oauth };
  const path = `/webhooks/acme_books/${entity}/deleted`;
  const receipt = await receiveDelivery(
    {
      connection,
      source: webhookSource('zoho_books'),
      request: arrived(zohoDelivery({ path, secret: ZOHO_SECRET, document })),
    },
    { store: lab.store, clock: () => new Date(at(time)), timeBudgetMs: 60_000, coalesceSeconds: 60 },
  );
  if (receipt.kind !== 'stored') throw new Error(receipt.kind);
  return receipt.key;
}

describe('a deletion that has to be proved', () => {
  const live = { status: 'sent', is_deleted: false, deleted_at: null };

  it('deletes nothing, and is an event of its type all the same', async () => {
    await lab.zoho('invoices/updated', zohoWebhook('invoice', invoice('10:00:00', { status: 'sent' })), at('10:00:01'));
    await deleteHint({ invoice: { invoice_id: ID } }, '12:00:00');
    await loadAll();
    expect((await warehouse.query(HEADER))[0]).toEqual(live);
    expect(await warehouse.query('select * from silver_quarantine')).toEqual([]);
    expect(await warehouse.query(EVENTS)).toEqual([
      { event_type: 'invoices.updated', event_timestamp: '2026-06-09T10:00:00.000000Z', object_id: ID },
      { event_type: 'invoices.deleted', event_timestamp: '2026-06-09T12:00:00.000000Z', object_id: ID },
    ]);
  });

  it('stays the same event when tried again, replayed or rebuilt', { timeout: 900_000 }, async () => {
    await deleteHint({ invoice: { invoice_id: ID } }, '12:00:00');
    await deleteHint({ invoice: invoice('10:00:00') }, '12:30:00');
    const keys = await lab.keys();
    const load = await lab.convert(keys);
    await applied(warehouse, load);
    const events = async () => (await warehouse.fingerprints())['silver_zoho_books_events'];
    const first = await events();
    expect(await warehouse.query(EVENTS)).toEqual(
      ['12:00:00', '12:30:00'].map((time) => ({
        event_type: 'invoices.deleted',
        event_timestamp: `2026-06-09T${time}.000000Z`,
        object_id: ID,
      })),
    );
    await applied(warehouse, { ...load, attempt: 2 });
    expect(await events()).toEqual(first);
    await applied(warehouse, await lab.convert(keys));
    expect(await events()).toEqual(first);
    expect(await warehouse.rebuild({})).toMatchObject({ kind: 'applied' });
    expect(await events()).toEqual(first);
    expect(await warehouse.rebuild({ loads: [await lab.convert(keys)] })).toMatchObject({ kind: 'applied' });
    expect(await events()).toEqual(first);
  });

  it('makes no row by itself, of no entity', async () => {
    await deleteHint({ invoice: { invoice_id: ID } }, '12:00:00');
    await deleteHint({ contact: { contact_id: zohoContact()['contact_id'] } }, '12:00:00', 'contacts');
    await loadAll();
    expect(await warehouse.query('select invoice_id from silver_zoho_books_invoices')).toEqual([]);
    expect(await warehouse.query('select contact_id from silver_zoho_books_contacts')).toEqual([]);
    expect(await warehouse.query('select * from silver_quarantine')).toEqual([]);
  });

  it('brings its values when it is a whole document', async () => {
    await lab.zoho('invoices/updated', zohoWebhook('invoice', invoice('10:00:00', { status: 'sent' })), at('10:00:01'));
    const lines = [zohoInvoiceLine({ name: 'the last line' })];
    await deleteHint({ invoice: invoice('11:00:00', { status: 'void', line_items: lines }) }, '12:00:00');
    await loadAll();
    expect((await warehouse.query(HEADER))[0]).toEqual({ ...live, status: 'void' });
    expect(await warehouse.query('select name, is_deleted from silver_zoho_books_invoice_lines')).toEqual([
      { name: 'the last line', is_deleted: false },
    ]);
  });

  it('undoes no deletion that was proved before', async () => {
    await lab.zoho('invoices/deleted', { invoice: { invoice_id: ID } }, at('11:30:00'));
    await deleteHint({ invoice: invoice('11:00:00') }, '12:00:00');
    await loadAll();
    expect((await warehouse.query(HEADER))[0]).toMatchObject({ is_deleted: true });
  });

  it.each(['hint first', 'answer first'])('counts with its answer: gone or alive (%s)', async (order) => {
    const before = await lab.zoho('invoices/updated', { invoice: invoice('10:00:00') }, at('10:00:01'));
    const hook = await deleteHint({ invoice: { invoice_id: ID } }, '12:00:00');
    const question = { source: 'zoho_books', entity: 'invoices', id: ID, answers: [hook] } as const;
    const gone = await lab.answer({ ...question, at: at('12:01:00'), body: zohoMissing, status: 404 });
    const keys = order === 'hint first' ? [before, hook, gone] : [gone, hook, before];
    await loadEach(keys);
    expect((await warehouse.query(HEADER))[0]).toMatchObject({
      is_deleted: true,
      deleted_at: '2026-06-09T12:01:00.000000Z',
    });
    const body = zohoAnswer('invoice', invoice('10:00:00', { status: 'sent' }));
    await loadEach([await lab.answer({ ...question, at: at('12:02:00'), body })]);
    expect((await warehouse.query(HEADER))[0]).toEqual(live);
    expect(await warehouse.query('select * from silver_quarantine')).toEqual([]);
  });
});

describe('a landed handshake', () => {
  async function handshake(): Promise<void> {
    const vault = openVault(lab.store, KEYS);
    const registered_at = at('09:00:00');
    const callback = { id: '2001', event: 'invoice', uri: 'https://x', registered_at, confirmed_at: null };
    const book = { ...EMPTY_WEBHOOK_BOOK, callbacks: [callback] };
    await vault.write(webhookBookName('acme_fresh'), { generation: 1, value: book });
    const clock = { monotonicMs: () => 0 };
    const connection = lab.config.connections['acme_fresh']!;
    const log = openLog({ level: 'silent' });
    const often = { everyMs: 60_000, lookEveryMs: 0, maxWaiting: 1, ...clock };
    const books = new LiveBooks({ vault, connections: [connection], log, ...often });
    const body = `name=callback.verify&object_id=2001&account_id=6BApk&identity_id=42&verifier=${VERIFIER}`;
    const context = {
      store: lab.store,
      clock: () => new Date(at('10:00:00')),
      timeBudgetMs: 60_000,
      coalesceSeconds: 60,
    };
    const receipt = await receiveDelivery(
      { connection, source: webhookSource('freshbooks'), request: webhookRequest({ body }) },
      { ...context, vaultKeys: KEYS, books, handshakeLimit: new MinuteLimit({ most: 20, ...clock }) },
    );
    expect(receipt.kind).toBe('stored');
  }

  it('is an event without data, and nothing else: no quarantine, no verifier, not even sealed', async () => {
    await handshake();
    const result = await loadAll();
    expect(
      await warehouse.query('select event_type, object_id, account_id, data from silver_freshbooks_events'),
    ).toEqual([{ event_type: 'callback.verify', object_id: '2001', account_id: '6BApk', data: null }]);
    expect(await warehouse.query('select * from silver_quarantine')).toEqual([]);
    expect(result.failedChecks).toEqual([]);
    const [row] = await warehouse.query('select entity, entity_id, action, payload from bronze_events');
    expect(row).toMatchObject({ entity: 'callbacks', entity_id: '2001', action: 'verify' });
    expect(JSON.parse(String(row?.['payload']))).toEqual({
      name: 'callback.verify',
      object_id: '2001',
      account_id: '6BApk',
      identity_id: '42',
    });
  });
});
