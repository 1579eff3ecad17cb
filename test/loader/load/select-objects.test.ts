import { beforeEach, describe, expect, test } from 'vitest';
import { endFailed } from '../../../loader/load/attempts.ts';
import { createAttemptResult } from '../../../loader/load/manifest-io.ts';
import { createLoads } from '../../../loader/load/new-load.ts';
import { selectObjects } from '../../../loader/load/select-objects.ts';
import { assertPrefix, hasSelector, parseTime, type Selection } from '../../../loader/plan/selection.ts';
import { HOUR_MS, landInvoice, NOON, type TestLoader, testLoader } from '../../support/loader-context.ts';

const NOTHING: Selection = {
  prefix: undefined,
  connection: undefined,
  source: undefined,
  entity: undefined,
  id: undefined,
  since: undefined,
  until: undefined,
  loads: [],
  failed: false,
  quarantined: false,
};
const ago = (hours: number): Date => new Date(NOON.getTime() - hours * HOUR_MS);

describe('a selection', () => {
  let loader: TestLoader;
  let keys: Record<'old' | 'fresh' | 'contact' | 'undated' | 'other', string>;
  const names = (selected: readonly string[]): string[] =>
    Object.entries(keys)
      .filter(([, key]) => selected.includes(key))
      .map(([name]) => name);
  const select = async (selection: Partial<Selection>): Promise<string[]> => {
    const { context, store } = loader;
    const dependencies = { store, warehouse: context.openWarehouse, connections: context.config.connections };
    const selected = await selectObjects({ ...NOTHING, ...selection }, dependencies);
    return names(selected.objects.map((object) => object.key));
  };

  beforeEach(async () => {
    loader = testLoader();
    const { store } = loader;
    keys = {
      old: await landInvoice(store, { time: ago(48), id: '1' }),
      fresh: await landInvoice(store, { time: ago(1), id: '2' }),
      contact: await landInvoice(store, { time: ago(1), id: '3', entity: 'contacts' }),
      undated: await landInvoice(store, { time: null, id: '4' }),
      other: await landInvoice(store, { time: ago(1), id: '5', connection: 'acme_fresh', source: 'freshbooks' }),
    };
    await store.create('raw/source=zoho_books/connection=acme_books/date=2026-11-20/notes.txt', Buffer.from(''));
  });

  test.each<[string, Partial<Selection>, string[]]>([
    ['nothing, by --all', {}, ['old', 'fresh', 'contact', 'undated', 'other']],
    ['a prefix', { prefix: 'raw/source=zoho_books/connection=acme_books/date=2026-11-20/' }, ['fresh', 'contact']],
    ['a connection', { connection: 'acme_fresh' }, ['other']],
    ['a source', { source: 'zoho_books' }, ['old', 'fresh', 'contact', 'undated']],
    ['an entity', { entity: 'contacts' }, ['contact']],
    ['a time on', { since: ago(2) }, ['fresh', 'contact', 'other']],
    ['until a time', { until: ago(2) }, ['old']],
    ['a time, both ends included', { since: ago(48), until: ago(48) }, ['old']],
    ['several at once', { source: 'zoho_books', entity: 'invoices', since: ago(2) }, ['fresh']],
    ['a prefix and a time', { prefix: 'raw/source=zoho_books/', until: ago(2) }, ['old']],
    ['a connection that nobody has', { connection: 'nobody' }, []],
  ])('of %s', async (_, selection, expected) => {
    expect(await select(selection)).toEqual(expected);
  });

  test('of an id takes what bronze knows', async () => {
    loader.warehouse.bronze.set('load', []);
    loader.warehouse.ids.set('2', [keys.fresh, keys.contact]);
    expect(await select({ id: '2' })).toEqual(['fresh', 'contact']);
    expect(await select({ id: '2', entity: 'invoices' })).toEqual(['fresh']);
  });

  test('of an id that bronze does not know reads the objects, and their documents', async () => {
    expect(await select({ id: '4' })).toEqual(['undated']);
    expect(await select({ id: '4', source: 'freshbooks' })).toEqual([]);
    expect(await select({ id: '99' })).toEqual([]);
  });

  test('of quarantine takes what is behind its rows', async () => {
    expect(await select({ quarantined: true })).toEqual([]);
    loader.warehouse.bronze.set('load', []);
    loader.warehouse.quarantine = new Set([keys.old, keys.other]);
    expect(await select({ quarantined: true })).toEqual(['old', 'other']);
    expect(await select({ quarantined: true, source: 'freshbooks' })).toEqual(['other']);
  });

  test('of loads takes their keys, says which loads, and which keys are gone', async () => {
    const { context, store } = loader;
    const plan = { reason: 'run', of: [], maxLoadBytes: 1e9, parquetWriter: 'hyparquet-writer' } as const;
    const gone = keys.old.replace('.webhook.', '.poll.');
    const objects = [keys.old, keys.fresh, gone].map((key) => ({ key, bytes: 1 }));
    const [load] = await createLoads(store, { ...plan, objects }, { ...context, assertHeld: () => {} });
    const dependencies = { store, warehouse: context.openWarehouse, connections: {} };
    const loadId = load!.load_id;
    const expected = { of: [loadId], absent: [gone] };
    const selected = await selectObjects({ ...NOTHING, loads: [loadId] }, dependencies);
    expect(selected).toMatchObject(expected);
    expect(names(selected.objects.map((object) => object.key))).toEqual(['old', 'fresh']);
    expect(selected.objects[0]?.bytes).toBe(store.objects.get(keys.old)?.length);

    expect(await selectObjects({ ...NOTHING, failed: true }, dependencies)).toEqual({
      objects: [],
      of: [],
      absent: [],
    });
    const failure = { code: 'sql_error', message: 'bad' };
    const result = { v: 1, state: 'failed', finished_at: NOON.toISOString(), ...failure } as const;
    await createAttemptResult(store, { loadId, attempt: 5 }, result);
    await endFailed(store, { loadId, attempts: 5, failure, finishedAt: NOON });
    expect(await selectObjects({ ...NOTHING, failed: true }, dependencies)).toMatchObject(expected);
  });

  test('of a load that does not exist is wrong usage', async () => {
    for (const loads of [['x'], ['20261120T120000000Z-0123456789ab']]) {
      await expect(select({ loads })).rejects.toMatchObject({ code: 'usage' });
    }
  });
});

