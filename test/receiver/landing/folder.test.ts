import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFolderStore } from '../../../receiver/landing/folder.ts';
import type { LandingStore } from '../../../receiver/landing/store.ts';
import { tempFolder } from '../../support/landing-places.ts';

let folder: Awaited<ReturnType<typeof tempFolder>>;
let root: string;
const stores: LandingStore[] = [];

beforeEach(async () => {
  folder = await tempFolder();
  root = `${folder.path}/landing`;
});
afterEach(async () => {
  await Promise.all(stores.splice(0).map((store) => store.close()));
  await folder.remove();
});

async function open(): Promise<LandingStore> {
  const store = await openFolderStore(root);
  stores.push(store);
  return store;
}

async function listed(store: LandingStore): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list('')) keys.push(key);
  return keys;
}

const LEFT = '4711-0d3c9f6e-3a53-4a5e-9b59-0f6d6a0a1b2c';

describe('what a killed process leaves', () => {
  it('is never an object, and is swept when it is older than a minute', async () => {
    await open();
    const old = `${root}/.tmp/${LEFT}`;
    const young = `${root}/.tmp/${LEFT.replace('4711', '4712')}`;
    const foreign = `${root}/.tmp/notes.txt`;
    for (const path of [old, young, foreign]) await writeFile(path, 'half an obj');
    const before = new Date(Date.now() - 61_000);
    for (const path of [old, foreign]) await utimes(path, before, before);
    const store = await open();
    expect(await readdir(`${root}/.tmp`)).toEqual([LEFT.replace('4711', '4712'), 'notes.txt']);
    expect(await listed(store)).toEqual([]);
    expect(await store.folders('')).toEqual([]);
  });

  it('survives as object when it was linked and only the temp stayed', async () => {
    const store = await open();
    await store.create('raw/a.json', Buffer.from('whole'));
    const { link } = await import('node:fs/promises');
    await link(`${root}/raw/a.json`, `${root}/.tmp/${LEFT}`);
    const before = new Date(Date.now() - 61_000);
    await utimes(`${root}/.tmp/${LEFT}`, before, before);
    const next = await open();
    expect(await readdir(`${root}/.tmp`)).toEqual([]);
    expect(Buffer.from((await next.read('raw/a.json'))!).toString()).toBe('whole');
    expect(await next.create('raw/a.json', Buffer.from('other'))).toBe('exists');
  });
});

describe('a landing folder', () => {
  it('holds plain read-only files under their keys and nothing else', async () => {
    const store = await open();
    await store.create('raw/source=a/date=2026-01-01/x.json', Buffer.from('{}'));
    await store.create('raw/source=a/date=2026-01-01/x.json', Buffer.from('{}'));
    await store.close();
    const files = await readdir(root, { recursive: true });
    expect(files.toSorted()).toEqual([
      '.tmp',
      'raw',
      'raw/source=a',
      'raw/source=a/date=2026-01-01',
      'raw/source=a/date=2026-01-01/x.json',
    ]);
    const object = await stat(`${root}/raw/source=a/date=2026-01-01/x.json`);
    expect(object.mode & 0o222).toBe(0);
    expect(object.nlink).toBe(1);
  });

  it('does not list what no store created', async () => {
    const store = await open();
    await store.create('raw/b.json', Buffer.from('{}'));
    await mkdir(`${root}/raw/.hidden`, { recursive: true });
    for (const name of ['.DS_Store', 'with space', 'ümlaut', '.hidden/a.json'])
      await writeFile(`${root}/raw/${name}`, 'x');
    await symlink(`${root}/raw/b.json`, `${root}/raw/link.json`);
    await symlink(`${root}/raw`, `${root}/raw/loop`);
    expect(await listed(store)).toEqual(['raw/b.json']);
    expect(await store.folders('raw/')).toEqual([]);
  });

  it('refuses a key that is a folder of others, or lies below an object', async () => {
    const store = await open();
    await store.create('raw/a/b.json', Buffer.from('{}'));
    for (const key of ['raw/a', 'raw/a/b.json/c.json']) {
      await expect(store.create(key, Buffer.from('{}'))).rejects.toMatchObject({ code: 'landing_key_invalid' });
    }
    await store.close();
    expect(await readdir(`${root}/.tmp`)).toEqual([]);
  });

  it('goes on when its folders are removed under it', async () => {
    const store = await open();
    await store.create('raw/date=1/a.json', Buffer.from('a'));
    const { rm } = await import('node:fs/promises');
    await rm(`${root}/raw`, { recursive: true });
    await rm(`${root}/.tmp`, { recursive: true });
    expect(await store.create('raw/date=1/b.json', Buffer.from('b'))).toBe('created');
    expect(await listed(store)).toEqual(['raw/date=1/b.json']);
  });

  it('says what is wrong with a place that cannot be a folder', async () => {
    await writeFile(root, 'a file');
    await expect(openFolderStore(root)).rejects.toMatchObject({ name: 'AppError', retryable: expect.any(Boolean) });
    await expect(openFolderStore(`${root}/below`)).rejects.toMatchObject({ code: 'landing_key_invalid' });
  });

  it('creates once across processes', async () => {
    const racer = new URL('../../support/landing-racer.ts', import.meta.url).pathname;
    const keys = 150;
    const racers = await Promise.all(
      ['A', 'B', 'C'].map(async (id) => {
        const child = spawn(process.execPath, [racer, root, id, String(keys)], { stdio: ['pipe', 'pipe', 'inherit'] });
        const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
        expect((await lines.next()).value).toBe('ready');
        return { id, child, lines };
      }),
    );
    const exits = racers.map(({ child }) => once(child, 'exit'));
    for (const { child } of racers) child.stdin.write('go\n');
    const outcomes = await Promise.all(
      racers.map(async ({ id, lines }) => ({ id, made: JSON.parse(String((await lines.next()).value)) as string[] })),
    );
    await Promise.all(exits);
    for (let i = 0; i < keys; i += 1) {
      const winners = outcomes.filter(({ made }) => made[i] === 'created');
      expect(winners.map(({ id }) => id)).toHaveLength(1);
      expect((await readFile(`${root}/raw/${i}.json`, 'utf8')) === winners[0]!.id.repeat(1000)).toBe(true);
    }
    expect(existsSync(`${root}/.tmp`)).toBe(true);
    expect(await readdir(`${root}/.tmp`)).toEqual([]);
  });
});
