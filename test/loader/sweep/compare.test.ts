import { describe, expect, test } from 'vitest';
import { ENTITIES } from '../../../loader/catalog/index.ts';
import {
  compare,
  type Finding,
  isAbsent,
  type ListedVersion,
  type SilverVersion,
} from '../../../loader/sweep/compare.ts';
import { stampColumns, stampInSilver, stampOf } from '../../../loader/sweep/stamps.ts';

const ASKED = 1000;
const row = (more: Partial<ListedVersion> = {}): ListedVersion => ({
  askedMs: ASKED,
  versionMs: undefined,
  stamp: undefined,
  sha256: undefined,
  isDeleted: false,
  isReadable: true,
  ...more,
});
const silver = (more: Partial<SilverVersion> = {}): SilverVersion => ({
  id: '7',
  isDeleted: false,
  versionMs: 500,
  deletedMs: undefined,
  seenMs: 500,
  stamps: [],
  sha256: undefined,
  ...more,
});

describe('a row against silver', () => {
  const cases: readonly [string, ListedVersion, SilverVersion | undefined, Finding][] = [
    ['an id that silver does not know', row({ versionMs: 500 }), undefined, 'missed'],
    ['a deleted one that silver does not know', row({ isDeleted: true }), undefined, 'missed'],
    ['the same time of change', row({ versionMs: 500 }), silver(), 'known'],
    ['a later time of change', row({ versionMs: 501 }), silver(), 'stale'],
    ['an earlier one: a webhook came after the list', row({ versionMs: 499 }), silver(), 'known'],
    ['the same stamp', row({ stamp: 'updated A' }), silver({ stamps: ['version X', 'updated A'] }), 'known'],
    ['another stamp', row({ stamp: 'updated B' }), silver({ stamps: ['updated A'] }), 'stale'],
    ['another stamp, read after the list', row({ stamp: 'updated B' }), silver({ versionMs: 1001 }), 'known'],
    ['the same content', row({ sha256: 'a' }), silver({ sha256: 'a' }), 'known'],
    ['other content', row({ sha256: 'b' }), silver({ sha256: 'a' }), 'stale'],
    ['nothing to compare by', row(), silver(), 'stale'],
    ['what no engine may see', row({ isReadable: false }), undefined, 'known'],
    ['only a deletion is known of it', row({ versionMs: 1 }), silver({ versionMs: undefined }), 'stale'],
    ['deleted in both', row({ isDeleted: true, versionMs: 900 }), silver({ isDeleted: true }), 'known'],
    ['deleted in the list alone', row({ isDeleted: true }), silver(), 'deleted'],
    ['deleted in the list, restored since', row({ isDeleted: true }), silver({ seenMs: 1001 }), 'known'],
    ['alive again', row({ versionMs: 500 }), silver({ isDeleted: true, deletedMs: 900 }), 'restored'],
    ['deleted since the list', row({ versionMs: 500 }), silver({ isDeleted: true, deletedMs: 1001 }), 'known'],
  ];
  test.each(cases)('%s', (_, listed, known, finding) => {
    expect(compare(listed, known)).toBe(finding);
  });

  test.each([
    ['long known', silver(), true],
    ['deleted', silver({ isDeleted: true }), false],
    ['changed after the list was begun', silver({ versionMs: 1001 }), false],
    ['seen after the list was begun', silver({ seenMs: 1001 }), false],
  ] as const)('absent from a complete list, %s', (_, known, expected) => {
    expect(isAbsent(known, ASKED)).toBe(expected);
  });
});

describe('stamps', () => {
  const columns = (name: string) =>
    stampColumns(ENTITIES.find((one) => one.source === 'freshbooks' && one.name === name)!);

  test.each([
    [
      'invoices',
      { version: '2026-11-20 07:00:07.000123', updated: '2026-11-20 07:00:07' },
      'version',
      '2026-11-20 07:00:07.000123',
    ],
    ['clients', { updated: '2026-11-20 07:00:07' }, 'updated', '2026-11-20T12:00:07.000000Z'],
    ['clients', { updated: '2026-07-20 08:00:07' }, 'updated', '2026-07-20T12:00:07.000000Z'],
    ['clients', { updated: '2026-11-01 01:30:00' }, 'updated', '2026-11-01T05:30:00.000000Z'],
    ['clients', { updated: '2026-11-01 00:00:00' }, 'updated', '2026-11-01T04:00:00.000000Z'],
    ['bills', { updated_at: '2026-11-20 12:00:07' }, 'updated_at', '2026-11-20T12:00:07.000000Z'],
    ['bill_vendors', { updated_at: '2026-11-20 12:00:07' }, 'updated_at', '2026-11-20 12:00:07'],
    ['projects', { updated_at: '2026-11-20T12:00:07' }, 'updated_at', '2026-11-20T12:00:07.000000Z'],
    ['ledger_accounts', { updated_at: '2026-11-20T12:00:07.5Z' }, 'updated_at', '2026-11-20T12:00:07.500000Z'],
  ])('of %s: %j is what silver has under %s', (entity, payload, column, value) => {
    const found = columns(entity).find(({ name }) => name === column)!;
    expect(stampOf(columns(entity), payload)).toBe(stampInSilver(found, value));
  });

  test('there are none where the record has none, and none are needed where versions are times of change', () => {
    expect(stampOf(columns('bill_payments'), { id: '7' })).toBeUndefined();
    expect(stampOf(columns('clients'), { updated: '' })).toBeUndefined();
    expect(ENTITIES.filter(({ source }) => source === 'zoho_books').flatMap(stampColumns)).toEqual([]);
  });
});
