import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rawKey } from '../../../receiver/landing/keys.ts';
import { createLatePointer, listLatePointers, needsLatePointer } from '../../../receiver/landing/late.ts';
import type { LandingStore } from '../../../receiver/landing/store.ts';
import type { LandingPlace } from '../../contract/landing-store.ts';
import { faultStore } from '../../support/fault-store.ts';
import { folderPlace } from '../../support/landing-places.ts';

let place: LandingPlace;
let store: LandingStore;

beforeEach(async () => {
  place = await folderPlace();
  store = await place.open();
});
afterEach(async () => {
  await store.close();
  await place.remove();
});

const at = (text: string) => new Date(text);
const raw = (id: string) =>
  rawKey({
    source: 'zoho_books',
    connection: 'acme',
    origin: 'webhook',
    entity: 'invoices',
    time: undefined,
    identity: [id],
  });

async function pointers(since: string): Promise<string[]> {
  const keys: string[] = [];
  for await (const { key } of listLatePointers(store, at(since))) keys.push(key);
  return keys;
}

describe('which objects need a pointer', () => {
  const now = at('2026-11-03T12:00:00.000Z');
  it.each([
    [undefined, true],
    ['2026-11-03T12:00:00.000Z', false],
    ['2026-11-03T11:00:00.000Z', false],
    ['2026-11-03T10:59:59.999Z', true],
    ['2026-11-03T13:00:00.000Z', false],
    ['2026-11-03T13:00:00.001Z', true],
    ['2019-01-01T00:00:00.000Z', true],
    ['9999-12-31T23:59:59.999Z', true],
  ])('%s: %s', (time, expected) => {
    expect(needsLatePointer(time === undefined ? undefined : at(time), now)).toBe(expected);
  });
});

describe('late pointers', () => {
  it('are found from their arrival on, in order, the same instant included', async () => {
    const arrivals = [
      '2026-11-01T23:59:59.999Z',
      '2026-11-02T00:00:00.000Z',
      '2026-11-02T00:00:00.001Z',
      '2026-12-01T05:00:00.000Z',
    ];
    for (const arrival of arrivals.toReversed())
      await createLatePointer(store, { arrival: at(arrival), key: raw(arrival) });
    const keys = arrivals.map(raw);
    expect(await pointers('0001-01-01T00:00:00.000Z')).toEqual(keys);
    expect(await pointers('-000001-01-01T00:00:00.000Z')).toEqual(keys);
    expect(await pointers('2026-11-02T00:00:00.000Z')).toEqual(keys.slice(1));
    expect(await pointers('2026-11-02T00:00:00.002Z')).toEqual(keys.slice(3));
    expect(await pointers('2027-01-01T00:00:00.000Z')).toEqual([]);
  });

  it('come in order in any number, and repeat when the object arrived again', async () => {
    const expected: string[] = [];
    for (let i = 0; i < 50; i += 1) {
      const key = raw(String(i % 40));
      await createLatePointer(store, { arrival: new Date(Date.UTC(2026, 10, 1) + i), key });
      await createLatePointer(store, { arrival: new Date(Date.UTC(2026, 10, 1) + i), key, budgetMs: 5_000 });
      expected.push(key);
    }
    expect(await pointers('2026-01-01T00:00:00.000Z')).toEqual(expected);
  });

  it('hold one documented line', async () => {
    await createLatePointer(store, { arrival: at('2026-11-02T00:00:00.000Z'), key: raw('x') });
    for await (const { pointerKey, key } of listLatePointers(store, at('2026-01-01T00:00:00.000Z'))) {
      expect(pointerKey).toMatch(/^late\/2026-11-02\/20261102T000000000Z\.[0-9a-f]{64}\.json$/);
      expect(Buffer.from((await store.read(pointerKey))!).toString()).toBe(`{"v":1,"key":"${key}"}`);
    }
  });

  it('do not hide that the store is away', async () => {
    const away = faultStore(store, [{ method: 'create', call: 1, when: 'before' }]);
    await expect(
      createLatePointer(away, { arrival: at('2026-11-02T00:00:00.000Z'), key: raw('x') }),
    ).rejects.toMatchObject({ code: 'landing_unavailable' });
  });

  const NAME = `late/2026-11-02/20261102T000000000Z.${'a'.repeat(64)}.json`;
  it.each([
    '',
    '{',
    '[]',
    'null',
    '{"v":2,"key":"raw/a.json"}',
    '{"v":1}',
    '{"v":1,"key":7}',
    '{"v":1,"key":"raw/../a"}',
    '{"v":1,"key":"loads/a"}',
    '{"v":1,"key":"raw/a.json","more":1}',
  ])('are read strictly: %j', async (text) => {
    await store.create(NAME, Buffer.from(text));
    await expect(pointers('2026-01-01T00:00:00.000Z')).rejects.toMatchObject({
      code: 'late_pointer_invalid',
      message: expect.stringContaining(NAME),
    });
  });

  it('are told from other files in their folder by name', async () => {
    await store.create('late/2026-11-02/README.md', Buffer.from('not a pointer'));
    await store.create('late/notes.json', Buffer.from('not a pointer'));
    expect(await pointers('2026-01-01T00:00:00.000Z')).toEqual([]);
  });
});
