import { randomUUID } from 'node:crypto';
import { access, mkdir, open, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../../receiver/errors.ts';
import { identityHash } from '../../receiver/landing/keys.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';

// Bugs as people write them, planted around a right store: a harness that does not see them proves nothing about ours.

export const PLANTS = ['ack-before-write', 'check-then-rename', 'duplicate-before-durable'] as const;
export type Plant = (typeof PLANTS)[number];

/** How long the bugs' windows stand open; a real one may be shorter, and is then only met more rarely. */
const WINDOW_MS = 40;

/** A store with a bug, for objects under `raw/` alone (the start-up probe would see most of them). */
export function plantedStore(inner: LandingStore, { plant, root }: { plant: Plant; root: string }): LandingStore {
  const create = CREATES[plant];
  const planted: LandingStore['create'] = (key, bytes, options) =>
    key.startsWith('raw/') ? create(inner, { key, bytes, root }) : inner.create(key, bytes, options);
  return new Proxy(inner, {
    get: (target, name) => {
      if (name === 'create') return planted;
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}

interface Write {
  readonly key: string;
  readonly bytes: Uint8Array;
  readonly root: string;
}
type Create = (inner: LandingStore, write: Write) => Promise<'created' | 'exists'>;

const CREATES: Readonly<Record<Plant, Create>> = {
  // "The disk is slow, so answer first."
  'ack-before-write': (inner, { key, bytes }) => {
    setTimeout(() => void inner.create(key, bytes).catch(() => undefined), WINDOW_MS);
    return Promise.resolve('created');
  },

  // "Rename is atomic": it is, and it replaces.
  'check-then-rename': async (_inner, { key, bytes, root }) => {
    const path = `${root}/${key}`;
    if (await exists(path)) return 'exists';
    const temp = `${root}/.tmp/${process.pid}-${randomUUID()}`;
    await mkdir(dirname(path), { recursive: true });
    await writeFile(temp, bytes, { flush: true });
    await rename(temp, path);
    return 'created';
  },

  // "Somebody else is writing it already." Until they are killed. A kill keeps the page cache, so an unsynced directory entry
  // would survive it; a marker that stands before the object shows the same mistake to a harness that only kills.
  'duplicate-before-durable': async (inner, { key, bytes, root }) => {
    const marker = `${root}.markers/${identityHash([key])}`;
    await mkdir(dirname(marker), { recursive: true });
    try {
      await (await open(marker, 'wx')).close();
    } catch (error) {
      if (codeOf(error) === 'EEXIST') return 'exists';
      throw error;
    }
    await sleep(WINDOW_MS);
    return inner.create(key, bytes);
  },
};

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
