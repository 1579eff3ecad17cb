import { afterEach, expect, test } from 'vitest';
import { fetchDue } from '../../../loader/commands/fetch-due.ts';
import { enqueue, type Want } from '../../../loader/fetch/queue.ts';
import { readQueue, updateQueue } from '../../../loader/fetch/queue-state.ts';
import { zohoContact } from '../../support/payloads/zoho-books.ts';
import { failure } from '../api/support.ts';
import { type BackfillWorld, openBackfill } from '../backfill/world.ts';

// The provider counts for all processes together: 100 requests in any 60 s.

let world: BackfillWorld;
afterEach(() => world.close());

const isApi = ({ path }: { readonly path: string }): boolean => path.startsWith('/books/');
const due = { newKeys: [], reconcile: false, ask: true };
const BATCH = 20;

function put(entity: 'invoices' | 'contacts', count: number): void {
  for (let n = 0; n < count; n += 1) {
    const time = new Date(Date.parse('2026-01-01T00:00:00Z') + n * 3_600_000).toISOString().replace('.000Z', '+0000');
    const invoice = { invoice_id: String(1000 + n), date: time.slice(0, 10), total: n, balance: n, status: 'sent' };
    const more = { currency_code: 'EUR', line_items: [], created_time: time, last_modified_time: time };
    const record = entity === 'invoices' ? { ...invoice, ...more } : zohoContact({ contact_id: String(7000 + n) });
    world.fake.books.put(entity, record, { silent: true });
  }
}

async function hint(ids: readonly number[]): Promise<void> {
  const now = new Date(world.now);
  const wants = ids.map((id): Want => {
    return { entity: 'contacts', id: String(id), reason: 'hint', dueAt: now, key: `raw/hint-${id}` };
  });
  await updateQueue(world.store, 'acme_books', (queue) => enqueue(queue, wants, now));
}

const contacts = Array.from({ length: 130 }, (_, n) => 7000 + n);
const refused = () => world.fake.requests.all.filter(({ status }) => status === 429);

test('a backfill and runs of other processes beside it share the minute', async () => {
  world = await openBackfill({ leaseSeconds: 86_400 });
  world.fake.quota.perDay = 10_000;
  put('invoices', 400);
  put('contacts', contacts.length);
  const running = world.backfill(world.process(), { entities: ['invoices'] });
  await world.fake.requests.next('GET', /\/invoices\/\d+$/);
  for (const [from, to] of [
    [0, 50],
    [50, 51],
    [51, 130],
  ]) {
    await hint(contacts.slice(from, to));
    await Promise.all([fetchDue(world.process(), due), fetchDue(world.process(), due)]);
  }
  await running;
  const most = world.fake.requests.maxPerMinute(isApi);
  expect(most).toBeLessThanOrEqual(100);
  // the limit was reached, so it was the window that held
  expect(most).toBeGreaterThan(90);
  expect(refused()).toEqual([]);
  expect((await readQueue(world.store, 'acme_books'))?.items).toEqual([]);
  expect(new Set(world.landed('hydrate').map(({ entity_id: id }) => id)).size).toBe(400 + contacts.length);
});

test('processes that come one after another go on with the same minute', async () => {
  world = await openBackfill();
  put('contacts', contacts.length);
  const began = world.now;
  for (let from = 0; from < contacts.length; from += BATCH) {
    await hint(contacts.slice(from, from + BATCH));
    await fetchDue(world.process(), due);
  }
  expect(world.fake.requests.maxPerMinute(isApi)).toBeLessThanOrEqual(100);
  expect(refused()).toEqual([]);
  expect(world.now - began).toBeGreaterThan(60_000);
});

test('who follows a process that died waits until its minute is over', async () => {
  world = await openBackfill();
  put('invoices', 200);
  const host = 'here';
  await failure(world.backfill(world.process({ killAfter: 150, host }), { entities: ['invoices'] }));
  const before = world.fake.requests.inLastMinute(new Date(world.now), isApi);
  await world.backfill(world.process({ host }), { entities: ['invoices'] });
  expect(before).toBeGreaterThan(BATCH);
  expect(world.fake.requests.maxPerMinute(isApi)).toBeLessThanOrEqual(100);
  expect(refused()).toEqual([]);
});

test('a hint is read after one page or batch of the backfill at the latest', async () => {
  world = await openBackfill({ leaseSeconds: 86_400 });
  put('invoices', 400);
  put('contacts', 1);
  const running = world.backfill(world.process(), { entities: ['invoices'] });
  for (let batches = 0; batches < 4; batches += 1) await world.fake.requests.next('GET', /\/invoices\/\d+$/);
  await hint([7000]);
  const before = world.fake.requests.all.length;
  const run = fetchDue(world.process(), due);
  await world.fake.requests.next('GET', /\/contacts\/7000$/);
  const between = world.fake.requests.all.slice(before).filter(({ path }) => path.includes('/invoices'));
  expect(between.length).toBeLessThanOrEqual(BATCH);
  await Promise.all([run, running]);
});
