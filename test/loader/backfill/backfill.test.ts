import { afterEach, describe, expect, test } from 'vitest';
import { costOf } from '../../../loader/backfill/estimate.ts';
import { fetchDue } from '../../../loader/commands/fetch-due.ts';
import { enqueue } from '../../../loader/fetch/queue.ts';
import { readQueue, updateQueue } from '../../../loader/fetch/queue-state.ts';
import { codeOf } from '../../../receiver/errors.ts';
import { problemFault } from '../../support/fake-zoho/index.ts';
import { zohoContact } from '../../support/payloads/zoho-books.ts';
import { failure } from '../api/support.ts';
import { type BackfillWorld, openBackfill } from './world.ts';

let world: BackfillWorld;
afterEach(() => world.close());

function fill(count: number): void {
  for (let n = 0; n < count; n += 1) {
    const created_time = new Date(Date.parse('2026-01-01T00:00:00Z') + n * 3_600_000)
      .toISOString()
      .replace('.000Z', '+0000');
    const invoice = {
      invoice_id: String(1000 + n),
      date: created_time.slice(0, 10),
      total: n,
      balance: n,
      status: 'sent',
    };
    const more = { currency_code: 'EUR', line_items: [], created_time, last_modified_time: created_time };
    world.fake.books.put('invoices', { ...invoice, ...more }, { silent: true });
  }
}

const read = (): readonly string[] => world.landed('hydrate').map(({ entity_id: id }) => id ?? '');
const invoices = { entities: ['invoices'] };

describe('a backfill', () => {
  test('takes what is dated in the range, newest first, and says before what it takes', async () => {
    world = await openBackfill();
    fill(500);
    let requests = 0;
    const range = { since: '2026-01-05', until: '2026-01-08' };
    await world.backfill(world.process(), {
      ...invoices,
      ...range,
      onPlan: ({ cost, state }) => {
        requests = cost.requests;
        expect(state.entities).toMatchObject([{ entity: 'invoices', estimate: { pages: 5 } }]);
      },
    });
    const ids = read().map(Number);
    expect(ids).toHaveLength(4 * 24);
    expect(new Set(ids)).toEqual(new Set(Array.from({ length: 96 }, (_, n) => 1000 + 96 + n)));
    expect(ids.indexOf(1000 + 191)).toBeLessThan(ids.indexOf(1000 + 96));
    expect(requests).toBeGreaterThanOrEqual(96 + 3);
    expect(await world.state()).toMatchObject({ ...range, entities: [{ is_done: true, queued: 96 }] });
  });

  test('is measured by a dry run, which writes nothing down', async () => {
    world = await openBackfill();
    fill(450);
    const plans: unknown[] = [];
    await world.backfill(world.process(), { ...invoices, isDryRun: true, onPlan: ({ cost }) => plans.push(cost) });
    expect(plans).toEqual([{ requests: 3 + 450, minutes: 5, days: 1, perDay: 900 }]);
    expect(await world.state()).toBeUndefined();
    expect(read()).toEqual([]);
  });

  test('over the day’s quota waits for the next day, and leaves others their share', async () => {
    world = await openBackfill();
    world.fake.quota.perDay = 200;
    fill(450);
    const began = world.now;
    await world.backfill(world.process(), invoices);
    expect(new Set(read()).size).toBe(450);
    expect(world.now - began).toBeGreaterThan(86_400_000);
    expect(world.fake.requests.all.filter(({ status }) => status === 429)).toEqual([]);
  });

  test('keeps no hint waiting for longer than a page of its own', async () => {
    world = await openBackfill();
    fill(400);
    world.fake.books.put('contacts', zohoContact({ contact_id: '77' }), { silent: true });
    const context = world.process();
    const { store, clock } = context;
    const tick = world.fake.faults.decide;
    const asked: string[] = [];
    let hintedAt: number | undefined;
    world.fake.faults.decide = (request) => {
      if (request.target.startsWith('/books/')) asked.push(request.target);
      if (asked.length === 120 && hintedAt === undefined) {
        hintedAt = asked.length;
        const want = { entity: 'contacts', id: '77', reason: 'hint', dueAt: clock(), key: 'raw/hint' } as const;
        void updateQueue(store, 'acme_books', (queue) => enqueue(queue, [want], clock()));
      }
      return tick(request);
    };
    await world.backfill(context, invoices);
    const answeredAt = asked.findIndex((target) => target.includes('/contacts/77'));
    expect(answeredAt - hintedAt!).toBeLessThanOrEqual(2 * 20);
    expect(new Set(read()).size).toBe(401);
  });

  test('lets a run of another process read its hints in between', async () => {
    world = await openBackfill();
    fill(300);
    world.fake.books.put('contacts', zohoContact({ contact_id: '77' }), { silent: true });
    const other = world.process();
    const { store, clock } = other;
    const want = { entity: 'contacts', id: '77', reason: 'hint', dueAt: clock(), key: 'raw/hint' } as const;
    const running = world.backfill(world.process(), invoices);
    await world.fake.requests.next('GET', /\/invoices\/\d+$/);
    await updateQueue(store, 'acme_books', (queue) => enqueue(queue, [want], clock()));
    await fetchDue(other, { newKeys: [], reconcile: false, ask: true });
    const left = await readQueue(store, 'acme_books');
    expect(left?.items.filter(({ entity }) => entity === 'contacts')).toEqual([]);
    await running;
    expect(new Set(read()).size).toBe(301);
  });

  test('passes over what may not be read, and says so', async () => {
    world = await openBackfill();
    fill(3);
    world.fake.faults.add({ path: /\/bills\?/, times: 9, fault: problemFault(57, { status: 403 }) });
    const { state } = await world.backfill(world.process(), { entities: ['bills', 'invoices'] });
    expect(state.entities.find(({ entity }) => entity === 'bills')?.problem?.code).toBe('api_forbidden');
    expect(new Set(read()).size).toBe(3);
    expect(state.finished_at).not.toBeNull();
  });

  test('that is unfinished is not mixed with another', async () => {
    world = await openBackfill();
    fill(300);
    await failure(world.backfill(world.process({ killAfter: 120 }), invoices));
    const other = { entities: ['bills'], since: '2026-01-01' };
    expect(codeOf(await failure(world.backfill(world.process(), other)))).toBe('usage');
    await world.backfill(world.process(), { ...other, isRestart: true });
    expect(await world.state()).toMatchObject({ since: '2026-01-01', entities: [{ entity: 'bills', is_done: true }] });
  });
});

describe('the cost', () => {
  const entity = { entity: 'invoices', reading: null, is_done: false, pages: 0, rows: 0, queued: 0, problem: null };
  const estimate = { rows: 20_000, pages: 100, objects: 20_000 };
  const at = new Date('2026-11-20T12:00:00Z');
  const quota = { limit: 10_000, remaining: 5_000, resetsAt: at, seenAt: at };

  test.each([
    ['without a quota', undefined, { requests: 20_100, minutes: 201, days: 1, perDay: null }],
    ['by the quota', quota, { requests: 20_100, minutes: 201, days: 3, perDay: 9_000 }],
  ])('%s', async (_, told, expected) => {
    world = await openBackfill();
    const state = {
      entities: [
        { ...entity, estimate },
        { ...entity, estimate, is_done: true },
      ],
    };
    expect(costOf(state, { requestsPerMinute: 100, quota: told, reserve: 0.1 })).toEqual(expected);
  });
});
