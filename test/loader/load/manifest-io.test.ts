import { describe, expect, test } from 'vitest';
import { findLoadFolder, listLoadFolders, loadState, newestLoadFolders } from '../../../loader/load/load-folders.ts';
import { attemptToken, keysSha256, loadId, loadPrefix, plannedAtOf } from '../../../loader/load/load-id.ts';
import type { Manifest, Outcome } from '../../../loader/load/manifest.ts';
import {
  createAttempt,
  createManifest,
  createOutcome,
  readAttempt,
  readManifest,
  readOutcome,
} from '../../../loader/load/manifest-io.ts';
import { createLoads, newManifest } from '../../../loader/load/new-load.ts';
import { NOON } from '../../support/loader-context.ts';
import { memoryStore } from '../../support/memory-store.ts';

const manifest = newManifest({
  objects: [
    { key: 'raw/b', bytes: 2 },
    { key: 'raw/a', bytes: 3 },
  ],
  reason: 'run',
  of: [],
  parquetWriter: 'hyparquet-writer',
  plannedAt: NOON,
  nonce: 'n',
});
const key = `${loadPrefix(manifest.load_id)}manifest.json`;
const text = (value: unknown): Buffer => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));

describe('a load id', () => {
  const parts = { plannedAt: NOON, reason: 'run', keysSha256: keysSha256(['k']), nonce: 'n' } as const;

  test('is the planning time and a hash', () => {
    expect(loadId(parts)).toMatch(/^20261120T120000000Z-[0-9a-f]{12}$/);
    expect(loadId(parts)).toBe(loadId({ ...parts }));
    expect(plannedAtOf(loadId(parts))).toEqual(NOON);
  });

  test.each([
    ['the time', { plannedAt: new Date(NOON.getTime() + 1) }],
    ['the reason', { reason: 'replay' as const }],
    ['the keys', { keysSha256: keysSha256(['l']) }],
    ['chance', { nonce: 'm' }],
  ])('differs by %s', (_, change) => {
    expect(loadId({ ...parts, ...change })).not.toBe(loadId(parts));
  });

  test.each(['', 'x', '20261120T120000000Z-abc', '20269920T120000000Z-0123456789ab'])('is not %j', (id) => {
    expect(plannedAtOf(id)).toBeUndefined();
  });

  test('gives each attempt a token of its own, always the same', () => {
    expect(attemptToken('a', 1)).toBe(attemptToken('a', 1));
    expect(new Set([attemptToken('a', 1), attemptToken('a', 2), attemptToken('b', 1)]).size).toBe(3);
    expect(attemptToken('a', 1)).toHaveLength(64);
  });
});

describe('a manifest', () => {
  test('is written once and read as it was', async () => {
    const store = memoryStore();
    expect(await createManifest(store, manifest)).toBe('created');
    expect(await createManifest(store, manifest)).toBe('exists');
    expect(await readManifest(store, manifest.load_id)).toEqual(manifest);
    expect(key).toMatch(/^loads\/2026-11-20\/20261120T120000000Z-[0-9a-f]{12}\/manifest\.json$/);
  });

  const changed = (change: Partial<Manifest> & Record<string, unknown>): unknown => ({ ...manifest, ...change });
  test.each([
    [
      'of a newer version',
      changed({ v: 2 } as never),
      'load_file_version',
      /has version 2, this release reads version 1/,
    ],
    ['without a version', {}, 'load_file_version', /has no version/],
    ['with an unknown field', changed({ extra: 1 }), 'load_file_invalid', /extra/],
    ['of another load', changed({ load_id: '20261120T120000000Z-0123456789ab' }), 'load_file_invalid', /it names load/],
    ['with a wrong count', changed({ object_count: 3 }), 'load_file_invalid', /lists 2 objects/],
    ['with other keys', changed({ objects: manifest.objects.toReversed() }), 'load_file_invalid', /keys_sha256/],
    ['cut short', JSON.stringify(manifest).slice(0, 40), 'load_file_invalid', /not JSON/],
  ])('%s is refused with a sentence', async (_, content, code, message) => {
    const store = memoryStore();
    await store.create(key, text(content));
    const refused = readManifest(store, manifest.load_id);
    await expect(refused).rejects.toMatchObject({ code, hint: expect.any(String) });
    await expect(refused).rejects.toThrow(message);
  });

  test('that does not exist is an error', async () => {
    await expect(readManifest(memoryStore(), manifest.load_id)).rejects.toMatchObject({ code: 'load_file_missing' });
  });
});

