import { expect, test } from 'vitest';
import { acquireLease, backfillLeaseName } from '../../../loader/lease.ts';
import { type FakeZoho, problemFault } from '../../support/fake-zoho/index.ts';
import { zohoInvoice } from '../../support/payloads/zoho-books.ts';
import { listPlace } from './list-place.ts';

function invoices(fake: FakeZoho, count: number): void {
  for (let n = 1; n <= count; n += 1) {
    fake.books.put('invoices', zohoInvoice({ invoice_id: String(n), date: `2026-02-0${n}` }), { silent: true });
  }
}

test('a dry run counts and says how long it takes, and writes nothing down', async () => {
  const { run, fake, store } = await listPlace();
  invoices(fake, 4);
  const args = ['backfill', '--since', '2026-01-01', '--entity', 'invoices', '--dry-run'];
  const text = await run(...args);
  expect(text).toMatchObject({ code: 0, stderr: '' });
  expect(text.stdout).toMatch(/^entity +rows +pages +read singly *\ninvoices +4 +1 +4\n/);
  expect(text.stdout).toMatch(
    /\nacme_books: at most 5 requests, at least 1 minute, 1 day, 800 requests a day \(20 % are left to webhooks, polls and other programs\)\n$/,
  );
  const [report] = JSON.parse((await run(...args, '--json')).stdout);
  expect(report).toEqual({
    connection: 'acme_books',
    since: '2026-01-01',
    until: null,
    started_at: expect.stringMatching(/Z$/) as string,
    finished_at: null,
    is_resumed: false,
    estimate: { requests: 5, minutes: 1, days: 1, requests_per_day: 800 },
    entities: [
      {
        entity: 'invoices',
        is_done: false,
        pages: 0,
        rows: 0,
        queued: 0,
        estimate: { rows: 4, pages: 1, objects: 4 },
        problem: null,
      },
    ],
    objects: 0,
    refused: [],
  });
  for await (const { key } of store.list('state/')) expect(key).not.toMatch(/^state\/backfill\./);
});

test('reads the range; a stopped one is told of, and goes on by the command that is told', async () => {
  const { run, start, fake } = await listPlace();
  invoices(fake, 6);
  let release: (() => void) | undefined;
  const until = new Promise<void>((resolve) => {
    release = resolve;
  });
  fake.faults.add({ path: /\/invoices\/[2345]\b/, times: 4, fault: { kind: 'hold', until, when: 'before' } });
  const begun = start(
    'backfill',
    'acme_books',
    '--since',
    '2026-02-02',
    '--until',
    '2026-02-05',
    '--entity',
    'invoices',
  );
  await fake.requests.next('GET', /\/invoices\/2$/);
  begun.stop();
  const stopped = await begun.end;
  release?.();
  fake.faults.clear();
  expect(stopped.code).toBe(1);
  const command = 'ledgerlake backfill acme_books --since 2026-02-02 --until 2026-02-05 --entity invoices';

  const text = (await run('status')).stdout;
  expect(text).toContain('acme_books: backfill since 2026-02-02 until 2026-02-05 was interrupted: ');
  expect(text).toContain(`run "${command}"`);
  const { connections } = JSON.parse((await run('status', '--json')).stdout);
  expect(connections[0].backfill).toMatchObject({
    state: 'interrupted',
    since: '2026-02-02',
    until: '2026-02-05',
    finished_at: null,
    pages: [1, 1],
    rows: [6, 6],
    objects: 4,
    unread: 4,
    entities: [{ entity: 'invoices', is_done: true, pages: 1, rows: 6, problem: null }],
    command,
  });
  const doctor = await run('doctor', 'acme_books', '--no-ask');
  expect(doctor.stdout).toContain(
    `WARNING  acme_books: backfill: interrupted after 1 of 1 pages\n         -> ${command}\n`,
  );

  const pages = fake.requests.matching('GET', /\/invoices$/).length;
  const resumed = await run(...command.split(' ').slice(1));
  expect(resumed).toMatchObject({ code: 0, stderr: '' });
  expect(resumed.stdout).toMatch(/\nacme_books: goes on: at most 0 requests/);
  expect(resumed.stdout).toMatch(/: 1 page in all and 4 objects this time landed; "ledgerlake run" loads them\n$/);
  expect(fake.requests.matching('GET', /\/invoices$/)).toHaveLength(pages);
  const done = JSON.parse((await run('status', '--json')).stdout).connections[0].backfill;
  expect(done).toMatchObject({ state: 'done', unread: 0, command: null });
});

