import { describe, expect, test } from 'vitest';
import type { Cursor } from '../../../loader/plan/cursor.ts';
import { cursorLimit, isFullListingDue, windowOf } from '../../../loader/plan/cursor.ts';
import { readCursor, writeCursor } from '../../../loader/plan/cursor-state.ts';
import { HOUR_MS, NOON } from '../../support/loader-context.ts';
import { memoryStore } from '../../support/memory-store.ts';

const before = (hours: number): Date => new Date(NOON.getTime() - hours * HOUR_MS);
const cursor = (full: Date | null): Cursor => ({
  v: 1,
  cursor: NOON.toISOString(),
  full_listed_at: full?.toISOString() ?? null,
  ahead: [],
});

describe('cursorLimit', () => {
  test.each([
    ['the clock, when every load is over', [], NOON],
    ['the oldest load that is not over', [before(1), before(5), before(2)], before(5)],
    ['the clock, when a load was planned after the listing', [new Date(NOON.getTime() + 50)], NOON],
  ])('is %s', (_, unfinished, expected) => {
    expect(cursorLimit({ listedAt: NOON, unfinished, unanswered: [] })).toEqual(expected);
  });
});

describe('windowOf', () => {
  test('lists from the lookback on, and reads manifests of a day more', () => {
    expect(windowOf(NOON, 72)).toEqual({ from: before(72), loadsSince: before(96) });
  });
});

describe('isFullListingDue', () => {
  test.each([
    ['on the first run', undefined, true],
    ['when none was ever done', cursor(null), true],
    ['a day after the last one', cursor(before(24)), true],
    ['not before', cursor(before(23.9)), false],
  ])('%s', (_, state, expected) => {
    expect(isFullListingDue(state, NOON)).toBe(expected);
  });
});

describe('the cursor in the landing zone', () => {
  test('is the newest generation', async () => {
    const store = memoryStore();
    expect(await readCursor(store)).toBeUndefined();
    await writeCursor(store, cursor(null));
    await writeCursor(store, cursor(before(3)));
    expect(await readCursor(store)).toEqual(cursor(before(3)));
  });

  test('of another release is refused', async () => {
    const store = memoryStore();
    await writeCursor(store, { ...cursor(null), v: 2 } as unknown as Cursor);
    await expect(readCursor(store)).rejects.toMatchObject({ code: 'state_invalid' });
  });
});
