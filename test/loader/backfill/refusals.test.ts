import { afterEach, describe, expect, test } from 'vitest';
import { fetchDue } from '../../../loader/commands/fetch-due.ts';
import type { QueueItem } from '../../../loader/fetch/queue.ts';
import { readQueue } from '../../../loader/fetch/queue-state.ts';
import { htmlPage } from '../../support/fake-provider/faults.ts';
import { type Fault, problemFault } from '../../support/fake-zoho/index.ts';
import { zohoInvoice } from '../../support/payloads/zoho-books.ts';
import { failure } from '../api/support.ts';
import { type BackfillWorld, openBackfill } from './world.ts';

let world: BackfillWorld;
afterEach(() => world.close());

const MINUTE_MS = 60_000;
const FOREVER = 1e6;
const FORBIDDEN = problemFault(57, { status: 403, message: 'not authorized' });

const from = (first: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => String(first + n));

/** Ids of what was asked for, in this order. */
const asked = (path: RegExp): readonly string[] =>
  world.fake.requests.all.flatMap((request) => path.exec(request.path)?.[1] ?? []);

describe('lists that hang on objects', () => {
  const ids = from(11, 30);
  const rates = { entities: ['exchange_rates'] };
  const lists = /currencies\/(\d+)\/exch/;

  async function open(refused: RegExp, fault: Fault): Promise<void> {
    world = await openBackfill();
    for (const id of ids) {
      world.fake.books.put('currencies', { currency_id: id, currency_code: `E${id}` }, { silent: true });
      world.fake.rates.set(id, [{ effective_date: '2026-11-20', rate: 1.5 }]);
    }
    world.fake.faults.add({ path: refused, times: FOREVER, fault });
  }

  test.each([
    ['1002 under 404', problemFault(1002, { status: 404 }), 'api_not_found'],
    ['57 under 403', FORBIDDEN, 'api_forbidden'],
    ['1038 under 400', problemFault(1038, { status: 400 }), 'api_invalid_request'],
  ])('one that is refused (%s) keeps none of the others from being read, and is told', async (_, fault, code) => {
    await open(/currencies\/(12|40)\/exchangerates/, fault);
    const { state } = await world.backfill(world.process(), rates);
    expect(asked(lists)).toEqual(ids);
    expect(state.finished_at).not.toBeNull();
    const problem = { code, message: expect.stringMatching(/\/12\/.*1 more/) as string };
    expect(state.entities).toMatchObject([{ is_done: true, reading: null, pages: 28, rows: 28, problem }]);
    expect(await world.state()).toEqual(state);
  });

  test('one that was refused before the process was killed is told at the end, and not asked for again', async () => {
    await open(/currencies\/11\/exchangerates/, FORBIDDEN);
    await failure(world.backfill(world.process({ killAfter: 20 }), rates));
    const before = asked(lists);
    expect(before.length).toBeLessThan(ids.length);
    const { state } = await world.backfill(world.process(), rates);
    expect(state.entities).toMatchObject([{ is_done: true, problem: { code: 'api_forbidden' } }]);
    expect(asked(lists).filter((id) => id === '11')).toEqual(['11']);
    expect(new Set(asked(lists))).toEqual(new Set(ids));
  });

  test('all of which are refused are not asked for to the last', async () => {
    await open(/exchangerates/, FORBIDDEN);
    const { state } = await world.backfill(world.process(), rates);
    expect(asked(lists)).toEqual(ids.slice(0, 10));
    expect(state.entities).toMatchObject([{ is_done: false, problem: { code: 'api_forbidden' } }]);
  });
});

