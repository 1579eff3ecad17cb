import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectionStatuses } from '../../loader/doctor/connection-status.ts';
import { readQueue } from '../../loader/fetch/queue-state.ts';
import type { Fault } from '../support/fake-provider/faults.ts';
import { jsonBytes } from '../support/payloads/json.ts';
import { zohoListAnswer } from '../support/payloads/zoho-books.ts';
import { openSources, type SourcesWorld } from './sources-world.ts';
import { inSilver, type Shelf, sweep, zohoShelf } from './swept-books.ts';

const RECORDS = 25;
const ASKED = { connection: 'acme_books', entities: ['contacts'] } as const;
const CONTACTS = 'acme_books contacts';
const LIST = /^\/books\/v3\/contacts\?/;

let world: SourcesWorld;
let shelf: Shelf;

beforeEach(async () => {
  world = await openSources({ tickMs: 700, polls: true });
  shelf = zohoShelf(world, 'contacts');
  for (let id = 1; id <= RECORDS; id += 1) shelf.put(String(id), `contact ${id}`, true);
  await sweep(world, ASKED);
  await run();
  const known = Object.keys(await inSilver(world, shelf)).length;
  if (known !== RECORDS) throw new Error(`${known} of ${RECORDS} records are in silver`);
});

afterEach(() => world.close());

async function run(): Promise<void> {
  world.now += 300_000;
  await world.run();
}

async function queued(): Promise<number> {
  return (await readQueue(world.store, 'acme_books'))?.items.length ?? 0;
}

/** What `status` says was withheld. */
async function withheldRecords(): Promise<readonly string[]> {
  const all = await connectionStatuses(await world.context(), []);
  return all.flatMap(({ absent }) => absent.map(({ entity, withheld }) => `${entity} ${withheld}`));
}

/** What lists are answered with from now on. */
function answerLists(fault: Fault): void {
  world.zoho.faults.add({ method: 'GET', path: LIST, times: 100, fault });
}

/** A list of all but these. */
function listWithout(...hidden: readonly string[]): Fault {
  const rows = world.zoho.books
    .all('contacts')
    .filter(({ document }) => !hidden.includes(String(document['contact_id'])))
    .map(({ document, modifiedAt }) => ({ ...document, last_modified_time: world.zoho.books.stamp(modifiedAt) }));
  const context = { page: 1, per_page: 200, has_more_page: false, applied_filter: 'Status.All' };
  return {
    kind: 'answer',
    json: JSON.parse(jsonBytes(zohoListAnswer('contacts', rows, context)).toString()) as object,
  };
}

const all = Array.from({ length: RECORDS }, (_, at) => String(at + 1));

test('an empty answer deletes nothing: withheld without --yes, disproved with it', async () => {
  answerLists(listWithout(...all));
  const withheld = await sweep(world, ASKED);
  expect(withheld.exitCode).toBe(1);
  expect(withheld.printed).toContain('--yes');
  expect(withheld.entities.get(CONTACTS)).toMatchObject({ listed: 0, absent: RECORDS, withheld: true, deleted: 0 });
  expect([withheld.connections[0]?.queued, await queued()]).toEqual([0, 0]);
  const confirmed = await sweep(world, { ...ASKED, yes: true });
  expect(confirmed.entities.get(CONTACTS)).toMatchObject({ absent: RECORDS, withheld: false, deleted: 0 });
  expect(confirmed.connections[0]).toMatchObject({ queued: RECORDS, read: RECORDS, unread: 0 });
  expect(confirmed.exitCode).toBe(0);
  await run();
  expect(await inSilver(world, shelf)).toEqual(shelf.truth());
});

