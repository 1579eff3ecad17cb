import { expect, test } from 'vitest';
import type { ConnectionSweep, EntitySweep } from '../../../loader/sweep/report.ts';
import { nothingFound } from '../../../loader/sweep/sweep-entity.ts';
import { type SweepState, withSweep } from '../../../loader/sweep/sweep-state.ts';

const BEFORE = '2026-11-13T03:30:00.000Z';
const NOW = '2026-11-20T03:30:00.000Z';
const PROBLEM = { code: 'forbidden', message: 'refused', hint: 'ask' };

function sweepOf(entity: Partial<EntitySweep>): ConnectionSweep {
  return {
    connection: 'acme_books',
    source: 'zoho_books',
    started_at: NOW,
    finished_at: NOW,
    since: null,
    until: null,
    full: false,
    entities: [{ ...nothingFound('bills'), ...entity }],
    queued: 0,
    read: 0,
    unread: 0,
    confirming: 0,
    stopped: null,
  };
}

test.each([
  ['everything', { whole: true }, NOW],
  ['what has changed', { whole: false }, BEFORE],
  ['everything, and more than 5 % were absent', { whole: true, withheld: true }, undefined],
  ['everything, and some were left', { whole: true, left: 1 }, undefined],
  ['what has changed, and some were left', { whole: false, left: 1 }, undefined],
  ['everything, but for a problem', { whole: true, problem: PROBLEM }, BEFORE],
] as const)('%s was listed: remembered as whole is %j: %s', (_name, entity, expected) => {
  const none = { scheduled_from: null, withheld: {}, confirming: [], round: null, last: null };
  const state: SweepState = { v: 1, whole_at: { bills: BEFORE }, ...none };
  expect(withSweep(state, sweepOf(entity)).whole_at['bills']).toBe(expected);
});

test.each([
  ['lacks too many', { whole: true, absent: 9, withheld: true }, 9],
  ['lacks fewer, which are asked for', { whole: true, absent: 1 }, undefined],
  ['is none of everything', { whole: false }, 4],
  ['hides something', { whole: true, problem: PROBLEM }, 4],
] as const)('what was withheld is remembered; a list that %s', (_name, entity, expected) => {
  const none = { scheduled_from: null, whole_at: {}, confirming: [], round: null, last: null };
  const state: SweepState = { v: 1, withheld: { bills: 4, items: 2 }, ...none };
  const { withheld } = withSweep(state, sweepOf(entity));
  expect([withheld['bills'], withheld['items']]).toEqual([expected, 2]);
});
