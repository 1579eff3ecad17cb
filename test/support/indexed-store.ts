import { assertKey } from '../../receiver/landing/keys.ts';
import type { LandingStore, ListedObject } from '../../receiver/landing/store.ts';

/** A landing store in memory for tests with ten thousands of objects: a listing looks at the folders that it is about. */
export interface IndexedStore extends LandingStore {
  readonly objects: ReadonlyMap<string, Buffer>;
}

export function indexedStore(clock: () => Date): IndexedStore {
  const objects = new Map<string, Buffer>();
  const byFolder = new Map<string, Set<string>>();
  const below = (prefix: string): readonly string[] =>
    [...byFolder.keys()].filter((folder) => folder.startsWith(prefix) || prefix.startsWith(folder));
  return {
    description: 'memory',
    objects,
    create(key, bytes) {
      assertKey(key);
      if (objects.has(key)) return Promise.resolve('exists');
      objects.set(key, Buffer.from(bytes));
      const folder = folderOf(key);
      const keys = byFolder.get(folder) ?? new Set<string>();
      byFolder.set(folder, keys.add(key));
      return Promise.resolve('created');
    },
    read: (key) => Promise.resolve(objects.get(key)),
    async *list(prefix, { startAfter = '' } = {}): AsyncIterable<ListedObject> {
      const found = below(prefix).flatMap((folder) =>
        [...(byFolder.get(folder) ?? [])].filter((key) => key > startAfter && key.startsWith(prefix)),
      );
      // keys are ASCII: code units are bytes
      for (const key of found.toSorted()) yield { key, size: objects.get(key)?.length ?? 0 };
    },
    folders(prefix) {
      const names = below(prefix)
        .filter((folder) => folder.length > prefix.length)
        .map((folder) => `${prefix}${folder.slice(prefix.length).split('/')[0]}/`);
      return Promise.resolve([...new Set(names)].toSorted());
    },
    remove(key) {
      objects.delete(key);
      byFolder.get(folderOf(key))?.delete(key);
      return Promise.resolve();
    },
    now: () => Promise.resolve(clock()),
    close: () => Promise.resolve(),
  };
}

function folderOf(key: string): string {
  return key.slice(0, key.lastIndexOf('/') + 1);
}
