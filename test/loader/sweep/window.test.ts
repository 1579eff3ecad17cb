import { expect, test } from 'vitest';
import { isChangedIn, isWholeDue, sweepWindow } from '../../../loader/sweep/window.ts';

const NOW = new Date('2026-11-20T12:00:00.000Z');
const DAY = new Date('2026-11-01T00:00:00.000Z');

test.each([
  [{ isFull: false }, { since: new Date('2026-11-17T12:00:00.000Z'), until: undefined, lists: 'due' }],
  [{ isFull: true }, { since: undefined, until: undefined, lists: 'all' }],
  [
    { since: DAY, isFull: false },
    { since: DAY, until: undefined, lists: 'changed' },
  ],
  [
    { since: DAY, isFull: true },
    { since: DAY, until: undefined, lists: 'all' },
  ],
  [
    { until: DAY, isFull: false },
    { since: new Date('2026-10-29T00:00:00.000Z'), until: DAY, lists: 'changed' },
  ],
])('%j', (options, window) => {
  expect(sweepWindow(options, NOW)).toEqual(window);
});

test('a window has its beginning and not its end', () => {
  const window = { since: DAY, until: NOW, lists: 'changed' } as const;
  expect([DAY, NOW, new Date(DAY.getTime() - 1)].map((at) => isChangedIn(window, at))).toEqual([true, false, false]);
});

test.each([
  ['all', 1_000_000, NOW, true],
  ['changed', 1, undefined, false],
  ['due', 2000, NOW, true],
  ['due', 2001, NOW, false],
  ['due', 2001, undefined, true],
  ['due', 2001, new Date('2026-11-13T12:00:00.001Z'), false],
  ['due', 2001, new Date('2026-11-13T12:00:00.000Z'), true],
] as const)('%s, of %i, last at %s: everything is listed: %s', (lists, living, wholeAt, expected) => {
  const window = { since: undefined, until: undefined, lists };
  expect(isWholeDue(window, { living, wholeAt, now: NOW })).toBe(expected);
});
