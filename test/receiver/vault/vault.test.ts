import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openVault } from '../../../receiver/vault/vault.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { KEY_A, KEY_B, objectsOf, STORES } from './support.ts';

const tokens = z.strictObject({ refresh: z.string(), n: z.int() });
const writers = z.record(z.string(), z.int());
const SECRET = 'hunter2-\u{1F511}-refresh';

describe.each(STORES)('the vault on %s', (_, open) => {
  test('gives back what was written, by generations', async () => {
    const [store] = await open();
    const vault = openVault(store, [KEY_A]);
    expect(vault.hasKey).toBe(true);
    expect(await vault.read('tokens.acme', tokens)).toBeUndefined();
    expect(await vault.write('tokens.acme', { generation: 1, value: { refresh: SECRET, n: 1 } })).toBe('written');
    expect(await vault.write('tokens.acme', { generation: 1, value: { refresh: 'late', n: 2 } })).toBe('lost');
    expect(await vault.read('tokens.acme', tokens)).toEqual({
      generation: 1,
      value: { refresh: SECRET, n: 1 },
      isCurrent: true,
    });
    expect(await vault.read('tokens.acme2', tokens)).toBeUndefined();
  });

  test.each([
    ['nothing', ''],
    ['100 kB', 'y'.repeat(102_400)],
  ])('keeps %s', async (_unused, text) => {
    const [store] = await open();
    const vault = openVault(store, [KEY_A]);
    await vault.update('secret.S', z.string(), () => text);
    expect((await vault.read('secret.S', z.string()))?.value).toBe(text);
  });

  test('leaves nothing of the plain text in the store', async () => {
    const [store] = await open();
    const vault = openVault(store, [KEY_A]);
    for (let n = 1; n <= 7; n += 1) await vault.update('tokens.acme', tokens, () => ({ refresh: SECRET, n }));
    const objects = await objectsOf(store);
    expect([...objects.keys()]).toHaveLength(5);
    const all = [...objects].flat().join('\n');
    const bytes = Buffer.from(SECRET);
    for (const form of [
      SECRET,
      'hunter2',
      JSON.stringify(SECRET),
      encodeURIComponent(SECRET),
      bytes.toString('base64').replace(/=+$/, ''),
      bytes.toString('hex'),
      KEY_A,
    ])
      expect(all).not.toContain(form);
    expect(all).toContain('"sealed":"v1.');
  });

  test('no update of several writers is lost', async () => {
    const stores = await open(6);
    const rounds = 8;
    await Promise.all(
      stores.map(async (store, writer) => {
        const vault = openVault(store, [KEY_A]);
        for (let round = 1; round <= rounds; round += 1) {
          await vault.update('webhooks.acme', writers, (now) => ({ ...now, [`w${writer}`]: round }));
        }
      }),
    );
    const entry = await openVault(stores[0], [KEY_A]).read('webhooks.acme', writers);
    expect(entry?.value).toEqual(Object.fromEntries(stores.map((_store, writer) => [`w${writer}`, rounds])));
    expect(entry!.generation).toBeGreaterThanOrEqual(stores.length * rounds);
  });

  test('a key that is not the first opens, and the next write uses the first', async () => {
    const [store] = await open();
    await openVault(store, [KEY_B]).update('secret.S', z.string(), () => 'text');
    const rotating = openVault(store, [KEY_A, KEY_B]);
    expect(await rotating.read('secret.S', z.string())).toMatchObject({ value: 'text', isCurrent: false });
    await rotating.update('secret.S', z.string(), (now) => `${now}!`);
    expect(await openVault(store, [KEY_A]).read('secret.S', z.string())).toMatchObject({
      value: 'text!',
      isCurrent: true,
    });
    await expect(openVault(store, [KEY_B]).read('secret.S', z.string())).rejects.toMatchObject({
      code: 'vault_key_wrong',
    });
  });
});

describe('update', () => {
  test('writes nothing when the value stays the very same', async () => {
    const store = memoryStore();
    const vault = openVault(store, [KEY_A]);
    await vault.update('tokens.a', tokens, () => ({ refresh: 'r', n: 1 }));
    const before = store.calls.length;
    expect(await vault.update('tokens.a', tokens, (now) => now!)).toEqual({ refresh: 'r', n: 1 });
    expect(store.calls).toHaveLength(before);
  });

  test('decides anew on what somebody else wrote in between', async () => {
    const store = memoryStore();
    const vault = openVault(store, [KEY_A]);
    let overtaken = false;
    store.beforeCreate = async () => {
      if (overtaken) return;
      overtaken = true;
      await openVault(store, [KEY_A]).update('secret.S', z.string(), () => 'theirs');
    };
    const seen: (string | undefined)[] = [];
    const value = await vault.update('secret.S', z.string(), (now) => {
      seen.push(now);
      return `${now ?? 'nothing'} and ours`;
    });
    expect(seen).toEqual([undefined, 'theirs']);
    expect(value).toBe('theirs and ours');
  });

  test('gives up when others are always faster, and what the change throws comes through', async () => {
    const store = memoryStore();
    const vault = openVault(store, [KEY_A]);
    const always = { ...store, create: () => Promise.resolve('exists' as const) };
    await expect(openVault(always, [KEY_A]).update('secret.S', z.string(), () => 'x')).rejects.toMatchObject({
      code: 'landing_unavailable',
      retryable: true,
    });
    const refuse = (): string => {
      throw new Error('no');
    };
    await expect(vault.update('secret.S', z.string(), refuse)).rejects.toThrow('no');
    expect(store.objects.size).toBe(0);
  });
});

describe('what cannot be read', () => {
  test('an entry moved to another name', async () => {
    const store = memoryStore();
    await openVault(store, [KEY_A]).update('secret.A', z.string(), () => SECRET);
    const [bytes] = [...store.objects.values()];
    await store.create('state/vault.secret.B/000000000001.json', bytes!);
    await expect(openVault(store, [KEY_A]).read('secret.B', z.string())).rejects.toMatchObject({
      code: 'vault_damaged',
      message: expect.stringContaining('vault.secret.B'),
    });
  });

  test('another shape: nothing of the value is in the error', async () => {
    const store = memoryStore();
    const vault = openVault(store, [KEY_A]);
    await vault.update('secret.A', z.string(), () => SECRET);
    const error: unknown = await vault.read('secret.A', tokens).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'state_invalid' });
    expect(inspect(error, { depth: 10 })).not.toContain('hunter2');
  });

  test('without a key nothing is written or opened', async () => {
    const store = memoryStore();
    const keyless = openVault(store, undefined);
    expect(keyless.hasKey).toBe(false);
    expect(openVault(store, []).hasKey).toBe(false);
    const missing = { code: 'vault_key_missing', hint: expect.stringContaining('openssl rand -base64 32') };
    await expect(keyless.update('secret.A', z.string(), () => 'x')).rejects.toMatchObject(missing);
    await expect(keyless.write('secret.A', { generation: 1, value: 'x' })).rejects.toMatchObject(missing);
    await openVault(store, [KEY_A]).update('secret.A', z.string(), () => 'x');
    await expect(keyless.read('secret.A', z.string())).rejects.toMatchObject(missing);
  });
});
