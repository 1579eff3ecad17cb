import { afterEach, describe, expect, test } from 'vitest';
import { randomFrom } from '../../support/random.ts';
import { freshWorld, idsOf, type ListWorld, zohoWorld } from './support.ts';

const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const ROUNDS = 6;

let open: (ListWorld & { readonly fake: { close(): Promise<void> } }) | undefined;
afterEach(async () => {
  await open?.fake.close();
  open = undefined;
});

const BORN = Date.parse('2026-01-01T00:00:00Z');
const bornAt = (n: number): string => new Date(BORN + n * 60_000).toISOString().replace('.000Z', '+0000');
const record = (id: string, n: number, number: number) => ({
  [id]: String(100_000 + n),
  date: '2026-01-01',
  total: number,
  created_time: bornAt(n),
  last_modified_time: bornAt(n),
});

type Books = Awaited<ReturnType<typeof zohoWorld>>['fake']['books'];

/** Moves before every request whatever `moves` says; @returns the ids that nothing happened to. */
async function readWhileMoving(options: {
  readonly entity: string;
  readonly idField: string;
  readonly count: number;
  readonly round: number;
  readonly moves: readonly ('create' | 'enter' | 'delete' | 'change')[];
  readonly changedSince?: Date;
  readonly datedSince?: string;
}): Promise<{ readonly missed: readonly string[]; readonly requests: number }> {
  const { entity, idField, count, moves, round } = options;
  const world = await zohoWorld();
  open = world;
  const random = randomFrom(SEED + round);
  const books: Books = world.fake.books;
  const left = new Set<string>();
  for (let n = 0; n < count; n += 1) left.add(books.put(entity, record(idField, n, 0), { silent: true }));
  const still = new Set(left);
  let next = count;
  world.fake.faults.decide = () => {
    for (const move of moves) {
      for (let times = random.below(4); times > 0; times -= 1) {
        const victim = [...left][random.below(left.size)]!;
        if (move === 'enter') {
          // an old document whose date was edited into the range
          const at = { ...record(idField, next, 0), created_time: bornAt(random.below(count)) };
          books.put(entity, at, { silent: true });
          next += 1;
        } else if (move === 'create') {
          const at = new Date(world.now)
            .toISOString()
            .replace('.000Z', '+0000')
            .replace(/\.\d{3}Z$/, '+0000');
          books.put(
            entity,
            { ...record(idField, next, 0), created_time: at, last_modified_time: at },
            { silent: true },
          );
          next += 1;
        } else if (move === 'change') {
          still.delete(victim);
          books.patch(entity, victim, { total: next }, { silent: true });
        } else {
          still.delete(victim);
          left.delete(victim);
          books.remove(entity, victim, { silent: true });
        }
      }
    }
    return undefined;
  };
  const { changedSince, datedSince } = options;
  const ask = {
    entity,
    ...(changedSince === undefined ? {} : { changedSince }),
    ...(datedSince === undefined ? {} : { datedSince }),
  };
  const seen = idsOf(await world.read({ entity, ask }));
  return { missed: [...still].filter((id) => !seen.has(id)), requests: world.fake.requests.all.length };
}

const rounds = Array.from({ length: ROUNDS }, (_, round) => round);

