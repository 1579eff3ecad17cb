import { afterEach, expect, test } from 'vitest';
import { openSources, type SourcesWorld } from './sources-world.ts';
import { inSilver, sweep, zohoShelf } from './swept-books.ts';

/** As many rows of lists as come between the document and the newest. */
const SWEEPS = 7;
const ASKED = { connection: 'acme_books', entities: ['bills'], window: { isFull: true } } as const;

let world: SourcesWorld;
afterEach(() => world.close());

async function run(): Promise<void> {
  world.now += 300_000;
  await world.run();
}

test('a document in quarantine is missed once, however often lists name it', async () => {
  world = await openSources({ tickMs: 700 });
  const shelf = zohoShelf(world, 'bills');
  shelf.put('1', 'fine', true);
  shelf.put('2', 'odd', true);
  world.zoho.books.patch('bills', '2', { total: 'a lot' }, { silent: true });
  const first = await sweep(world, ASKED);
  expect(first.entities.get('acme_books bills')).toMatchObject({ known: 0, missed: 2 });
  await run();
  expect(await inSilver(world, shelf)).toEqual({ 1: 'fine' });
  for (let at = 0; at < SWEEPS; at += 1) await sweep(world, ASKED);
  await run();
  const last = await sweep(world, ASKED);
  expect(last.entities.get('acme_books bills')).toMatchObject({ known: 2, missed: 0, waiting: 0, loss_rate: 0 });
  expect(last.exitCode).toBe(0);
});