test('what was missed is read, also where absences are withheld', async () => {
  for (const id of ['1', '2']) shelf.remove(id, true);
  shelf.put('100', 'new', true);
  shelf.edit('3', 'edited', true);
  const withheld = await sweep(world, ASKED);
  expect(withheld.exitCode).toBe(1);
  expect(withheld.entities.get(CONTACTS)).toMatchObject({ missed: 1, stale: 1, absent: 2, withheld: true, deleted: 0 });
  expect(withheld.connections[0]).toMatchObject({ queued: 2, read: 2, unread: 0 });
  await run();
  expect(await inSilver(world, shelf)).toEqual({ ...shelf.truth(), 1: 'contact 1', 2: 'contact 2' });
  const again = await sweep(world, ASKED);
  expect([again.exitCode, again.connections[0]?.queued]).toEqual([1, 0]);
  await sweep(world, { connection: 'acme_books', entities: ['items'] });
  expect(await withheldRecords()).toEqual(['contacts 2']);
  const confirmed = await sweep(world, { ...ASKED, yes: true });
  expect(confirmed.entities.get(CONTACTS)).toMatchObject({ absent: 2, withheld: false, deleted: 2 });
  expect(confirmed.exitCode).toBe(3);
  expect(await withheldRecords()).toEqual([]);
});

test('a record that a moving list skipped is asked for, and lives', async () => {
  answerLists(listWithout('7'));
  const { exitCode, entities, connections } = await sweep(world, ASKED);
  expect(entities.get(CONTACTS)).toMatchObject({ absent: 1, withheld: false, deleted: 0, missed: 0, stale: 0 });
  expect([exitCode, connections[0]?.read]).toEqual([0, 1]);
  await run();
  expect(await inSilver(world, shelf)).toEqual(shelf.truth());
});

test('a record that is really gone counts once its own answer says so', async () => {
  shelf.remove('7', true);
  const found = await sweep(world, ASKED);
  expect(found.entities.get(CONTACTS)).toMatchObject({ absent: 1, deleted: 1 });
  expect(found.exitCode).toBe(3);
  // landed, and not loaded yet: not found again
  const again = await sweep(world, ASKED);
  expect(again.entities.get(CONTACTS)).toMatchObject({ absent: 0, deleted: 0 });
  await run();
  expect(await inSilver(world, shelf)).toEqual({ ...shelf.truth(), 7: 'deleted' });
});

test('a scope that was withdrawn deletes nothing: not when lists refuse, nor when they are empty', async () => {
  const refusal: Fault = { kind: 'answer', status: 401, json: { code: 57, message: 'You are not authorized' } };
  answerLists(refusal);
  const refused = await sweep(world, ASKED);
  expect(refused.exitCode).toBe(1);
  expect([...refused.entities.values()].every(({ absent, deleted }) => absent === 0 && deleted === 0)).toBe(true);
  world.zoho.faults.clear();
  answerLists(listWithout(...all));
  world.zoho.faults.add({ method: 'GET', path: /^\/books\/v3\/contacts\/\d/, times: 1000, fault: refusal });
  const empty = await sweep(world, { ...ASKED, yes: true });
  expect(empty.exitCode).toBe(1);
  expect(empty.entities.get(CONTACTS)).toMatchObject({ deleted: 0 });
  world.zoho.faults.clear();
  await run();
  expect(await inSilver(world, shelf)).toEqual(shelf.truth());
  expect((await sweep(world, ASKED)).exitCode).toBe(0);
});

test('what is queued or has landed is waiting, not missed; what the API alone knows is', async () => {
  shelf.edit('1', 'edited', true);
  shelf.edit('2', 'edited', true);
  world.zoho.faults.add({
    method: 'GET',
    path: /^\/books\/v3\/contacts\/2/,
    times: 1000,
    fault: { kind: 'answer', status: 500, json: {} },
  });
  const first = await sweep(world, ASKED);
  expect(first.entities.get(CONTACTS)).toMatchObject({ stale: 2, waiting: 0, known: RECORDS - 2 });
  expect(first.connections[0]).toMatchObject({ queued: 2, read: 1, unread: 1 });
  const second = await sweep(world, ASKED);
  expect(second.entities.get(CONTACTS)).toMatchObject({ stale: 0, waiting: 2, known: RECORDS - 2 });
  expect(second.exitCode).toBe(0);
});
