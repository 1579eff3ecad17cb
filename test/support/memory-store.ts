import { AppError } from '../../receiver/errors.ts';
import { assertKey } from '../../receiver/landing/keys.ts';
import type { CreateOptions, LandingStore, ListedObject } from '../../receiver/landing/store.ts';

/** A landing store in memory, with hooks for what a test wants to go wrong. */
export interface MemoryStore extends LandingStore {
  readonly objects: Map<string, Buffer>;
  /** keys in the order of their creation, `exists` included */
  readonly calls: string[];
  /** runs before each create; may throw, wait, or look at what is there */
  beforeCreate: ((key: string, options: CreateOptions) => Promise<void> | void) | undefined;
  /** runs before create answers, after the object is there */
  beforeAnswer: ((key: string, outcome: 'created' | 'exists') => Promise<void> | void) | undefined;
  clock: () => Date;
}

export function memoryStore(): MemoryStore {
  const objects = new Map<string, Buffer>();
  const calls: string[] = [];
  const store: MemoryStore = {
    description: 'memory',
    objects,
    calls,
    beforeCreate: undefined,
    beforeAnswer: undefined,
    clock: () => new Date(),
    async create(key, bytes, options = {}) {
      assertKey(key);
      await store.beforeCreate?.(key, options);
      calls.push(key);
      const outcome = objects.has(key) ? 'exists' : 'created';
      if (outcome === 'created') objects.set(key, Buffer.from(bytes));
      await store.beforeAnswer?.(key, outcome);
      return outcome;
    },
    read: (key) => Promise.resolve(objects.get(key)),
    async *list(prefix, { startAfter = '' } = {}): AsyncIterable<ListedObject> {
      // chosen before they are sorted: a long test lists many thousand times
      const chosen = [...objects.keys()].filter((key) => key > startAfter && key.startsWith(prefix));
      for (const key of sorted(chosen)) yield { key, size: objects.get(key)?.length ?? 0 };
    },
    folders(prefix) {
      const below = sorted([...objects.keys()].filter((key) => key.startsWith(prefix)));
      const names = below.map((key) => key.slice(prefix.length).split('/')).filter((rest) => rest.length > 1);
      return Promise.resolve([...new Set(names.map(([name]) => `${prefix}${name}/`))]);
    },
    remove(key) {
      if (!key.startsWith('state/')) {
        throw new AppError('landing_immutable', `not removable: ${key}`, { hint: 'landed objects are never removed' });
      }
      objects.delete(key);
      return Promise.resolve();
    },
    now: () => Promise.resolve(store.clock()),
    close: () => Promise.resolve(),
  };
  return store;
}

function sorted(keys: readonly string[]): readonly string[] {
  return keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
}
