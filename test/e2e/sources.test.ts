import { afterEach, describe, expect, test } from 'vitest';
import {
  freshbooksInvoice,
  freshbooksInvoiceLine,
  freshbooksMoney,
  freshbooksPayment,
} from '../support/payloads/freshbooks.ts';
import { zohoInvoice } from '../support/payloads/zoho-books.ts';
import { type Random, randomFrom } from '../support/random.ts';
import { ZOHO_SECRET } from '../support/receiver-config.ts';
import { openSources, type SourcesWorld } from './sources-world.ts';
import { subscribe } from './subscribe.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
let world: SourcesWorld;
afterEach(() => world.close());

function followZoho(): void {
  const base = `${world.receiver.url}/webhooks/acme_books/invoices`;
  for (const trigger of ['saved', 'deleted']) {
    const action = trigger === 'saved' ? 'updated' : 'deleted';
    world.zoho.webhooks.add({ entity: 'invoices', trigger, url: `${base}/${action}`, secret: ZOHO_SECRET });
  }
}

const after = (ms: number): void => {
  world.now += ms;
};

/** Until nothing is to be read any more: what was asked late may wait for one window more. */
async function catchUp(): Promise<void> {
  await world.fresh.deliveries.settled();
  await world.zoho.deliveries.settled();
  after(5 * MINUTE_MS);
  await world.run();
}

const freshInvoice = (id: number, more: object = {}) =>
  freshbooksInvoice({ id, invoiceid: id, lines: [freshbooksInvoiceLine({ lineid: 1 })], ...more });

/** What of a table must be as at the provider. */
async function freshTable(): Promise<Readonly<Record<string, unknown>>> {
  const rows = await world.warehouse.query(
    'select invoice_id, po_number, is_deleted from silver_freshbooks_invoices order by invoice_id',
  );
  return Object.fromEntries(
    rows.map((row) => [row['invoice_id'], row['is_deleted'] === true ? 'deleted' : String(row['po_number'])]),
  );
}

function freshTruth(ids: readonly number[]): Readonly<Record<string, unknown>> {
  const known = ids.flatMap((id) => {
    const invoice = world.fresh.books.get('invoices', id);
    if (invoice === undefined) return [];
    return [[String(id), invoice['vis_state'] === 1 ? 'deleted' : String(invoice['po_number'])] as const];
  });
  return Object.fromEntries(known);
}

describe('FreshBooks', () => {
  test('from registering to typed rows; a payment brings its invoice along', async () => {
    world = await openSources();
    await subscribe(world);
    world.fresh.books.put('invoices', freshInvoice(71, { outstanding: freshbooksMoney('100.00') }));
    await catchUp();
    world.fresh.books.patch('invoices', 71, { outstanding: freshbooksMoney('0.00') }, { silent: true });
    world.fresh.books.put('payments', freshbooksPayment({ id: 81, logid: 81, invoiceid: 71 }));
    await catchUp();
    await catchUp();
    const [invoice] = await world.warehouse.query('select outstanding from silver_freshbooks_invoices');
    expect(Number(invoice?.['outstanding'])).toBe(0);
    expect(await world.warehouse.query('select payment_id, invoice_id from silver_freshbooks_payments')).toEqual([
      { payment_id: '81', invoice_id: '71' },
    ]);
    expect(
      await world.warehouse.query('select event_type from silver_freshbooks_events where data is not null'),
    ).toEqual(expect.arrayContaining([{ event_type: 'invoice.create' }, { event_type: 'payment.create' }]));
  });

  test('a change while its object is being read is read again', async () => {
    world = await openSources();
    await subscribe(world);
    world.fresh.books.put('invoices', freshInvoice(71, { po_number: 'A' }));
    await world.fresh.deliveries.settled();
    after(2 * MINUTE_MS);
    const { promise, resolve } = Promise.withResolvers<void>();
    world.fresh.faults.add({ path: /invoices\/71/, fault: { kind: 'hold', until: promise, when: 'after' } });
    const running = world.run();
    await expect.poll(() => world.fresh.faults.pending).toBe(0);
    world.fresh.books.patch('invoices', 71, { po_number: 'B' });
    await world.fresh.deliveries.settled();
    resolve();
    await running;
    expect(await freshTable()).toEqual({ 71: 'A' });
    await catchUp();
    expect(await freshTable()).toEqual({ 71: 'B' });
  });

  test('hours late, doubled, deleted and restored, A -> B -> A', async () => {
    world = await openSources();
    await subscribe(world);
    world.fresh.books.put('invoices', freshInvoice(71, { po_number: 'A' }));
    await catchUp();
    const held = world.fresh.deliveries.hold();
    world.fresh.books.patch('invoices', 71, { po_number: 'B' });
    after(3 * HOUR_MS);
    await world.run();
    expect(await freshTable()).toEqual({ 71: 'A' });
    world.fresh.deliveries.double(1);
    await held.release();
    await catchUp();
    expect(await freshTable()).toEqual({ 71: 'B' });
    world.fresh.books.patch('invoices', 71, { po_number: 'A' });
    await catchUp();
    expect(await freshTable()).toEqual({ 71: 'A' });
    world.fresh.books.remove('invoices', 71);
    await catchUp();
    expect(await freshTable()).toEqual({ 71: 'deleted' });
    world.fresh.books.restore('invoices', 71);
    await catchUp();
    expect(await freshTable()).toEqual({ 71: 'A' });
  });

  test.each([-2 * MINUTE_MS, 2 * MINUTE_MS])('a receiver whose clock is %i ms off loses nothing', async (skewMs) => {
    world = await openSources({ skewMs });
    await subscribe(world);
    world.fresh.books.put('invoices', freshInvoice(71, { po_number: 'A' }));
    await world.fresh.deliveries.settled();
    for (const number of ['B', 'C', 'D', 'E']) {
      after(41_000);
      await world.run();
      world.fresh.books.patch('invoices', 71, { po_number: number });
      await world.fresh.deliveries.settled();
    }
    await catchUp();
    expect(await freshTable()).toEqual({ 71: 'E' });
  });

  test.each([1, 2, 3])(`in a random order ends at the provider's state (round %i, SEED=${SEED})`, async (round) => {
    world = await openSources();
    await subscribe(world);
    await atRandom(randomFrom(SEED + round));
    await catchUp();
    await catchUp();
    expect(await freshTable(), `SEED=${SEED} round ${round}`).toEqual(freshTruth([71, 72, 73]));
    expect(await world.warehouse.query('select * from silver_quarantine')).toEqual([]);
  });
});

