import { afterEach, beforeEach, expect, test } from 'vitest';
import type { EntitySweep } from '../../loader/sweep/report.ts';
import { sweepConnection } from '../../loader/sweep/sweep-connection.ts';
import { updateSweepState, withSweep } from '../../loader/sweep/sweep-state.ts';
import { sweepWindow } from '../../loader/sweep/window.ts';
import type { SqlRow, Warehouse } from '../../loader/warehouse/warehouse.ts';
import { openSources, type SourcesWorld } from './sources-world.ts';
import { inSilver, type Shelf, zohoShelf } from './swept-books.ts';

const RECORDS = 25;

let world: SourcesWorld;
let shelf: Shelf;

beforeEach(async () => {
  world = await openSources({ tickMs: 700 });
  shelf = zohoShelf(world, 'bills');
  for (let id = 1; id <= RECORDS; id += 1) shelf.put(String(id), `bill ${id}`, true);
  await sweepLarge();
  await run();
  const known = Object.keys(await inSilver(world, shelf)).length;
  if (known !== RECORDS) throw new Error(`${known} of ${RECORDS} records are in silver`);
  // everything was listed today, and no change of then is in the window of the next sweep
  world.now += 4 * 86_400_000;
});

afterEach(() => world.close());

async function run(): Promise<void> {
  world.now += 300_000;
  await world.run();
}

/** The engine, with a thousand times as many living records as there are when they are counted before anything is listed. */
function enlarged(warehouse: Warehouse): Pick<Warehouse, 'query'> {
  const enlarge = (row: SqlRow): SqlRow => ('living' in row ? { ...row, living: Number(row['living']) * 1000 } : row);
  return { query: async (...args) => (await warehouse.query(...args)).map(enlarge) };
}

async function sweepLarge({ yes = false } = {}): Promise<EntitySweep> {
  const swept = await sweepConnection(await world.context(), world.config.connections['acme_books']!, {
    warehouse: enlarged(world.warehouse),
    window: sweepWindow({ isFull: false }, new Date(world.now)),
    entities: [shelf.entity],
    yes,
    readMs: 86_400_000,
  });
  await updateSweepState(world.store, 'acme_books', (state) => withSweep(state, swept));
  expect(swept.stopped).toBeNull();
  return swept.entities[0]!;
}

test('what was withheld of a large entity is found again by the sweep that is told to go on', async () => {
  expect(await sweepLarge()).toMatchObject({ whole: false, absent: 0 });
  world.now += 4 * 86_400_000;
  for (let id = 1; id <= 5; id += 1) shelf.remove(String(id), true);
  expect(await sweepLarge()).toMatchObject({ whole: true, absent: 5, withheld: true });
  expect(await sweepLarge()).toMatchObject({ whole: true, absent: 5, withheld: true });
  expect(await sweepLarge({ yes: true })).toMatchObject({ whole: true, absent: 5, withheld: false, deleted: 5 });
  expect(await sweepLarge()).toMatchObject({ whole: false, absent: 0 });
  await run();
  const silver = await inSilver(world, shelf);
  expect(Object.keys(silver).filter((id) => silver[id] === 'deleted')).toEqual(['1', '2', '3', '4', '5']);
});
