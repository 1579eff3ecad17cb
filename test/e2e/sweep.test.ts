import { afterEach, expect, test } from 'vitest';
import { ENTITIES } from '../../loader/catalog/index.ts';
import { foundBy } from '../../loader/sweep/report.ts';
import { FAKE_ENTITIES as FRESH } from '../support/fake-freshbooks/entities.ts';
import { FAKE_ENTITIES as ZOHO } from '../support/fake-zoho/entities.ts';
import { randomFrom } from '../support/random.ts';
import { listenToAll } from './listen-to-all.ts';
import { openSources, type SourcesWorld } from './sources-world.ts';
import { freshShelf, inSilver, type Shelf, type Swept, sweep, zohoShelf } from './swept-books.ts';

const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const RECORDS = 6;
const REMOVED = '6';
/** Lists without a single read: nobody can confirm that something of them is gone. */
const UNCONFIRMABLE = new Set(['journal_entry_accounts', 'journal_entry_details']);

let world: SourcesWorld;
afterEach(() => world.close());

async function open(): Promise<readonly Shelf[]> {
  world = await openSources({ tickMs: 700, polls: true });
  world.zoho.quota.perDay = 1_000_000;
  const off = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 'off']));
  for (const { poll, source } of Object.values(world.config.connections)) {
    // each change is to be found by a webhook or by the sweep
    Object.assign(poll, off(ENTITIES.filter((entity) => entity.source === source).map(({ name }) => name)));
  }
  await listenToAll(world);
  const has = (source: string) => (name: string) =>
    ENTITIES.some((entity) => entity.source === source && entity.name === name);
  return [
    ...[...FRESH.keys()].filter(has('freshbooks')).map((name) => freshShelf(world, name)),
    ...[...ZOHO.keys()].filter(has('zoho_books')).map((name) => zohoShelf(world, name)),
  ];
}

/** Until every webhook was answered and read, and everything loaded. */
async function run(): Promise<void> {
  await world.fresh.deliveries.settled();
  await world.zoho.deliveries.settled();
  world.now += 300_000;
  const { failures } = await world.run();
  expect(failures).toEqual([]);
  const quarantine = 'select distinct source, entity, column_name, value, reason from silver_quarantine';
  expect(await world.warehouse.query(quarantine)).toEqual([]);
}

async function expectEqual(shelves: readonly Shelf[]): Promise<void> {
  for (const shelf of shelves) {
    const silver = await inSilver(world, shelf);
    const truth = shelf.truth();
    const gone = Object.keys(silver).filter((id) => truth[id] === undefined);
    const expected = { ...truth, ...Object.fromEntries(gone.map((id) => [id, 'deleted'])) };
    expect(silver, `${nameOf(shelf)}, SEED=${SEED}`).toEqual(expected);
  }
}

const nameOf = ({ connection, entity }: Shelf): string => `${connection} ${entity.name}`;

/** Makes a change. @returns whether a webhook told of it */
function isHeard({ connection }: Shelf, make: () => void): boolean {
  const { deliveries } = connection === 'acme_fresh' ? world.fresh : world.zoho;
  const before = deliveries.offered - deliveries.dropped.length;
  make();
  return deliveries.offered - deliveries.dropped.length > before;
}

function problemsOf({ entities }: Swept): readonly string[] {
  return [...entities].flatMap(([name, { problem, withheld }]) =>
    problem !== null || withheld ? [`${name} ${problem?.message ?? 'withheld'}`] : [],
  );
}

test(`lost webhooks, imports, mass edits and unseen deletions are found and counted (SEED=${SEED})`, async () => {
  const shelves = await open();
  const random = randomFrom(SEED);
  // an import: nobody says a word
  for (const shelf of shelves) for (let id = 1; id <= RECORDS; id += 1) shelf.put(String(id), 'imported', true);
  const first = await sweep(world);
  expect(problemsOf(first)).toEqual([]);
  expect(first.exitCode).toBe(3);
  const missed = (names: readonly string[], count: (name: string) => number | undefined) =>
    names.map((name) => [name, count(name)]);
  const names = shelves.map(nameOf);
  expect(missed(names, (name) => first.entities.get(name)?.missed)).toEqual(missed(names, () => RECORDS));
  await run();
  await expectEqual(shelves);

  const lost = () => random.below(10) === 0;
  world.fresh.deliveries.isLost = lost;
  world.zoho.deliveries.isLost = lost;
  const unheard = new Map(shelves.map((shelf) => [shelf, new Set<string>()]));
  for (const shelf of shelves) {
    const note = (id: string, make: () => void) => {
      if (!isHeard(shelf, make)) unheard.get(shelf)?.add(id);
    };
    for (let id = 1; id <= 4; id += 1) note(String(id), () => shelf.edit(String(id), 'edited', false));
    note('5', () => shelf.edit('5', 'mass edit', true));
    note('100', () => shelf.put('100', 'new', false));
    note('101', () => shelf.put('101', 'imported later', true));
    if (!UNCONFIRMABLE.has(shelf.entity.name)) note(REMOVED, () => shelf.remove(REMOVED, true));
  }
  await run();
  const second = await sweep(world, { yes: true });
  expect(problemsOf(second)).toEqual([]);
  expect(second.exitCode).toBe(3);
  for (const shelf of shelves) {
    const swept = second.entities.get(nameOf(shelf))!;
    const missing = unheard.get(shelf)!;
    const listed = Object.keys(shelf.truth());
    const found = { missed: swept.missed, stale: swept.stale, deleted: swept.deleted };
    const isNew = (id: string) => id === '100' || id === '101';
    expect({ name: nameOf(shelf), ...found }).toEqual({
      name: nameOf(shelf),
      missed: [...missing].filter(isNew).length,
      stale: [...missing].filter((id) => !isNew(id) && id !== REMOVED).length,
      deleted: missing.has(REMOVED) ? 1 : 0,
    });
    if (swept.changed === null) continue;
    expect([nameOf(shelf), swept.loss_rate]).toEqual([
      nameOf(shelf),
      listed.filter((id) => missing.has(id)).length / listed.length,
    ]);
  }
  expect([...second.entities.values()].filter(({ changed }) => changed !== null).length).toBeGreaterThan(20);
  await run();
  await expectEqual(shelves);
  const third = await sweep(world);
  expect({ found: third.connections.map(foundBy), exitCode: third.exitCode }).toEqual({ found: [0, 0], exitCode: 0 });
}, 900_000);