describe('selectors', () => {
  test.each([
    ['2026-11-20', false, '2026-11-20T00:00:00.000Z'],
    ['2026-11-20', true, '2026-11-20T23:59:59.999Z'],
    ['2026-11-20T08:00:00Z', true, '2026-11-20T08:00:00.000Z'],
    ['2026-11-20T08:00:00+02:00', false, '2026-11-20T06:00:00.000Z'],
  ])('--since %s (end of day: %s) is %s', (text, endOfDay, expected) => {
    expect(parseTime(text, { name: '--since', endOfDay }).toISOString()).toBe(expected);
  });

  test.each(['', 'yesterday', '2026-02-30', '2026-13-01', '20261120', '2026-11-20T08:00:00', '1'])(
    '%j is no time',
    (text) => {
      expect(() => parseTime(text, { name: '--since', endOfDay: false })).toThrow(
        expect.objectContaining({ code: 'usage' }),
      );
    },
  );

  test('a prefix begins with raw/', () => {
    assertPrefix('raw/');
    for (const prefix of ['', 'raw', '/raw/', 'loads/', 's3://b/raw/'])
      expect(() => assertPrefix(prefix)).toThrow(/raw\//);
  });

  test('are needed', () => {
    expect(hasSelector(NOTHING)).toBe(false);
    expect(hasSelector({ ...NOTHING, failed: true })).toBe(true);
    expect(hasSelector({ ...NOTHING, id: '1' })).toBe(true);
  });
});
