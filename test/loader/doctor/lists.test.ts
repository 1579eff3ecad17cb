import { expect, test } from 'vitest';
import { connectionsText } from '../../../loader/commands/status-connections.ts';
import { pollsText } from '../../../loader/commands/status-lists.ts';
import { checkLists } from '../../../loader/doctor/check-lists.ts';
import type { ConnectionStatus } from '../../../loader/doctor/connection-status.ts';
import type { BackfillStatus, PollStatus } from '../../../loader/doctor/list-status.ts';
import { connection } from '../api/support.ts';

const NOW = new Date('2026-11-20T12:00:00.000Z');
const hours = (count: number): string => new Date(NOW.getTime() + count * 3_600_000).toISOString();
const oauth = { clientId: 'app', clientSecret: 'secret', refreshToken: 'token', redirectUri: undefined };

const poll = (overrides: Partial<PollStatus> = {}): PollStatus => ({
  entity: 'taxes',
  schedule: 'daily',
  last_at: hours(-3),
  due_at: hours(21),
  changed_since: null,
  page: null,
  problem: null,
  ...overrides,
});
const failed = (retryable: boolean, code = 'api_forbidden') => ({ at: hours(-1), code, message: 'no', retryable });

const backfill = (overrides: Partial<BackfillStatus> = {}): BackfillStatus => ({
  state: 'interrupted',
  since: '2026-01-01',
  until: null,
  started_at: hours(-30),
  finished_at: null,
  pages: [12, 100],
  rows: [2400, 20_000],
  objects: 2400,
  unread: 34,
  entities: [
    { entity: 'taxes', is_done: true, pages: 1, rows: 5, problem: null },
    {
      entity: 'bills',
      is_done: false,
      pages: 0,
      rows: 0,
      problem: { at: hours(-2), code: 'api_forbidden', message: 'no' },
    },
    { entity: 'invoices', is_done: false, pages: 11, rows: 2395, problem: null },
  ],
  command: 'ledgerlake backfill moewe --since 2026-01-01',
  ...overrides,
});

const status = (overrides: Partial<ConnectionStatus> = {}): ConnectionStatus => ({
  connection: 'moewe',
  source: 'zoho_books',
  last_webhook_at: null,
  last_fetch_at: null,
  quota: null,
  queue: { objects: 0, due: 0, reasons: {} },
  failing: [],
  oldest_unanswered_at: null,
  problem: null,
  sign_in: null,
  callbacks: null,
  polls: [],
  backfill: null,
  sweep: null,
  absent: [],
  ...overrides,
});

test.each<[string, Partial<ConnectionStatus>, readonly object[]]>([
  ['a poll in time', { polls: [poll()] }, [{ state: 'ok', text: `1 list, next at ${hours(21)}` }]],
  ['a poll a little late', { polls: [poll({ due_at: hours(-20) })] }, [{ state: 'ok' }]],
  [
    'a poll long overdue',
    { polls: [poll({ due_at: hours(-25) }), poll({ entity: 'items' })] },
    [{ state: 'warning', text: 'more than a day overdue: taxes', remedy: 'ledgerlake run' }],
  ],
  [
    'a list that is refused',
    { polls: [poll({ problem: failed(false) })] },
    [
      {
        state: 'warning',
        text: 'taxes cannot be listed; taxes: no (api_forbidden)',
        remedy: 'ledgerlake poll moewe --entity taxes; or connections.moewe.poll: { taxes: off }',
      },
    ],
  ],
  [
    'a list that the plan does not have',
    { polls: [poll({ problem: failed(false, 'api_not_enabled') })] },
    [{ state: 'ok' }],
  ],
  ['a failure that may pass', { polls: [poll({ problem: failed(true) })] }, [{ state: 'ok' }]],
  [
    'a failure that did not pass',
    { polls: [poll({ problem: failed(true, 'api_unavailable'), last_at: hours(-50) })] },
    [{ state: 'warning', remedy: 'ledgerlake poll moewe --entity taxes' }],
  ],
  ['nothing polled', {}, [{ state: 'ok', text: 'nothing is polled' }]],
  [
    'an interrupted backfill',
    { backfill: backfill() },
    [
      { check: 'poll', state: 'ok' },
      {
        check: 'backfill',
        state: 'warning',
        text: 'interrupted after 12 of 100 pages',
        remedy: 'ledgerlake backfill moewe --since 2026-01-01',
      },
    ],
  ],
  [
    'a running backfill',
    { backfill: backfill({ state: 'running' }) },
    [{ check: 'poll' }, { state: 'ok', text: 'under way: 12 of 100 pages' }],
  ],
  ['a backfill that is done', { backfill: backfill({ state: 'done', command: null }) }, [{ check: 'poll' }]],
])('doctor: %s', (_, overrides, expected) => {
  const findings = checkLists({ connection: connection({ oauth }), status: status(overrides), now: NOW });
  expect(findings).toMatchObject(expected);
  expect(findings).toHaveLength(expected.length);
});

