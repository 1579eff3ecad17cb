import { expect, test } from 'vitest';
import { readInOrder } from '../../../loader/parquet/read-in-order.ts';
import type { LandingStore } from '../../../receiver/landing/store.ts';
import { memoryStore } from '../../support/memory-store.ts';

const MIB = 1024 * 1024;

/** A store whose reads are answered by hand, and which knows how many are open. */
function heldStore(): LandingStore & { open: string[]; most: number; answer(key: string): void } {
  const waiting = new Map<string, () => void>();
  const store = {
    ...memoryStore(),
    open: [] as string[],
    most: 0,
    async read(key: string): Promise<Uint8Array> {
      store.open.push(key);
      store.most = Math.max(store.most, store.open.length);
      await new Promise<void>((resolve) => waiting.set(key, resolve));
      store.open = store.open.filter((other) => other !== key);
      return Buffer.from(key);
    },
    answer: (key: string) => waiting.get(key)?.(),
  };
  return store;
}

const keys = (count: number, bytes: number): { key: string; bytes: number }[] =>
  Array.from({ length: count }, (_, i) => ({ key: `raw/${String(i).padStart(3, '0')}`, bytes }));

async function readAll(
  store: ReturnType<typeof heldStore>,
  objects: { key: string; bytes: number }[],
  concurrency: number,
): Promise<string[]> {
  const read: string[] = [];
  // The last that is open is answered first: the order must come from the manifest, not from the answers.
  const answering = setInterval(() => store.answer(store.open.at(-1) ?? ''), 0);
  for await (const { key, bytes } of readInOrder(store, objects, concurrency)) {
    expect(Buffer.from(bytes ?? []).toString()).toBe(key);
    read.push(key);
  }
  clearInterval(answering);
  return read;
}

test.each<[string, number, number, number, number]>([
  ['as many as asked for', 40, 10, 8, 8],
  ['16 MiB by the manifest', 12, 4 * MIB, 8, 4],
  ['one that alone is larger', 3, 40 * MIB, 8, 1],
  ['all there are', 3, 10, 8, 3],
])('reads ahead %s, in the order of the manifest', async (_name, count, bytes, concurrency, most) => {
  const store = heldStore();
  const objects = keys(count, bytes);
  expect(await readAll(store, objects, concurrency)).toStrictEqual(objects.map(({ key }) => key));
  expect(store.most).toBe(most);
});

test('an object that is not there is told as such, in its place', async () => {
  const store = memoryStore();
  await store.create('raw/000', Buffer.from('a'));
  const read: (string | undefined)[] = [];
  for await (const { bytes } of readInOrder(store, keys(2, 1), 8)) read.push(bytes && Buffer.from(bytes).toString());
  expect(read).toStrictEqual(['a', undefined]);
});
