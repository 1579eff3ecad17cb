import { afterEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readState, writeState } from '../../../receiver/landing/state.ts';
import type { LandingStore } from '../../../receiver/landing/store.ts';
import type { LandingPlace } from '../../contract/landing-store.ts';
import { faultStore } from '../../support/fault-store.ts';
import { folderPlace, stubPlace } from '../../support/landing-places.ts';

const schema = z.strictObject({ owner: z.string(), n: z.int() });
const value = (owner: string, n = 0) => ({ owner, n });

const cleanup: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const step of cleanup.splice(0).toReversed()) await step();
});

async function open(make: () => Promise<LandingPlace>): Promise<LandingStore> {
  const place = await make();
  const store = await place.open();
  cleanup.push(
    () => place.remove(),
    () => store.close(),
  );
  return store;
}

async function files(store: LandingStore, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of store.list(prefix)) keys.push(key.slice(prefix.length));
  return keys;
}

describe.each([
  ['folder', folderPlace],
  ['S3 stub', () => stubPlace()],
])('state generations on %s', (_, make) => {
  it('begin with none, and the highest counts', async () => {
    const store = await open(make);
    expect(await readState(store, 'lease', schema)).toBeUndefined();
    for (let generation = 1; generation <= 12; generation += 1) {
      expect(await writeState(store, 'lease', { generation, value: value('a', generation) })).toBe('written');
      expect(await readState(store, 'lease', schema)).toEqual({ generation, value: value('a', generation) });
    }
    // The last five; the others are pruned.
    expect(await files(store, 'state/lease/')).toEqual(
      [8, 9, 10, 11, 12].map((n) => `${String(n).padStart(12, '0')}.json`),
    );
  });

  it('are won by exactly one of many writers', async () => {
    const store = await open(make);
    for (let generation = 1; generation <= 5; generation += 1) {
      const owners = Array.from({ length: 16 }, (_unused, i) => `writer ${i}`);
      const outcomes = await Promise.all(
        owners.map((owner) => writeState(store, 'lease', { generation, value: value(owner) })),
      );
      const winners = owners.filter((_owner, i) => outcomes[i] === 'written');
      expect(winners).toHaveLength(1);
      expect((await readState(store, 'lease', schema))?.value.owner).toBe(winners[0]);
    }
  });

  it('are won by one also when all write the same', async () => {
    const store = await open(make);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => writeState(store, 'lease', { generation: 1, value: value('same') })),
    );
    expect(outcomes.toSorted()).toEqual([...Array<string>(7).fill('lost'), 'written']);
  });

  it('are lost to a stalled writer who comes when its generation was long pruned', async () => {
    const store = await open(make);
    for (let generation = 1; generation <= 9; generation += 1) {
      await writeState(store, 'cursor', { generation, value: value('quick', generation) });
    }
    for (const generation of [1, 2, 4]) {
      expect(await writeState(store, 'cursor', { generation, value: value('stalled') })).toBe('lost');
    }
    expect(await readState(store, 'cursor', schema)).toEqual({ generation: 9, value: value('quick', 9) });
    expect(await writeState(store, 'cursor', { generation: 10, value: value('next') })).toBe('written');
    expect(await files(store, 'state/cursor/')).toHaveLength(5);
  });

  it('count every increment of racing writers once', async () => {
    const store = await open(make);
    const increment = async (): Promise<void> => {
      for (;;) {
        const current = await readState(store, 'counter', schema);
        const next = { generation: (current?.generation ?? 0) + 1, value: value('x', (current?.value.n ?? 0) + 1) };
        if ((await writeState(store, 'counter', next)) === 'written') return;
      }
    };
    await Promise.all(Array.from({ length: 6 }, increment));
    const { generation, value: last } = (await readState(store, 'counter', schema))!;
    // A writer told `lost` because others went further has counted and counts again: never fewer than the increments.
    expect(last.n).toBe(generation);
    expect(last.n).toBeGreaterThanOrEqual(6);
  });
});

describe('state in trouble', () => {
  it('is told written when only the answer was lost', async () => {
    const store = await open(folderPlace);
    const retrying: LandingStore = {
      ...faultStore(store),
      // As the S3 driver: the first attempt stored it, the second meets it.
      create: async (key, bytes) => {
        await store.create(key, bytes);
        return store.create(key, bytes);
      },
    };
    expect(await writeState(retrying, 'lease', { generation: 1, value: value('a') })).toBe('written');
    expect(await writeState(store, 'lease', { generation: 1, value: value('a') })).toBe('lost');
  });

  it('reads again when its generation was pruned after the listing', async () => {
    const store = await open(folderPlace);
    await writeState(store, 'lease', { generation: 1, value: value('a', 1) });
    let overtaken = false;
    const slow: LandingStore = {
      ...faultStore(store),
      read: async (key) => {
        if (!overtaken) {
          overtaken = true;
          for (let generation = 2; generation <= 7; generation += 1) {
            await writeState(store, 'lease', { generation, value: value('b', generation) });
          }
        }
        return store.read(key);
      },
    };
    expect(await readState(slow, 'lease', schema)).toEqual({ generation: 7, value: value('b', 7) });
    const never: LandingStore = { ...faultStore(store), read: () => Promise.resolve(undefined) };
    await expect(readState(never, 'lease', schema)).rejects.toMatchObject({
      code: 'landing_unavailable',
      retryable: true,
    });
  });

  it('does not need the right to delete', async () => {
    const store = await open(folderPlace);
    const keeping: LandingStore = { ...faultStore(store), remove: () => Promise.reject(new Error('denied')) };
    for (let generation = 1; generation <= 8; generation += 1) {
      expect(await writeState(keeping, 'lease', { generation, value: value('a') })).toBe('written');
    }
    expect(await files(store, 'state/lease/')).toHaveLength(8);
    await writeState(store, 'lease', { generation: 9, value: value('a') });
    expect(await files(store, 'state/lease/')).toHaveLength(5);
  });

  it('is read strictly', async () => {
    const store = await open(folderPlace);
    const writer = '0d3c9f6e-3a53-4a5e-9b59-0f6d6a0a1b2c';
    const broken = [
      '',
      'null',
      '{}',
      `{"v":2,"generation":3,"writer":"${writer}","value":{"owner":"a","n":1}}`,
      `{"v":1,"generation":9,"writer":"${writer}","value":{"owner":"a","n":1}}`,
      `{"v":1,"generation":5,"writer":"${writer}","value":{"owner":"a"}}`,
      `{"v":1,"generation":6,"writer":"${writer}","value":{"owner":"a","n":1,"more":1}}`,
    ];
    for (const [index, text] of broken.entries()) {
      await store.create(`state/lease/${String(index + 1).padStart(12, '0')}.json`, Buffer.from(text));
      await expect(readState(store, 'lease', schema)).rejects.toMatchObject({ code: 'state_invalid' });
    }
  });

  it('keeps names apart, one below another too', async () => {
    const store = await open(folderPlace);
    await writeState(store, 'cursor', { generation: 1, value: value('outer') });
    await writeState(store, 'cursor/acme', { generation: 1, value: value('inner') });
    await writeState(store, 'cursor/acme', { generation: 2, value: value('inner') });
    await store.create('state/cursor/notes.json', Buffer.from('x'));
    expect(await readState(store, 'cursor', schema)).toEqual({ generation: 1, value: value('outer') });
    expect(await readState(store, 'curso', schema)).toBeUndefined();
    await expect(readState(store, '../raw', schema)).rejects.toMatchObject({ code: 'landing_key_invalid' });
  });
});
