import { randomBytes } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LandingStore, ListedObject } from '../../receiver/landing/store.ts';

/** One empty place, and as many handles on it as a test wants. */
export interface LandingPlace {
  open(): Promise<LandingStore>;
  remove(): Promise<void>;
}

export interface LandingCapabilities {
  /** objects in the long listing: more than one page of the store */
  readonly manyObjects: number;
}

const BAD_KEYS = [
  '',
  '/raw/a.json',
  'raw/a.json/',
  'raw//a.json',
  '.',
  '..',
  '../a.json',
  'raw/../a.json',
  'raw/./a.json',
  'raw/..',
  'raw/.hidden',
  '.tmp/1-2',
  'raw\\a.json',
  'raw/..\\a.json',
  'raw/a b.json',
  'raw/a%2e.json',
  'raw/a\u0000.json',
  'raw/a\n.json',
  'raw/a:b.json',
  'raw/ä.json',
  'raw/\u{1F600}.json',
  `raw/${'x'.repeat(256)}`,
  `${'0123456789/'.repeat(93)}xx`,
];

// No prefix at all, and a folder: good ones.
const BAD_PREFIXES = BAD_KEYS.filter((key) => key !== '' && key !== 'raw/a.json/');

/** The contract of `LandingStore`, as tests; every driver and every wrapper runs all of them. */
export function describeLandingStore(
  name: string,
  make: () => Promise<LandingPlace>,
  capabilities: LandingCapabilities,
): void {
  describe(`landing store: ${name}`, () => {
    let place: LandingPlace;
    let store: LandingStore;
    const opened: LandingStore[] = [];
    const open = async (): Promise<LandingStore> => {
      const handle = await place.open();
      opened.push(handle);
      return handle;
    };

    beforeEach(async () => {
      place = await make();
      store = await open();
    });
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((handle) => handle.close()));
      await place.remove();
    });

    const put = (key: string, text = key) => store.create(key, Buffer.from(text));
    const keysOf = async (prefix: string, startAfter?: string): Promise<string[]> =>
      (await all(store, prefix, startAfter)).map(({ key }) => key);

    it('creates once and says exists ever after, keeping the first bytes', async () => {
      expect(await put('raw/a.json', 'first')).toBe('created');
      expect(await put('raw/a.json', 'second')).toBe('exists');
      expect(await put('raw/a.json', 'first')).toBe('exists');
      expect(Buffer.from((await store.read('raw/a.json'))!).toString()).toBe('first');
    });

    it.each([
      ['no bytes', Buffer.alloc(0)],
      ['every byte value', Buffer.from(Array.from({ length: 256 }, (_, i) => i))],
      ['line ends and a BOM', Buffer.from('\uFEFF{"a":1}\r\n\n\r')],
      ['5 MB', randomBytes(5_000_000)],
    ])('keeps bytes exactly: %s', async (_, bytes) => {
      expect(await store.create('raw/bytes', bytes)).toBe('created');
      expect(Buffer.compare(Buffer.from((await store.read('raw/bytes'))!), bytes)).toBe(0);
      expect(await all(store, 'raw/')).toEqual([{ key: 'raw/bytes', size: bytes.byteLength }]);
    });

    it('takes a view into a larger buffer for what it is', async () => {
      const view = new Uint8Array(Buffer.from('before INSIDE after').buffer.slice(0)).subarray(0, 0);
      expect(await store.create('raw/empty-view', view)).toBe('created');
      const whole = new TextEncoder().encode('before INSIDE after');
      await store.create('raw/view', whole.subarray(7, 13));
      expect(Buffer.from((await store.read('raw/view'))!).toString()).toBe('INSIDE');
    });

    it('lets exactly one of 32 concurrent writers win, over two handles', async () => {
      const other = await open();
      const bodies = Array.from({ length: 32 }, (_, i) => Buffer.from(`writer ${i} `.repeat(50 + i)));
      for (const round of ['one', 'two', 'three']) {
        const key = `raw/race-${round}.json`;
        const outcomes = await Promise.all(bodies.map((body, i) => (i % 2 ? store : other).create(key, body)));
        const winners = bodies.filter((_, i) => outcomes[i] === 'created');
        expect(winners).toHaveLength(1);
        expect(outcomes.filter((outcome) => outcome === 'exists')).toHaveLength(31);
        for (const handle of [store, other]) {
          expect(Buffer.compare(Buffer.from((await handle.read(key))!), winners[0]!)).toBe(0);
        }
        expect(await keysOf(key)).toEqual([key]);
      }
    });

    it('shows one handle what another created', async () => {
      const other = await open();
      await put('raw/source=a/x.json');
      expect(await other.create('raw/source=a/x.json', Buffer.from('y'))).toBe('exists');
      expect(await all(other, 'raw/')).toEqual([{ key: 'raw/source=a/x.json', size: 19 }]);
      expect(await other.folders('raw/')).toEqual(['raw/source=a/']);
    });

    it('gives undefined for what is not there', async () => {
      await put('raw/folder/a.json');
      for (const key of ['raw/none.json', 'raw/folder', 'raw/folder/a.json/below', 'none/none/none']) {
        expect(await store.read(key)).toBeUndefined();
      }
    });

    it('lists in byte order, files beside folders', async () => {
      // `-` and `.` sort before `/`, digits and letters after it; `=` and `_` in their places.
      const keys = ['raw/foo-1/a', 'raw/foo.bar', 'raw/foo/a', 'raw/foo/b/c', 'raw/foo/b.c', 'raw/foo0', 'raw/foo=1/a'];
      keys.push('raw/fooA/z', 'raw/foo_a', 'raw/fo', 'raw/Foo/a', 'raw.x', 'raw-x/a', 'late/a', 'zebra');
      for (const key of keys) await put(key);
      const sorted = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
      expect(await keysOf('')).toEqual(sorted);
      for (const prefix of [
        'raw',
        'raw/',
        'raw/f',
        'raw/foo',
        'raw/foo/',
        'raw/foo/b',
        'raw/foo.',
        'raw/foo/b/c',
        'x',
      ]) {
        const expected = sorted.filter((key) => key.startsWith(prefix));
        expect(await keysOf(prefix)).toEqual(expected);
        for (const startAfter of [...sorted, 'raw/foo/', 'raw/foo', 'raw/', 'a', 'zz', 'raw/foo/b/', 'raw/foo/zz']) {
          expect(await keysOf(prefix, startAfter), `${prefix} after ${startAfter}`).toEqual(
            expected.filter((key) => key > startAfter),
          );
        }
      }
    });

    it('lists more than a page, from any point, with sizes', async () => {
      const keys = Array.from({ length: capabilities.manyObjects }, (_, i) => {
        const number = String(i).padStart(6, '0');
        return `raw/date=2026-11-${String(10 + (i % 3))}/${number}.json`;
      });
      await inParallel(keys, 32, async (key) => void (await put(key, 'x'.repeat(Number(key.slice(-8, -5)) % 7))));
      const sorted = keys.toSorted();
      const listed = await all(store, 'raw/');
      expect(listed.map(({ key }) => key)).toEqual(sorted);
      expect(listed.every(({ key, size }) => size === Number(key.slice(-8, -5)) % 7)).toBe(true);
      const middle = sorted[Math.floor(sorted.length / 2)]!;
      expect(await keysOf('raw/', middle)).toEqual(sorted.filter((key) => key > middle));
      expect(await keysOf('raw/date=2026-11-11/')).toEqual(sorted.filter((key) => key.includes('=2026-11-11/')));
    });

    it('stops listing when the reader stops', async () => {
      for (const key of ['raw/a', 'raw/b', 'raw/c']) await put(key);
      for await (const { key } of store.list('raw/')) {
        expect(key).toBe('raw/a');
        break;
      }
    });

    it('names the folders directly below a prefix', async () => {
      for (const key of [
        'raw/source=b/connection=x/k',
        'raw/source=a/connection=y/k',
        'raw/source=a.b/k',
        'raw/file',
      ]) {
        await put(key);
      }
      expect(await store.folders('raw/')).toEqual(['raw/source=a.b/', 'raw/source=a/', 'raw/source=b/']);
      expect(await store.folders('raw/source=a/')).toEqual(['raw/source=a/connection=y/']);
      expect(await store.folders('')).toEqual(['raw/']);
      expect(await store.folders('raw/source=a/connection=y/')).toEqual([]);
      expect(await store.folders('none/')).toEqual([]);
      await expect(store.folders('raw')).rejects.toMatchObject({ code: 'landing_key_invalid' });
    });

    it('takes the longest keys', async () => {
      const key = `raw/${'a'.repeat(255)}/${'b'.repeat(255)}/${'c'.repeat(150)}.json`;
      expect(await put(key)).toBe('created');
      expect(await keysOf('raw/')).toEqual([key]);
    });

    it.each(BAD_KEYS)('refuses the key %j in every method', async (key) => {
      const refused = { code: 'landing_key_invalid' };
      await expect(store.create(key, Buffer.from('x'))).rejects.toMatchObject(refused);
      await expect(store.read(key)).rejects.toMatchObject(refused);
      await expect(store.remove(key)).rejects.toMatchObject(refused);
      await expect(store.folders(`${key}/`)).rejects.toMatchObject(refused);
      await expect(all(store, `${key}/x`)).rejects.toMatchObject(refused);
      expect(await keysOf('')).toEqual([]);
    });

    it.each(BAD_PREFIXES)('refuses to list the prefix %j, or to start after it', async (prefix) => {
      await expect(all(store, prefix)).rejects.toMatchObject({ code: 'landing_key_invalid' });
      await expect(all(store, 'raw/', prefix)).rejects.toMatchObject({ code: 'landing_key_invalid' });
    });

    it('removes generations and nothing else', async () => {
      await put('state/lease/000000000001.json');
      await store.remove('state/lease/000000000001.json');
      await store.remove('state/lease/000000000001.json');
      await store.remove('state/never/there.json');
      expect(await keysOf('')).toEqual([]);
      expect(await put('state/lease/000000000001.json')).toBe('created');
      for (const key of ['raw/a.json', 'late/a.json', 'loads/a/manifest.json', 'states/a', 'state']) {
        await put(key === 'state' ? 'raw/other' : key);
        await expect(store.remove(key)).rejects.toMatchObject({ code: 'landing_immutable' });
      }
      expect(await store.read('raw/a.json')).toBeDefined();
    });

    it('gives up a create whose budget is nothing, as retryable', async () => {
      await expect(store.create('raw/late.json', randomBytes(2_000_000), { budgetMs: 0 })).rejects.toMatchObject({
        code: 'landing_unavailable',
        retryable: true,
      });
    });

    it('tells its own time', async () => {
      expect(Math.abs((await store.now()).getTime() - Date.now())).toBeLessThan(30_000);
    });

    it('describes itself without secrets', () => {
      expect(store.description).toMatch(/^(folder \/|s3 s3:\/\/)/);
    });
  });
}

async function all(store: LandingStore, prefix: string, startAfter?: string): Promise<ListedObject[]> {
  const found: ListedObject[] = [];
  for await (const object of store.list(prefix, startAfter === undefined ? {} : { startAfter })) found.push(object);
  return found;
}

async function inParallel<T>(items: readonly T[], writers: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: writers }, async () => {
      for (let item = queue.pop(); item !== undefined; item = queue.pop()) await work(item);
    }),
  );
}
