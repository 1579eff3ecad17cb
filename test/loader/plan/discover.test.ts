import { describe, expect, test } from 'vitest';
import { endFailed } from '../../../loader/load/attempts.ts';
import type { Manifest } from '../../../loader/load/manifest.ts';
import { createLoads } from '../../../loader/load/new-load.ts';
import type { Cursor } from '../../../loader/plan/cursor.ts';
import { windowOf } from '../../../loader/plan/cursor.ts';
import { type Discovery, discover, keepAhead } from '../../../loader/plan/discover.ts';
import { createLatePointer } from '../../../receiver/landing/late.ts';
import { HOUR_MS, landInvoice, NOON } from '../../support/loader-context.ts';
import { type MemoryStore, memoryStore } from '../../support/memory-store.ts';

const hours = (count: number, from = NOON): Date => new Date(from.getTime() + count * HOUR_MS);
const cursorAt = (cursor: Date, ahead: readonly string[] = []): Cursor => ({
  v: 1,
  cursor: cursor.toISOString(),
  full_listed_at: cursor.toISOString(),
  ahead: [...ahead],
});
const find = (store: MemoryStore, options: Partial<Parameters<typeof discover>[1]> = {}): Promise<Discovery> =>
  discover(store, { cursor: cursorAt(NOON), lookbackHours: 72, now: hours(0.1), full: false, ...options });
const keysOf = (found: Discovery): string[] => found.objects.map((object) => object.key);

async function load(
  store: MemoryStore,
  keys: readonly string[],
  options: { readonly at?: Date; readonly reason?: Manifest['reason'] } = {},
): Promise<Manifest> {
  const { at = NOON, reason = 'run' } = options;
  const plan = { objects: keys.map((key) => ({ key, bytes: 1 })), reason, of: [], maxLoadBytes: 1e9 } as const;
  const ids = { clock: () => at, nonce: () => at.toISOString() + keys.join(), assertHeld: () => {} };
  const [manifest] = await createLoads(store, { ...plan, parquetWriter: 'hyparquet-writer' }, ids);
  return manifest!;
}

describe('the first run', () => {
  test('lists everything, and nothing counts as missed', async () => {
    const store = memoryStore();
    const old = await landInvoice(store, { time: hours(-9000) });
    const undated = await landInvoice(store, { time: null });
    const found = await find(store, { cursor: undefined });
    expect(found).toMatchObject({ mode: 'first', missed: [], strangers: [] });
    expect(keysOf(found)).toEqual([old, undated].toSorted());
    expect(found.objects[0]?.bytes).toBe(store.objects.get(old)?.length);
  });

  test('after a lost cursor still knows what manifests name', async () => {
    const store = memoryStore();
    const known = await landInvoice(store, { time: hours(-9000), id: '1' });
    const added = await landInvoice(store, { time: hours(-9000), id: '2' });
    await load(store, [known], { at: hours(-8999) });
    expect(keysOf(await find(store, { cursor: undefined }))).toEqual([added]);
  });
});

describe('a normal run', () => {
  test('finds names from the lookback on, exactly', async () => {
    const store = memoryStore();
    await landInvoice(store, { time: new Date(hours(-72).getTime() - 1) });
    const first = await landInvoice(store, { time: hours(-72) });
    const last = await landInvoice(store, { time: hours(0.05) });
    const found = await find(store);
    expect(found.mode).toBe('normal');
    expect(keysOf(found)).toEqual([first, last]);
  });

  test('finds every connection of every source', async () => {
    const store = memoryStore();
    const keys = await Promise.all([
      landInvoice(store, { time: NOON }),
      landInvoice(store, { time: NOON, connection: 'other_books' }),
      landInvoice(store, { time: NOON, connection: 'acme_fresh', source: 'freshbooks' }),
    ]);
    expect(keysOf(await find(store))).toEqual(keys.toSorted());
  });

  test('leaves out what a manifest of the window names', async () => {
    const store = memoryStore();
    const known = await landInvoice(store, { time: hours(-71), id: '1' });
    const added = await landInvoice(store, { time: hours(-71), id: '2' });
    await load(store, [known], { at: hours(-72) });
    expect(keysOf(await find(store))).toEqual([added]);
  });

  test.each([
    ['of a record changed years ago', hours(-20_000)],
    ['without any time', null],
    ['with a stamp in the future', hours(500)],
  ])('finds a late object %s once, by its pointer', async (_, time) => {
    const store = memoryStore();
    const key = await landInvoice(store, { time, late: hours(-1) });
    expect(keysOf(await find(store))).toEqual([key]);
    await load(store, [key], { at: NOON });
    expect(keysOf(await find(store))).toEqual([]);
  });

  test('follows pointers that arrived in the lookback only', async () => {
    const store = memoryStore();
    const seen = await landInvoice(store, { time: null, id: '1', late: hours(-72) });
    await landInvoice(store, { time: null, id: '2', late: new Date(hours(-72).getTime() - 1) });
    expect(keysOf(await find(store))).toEqual([seen]);
  });

  test('passes over a pointer whose object never came', async () => {
    const store = memoryStore();
    const key = await landInvoice(memoryStore(), { time: hours(-9000) });
    await createLatePointer(store, { arrival: NOON, key });
    expect(await find(store)).toMatchObject({ objects: [], strangers: [] });
  });

  test('reads neither old names nor old manifests', async () => {
    const store = memoryStore();
    const old = await landInvoice(store, { time: hours(-9000) });
    await load(store, [old], { at: hours(-8999) });
    const reads: string[] = [];
    const lists: string[] = [];
    const watched: MemoryStore = {
      ...store,
      read: (key) => {
        reads.push(key);
        return store.read(key);
      },
      list: (prefix, options) => {
        lists.push(prefix);
        return store.list(prefix, options);
      },
    };
    expect(keysOf(await find(watched))).toEqual([]);
    expect(reads).toEqual([]);
    expect(lists).toEqual(['late/']);
  });

  test('counts the keys of a failed rebuild as not loaded', async () => {
    const store = memoryStore();
    const key = await landInvoice(store, { time: hours(-1) });
    const manifest = await load(store, [key], { at: hours(-0.5), reason: 'rebuild' });
    expect(keysOf(await find(store))).toEqual([]);
    const failure = { code: 'rebuild_interrupted', message: 'it died' };
    await endFailed(store, { loadId: manifest.load_id, attempts: 1, failure, finishedAt: NOON });
    expect(keysOf(await find(store))).toEqual([key]);
  });
});