describe('single objects', () => {
  const invoices = { entities: ['invoices'] };
  const singles = /\/invoices\/(\d+)$/;

  async function open(count: number, refusals: Readonly<Record<string, Fault>>): Promise<void> {
    world = await openBackfill();
    for (const invoice_id of from(1000, count)) {
      world.fake.books.put('invoices', zohoInvoice({ invoice_id }), { silent: true });
    }
    refuse(refusals);
  }

  function refuse(refusals: Readonly<Record<string, Fault>>): void {
    for (const [digits, fault] of Object.entries(refusals)) {
      world.fake.faults.add({ path: new RegExp(`/invoices/${digits}\\b`), times: FOREVER, fault });
    }
  }

  const left = async (): Promise<readonly QueueItem[]> => (await readQueue(world.store, 'acme_books'))?.items ?? [];
  const read = (): ReadonlySet<string> =>
    new Set(world.landed('hydrate').flatMap(({ entity_id: id, fetch }) => (fetch?.status === 200 ? (id ?? []) : [])));

  test('that are refused are counted by reason and waited for by nobody; a later run reads them', async () => {
    await open(300, { '1..7': FORBIDDEN, '10.3': problemFault(1038, { status: 400, message: 'invalid' }) });
    const began = world.now;
    const { state, refused } = await world.backfill(world.process(), invoices);
    expect(world.now - began).toBeLessThan(10 * MINUTE_MS);
    expect(state.finished_at).not.toBeNull();
    expect(refused).toHaveLength(2);
    expect(refused).toEqual(
      expect.arrayContaining([
        { entity: 'invoices', code: 'api_forbidden', message: expect.any(String), objects: 30, unasked: 0 },
        { entity: 'invoices', code: 'api_invalid_request', message: expect.any(String), objects: 10, unasked: 0 },
      ]),
    );
    expect(read().size).toBe(260);
    expect(asked(singles)).toHaveLength(300);
    expect(await left()).toHaveLength(40);
    world.fake.faults.clear();
    world.now += 10 * MINUTE_MS;
    await fetchDue(world.process(), { newKeys: [], reconcile: false, ask: true });
    expect(await left()).toEqual([]);
    expect(read().size).toBe(300);
  });

  test('many of which are refused one after the other keep none of the others from being read', async () => {
    // 1200 to 1259 and 1280 to 1299
    await open(300, { '12[0-58-9].': FORBIDDEN });
    const { refused } = await world.backfill(world.process(), invoices);
    expect(refused).toMatchObject([{ objects: 80, unasked: 0 }]);
    expect(read().size).toBe(220);
  });

  test('all of which are refused are not asked for to the last, and stay for later runs', async () => {
    await open(600, { '1...': FORBIDDEN });
    const began = world.now;
    const { state, refused } = await world.backfill(world.process(), invoices);
    expect(world.now - began).toBeLessThan(10 * MINUTE_MS);
    expect(state.finished_at).not.toBeNull();
    const requests = asked(singles).length;
    expect(requests).toBeGreaterThanOrEqual(100);
    expect(requests).toBeLessThan(120);
    expect(refused).toMatchObject([{ code: 'api_forbidden', objects: 600, unasked: 600 - requests }]);
    expect(await left()).toHaveLength(600);
    world.fake.faults.clear();
    await fetchDue(world.process(), { newKeys: [], reconcile: false, ask: true });
    expect(read().size).toBeGreaterThan(100);
  });

  test('that an earlier backfill was refused are asked for again by the next, once', async () => {
    await open(20, { '101.': FORBIDDEN });
    await world.backfill(world.process(), invoices);
    expect(await left()).toHaveLength(10);
    const began = world.now;
    const again = await world.backfill(world.process(), invoices);
    expect(world.now - began).toBeLessThan(MINUTE_MS);
    expect(again.refused).toMatchObject([{ objects: 10 }]);
    expect(asked(singles).filter((id) => id === '1015')).toHaveLength(2);
  });

  test.each([
    ['the API is away', htmlPage(502)],
    ['a gateway refuses', htmlPage(403)],
  ])('are waited for where %s', async (_, fault) => {
    await open(30, { '1015': fault });
    const began = world.now;
    const clock = world.process().clock;
    const tick = world.fake.faults.decide;
    world.fake.faults.decide = (request) => {
      if (clock().getTime() - began > 60 * MINUTE_MS) world.fake.faults.clear();
      return tick(request);
    };
    const { refused } = await world.backfill(world.process(), invoices);
    expect(world.now - began).toBeGreaterThan(60 * MINUTE_MS);
    expect(refused).toEqual([]);
    expect(read().size).toBe(30);
    expect(await left()).toEqual([]);
  });
});
