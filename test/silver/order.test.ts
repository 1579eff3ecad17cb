import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import { landBooks } from '../support/books.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import { type Random, randomFrom } from '../support/random.ts';

const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const ROUNDS = 20;
const random: Random = randomFrom(SEED);
/** What the day of the books tells about. */
const BOOKS = [
  'silver_freshbooks_clients',
  'silver_freshbooks_events',
  'silver_freshbooks_invoice_lines',
  'silver_freshbooks_invoices',
  'silver_freshbooks_payments',
  'silver_quarantine',
  'silver_zoho_books_contacts',
  'silver_zoho_books_customer_payment_invoices',
  'silver_zoho_books_customer_payments',
  'silver_zoho_books_events',
  'silver_zoho_books_invoice_lines',
  'silver_zoho_books_invoices',
];
let lab: Lab;
let keys: readonly string[];
let expected: Awaited<ReturnType<typeof silver>>;

const silver = async (warehouse: Warehouse) => {
  const all = await warehouse.fingerprints();
  return Object.fromEntries(Object.entries(all).filter(([table]) => table.startsWith('silver_')));
};

beforeAll(async () => {
  console.log(`SEED=${SEED}`);
  lab = await openLab();
  keys = await landBooks(lab);
  const warehouse = await lab.warehouse();
  await applied(warehouse, await lab.convert(keys));
  expected = await silver(warehouse);
});
afterAll(() => lab.close());

/** The keys shuffled and split into loads, some of them in several loads. */
function randomLoads(): readonly (readonly string[])[] {
  const loads: string[][] = Array.from({ length: random.below(4) + 1 }, () => []);
  for (const key of random.shuffled(keys)) {
    loads[random.below(loads.length)]?.push(key);
    if (random.below(5) === 0) loads[random.below(loads.length)]?.push(key);
  }
  return loads.map((load) => [...new Set(load)]).filter((load) => load.length > 0);
}

describe('the same landed objects give the same silver tables', () => {
  it('have something to say', () => {
    const filled = Object.entries(expected).flatMap(([table, { rows }]) => (rows > 0 ? [table] : []));
    expect(filled).toEqual(expect.arrayContaining(BOOKS));
  });

  it.each(Array.from({ length: ROUNDS }, (_, round) => round + 1))(
    `in a random order, split and repetition (round %i, SEED=${SEED})`,
    async () => {
      const loads = randomLoads();
      const warehouse = await lab.warehouse();
      for (const load of loads) await applied(warehouse, await lab.convert(load));
      expect(await silver(warehouse), `SEED=${SEED}, loads of ${loads.map((load) => load.length).join(', ')}`).toEqual(
        expected,
      );
    },
  );

  it('when a load is applied twice and after the replay of a prefix', async () => {
    const warehouse = await lab.warehouse();
    const first = await lab.convert(keys);
    await applied(warehouse, first);
    const bronze = (await warehouse.fingerprints(['bronze_events']))['bronze_events'];
    await applied(warehouse, { ...first, attempt: 2 });
    expect((await warehouse.fingerprints(['bronze_events']))['bronze_events']).toEqual(bronze);
    await applied(warehouse, await lab.convert(keys.filter((key) => key.startsWith('raw/source=freshbooks/'))));
    await applied(warehouse, await lab.convert(keys.filter((key) => key.includes('.invoices.'))));
    expect(await silver(warehouse)).toEqual(expected);
  });

  it('after a rebuild from bronze and one from landing', { timeout: 900_000 }, async () => {
    const warehouse = await lab.warehouse();
    for (const load of randomLoads()) await applied(warehouse, await lab.convert(load));
    expect(await warehouse.rebuild({})).toMatchObject({ kind: 'applied' });
    expect(await silver(warehouse)).toEqual(expected);
    expect(await warehouse.rebuild({ loads: [await lab.convert(keys)] })).toMatchObject({ kind: 'applied' });
    expect(await silver(warehouse)).toEqual(expected);
  });

  it('and a change of one value changes the hash', async () => {
    const other = await lab.warehouse();
    await applied(other, await lab.convert(keys.slice(0, -1)));
    expect(await silver(other)).not.toEqual(expected);
  });
});
