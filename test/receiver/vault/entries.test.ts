import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { LandingStore } from '../../../receiver/landing/store.ts';
import {
  removeEntry,
  replaceEntry,
  resealVault,
  type VaultPlace,
  vaultEntries,
} from '../../../receiver/vault/entries.ts';
import { keyIds } from '../../../receiver/vault/seal.ts';
import { openVault } from '../../../receiver/vault/vault.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { KEY_A, KEY_B, KEY_C, objectsOf, STORES } from './support.ts';

const text = z.string();
const NOON = new Date('2026-11-20T12:00:00.000Z');
const [ID_A, ID_B] = keyIds([KEY_A, KEY_B]);

const placeOf = (store: LandingStore, ...keys: string[]): VaultPlace => ({ store, keys, clock: () => NOON });

async function put(
  store: LandingStore,
  name: string,
  options: { key: string; value?: string; at?: Date },
): Promise<void> {
  const { key, value = `value of ${name}`, at = NOON } = options;
  await openVault(store, [key], { clock: () => at }).update(name, text, () => value);
}

describe.each(STORES)('the entries on %s', (_, open) => {
  test('are listed by name, when they were set and under which key; never their values', async () => {
    const [store] = await open();
    expect(await vaultEntries(placeOf(store, KEY_A))).toEqual([]);
    const later = new Date('2026-11-21T00:00:00.000Z');
    await put(store, 'tokens.acme', { key: KEY_A });
    await put(store, 'secret.NEW', { key: KEY_A, at: later });
    await put(store, 'secret.OLD', { key: KEY_B });
    await put(store, 'secret.GONE', { key: KEY_A });
    await removeEntry(placeOf(store), 'secret.GONE');
    await store.create('state/lease/000000000001.json', Buffer.from('{}'));
    const listed = await vaultEntries(placeOf(store, KEY_A, KEY_B));
    expect(listed).toEqual([
      { name: 'secret.NEW', setAt: later, keyId: ID_A, key: 'current' },
      { name: 'secret.OLD', setAt: NOON, keyId: ID_B, key: 'older' },
      { name: 'tokens.acme', setAt: NOON, keyId: ID_A, key: 'current' },
    ]);
    expect(JSON.stringify(listed)).not.toContain('value of');
    const keysNow = (keys: string[] | undefined) => vaultEntries({ store, keys, clock: () => NOON });
    expect((await keysNow([KEY_A])).map(({ key }) => key)).toEqual(['current', 'unknown', 'current']);
    expect((await keysNow(undefined)).map(({ key }) => key)).toEqual(['unknown', 'unknown', 'unknown']);
  });

  test('can be sealed anew, so that the old key can be dropped', async () => {
    const [store] = await open();
    await put(store, 'secret.A', { key: KEY_B });
    await put(store, 'secret.B', { key: KEY_A });
    await put(store, 'tokens.acme', { key: KEY_B });
    const later = { store, keys: [KEY_A, KEY_B], clock: () => new Date('2027-01-01T00:00:00.000Z') };
    expect(await resealVault(later)).toEqual({ resealed: ['secret.A', 'tokens.acme'], failed: [] });
    expect(await resealVault(later)).toEqual({ resealed: [], failed: [] });
    const now = await vaultEntries(placeOf(store, KEY_A));
    expect(now.map(({ key }) => key)).toEqual(['current', 'current', 'current']);
    expect(now.map(({ setAt }) => setAt)).toEqual([NOON, NOON, NOON]);
    const vault = openVault(store, [KEY_A]);
    for (const { name } of now) expect((await vault.read(name, text))?.value).toBe(`value of ${name}`);
  });

  test('are removed with every older value, and can be set again', async () => {
    const [store] = await open();
    for (const value of ['one', 'two', 'three']) await put(store, 'secret.A', { key: KEY_A, value });
    expect(await removeEntry(placeOf(store), 'secret.A')).toBe('removed');
    const left = await objectsOf(store, 'state/vault.secret.A/');
    expect(left.size).toBeGreaterThan(0);
    expect([...left.values()].join()).not.toContain('sealed');
    const vault = openVault(store, [KEY_A]);
    expect(await vault.read('secret.A', text)).toBeUndefined();
    expect(await removeEntry(placeOf(store), 'secret.A')).toBe('absent');
    expect(await removeEntry(placeOf(store), 'secret.NEVER')).toBe('absent');
    expect(await vault.update('secret.A', text, (now) => now ?? 'anew')).toBe('anew');
    expect((await vault.read('secret.A', text))?.value).toBe('anew');
  });
});

