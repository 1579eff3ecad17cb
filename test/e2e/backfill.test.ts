import { afterEach, expect, test } from 'vitest';
import type { BackfillState } from '../../loader/backfill/backfill-state.ts';
import { type BackfillWorld, isDeath, openBackfill } from '../loader/backfill/world.ts';
import type { Fault } from '../support/fake-zoho/index.ts';
import { htmlPage, problemFault, serverError } from '../support/fake-zoho/index.ts';
import { randomFrom } from '../support/random.ts';

const DOCUMENTS = 20_000;
const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));

let world: BackfillWorld;
afterEach(() => world.close());

const FAULTS: readonly Fault[] = [
  problemFault(44),
  problemFault(1070),
  serverError(500),
  serverError(503),
  htmlPage(502),
  htmlPage(200, 'Sign in'),
  { kind: 'reset' },
  { kind: 'lost' },
  { kind: 'truncated', how: 'cut' },
  { kind: 'truncated', how: 'broken' },
];

const isApi = ({ path }: { readonly path: string }): boolean => path.startsWith('/books/');

test(`an organization of ${DOCUMENTS} documents is backfilled whole, whatever fails (SEED=${SEED})`, {
  timeout: 900_000,
}, async () => {
  world = await openBackfill();
  const { fake } = world;
  fake.quota.perDay = 10_000;
  const born = Date.parse('2024-01-01T00:00:00Z');
  for (let n = 0; n < DOCUMENTS; n += 1) {
    const created_time = new Date(born + n * 60_000).toISOString().replace('.000Z', '+0000');
    const id = String(5_000_000 + n);
    const invoice = { invoice_id: id, date: created_time.slice(0, 10), status: 'sent', total: n, balance: n };
    const more = { currency_code: 'EUR', line_items: [{ line_item_id: `9${id}` }], created_time };
    fake.books.put('invoices', { ...invoice, ...more, last_modified_time: created_time }, { silent: true });
  }

  const random = randomFrom(SEED);
  const again: string[] = [];
  const tick = fake.faults.decide;
  fake.faults.decide = (request) => {
    tick(request);
    const page = /\/invoices\?page=(\d+)/.exec(request.target)?.[1];
    if (page !== undefined && Number(page) > (finishedFrom(newestState()) ?? Number.POSITIVE_INFINITY))
      again.push(page);
    const isHit = request.target.startsWith('/books/') && random.below(50) === 0;
    return isHit ? FAULTS[random.below(FAULTS.length)] : undefined;
  };

  let kills = 0;
  let over = false;
  while (!over) {
    const context = world.process(kills < 4 ? { killAfter: 500 + random.below(8_000) } : {});
    try {
      await world.backfill(context, { entities: ['invoices'] });
      over = true;
    } catch (error) {
      if (!isDeath(error)) throw error;
      kills += 1;
    }
    await context.close();
  }

  expect(kills).toBeGreaterThan(0);
  expect(again).toEqual([]);
  const read = world.landed('hydrate').filter(({ fetch }) => fetch?.status === 200);
  expect(new Set(read.map(({ entity_id: id }) => id)).size).toBe(DOCUMENTS);
  // what was under way when a process died is read twice, and nothing else
  expect(read.length).toBeLessThanOrEqual(DOCUMENTS + kills * 20);
  expect((await world.state())?.finished_at).not.toBeNull();
  expect(fake.requests.maxPerMinute(isApi)).toBeLessThanOrEqual(100);
  const firstHalf = read.slice(0, DOCUMENTS / 2).map(({ entity_id: id }) => Number(id));
  expect(Math.min(...firstHalf)).toBeGreaterThan(5_000_000 + DOCUMENTS * 0.4);

  function newestState(): BackfillState | undefined {
    const names = [...world.store.objects.keys()].filter((name) => name.startsWith('state/backfill.'));
    const key = names.toSorted().at(-1);
    if (key === undefined) return undefined;
    return (JSON.parse(world.store.objects.get(key)!.toString()) as { value: BackfillState }).value;
  }
});

/** The first page that is not finished; those behind it are. */
function finishedFrom(state: BackfillState | undefined): number | undefined {
  return state?.entities[0]?.reading?.position?.page;
}
