import { afterEach, describe, expect, test } from 'vitest';
import { entityLists } from '../../../loader/lists/entity-lists.ts';
import { beginReading, goOnReading, type Reading, readingSchema } from '../../../loader/lists/reading.ts';
import { decodeEnvelope } from '../../../receiver/envelope.ts';
import { codeOf } from '../../../receiver/errors.ts';
import { missingScope } from '../../support/fake-freshbooks/index.ts';
import { type Fault, htmlPage, problemFault } from '../../support/fake-zoho/index.ts';
import { zohoInvoice, zohoListAnswer } from '../../support/payloads/zoho-books.ts';
import { failure } from '../api/support.ts';
import { freshWorld, idsOf, type ListWorld, zohoWorld } from './support.ts';

let open: (ListWorld & { readonly fake: { close(): Promise<void> } }) | undefined;
afterEach(async () => {
  await open?.fake.close();
  open = undefined;
});

async function zoho() {
  const world = await zohoWorld();
  open = world;
  return world;
}

async function fresh() {
  const world = await freshWorld();
  open = world;
  return world;
}

const landedIn = (world: ListWorld) =>
  [...world.store.objects]
    .filter(([key]) => key.startsWith('raw/'))
    .map(([key, bytes]) => [key, decodeEnvelope(bytes)] as const);

const answer = (json: unknown): Fault => ({ kind: 'answer', json });
const page = (context: object, rows: readonly unknown[] = [zohoInvoice({ invoice_id: '1' })]): Fault =>
  answer(zohoListAnswer('invoices', rows, { ...context }));

describe('a page of a list', () => {
  test('lands, raw, under the lease, before anything is made of it', async () => {
    const world = await zoho();
    world.fake.books.put('invoices', zohoInvoice({ invoice_id: '7', last_modified_time: '2026-06-09T09:46:21-0400' }));
    const [only, ...others] = await world.read({ entity: 'invoices', origin: 'backfill', fetchId: 'b1' });
    expect(others).toEqual([]);
    expect(only!.rows).toMatchObject([
      { id: '7', versionAt: new Date('2026-06-09T13:46:21Z'), isDeleted: false, isComplete: false },
    ]);
    expect(only).toMatchObject({ page: 1, pages: 1, next: undefined, unreadable: 0, facts: { isLast: true } });
    const [[key, envelope]] = landedIn(world) as [ReturnType<typeof landedIn>[number]];
    expect(key).toBe(only!.key);
    expect(envelope).toMatchObject({ origin: 'backfill', entity: 'invoices', entity_id: null, action: 'list' });
    expect(envelope.fetch).toMatchObject({ id: 'b1', page: 1, last: true, status: 200 });
    expect(world.lease).toEqual({ taken: 1, isHeld: false });
  });

  test('waits for the lease of another process, and gives up in the end', async () => {
    const world = await zoho();
    world.lease.isHeld = true;
    const waited = world.now;
    expect(codeOf(await failure(world.read({ entity: 'invoices' })))).toBe('fetch_lease_held');
    expect(world.now - waited).toBeGreaterThan(60_000);
    expect(world.fake.requests.all).toEqual([]);
  });

  test.each<[string, Fault, string]>([
    ['another page', page({ page: 2 }), 'list_answer_unexpected'],
    ['no word whether a page follows', page({ has_more_page: '' }), 'list_answer_unexpected'],
    ['a list of something else', answer(zohoListAnswer('bills', [])), 'list_answer_unexpected'],
    ['success and nothing else', answer({ code: 0, message: 'success' }), 'list_answer_unexpected'],
    ['one record', answer({ code: 0, message: 'success', invoice: {} }), 'list_answer_unexpected'],
    ['nothing', { kind: 'answer', status: 200, bytes: Buffer.alloc(0) }, 'api_answer_invalid'],
    ['a page of HTML', htmlPage(200), 'api_answer_invalid'],
    ['a gateway', htmlPage(502), 'api_unavailable'],
    ['half a page', { kind: 'truncated', how: 'cut' }, 'api_answer_invalid'],
    ['a withdrawn scope', problemFault(57, { status: 403 }), 'api_forbidden'],
  ])('%s is an error and never an empty list', async (_, fault, code) => {
    const world = await zoho();
    for (let n = 0; n < 3; n += 1) world.fake.books.put('invoices', zohoInvoice({ invoice_id: String(n + 1) }));
    world.fake.faults.add({ path: /invoices/, times: 20, fault });
    const error = await failure(world.read({ entity: 'invoices' }));
    expect(codeOf(error)).toBe(code);
    expect(error).toMatchObject({ context: { scope: 'request' } });
    expect(world.lease.isHeld).toBe(false);
  });

  test('a list that repeats itself for ever is an error', async () => {
    const world = await zoho();
    const rows = Array.from({ length: 200 }, (_, n) => ({ invoice_id: String(n + 1) }));
    const { page_context, ...list } = zohoListAnswer('invoices', rows);
    expect(page_context).toBeDefined();
    world.fake.faults.add({ path: /invoices/, times: 20, fault: answer(list) });
    expect(codeOf(await failure(world.read({ entity: 'invoices' })))).toBe('list_answer_unexpected');
  });

  test('a filter that hides is told: absence says nothing then', async () => {
    const world = await zoho();
    world.fake.faults.add({
      path: /taxes/,
      fault: answer(zohoListAnswer('taxes', [], { applied_filter: 'Taxes.Active' })),
    });
    const [taxes] = await world.read({ entity: 'taxes' });
    expect(taxes!.facts.hidden).toContain('Taxes.Active');
    const [invoices] = await world.read({ entity: 'invoices' });
    expect(invoices!.facts.hidden).toBeUndefined();
  });

  test('a refusal lands once for each reason', async () => {
    const world = await fresh();
    world.fake.faults.add({ path: /taxes/, times: 9, fault: missingScope('user:taxes:read') });
    const error = await failure(world.read({ entity: 'taxes' }));
    expect(codeOf(error)).toBe('api_scope_missing');
    expect(landedIn(world)).toHaveLength(1);
    await failure(world.read({ entity: 'taxes', knownRefusal: 'api_scope_missing' }));
    expect(landedIn(world)).toHaveLength(1);
  });
});