describe('sealing anew', () => {
  test('names what it cannot open and does the rest', async () => {
    const store = memoryStore();
    await put(store, 'secret.A', { key: KEY_B });
    await put(store, 'secret.LOST', { key: KEY_C });
    await put(store, 'secret.Z', { key: KEY_B });
    const [moved] = [...(await objectsOf(store, 'state/vault.secret.A/')).values()];
    await store.create('state/vault.secret.MOVED/000000000001.json', Buffer.from(moved!));
    const { resealed, failed } = await resealVault(placeOf(store, KEY_A, KEY_B));
    expect(resealed).toEqual(['secret.A', 'secret.Z']);
    expect(failed.map(({ name, error }) => [name, error.code])).toEqual([
      ['secret.LOST', 'vault_key_wrong'],
      ['secret.MOVED', 'vault_damaged'],
    ]);
  });

  test('loses to a value that is written at the same time', async () => {
    const store = memoryStore();
    await put(store, 'secret.A', { key: KEY_B, value: 'old' });
    let overtaken = false;
    store.beforeCreate = async () => {
      if (overtaken) return;
      overtaken = true;
      await openVault(store, [KEY_A, KEY_B]).update('secret.A', text, () => 'new');
    };
    expect(await resealVault(placeOf(store, KEY_A, KEY_B))).toEqual({ resealed: [], failed: [] });
    expect((await openVault(store, [KEY_A]).read('secret.A', text))?.value).toBe('new');
  });

  test('needs a key, and passes on what the store says', async () => {
    const store = memoryStore();
    await put(store, 'secret.A', { key: KEY_B });
    for (const place of [placeOf(store), { ...placeOf(memoryStore()), keys: undefined }])
      await expect(resealVault(place)).rejects.toMatchObject({ code: 'vault_key_missing' });
    const broken = { ...store, create: () => Promise.reject(new Error('away')) };
    await expect(resealVault(placeOf(broken, KEY_A, KEY_B))).rejects.toThrow('away');
  });
});

describe('storing whatever was there', () => {
  test('works where the old value cannot be opened', async () => {
    const store = memoryStore();
    await put(store, 'secret.A', { key: KEY_C });
    await expect(openVault(store, [KEY_A]).update('secret.A', text, () => 'x')).rejects.toMatchObject({
      code: 'vault_key_wrong',
    });
    await replaceEntry(placeOf(store, KEY_A), 'secret.A', 'anew');
    expect(await openVault(store, [KEY_A]).read('secret.A', text)).toEqual({
      generation: 2,
      value: 'anew',
      isCurrent: true,
    });
    await expect(replaceEntry(placeOf(store), 'secret.A', 'x')).rejects.toMatchObject({ code: 'vault_key_missing' });
  });
});

describe('removing', () => {
  test('says when the store keeps older values, and finishes once it may delete them', async () => {
    const store = memoryStore();
    await put(store, 'secret.A', { key: KEY_A });
    const keeping: LandingStore = { ...store, remove: () => Promise.reject(new Error('denied')) };
    expect(await removeEntry(placeOf(keeping), 'secret.A')).toBe('kept');
    expect(await openVault(store, [KEY_A]).read('secret.A', text)).toBeUndefined();
    expect(await removeEntry(placeOf(store), 'secret.A')).toBe('removed');
    expect([...(await objectsOf(store)).values()].join()).not.toContain('sealed');
  });

  test('leaves alone what is stored anew while it works', async () => {
    const store = memoryStore();
    await put(store, 'secret.A', { key: KEY_A, value: 'old' });
    let creates = 0;
    store.beforeCreate = async () => {
      creates += 1;
      if (creates === 3) await put(store, 'secret.A', { key: KEY_A, value: 'anew' });
    };
    expect(await removeEntry(placeOf(store), 'secret.A')).toBe('removed');
    expect((await openVault(store, [KEY_A]).read('secret.A', text))?.value).toBe('anew');
  });
});
