import { afterEach, describe, expect, test } from 'vitest';
import { type Cost, costOf } from '../../../loader/backfill/estimate.ts';
import { fetchDue } from '../../../loader/commands/fetch-due.ts';
import { enqueue } from '../../../loader/fetch/queue.ts';
import { readQueue, updateQueue } from '../../../loader/fetch/queue-state.ts';
import { codeOf } from '../../../receiver/errors.ts';
import { htmlPage } from '../../support/fake-provider/faults.ts';
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
    expect(plans).toEqual([{ requests: 3 + 450, minutes: 5, days: 1, perDay: 800 }]);
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

  test('leaves a share of the day’s quota to hints, and reads them while it waits for the next day', async () => {
    world = await openBackfill();
    world.fake.quota.perDay = 200;
    fill(200);
    const context = world.process();
    const hints = ['71', '72'];
    for (const id of hints) world.fake.books.put('contacts', zohoContact({ contact_id: id }), { silent: true });
    const queuedAt = new Map<string, number>();
    const answered: { readonly id: string; readonly afterMs: number; readonly isWaiting: boolean }[] = [];
    const hint = (id: string): void => {
      queuedAt.set(id, world.now);
      const want = { entity: 'contacts', id, reason: 'hint', dueAt: context.clock(), key: `raw/${id}` } as const;
      void updateQueue(world.store, 'acme_books', (queue) => enqueue(queue, [want], context.clock()));
    };
    const tick = world.fake.faults.decide;
    world.fake.faults.decide = (request) => {
      const id = /\/contacts\/(\d+)/.exec(request.target)?.[1];
      const afterMs = world.now - (queuedAt.get(id ?? '') ?? 0);
      if (id !== undefined) answered.push({ id, afterMs, isWaiting: world.printed().includes('goes on at') });
      // While the last objects of its day are read, and while it waits.
      if (world.fake.quota.used >= 155 && queuedAt.size === 0) hint('71');
      if (id === '71') hint('72');
      return tick(request);
    };
    await world.backfill(context, invoices);
    expect(answered).toMatchObject(hints.map((id) => ({ id, isWaiting: true })));
    for (const { afterMs } of answered) expect(afterMs).toBeLessThan(3 * 60_000);
    expect(new Set(read()).size).toBe(200 + hints.length);
    expect(world.fake.quota.used).toBeLessThanOrEqual(160);
  });

  test('that goes on says what it takes by the quota that was told before', async () => {
    world = await openBackfill();
    world.fake.quota.perDay = 100;
    fill(450);
    const plans: { readonly cost: Cost; readonly isResumed: boolean }[] = [];
    const told = { ...invoices, onPlan: (plan: (typeof plans)[number]) => plans.push(plan) };
    await failure(world.backfill(world.process({ killAfter: 120 }), told));
    const dry = { ...told, isDryRun: true };
    await world.backfill(world.process(), dry);
    world.now += 86_400_000;
    await world.backfill(world.process(), dry);
    const [fresh, resumed, dayAfter] = plans;
    expect(plans.map(({ isResumed }) => isResumed)).toEqual([false, true, true]);
    const { requests, perDay } = resumed!.cost;
    expect(perDay).toBe(fresh!.cost.perDay);
    expect(requests).toBeGreaterThan(100);
    expect(resumed!.cost.days).toBeGreaterThanOrEqual(1 + Math.ceil((requests - perDay!) / perDay!));
    expect(dayAfter!.cost).toEqual({ ...resumed!.cost, days: Math.ceil(requests / perDay!) });
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

  test('reads hints while it is planned, after one list at the latest, and nothing that only lists name', async () => {
    world = await openBackfill();
    fill(250);
    world.fake.books.put('contacts', zohoContact({ contact_id: '77' }), { silent: true });
    const context = world.process();
    const now = context.clock();
    const want = { entity: 'contacts', id: '77', reason: 'hint', dueAt: now, key: 'raw/hint' } as const;
    const listed = { entity: 'invoices', id: '1000', reason: 'listed', dueAt: now } as const;
    await updateQueue(world.store, 'acme_books', (queue) => enqueue(queue, [listed], now));
    const tick = world.fake.faults.decide;
    const asked: string[] = [];
    world.fake.faults.decide = (request) => {
      if (request.target.startsWith('/books/')) asked.push(request.target.replace(/.*\/(?=[a-z]+[?/])|\?.*/g, ''));
      if (asked.length === 1)
        void updateQueue(world.store, 'acme_books', (queue) => enqueue(queue, [want], context.clock()));
      return tick(request);
    };
    const plans: (readonly string[])[] = [];
    const entities = ['invoices', 'bills', 'estimates'];
    await world.backfill(context, { entities, onPlan: () => plans.push([...asked]) });
    const planned = plans[0]!;
    expect(new Set(planned)).toEqual(new Set([...entities, 'contacts/77']));
    expect(new Set(planned.slice(0, planned.indexOf('contacts/77'))).size).toBe(1);
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

  test.each([
    ['is planned', 1],
    ['is read', 4],
  ])('waits for what passes by itself while it %s', async (_, nth) => {
    world = await openBackfill();
    fill(450);
    world.fake.faults.add({ path: /\/invoices\?/, nth, times: 5, fault: htmlPage(502) });
    const { state } = await world.backfill(world.process(), invoices);
    expect(state.entities).toMatchObject([{ entity: 'invoices', is_done: true, problem: null }]);
    expect(new Set(read()).size).toBe(450);
    expect(world.fake.faults.pending).toBe(0);
  });

  test('whose lists fail for too long while it is planned ends with that, and begins by the same command', async () => {
    world = await openBackfill();
    fill(3);
    world.fake.faults.add({ path: /\/invoices\?/, times: 1000, fault: htmlPage(502) });
    expect(codeOf(await failure(world.backfill(world.process(), invoices)))).toBe('api_unavailable');
    expect(await world.state()).toBeUndefined();
    world.fake.faults.clear();
    const { state } = await world.backfill(world.process(), invoices);
    expect(state.entities).toMatchObject([{ entity: 'invoices', is_done: true, problem: null }]);
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
    ['by the quota', quota, { requests: 20_100, minutes: 201, days: 4, perDay: 8_000 }],
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