describe('the rows of FreshBooks', () => {
  test('are complete with their lines, deleted ones in a list of their own, times in Eastern', async () => {
    const world = await fresh();
    const invoice = { vis_state: 0, amount: { amount: '1.00' }, outstanding: { amount: '1.00' }, customerid: 1 };
    const more = { lines: [], updated: '2026-07-01 08:00:00' };
    world.fake.books.put('invoices', { id: 1, ...invoice, ...more });
    world.fake.books.put('invoices', { id: 2, ...invoice, ...more, updated: '2026-12-01 08:00:00' });
    world.fake.books.put('invoices', { id: 3, ...invoice, ...more, vis_state: 1 });
    const lists = await entityLists(world.context, 'invoices', { origin: 'sweep' });
    expect(lists?.asks).toEqual([{ entity: 'invoices' }, { entity: 'invoices', deleted: true }]);
    const [alive] = await world.read({ entity: 'invoices', ask: lists!.asks[0]! });
    const [deleted] = await world.read({ entity: 'invoices', ask: lists!.asks[1]! });
    expect(alive!.rows).toMatchObject([
      { id: '1', isComplete: true, isDeleted: false, versionAt: new Date('2026-07-01T12:00:00Z') },
      { id: '2', isComplete: true, isDeleted: false, versionAt: new Date('2026-12-01T13:00:00Z') },
    ]);
    expect(deleted!.rows).toMatchObject([{ id: '3', isDeleted: true }]);
  });

  test.each(['journal_entry_accounts', 'ledger_accounts'])('%s are one page', async (entity) => {
    const world = await fresh();
    const id = entity === 'ledger_accounts' ? 'uuid' : 'accountid';
    for (let n = 1; n <= 130; n += 1)
      world.fake.books.put(entity, { [id]: entity === 'ledger_accounts' ? `u${n}` : n });
    const pages = await world.read({ entity });
    expect(pages).toHaveLength(1);
    expect(idsOf(pages).size).toBe(130);
  });

  test('what the configuration has no id for has no list', async () => {
    const world = await fresh();
    const context = { ...world.context, connection: { ...world.connection, businessId: undefined } };
    expect(await entityLists(context, 'projects', { origin: 'poll' })).toBeUndefined();
  });
});

describe('exchange rates', () => {
  test('are listed for each currency, and name it', async () => {
    const world = await zoho();
    for (const currency_id of ['11', '22']) {
      world.fake.books.put('currencies', { currency_id, currency_code: `C${currency_id}` });
      world.fake.rates.set(currency_id, [{ effective_date: '2026-11-20', rate: 1.5 }]);
    }
    const lists = await entityLists(world.context, 'exchange_rates', { origin: 'poll' });
    expect(lists?.asks.map(({ parent }) => parent)).toEqual(['11', '22']);
    const rows = [];
    for (const ask of lists!.asks) rows.push(...(await world.read({ entity: 'exchange_rates', ask }))[0]!.rows);
    expect(rows).toMatchObject([
      { id: '11:2026-11-20', isComplete: true },
      { id: '22:2026-11-20', isComplete: true },
    ]);
  });
});

describe('a reading', () => {
  test('goes on after any page without asking for it again', async () => {
    const world = await fresh();
    for (let id = 1; id <= 250; id += 1) world.fake.books.put('clients', { id, vis_state: id <= 130 ? 1 : 0 });
    let reading: Reading | undefined = await beginReading(world.context, 'clients', { origin: 'backfill' });
    const pages: string[] = [];
    while (reading !== undefined) {
      // one page, then as after a kill: from what was written down
      const written: Reading = readingSchema.parse(JSON.parse(JSON.stringify(reading)));
      for await (const part of goOnReading(world.context, {
        entity: 'clients',
        origin: 'backfill',
        reading: written,
      })) {
        pages.push(`${part.page.ask.deleted === true ? 'deleted ' : ''}${part.page.page}`);
        reading = part.next;
        break;
      }
    }
    expect(pages).toEqual(['1', '2', '1', 'deleted 1', 'deleted 2', 'deleted 1']);
  });
});