describe(`a list that moves while it is read (SEED=${SEED})`, () => {
  test.each(rounds)('sorted by creation: nothing that stays is skipped, round %i', async (round) => {
    const moved = await readWhileMoving({
      entity: 'invoices',
      idField: 'invoice_id',
      count: 1234,
      round,
      moves: ['create', 'delete', 'change'],
    });
    expect(moved.missed).toEqual([]);
    // seven pages, and doubling and halving to find the last
    expect(moved.requests).toBeLessThanOrEqual(7 + 6);
  });

  test.each(rounds)('what has changed, sorted by change: nothing that stays is skipped, round %i', async (round) => {
    const moved = await readWhileMoving({
      entity: 'bills',
      idField: 'bill_id',
      count: 900,
      round,
      moves: ['create', 'delete', 'change'],
      changedSince: new Date(BORN),
    });
    expect(moved.missed).toEqual([]);
  });

  test.each(rounds)(
    'what is dated since, sorted by creation: what comes into it skips nothing, round %i',
    async (round) => {
      const options = { entity: 'invoices', idField: 'invoice_id', count: 900, round, datedSince: '2026-01-01' };
      const moved = await readWhileMoving({ ...options, moves: ['enter', 'change'] });
      expect(moved.missed).toEqual([]);
    },
  );

  test('what is dated since is read newest first, and both ways', async () => {
    const world = await zohoWorld();
    open = world;
    for (let n = 0; n < 500; n += 1) world.fake.books.put('invoices', record('invoice_id', n, 0));
    const pages = await world.read({ entity: 'invoices', ask: { entity: 'invoices', datedSince: '2026-01-01' } });
    expect(pages.map(({ page }) => page)).toEqual([1, 2, 3, 2, 1]);
    expect(pages[0]!.rows[0]!.id).toBe('100499');
  });

  test.each(['create', 'delete'] as const)('newest first whatever is asked: %s skips nothing', async (move) => {
    const options = { entity: 'purchase_orders', idField: 'purchaseorder_id', count: 900, moves: [move] };
    for (const round of rounds) {
      expect((await readWhileMoving({ ...options, round })).missed).toEqual([]);
      await open?.fake.close();
    }
    open = undefined;
  });

  test('a reading in one direction would have skipped: the moves are real', async () => {
    const world = await zohoWorld();
    open = world;
    for (let n = 0; n < 500; n += 1) world.fake.books.put('purchase_orders', record('purchaseorder_id', n, 0));
    let asked = 0;
    world.fake.faults.decide = () => {
      asked += 1;
      if (asked === 2) world.fake.books.remove('purchase_orders', String(100_000 + 499));
      return undefined;
    };
    const pages = await world.read({ entity: 'purchase_orders' });
    const forth = pages.slice(0, 3);
    const skipped = String(100_000 + 299);
    expect(idsOf(forth).has(skipped)).toBe(false);
    expect(idsOf(pages).has(skipped)).toBe(true);
  });

  test('FreshBooks in the order of its ids is read from its end, any other both ways', async () => {
    const world = await freshWorld();
    open = world;
    for (let id = 1; id <= 350; id += 1) world.fake.books.put('other_incomes', { incomeid: id });
    const pages = await world.read({ entity: 'other_incomes' });
    expect(pages.map(({ page }) => page)).toEqual([4, 3, 2, 1]);
    expect(idsOf(pages).size).toBe(350);
    for (let id = 350; id >= 1; id -= 1) world.fake.books.put('items', { id, vis_state: 0 });
    expect((await world.read({ entity: 'items' })).map(({ page }) => page)).toEqual([1, 2, 3, 4, 3, 2, 1]);
  });

  const since = new Date('2026-11-18T00:00:00Z');
  const old = { vis_state: 0, updated: '2026-01-01 00:00:00' };
  const late = { vis_state: 0, updated: '2026-11-19 10:00:00' };
  const edit = { updated: '2026-11-20 07:00:00' };
  test.each([
    ['an edited old record comes into what has changed', { changedSince: since }, [old, late], edit],
    ['a restored record comes into the whole list', {}, [{ ...old, vis_state: 1 }, old], { vis_state: 0 }],
    [
      'a record is deleted into the list of the deleted',
      { deleted: true },
      [old, { ...old, vis_state: 1 }],
      { vis_state: 1 },
    ],
  ] as const)('FreshBooks in the order of its ids: %s, and nothing is skipped', async (_, which, kinds, move) => {
    const world = await freshWorld();
    open = world;
    for (let id = 1; id <= 1000; id += 1) world.fake.books.put('clients', { id, ...kinds[id % 2] }, { silent: true });
    let asked = 0;
    world.fake.faults.decide = () => {
      asked += 1;
      // near the beginning of the list, before each request
      world.fake.books.patch('clients', String(2 * asked), move, { silent: true });
      return undefined;
    };
    const seen = idsOf(await world.read({ entity: 'clients', ask: { entity: 'clients', ...which } }));
    const stayed = Array.from({ length: 500 }, (__, n) => String(2 * n + 1));
    expect(stayed.filter((id) => !seen.has(id))).toEqual([]);
  });
});