test('the first outcome stays', async () => {
  const store = memoryStore();
  const outcome: Outcome = {
    v: 1,
    load_id: manifest.load_id,
    state: 'applied',
    attempts: 1,
    finished_at: NOON.toISOString(),
    rows: 2,
    quarantined: 0,
    failed_checks: [],
    entities: { 'zoho_books.invoices': 2 },
    parts: [],
    durations_ms: {},
    superseded_by: null,
    error: null,
  };
  await createOutcome(store, { ...outcome, entities: { ...outcome.entities }, parts: [] });
  await createOutcome(store, { ...outcome, rows: 9, entities: {}, parts: [] });
  expect(await readOutcome(store, manifest.load_id)).toEqual(outcome);
});

test('an attempt is read as it was written', async () => {
  const store = memoryStore();
  const attempt = { v: 1, load_id: manifest.load_id, attempt: 12, token: 't', started_at: NOON.toISOString() } as const;
  await createAttempt(store, attempt);
  expect(await readAttempt(store, manifest.load_id, 12)).toEqual(attempt);
  expect([...store.objects.keys()][0]).toMatch(/\/attempt-0012\.json$/);
});

describe('where a load stands', () => {
  test.each([
    [['manifest.json'], { kind: 'planned' }],
    [['manifest.json', 'part-00000.parquet'], { kind: 'planned' }],
    [['manifest.json', 'attempt-0001.json'], { kind: 'attempted', attempt: 1 }],
    [['manifest.json', 'attempt-0001.json', 'attempt-0001.result.json'], { kind: 'failed', attempts: 1 }],
    [['attempt-0001.json', 'attempt-0001.result.json', 'attempt-0002.json'], { kind: 'attempted', attempt: 2 }],
    [['attempt-0009.json', 'attempt-0010.json', 'attempt-0010.result.json'], { kind: 'failed', attempts: 10 }],
    [['manifest.json', 'attempt-0001.json', 'outcome.json'], { kind: 'over' }],
  ])('%j', (names, expected) => {
    expect(loadState({ loadId: manifest.load_id, plannedAt: NOON, names: new Set(names) })).toEqual(expected);
  });
});

describe('the loads of a landing zone', () => {
  const ids = (at: string) => ({ clock: () => new Date(at), nonce: () => 'n', assertHeld: () => {} });
  const plan = { reason: 'run', of: [], maxLoadBytes: 2, parquetWriter: 'hyparquet-writer' } as const;

  test('are listed from a day on, ascending, and the newest ones descending', async () => {
    const store = memoryStore();
    const created: string[] = [];
    for (const at of ['2026-11-18T23:59:59.000Z', '2026-11-19T00:00:00.000Z', '2026-11-20T12:00:00.000Z']) {
      const manifests = await createLoads(store, { ...plan, objects: [{ key: `raw/${at}`, bytes: 1 }] }, ids(at));
      created.push(...manifests.map((one) => one.load_id));
    }
    await store.create('loads/2026-11-20/notes/manifest.json', Buffer.from('{}'));
    await store.create(`${loadPrefix('20261120T130000000Z-0123456789ab')}part-00000.parquet`, Buffer.from(''));
    const listed = async (since?: string): Promise<string[]> =>
      (await listLoadFolders(store, since === undefined ? {} : { since: new Date(since) })).map((load) => load.loadId);
    expect(await listed()).toEqual(created);
    expect(await listed('2026-11-19T15:00:00.000Z')).toEqual(created.slice(1));
    expect((await newestLoadFolders(store, 2)).map((load) => load.loadId)).toEqual(created.slice(1).toReversed());
    expect((await findLoadFolder(store, created[0]!))?.names).toEqual(new Set(['manifest.json']));
    expect(await findLoadFolder(store, '20261120T130000000Z-0123456789ab')).toBeUndefined();
  });

  test('are planned in the order of their keys, and a taken id is not used again', async () => {
    const store = memoryStore();
    const objects = ['raw/c', 'raw/a', 'raw/b'].map((name) => ({ key: name, bytes: 2 }));
    const first = await createLoads(store, { ...plan, objects }, ids(NOON.toISOString()));
    expect(first.map((one) => one.objects[0]?.key)).toEqual(['raw/a', 'raw/b', 'raw/c']);
    expect(first.map((one) => one.load_id)).toEqual(first.map((one) => one.load_id).toSorted());
    let nonce = 0;
    const counting = { ...ids(NOON.toISOString()), nonce: () => ['n', 'm'][nonce++] ?? '' };
    const [again] = await createLoads(store, { ...plan, objects: [objects[1]!] }, counting);
    expect(again?.load_id).not.toBe(first[0]?.load_id);
    expect(nonce).toBe(2);
  });
});
