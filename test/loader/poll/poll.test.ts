import { afterEach, describe, expect, test } from 'vitest';
import { ENTITIES } from '../../../loader/catalog/index.ts';
import { readQueue } from '../../../loader/fetch/queue-state.ts';
import { type Poll, type PollOptions, poll } from '../../../loader/poll/poll.ts';
import { checkPollNames } from '../../../loader/poll/poll-names.ts';
import { NEVER_POLLED, type PolledEntity, readPollState } from '../../../loader/poll/poll-state.ts';
import { changedSince, isDue, polledEntities } from '../../../loader/poll/schedule.ts';
import { sourceApi } from '../../../loader/sources/index.ts';
import { problemFault } from '../../support/fake-zoho/index.ts';
import { zohoInvoice } from '../../support/payloads/zoho-books.ts';
import { connection } from '../api/support.ts';
import { type ListWorld, zohoWorld } from '../lists/support.ts';

let open: Awaited<ReturnType<typeof zohoWorld>> | undefined;
afterEach(async () => {
  await open?.fake.close();
  open = undefined;
});

async function zoho() {
  open = await zohoWorld();
  return open;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const FOREVER = new Date(8.64e15);
const warehouse = () => Promise.resolve({ query: () => Promise.resolve([]) });

const named = (name: string) => ({
  entity: ENTITIES.find((entity) => entity.source === 'zoho_books' && entity.name === name)!,
  schedule: 'daily',
});
const pollOf = (world: ListWorld, options: Partial<PollOptions> = {}): Promise<Poll> =>
  poll(world.context, { until: FOREVER, warehouse, ...options });

describe('what is polled', () => {
  const names = (here: ReturnType<typeof connection>) =>
    polledEntities(sourceApi(here.source), here).map(({ entity: { name } }) => name);

  test('by default: reference data and what no webhook announces', () => {
    expect(names(connection()).toSorted().join(' ')).toBe(
      'bank_accounts bank_transactions chart_of_accounts currencies exchange_rates items organizations taxes users',
    );
    const fresh = connection({ source: 'freshbooks', businessId: '1', businessUuid: 'u' });
    expect(names(fresh).toSorted().join(' ')).toBe(
      'bill_payments expense_categories items journal_entry_accounts journal_entry_details ' +
        'ledger_accounts other_incomes services staff taxes',
    );
    expect(names(connection({ source: 'freshbooks' }))).not.toContain('ledger_accounts');
  });

  test('the configuration says more or less', () => {
    const here = connection({ poll: { items: 'off', invoices: 'hourly' } });
    expect(names(here)).toContain('invoices');
    expect(names(here)).not.toContain('items');
  });

  test.each([
    ['zoho_books', 'chart_of_accounts'],
    ['freshbooks', 'ledger_accounts'],
  ] as const)('accounts of %s are its %s', (source, name) => {
    const here = connection({ source, businessUuid: 'u', poll: { accounts: 'off' } });
    expect(names(here)).not.toContain(name);
    expect(names({ ...here, poll: { accounts: 'off', [name]: 'hourly' } })).toContain(name);
  });

  test('a name that is no entity is refused, with those that are', () => {
    const here = connection({ source: 'freshbooks', poll: { accounts: 'hourly', invoice: 'hourly', projects: 'off' } });
    const refused = (): void => checkPollNames({ connections: { here } });
    expect(refused).toThrow(expect.objectContaining({ code: 'config_invalid' }));
    expect(refused).toThrow(/has a problem:\n {2}connections\.\w+\.poll\.invoice: /);
    expect(refused).toThrow(
      expect.objectContaining({ hint: expect.stringMatching(/freshbooks has .*accounts.*invoices/) }),
    );
    expect(() => checkPollNames({ connections: { here: { ...here, poll: { accounts: 'daily' } } } })).not.toThrow();
  });

  const at = new Date('2026-11-20T12:00:00.000Z');
  const ago = (ms: number): string => new Date(at.getTime() - ms).toISOString();
  const polled = (more: Partial<PolledEntity>): PolledEntity => ({ ...NEVER_POLLED, ...more });
  const failed = (retryable: boolean, ms: number) => ({
    tried_at: ago(ms),
    problem: { at: ago(ms), code: 'x', message: '', retryable },
  });

  test.each<[string, string, PolledEntity, boolean]>([
    ['never polled', 'daily', polled({}), true],
    ['a day ago', 'daily', polled({ started_at: ago(DAY_MS) }), true],
    ['today', 'daily', polled({ started_at: ago(DAY_MS - 1) }), false],
    ['an hour ago', 'hourly', polled({ started_at: ago(HOUR_MS) }), true],
    ['minutes ago', 'hourly', polled({ started_at: ago(HOUR_MS - 1) }), false],
    ['before the time', '0 12 * * *', polled({ started_at: ago(1) }), true],
    ['at the time', '0 12 * * *', polled({ started_at: ago(0) }), false],
    ['failed, may have passed', 'daily', polled(failed(true, 600_000)), true],
    ['failed just now', 'daily', polled(failed(true, 599_000)), false],
    ['refused yesterday', 'daily', polled(failed(false, DAY_MS)), true],
    ['refused today', 'daily', polled(failed(false, HOUR_MS)), false],
  ])('%s, %s', (_, schedule, state, due) => {
    expect(isDue(schedule, state, at)).toBe(due);
  });

  test('changed objects are enough for a week after a list of everything', () => {
    expect(changedSince(polled({ started_at: ago(1) }), at)).toBeUndefined();
    expect(changedSince(polled({ started_at: ago(1), full_at: ago(7 * DAY_MS) }), at)).toBeUndefined();
    expect(changedSince(polled({ started_at: ago(1), full_at: ago(6 * DAY_MS) }), at)).toEqual(new Date(ago(1)));
  });
});

describe('a poll', () => {
  test('lists what is due, once', async () => {
    const world = await zoho();
    world.fake.books.put('currencies', { currency_id: '11', currency_code: 'EUR' });
    world.fake.rates.set('11', [{ effective_date: '2026-11-20', rate: 1.5 }]);
    const first = await pollOf(world);
    expect(first).toMatchObject({ unlisted: [], error: undefined });
    expect(first.polled.find(({ entity }) => entity === 'exchange_rates')).toMatchObject({ rows: 1, isDone: true });
    expect((await pollOf(world)).polled).toEqual([]);
    world.now += DAY_MS;
    expect((await pollOf(world)).polled.map(({ entity }) => entity)).toEqual(first.polled.map(({ entity }) => entity));
  });

  test('asks for what has changed since the last list began, with an overlap: no second is skipped', async () => {
    const world = await zoho();
    const entities = [named('invoices')];
    world.fake.books.put('invoices', zohoInvoice({ invoice_id: '1', last_modified_time: '2026-01-01T00:00:00+0000' }));
    expect((await pollOf(world, { entities })).polled).toMatchObject([{ kind: 'full', rows: 1, queued: 1 }]);
    // a change in the very second of the last list, after its answer
    const second = world.fake.books.stamp(new Date(Math.floor(world.now / 1000) * 1000));
    world.fake.books.put('invoices', zohoInvoice({ invoice_id: '2', last_modified_time: second }));
    world.now += HOUR_MS;
    expect((await pollOf(world, { entities })).polled).toMatchObject([{ kind: 'changed', rows: 1, queued: 1 }]);
    const queue = await readQueue(world.store, world.connection.name);
    expect(queue?.items.map(({ id, reason }) => [id, reason])).toEqual([
      ['1', 'listed'],
      ['2', 'listed'],
    ]);
    expect((await pollOf(world, { entities, isFull: true })).polled).toMatchObject([{ kind: 'full', rows: 2 }]);
  });

  test('a list that cannot be read keeps no other from being, and is told', async () => {
    const world = await zoho();
    world.fake.books.put('users', { user_id: '5', name: 'Ida' });
    world.fake.faults.add({ path: /taxes/, times: 9, fault: problemFault(57, { status: 403 }) });
    const { polled, unlisted, error } = await pollOf(world);
    expect(unlisted).toMatchObject([{ entity: 'taxes', code: 'api_forbidden' }]);
    expect(polled.find(({ entity }) => entity === 'users')).toMatchObject({ rows: 1 });
    expect(error).toBeUndefined();
    const { entities } = await readPollState(world.store, world.connection.name);
    expect(entities['taxes']).toMatchObject({ started_at: null, problem: { code: 'api_forbidden', retryable: false } });
  });

  describe('of lists that hang on objects', () => {
    const ids = Array.from({ length: 30 }, (_, n) => String(11 + n));
    const asked = (world: ListWorld & { readonly fake: Awaited<ReturnType<typeof zoho>>['fake'] }) =>
      world.fake.requests.all.flatMap(({ path }) => /currencies\/(\d+)\/exch/.exec(path)?.[1] ?? []);

    async function rates(refused: RegExp) {
      const world = await zoho();
      for (const id of ids) {
        world.fake.books.put('currencies', { currency_id: id, currency_code: `E${id}` });
        world.fake.rates.set(id, [{ effective_date: '2026-11-20', rate: 1.5 }]);
      }
      world.fake.faults.add({ path: refused, times: 1e6, fault: problemFault(1002, { status: 404 }) });
      return world;
    }

    test('one that is refused keeps none of the others from being read, and is told', async () => {
      const world = await rates(/currencies\/(12|40)\/exchangerates/);
      const entities = [named('exchange_rates')];
      for (let day = 0; day < 2; day += 1) {
        const { polled, unlisted, error } = await pollOf(world, day === 0 ? { entities } : {});
        expect(error).toBeUndefined();
        const report = polled.find(({ entity }) => entity === 'exchange_rates');
        expect(report).toMatchObject({ pages: 28, rows: 28, isDone: true });
        expect(unlisted).toMatchObject([
          { entity: 'exchange_rates', message: expect.stringMatching(/\/12\/.*1 more/) },
        ]);
        const state = (await readPollState(world.store, world.connection.name)).entities['exchange_rates'];
        expect(state).toMatchObject({ started_at: null, reading: null, problem: { retryable: false } });
        world.now += DAY_MS;
      }
      expect(asked(world)).toEqual([...ids, ...ids]);
    });

    test('one that was refused before the time was over is told at the end', async () => {
      const world = await rates(/currencies\/11\/exchangerates/);
      const entities = [named('exchange_rates')];
      // one page for each
      const told: unknown[] = [];
      for (let run = 0; run < ids.length; run += 1) {
        const { polled, unlisted } = await pollOf(world, { entities, until: new Date(world.now + 5) });
        told.push(...unlisted.map(({ entity }) => entity));
        if (polled[0]?.isDone === true) break;
      }
      expect(told).toEqual(['exchange_rates']);
      expect(asked(world)).toEqual(ids);
    });

    test('all of which are refused are not asked for to the last', async () => {
      const world = await rates(/exchangerates/);
      const { polled, unlisted } = await pollOf(world, { entities: [named('exchange_rates')] });
      expect(polled).toEqual([]);
      expect(unlisted).toMatchObject([{ entity: 'exchange_rates' }]);
      expect(asked(world)).toEqual(ids.slice(0, 10));
    });
  });

  test('what keeps the whole connection from being read ends it', async () => {
    const world = await zoho();
    world.fake.knobs.userDisabled = true;
    expect(await pollOf(world)).toMatchObject({ error: { code: 'api_user_disabled' } });
  });

  test('goes on in the next run where the time was over', async () => {
    const world = await zoho();
    const entities = [named('invoices')];
    for (let n = 0; n < 450; n += 1) {
      const created_time = new Date(Date.parse('2026-01-01T00:00:00Z') + n * 60_000)
        .toISOString()
        .replace('.000Z', '+0000');
      world.fake.books.put('invoices', { invoice_id: String(n + 1), created_time, last_modified_time: created_time });
    }
    const pages: number[] = [];
    for (let runs = 0; runs < 3; runs += 1) {
      const { polled } = await pollOf(world, { entities, until: new Date(world.now + 5) });
      pages.push(...polled.map((one) => one.pages));
      expect(polled[0]?.isDone).toBe(runs === 2);
    }
    expect(pages).toEqual([1, 1, 1]);
    const queue = await readQueue(world.store, world.connection.name);
    expect(new Set(queue?.items.map(({ id }) => id)).size).toBe(450);
    // pages 1 and 2 on the way to the end, then each page once
    expect(world.fake.requests.all.map(({ query }) => query.get('page'))).toEqual(['1', '2', '4', '3', '2', '1']);
  });
});
