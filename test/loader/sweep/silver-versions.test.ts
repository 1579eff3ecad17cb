import { expect, test } from 'vitest';
import { everySilverVersion, silverVersionsOf } from '../../../loader/sweep/silver-versions.ts';
import type { SqlRow, SqlValue } from '../../../loader/warehouse/warehouse.ts';
import { entityOf } from '../../e2e/swept-books.ts';

const PLACE = {
  entity: entityOf('freshbooks', 'clients'),
  connection: 'acme_fresh',
  organizationId: '6BApk',
  hashes: false,
  hasTable: true,
};

const row = (id: string): SqlRow => ({
  id,
  is_deleted: id.endsWith('7'),
  _version: '001795867207000000/1/001795867207250000/key',
  _deleted_version: '',
  _seen_version: '001795867207000000',
  updated: '2026-11-20T12:00:07.000000Z',
});

/** Answers as an engine would: rows after a key, as many as the limit says, or those that are named. */
function engine(ids: readonly string[]) {
  const asked: Readonly<Record<string, SqlValue>>[] = [];
  return {
    asked,
    query: (sql: string, parameters: Readonly<Record<string, SqlValue>> = {}): Promise<readonly SqlRow[]> => {
      asked.push(parameters);
      const limit = Number(/limit (\d+)$/.exec(sql)?.[1] ?? ids.length);
      const named = new Set(Object.entries(parameters).flatMap(([name, id]) => (/^id\d+$/.test(name) ? [id] : [])));
      const isMeant = (id: string): boolean =>
        named.size > 0 ? named.has(id) : id > String(parameters['after'] ?? '');
      return Promise.resolve(ids.filter(isMeant).slice(0, limit).map(row));
    },
  };
}

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

const sortedIds = (count: number): readonly string[] => Array.from({ length: count }, (_, at) => `${at}`).toSorted();

test.each([0, 1, 4999, 5000, 5001, 12_000])('all of %i records come once, page by page', async (count) => {
  const silver = engine(sortedIds(count));
  const found = (await all(everySilverVersion(silver, PLACE))).map(({ id }) => id);
  expect(found).toEqual(sortedIds(count));
  expect(silver.asked.length).toBe(Math.floor(count / 5000) + 1);
});

test('records are looked up by id, as many at once as a statement takes parameters', async () => {
  const silver = engine(sortedIds(1000));
  const found = (await all(silverVersionsOf(silver, sortedIds(450), PLACE))).map(({ id }) => id);
  expect(found.toSorted()).toEqual(sortedIds(450));
  expect(silver.asked.length).toBe(3);
});

test('versions, stamps and deletions are read from their texts', async () => {
  const [version] = await all(silverVersionsOf(engine(['7']), ['7'], PLACE));
  expect(version).toEqual({
    id: '7',
    isDeleted: true,
    versionMs: 1_795_867_207_000,
    deletedMs: undefined,
    seenMs: 1_795_867_207_000,
    stamps: ['updated 2026-11-20 07:00:07'],
    sha256: undefined,
  });
});

test('without a table nothing is asked but whether it is there', async () => {
  const silver = engine(['7']);
  const { hasTable: _, ...unknown } = PLACE;
  const none = { query: () => Promise.resolve([{ table_count: '0' }]) };
  expect(await all(everySilverVersion(none, unknown))).toEqual([]);
  expect(await all(everySilverVersion(silver, { ...PLACE, hasTable: false }))).toEqual([]);
  expect(silver.asked).toEqual([]);
});