/** Changes, deletions and restorations, with deliveries doubled, late and out of order, and loads in between. */
async function atRandom(random: Random): Promise<void> {
  for (let step = 0; step < 24; step += 1) {
    after(random.below(90_000));
    const id = 71 + random.below(3);
    const invoice = world.fresh.books.get('invoices', id);
    const held = random.below(3) === 0 ? world.fresh.deliveries.hold() : undefined;
    if (random.below(4) === 0) world.fresh.deliveries.double(1);
    if (invoice === undefined) world.fresh.books.put('invoices', freshInvoice(id, { po_number: `s${step}` }));
    else if (random.below(5) === 0 && invoice['vis_state'] !== 1) world.fresh.books.remove('invoices', id);
    else if (invoice['vis_state'] === 1) world.fresh.books.restore('invoices', id);
    else world.fresh.books.patch('invoices', id, { po_number: `s${step}` });
    if (random.below(8) === 0) await world.run();
    if (held !== undefined) {
      after(random.below(2) === 0 ? 1000 : 2 * HOUR_MS);
      await held.release((count) => random.shuffled(Array.from({ length: count }, (_, at) => at)));
    }
  }
}

describe('Zoho Books', () => {
  const zohoTable = () =>
    world.warehouse.query('select invoice_id, reference_number, is_deleted from silver_zoho_books_invoices');

  test('two edits of one second end at the one that is at the provider', async () => {
    world = await openSources();
    followZoho();
    const held = world.zoho.deliveries.hold();
    world.zoho.books.put('invoices', zohoInvoice({ invoice_id: '7', reference_number: 'A' }));
    world.zoho.books.patch('invoices', '7', { reference_number: 'B' });
    await held.release((count) => Array.from({ length: count }, (_, at) => count - 1 - at));
    await catchUp();
    expect(await zohoTable()).toEqual([{ invoice_id: '7', reference_number: 'B', is_deleted: false }]);
  });

  test('a deletion by an unbound secret counts once the record is really gone', async () => {
    world = await openSources();
    followZoho();
    world.zoho.books.put('invoices', zohoInvoice({ invoice_id: '7', reference_number: 'A' }));
    await catchUp();
    world.zoho.books.remove('invoices', '7');
    await world.zoho.deliveries.settled();
    await world.run();
    expect(await zohoTable()).toMatchObject([{ is_deleted: false }]);
    await catchUp();
    expect(await zohoTable()).toMatchObject([{ is_deleted: true, reference_number: 'A' }]);
  });
});