test('without credentials there is nothing to say', () => {
  expect(checkLists({ connection: connection(), status: status(), now: NOW })).toEqual([]);
});

test('status: lists of which the same can be said share a row', () => {
  const polls = [
    poll(),
    poll({ entity: 'items', changed_since: hours(-3) }),
    poll({ entity: 'currencies' }),
    poll({ entity: 'accounts', due_at: hours(-1), page: 3 }),
    poll({ entity: 'journals', last_at: null, due_at: hours(-1), problem: failed(false) }),
  ];
  const lines = pollsText([status({ polls })], NOW.toISOString()).split('\n');
  expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
    ['polled', 'schedule', 'last', 'next', 'changed since', 'problem', 'lists'],
    ['moewe', 'daily', '2026-11-20 09:00Z', '2026-11-21 09:00Z', 'everything', 'taxes, currencies'],
    ['moewe', 'daily', '2026-11-20 09:00Z', '2026-11-21 09:00Z', '2026-11-20 09:00Z', 'items'],
    ['moewe', 'daily', '2026-11-20 09:00Z', 'goes on at page 3', 'everything', 'accounts'],
    ['moewe', 'daily', '-', 'now', 'everything', 'no (api_forbidden)', 'journals'],
  ]);
  expect(pollsText([status()], NOW.toISOString())).toBe('');
});

test.each<[Partial<BackfillStatus>, string]>([
  [
    {},
    'backfill since 2026-01-01 was interrupted: 12 of 100 pages, 2,400 of 20,000 rows, 34 documents still to be read; open: invoices; ' +
      'not listed: bills (api_forbidden); run "ledgerlake backfill moewe --since 2026-01-01"',
  ],
  [
    { state: 'running', since: null, unread: 1, entities: [] },
    'backfill of everything is under way: 12 of 100 pages, 2,400 of 20,000 rows, 1 document still to be read',
  ],
  [
    { state: 'done', until: '2026-03-31', finished_at: hours(-1), command: null, entities: [] },
    'backfill since 2026-01-01 until 2026-03-31 done at 2026-11-20 11:00Z',
  ],
  [
    {
      state: 'done',
      finished_at: hours(-1),
      command: null,
      entities: backfill().entities.map((one) => ({ ...one, is_done: one.entity === 'bills', problem: one.problem })),
    },
    'backfill since 2026-01-01 done at 2026-11-20 11:00Z; not wholly listed: bills (api_forbidden)',
  ],
])('status: backfill %#', (overrides, line) => {
  const text = connectionsText([status({ backfill: backfill(overrides) })]);
  expect(text.split('\n').at(-1)).toBe(`moewe: ${line}`);
});

test('status: the last sweep and what webhooks lost', () => {
  const found = { missed: 3, stale: 1, deleted: 0, changed: 120, unknown: 2, loss_rate: 2 / 120 };
  const sweep = { finished_at: hours(-9), since: hours(-81), ...found, stopped: null };
  expect(connectionsText([status({ sweep })])).toContain(
    '\nmoewe: swept at 2026-11-20 03:00Z (changed since 2026-11-17 03:00Z): 3 missed, 1 stale, 0 deleted; webhooks lost: 2 of 120 (1.7 %)',
  );
});

test.each([
  [[], undefined],
  [
    [{ entity: 'contacts', confirming: 3, withheld: 0 }],
    'moewe: absent from lists: contacts 3 asked for and not confirmed yet',
  ],
  [
    [
      { entity: 'contacts', confirming: 3, withheld: 40 },
      { entity: 'bills', confirming: 0, withheld: 7 },
    ],
    'moewe: absent from lists: contacts 3 asked for and not confirmed yet; contacts 40 withheld, more than 5 %; bills 7 withheld, ' +
      'more than 5 %; run "ledgerlake sweep moewe --entity contacts bills --yes" to have them asked for',
  ],
])('status: what lists lack %#', (absent, line) => {
  expect(connectionsText([status({ absent })]).split('\n')[2]).toBe(line);
});