test('what is refused is named; one list of an entity makes it exit with 1, single objects do not', async () => {
  const { run, fake } = await listPlace();
  invoices(fake, 6);
  for (const id of ['11', '12']) fake.books.put('currencies', { currency_id: id, currency_code: `E${id}` });
  fake.faults.add({ path: /\/invoices\/[25]\b/, times: 20, fault: problemFault(57, { status: 403 }) });
  const single = await run('backfill', '--all', '--entity', 'invoices');
  expect(single.code).toBe(0);
  expect(single.stderr).toMatch(
    /^warning: invoices: 2 objects refused: .+ \(api_forbidden\); runs ask for them again\n$/,
  );
  expect(single.stdout).toMatch(/: 1 page in all and 4 objects this time landed; "ledgerlake run" loads them\n$/);

  fake.faults.add({ path: /\/11\/exchangerates/, times: 20, fault: problemFault(1002, { status: 404 }) });
  const list = await run('backfill', '--all', '--entity', 'exchange_rates', 'invoices', '--json');
  expect(list.code).toBe(1);
  expect(list.stderr).toMatch(/^warning: exchange_rates could not be wholly listed: .+ \(api_not_found\)\n/);
  const [report] = JSON.parse(list.stdout);
  expect(report.entities).toMatchObject([
    { entity: 'exchange_rates', is_done: true, pages: 1, problem: { code: 'api_not_found' } },
    { entity: 'invoices', is_done: true, problem: null },
  ]);
  const refusal = { entity: 'invoices', code: 'api_forbidden', objects: 2, unasked: 0 };
  expect(report.refused).toMatchObject([refusal]);
  expect((await run('status')).stdout).toContain('; not wholly listed: exchange_rates (api_not_found)\n');
});

test('another process that backfills the connection is named, and it ends with 4', async () => {
  const { run, store, fake } = await listPlace();
  const owner = { host: 'elsewhere', pid: 9, id: 'other' };
  const name = backfillLeaseName('acme_books');
  await acquireLease(store, { name, owner, leaseSeconds: 60, clock: () => new Date(), isAlive: () => true });
  const held = await run('backfill', '--all');
  expect(held).toMatchObject({ code: 4, stdout: '' });
  expect(held.stderr).toBe(
    'error: a backfill of acme_books is under way: process 9 on elsewhere\n' +
      'hint: wait until it is done, or stop it: nothing is lost\n',
  );
  expect(fake.requests.all).toEqual([]);
});

test.each([
  [[], /^error: backfill of what\?\nhint: name the first day/],
  [['--all', '--since', '2026-01-01'], /^error: --since and --all contradict each other\nhint: /],
  [['--since', '2026-02-30'], /^error: --since "2026-02-30" is no day\nhint: write it as 2026-01-31/],
  [['--since', 'monday'], /^error: --since "monday" is no day\nhint: /],
  [
    ['--since', '2026-02-01', '--until', '2026-01-01'],
    /^error: --since 2026-02-01 is after --until 2026-01-01\nhint: /,
  ],
  [['--all', '--entity', 'unicorns'], /^error: no list is known of "unicorns"\nhint: there are lists of .*invoices/],
  [['silent', '--all'], /^error: silent has no credentials for the source API\nhint: .*ledgerlake connect/],
])('backfill %j is wrong usage', async (args, message) => {
  const { here, fake } = await listPlace();
  const answer = await here('backfill', ...args);
  expect(answer).toMatchObject({ code: 2, stdout: '' });
  expect(answer.stderr).toMatch(message);
  expect(fake.requests.all).toEqual([]);
});