describe('a name in the future', () => {
  test('is remembered until the window has passed it, although its manifest is no longer read', async () => {
    const store = memoryStore();
    const key = await landInvoice(store, { time: hours(500), late: hours(-1) });
    await load(store, [key], { at: NOON });
    const first = await find(store);
    expect(first.ahead).toEqual([key]);
    // 480 h later the manifest lies outside the window, the name inside it.
    const later = await find(store, { cursor: cursorAt(hours(480), first.ahead), now: hours(481) });
    expect(keysOf(later)).toEqual([]);
    expect(keepAhead(later.ahead, windowOf(hours(480), 72))).toEqual([key]);
    expect(keepAhead(later.ahead, windowOf(hours(573), 72))).toEqual([]);
  });

  test('would be loaded twice without that', async () => {
    const store = memoryStore();
    const key = await landInvoice(store, { time: hours(500), late: hours(-1) });
    await load(store, [key], { at: NOON });
    expect(keysOf(await find(store, { cursor: cursorAt(hours(480)), now: hours(481) }))).toEqual([key]);
  });
});

describe('a full listing', () => {
  test('finds and reports what normal runs had missed', async () => {
    const store = memoryStore();
    const missed = await landInvoice(store, { time: hours(-100) });
    const undated = await landInvoice(store, { time: null });
    const normal = await landInvoice(store, { time: hours(-1) });
    const late = await landInvoice(store, { time: hours(-9000), late: hours(-2) });
    const found = await find(store, { full: true });
    expect(found.mode).toBe('full');
    expect(keysOf(found)).toEqual([missed, undated, normal, late].toSorted());
    expect(found.missed).toEqual([missed, undated].toSorted());
  });

  test('comes by itself a day after the last one, but not for reports', async () => {
    const store = memoryStore();
    const missed = await landInvoice(store, { time: hours(-100) });
    const now = hours(24);
    expect((await find(store, { now })).missed).toEqual([missed]);
    expect(await find(store, { now, normalOnly: true })).toMatchObject({ mode: 'normal', objects: [] });
  });

  test('knows all manifests', async () => {
    const store = memoryStore();
    const old = await landInvoice(store, { time: hours(-9000) });
    await load(store, [old], { at: hours(-8999) });
    expect(await find(store, { full: true })).toMatchObject({ objects: [], missed: [] });
  });
});

describe('strangers', () => {
  test.each([
    ['no raw key', 'raw/source=zoho_books/connection=acme_books/date=2026-11-20/notes.txt'],
    [
      'a date that is not that of its time',
      `raw/source=zoho_books/connection=acme_books/date=2026-11-20/20261119T120000000Z.webhook.invoices.${'a'.repeat(64)}.json`,
    ],
    [
      'a time that does not exist',
      `raw/source=zoho_books/connection=acme_books/date=2026-11-20/20261199T120000000Z.webhook.invoices.${'a'.repeat(64)}.json`,
    ],
  ])('%s: reported, never loaded', async (_, key) => {
    const store = memoryStore();
    await store.create(key, Buffer.from('{}'));
    expect(await find(store)).toMatchObject({ objects: [], strangers: [key] });
    expect(await find(store, { full: true })).toMatchObject({ objects: [], strangers: [key] });
  });

  test('folders that are not ours are named by a normal run, their content by a full one', async () => {
    const store = memoryStore();
    await store.create('raw/backup/a.json', Buffer.from('{}'));
    expect((await find(store)).strangers).toEqual(['raw/backup/']);
    expect((await find(store, { full: true })).strangers).toEqual(['raw/backup/a.json']);
  });
});
