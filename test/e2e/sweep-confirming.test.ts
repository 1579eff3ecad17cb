import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectionStatuses } from '../../loader/doctor/connection-status.ts';
import { readSweepState } from '../../loader/sweep/sweep-state.ts';
import { openSources, type SourcesWorld } from './sources-world.ts';
import { inSilver, type Shelf, sweep, zohoShelf } from './swept-books.ts';

/** One of them is no more than 5 %. */
const RECORDS = 20;
const ASKED = { connection: 'acme_books', entities: ['contacts'] } as const;
const CONTACTS = 'acme_books contacts';

let world: SourcesWorld;
let shelf: Shelf;

beforeEach(async () => {
  world = await openSources({ tickMs: 700 });
  shelf = zohoShelf(world, 'contacts');
  for (let id = 1; id <= RECORDS; id += 1) shelf.put(String(id), `contact ${id}`, true);
  await sweep(world, ASKED);
  await run();
  const known = Object.keys(await inSilver(world, shelf)).length;
  if (known !== RECORDS) throw new Error(`${known} of ${RECORDS} records are in silver`);
});

afterEach(() => world.close());

async function run() {
  world.now += 300_000;
  const { swept, exit_code: exitCode } = await world.run();
  return { swept, exitCode };
}

/** What the last sweep counted, as it is remembered. */
async function remembered() {
  const { last, confirming } = await readSweepState(world.store, 'acme_books');
  const contacts = last?.entities.find(({ entity }) => entity === 'contacts');
  return { deleted: contacts?.deleted, open: last?.confirming, asked: confirming.flatMap(({ ids }) => ids) };
}

/** What `status` says is absent. */
async function absent() {
  const all = await connectionStatuses(await world.context(), []);
  return all.find(({ connection }) => connection === 'acme_books')?.absent;
}

/** A record is gone, and the sweep that finds it absent gets no answer about it. */
async function sweepUnanswered(): Promise<void> {
  shelf.remove('7', true);
  world.zoho.faults.add({
    method: 'GET',
    path: /^\/books\/v3\/contacts\/\d/,
    times: 1000,
    fault: { kind: 'answer', status: 500, json: {} },
  });
  const asked = await sweep(world, ASKED);
  expect(asked.entities.get(CONTACTS)).toMatchObject({ absent: 1, deleted: 0 });
  expect(asked.connections[0]).toMatchObject({ queued: 1, read: 0, unread: 1, confirming: 1 });
  expect(await remembered()).toEqual({ deleted: 0, open: 1, asked: ['7'] });
  expect(await absent()).toEqual([{ entity: 'contacts', confirming: 1, withheld: 0 }]);
  world.zoho.faults.clear();
}

test('a deletion that is confirmed after the sweep counts in the run after that, once', async () => {
  await sweepUnanswered();
  expect(await run()).toEqual({ swept: [], exitCode: 0 });
  expect(await inSilver(world, shelf)).toEqual({ ...shelf.truth(), 7: 'deleted' });
  expect(await run()).toEqual({ swept: [{ connection: 'acme_books', missed: 1 }], exitCode: 3 });
  expect(await remembered()).toEqual({ deleted: 1, open: 0, asked: [] });
  expect(await absent()).toEqual([]);
  expect(await run()).toEqual({ swept: [], exitCode: 0 });
  expect((await sweep(world, ASKED)).entities.get(CONTACTS)).toMatchObject({ absent: 0, deleted: 0 });
});

test('the next sweep counts it, where no run has', async () => {
  await sweepUnanswered();
  await run();
  const counted = await sweep(world, ASKED);
  expect(counted.entities.get(CONTACTS)).toMatchObject({ absent: 0, deleted: 1 });
  expect([counted.exitCode, counted.connections[0]?.confirming]).toEqual([3, 0]);
  const again = await sweep(world, ASKED);
  expect([again.exitCode, again.entities.get(CONTACTS)?.deleted]).toEqual([0, 0]);
});

test('the next sweep reads what stands in the queue, also when it finds nothing itself', async () => {
  await sweepUnanswered();
  world.now += 300_000;
  const counted = await sweep(world, ASKED);
  expect(counted.entities.get(CONTACTS)).toMatchObject({ absent: 0, deleted: 1 });
  expect([counted.exitCode, counted.connections[0]?.queued]).toEqual([3, 0]);
});

test('what is answered and lives counts never', async () => {
  await sweepUnanswered();
  shelf.put('7', 'contact 7', true);
  await run();
  expect(await run()).toEqual({ swept: [], exitCode: 0 });
  expect(await remembered()).toEqual({ deleted: 0, open: 0, asked: [] });
});

test('the scheduled sweep asks for what is absent itself, and its run says what is gone', async () => {
  Object.assign(world.config.loader, { sweep: '0 * * * *' });
  await sweep(world, { connection: 'acme_books' });
  expect((await run()).swept).toEqual([]);
  shelf.remove('7', true);
  world.now += 3_600_000;
  const { swept, exitCode } = await run();
  expect(swept).toContainEqual({ connection: 'acme_books', missed: 1 });
  expect(exitCode).toBe(3);
  expect(await remembered()).toEqual({ deleted: 1, open: 0, asked: [] });
  expect(await inSilver(world, shelf)).toEqual({ ...shelf.truth(), 7: 'deleted' });
});
