import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { acquireLease, fetchLeaseName } from '../../../loader/lease.ts';
import { runCommandLine } from '../../../loader/program.ts';
import { problemFault } from '../../support/fake-zoho/index.ts';
import { textSink } from '../../support/loader-context.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { listPlace } from './list-place.ts';

test('poll lists now what is named, says what landed, and again with --full', async () => {
  const { run, fake } = await listPlace();
  fake.books.put('taxes', { tax_id: '1', tax_name: 'VAT', tax_percentage: 19 }, { silent: true });
  const first = await run('poll', 'acme_books', '--entity', 'taxes', 'currencies');
  expect(first).toMatchObject({ code: 0, stderr: '' });
  expect(first.stdout).toMatch(/^connection +entity +list +pages +rows +read singly\n/);
  expect(first.stdout).toMatch(/\nacme_books +taxes +full +1 +1 +0\n/);
  expect(first.stdout).toMatch(/\n2 pages and 0 objects landed; "ledgerlake run" loads them\n$/);

  const again = await run('poll', '--entity', 'taxes', '--full', '--json');
  expect(again).toMatchObject({ code: 0, stderr: '' });
  expect(JSON.parse(again.stdout)).toEqual([
    {
      connection: 'acme_books',
      polled: [{ entity: 'taxes', kind: 'full', pages: 1, rows: 1, queued: 0, isDone: true }],
      unlisted: [],
      objects: 0,
      stopped: null,
    },
  ]);
});

test('what cannot be listed is named and ends with 1; status and doctor know it afterwards', async () => {
  const { run, fake } = await listPlace();
  fake.faults.add({ path: /settings\/taxes/, times: 20, fault: problemFault(57, { status: 403 }) });
  const refused = await run('poll', '--entity', 'taxes', 'currencies');
  expect(refused.code).toBe(1);
  expect(refused.stderr).toMatch(/^warning: taxes could not be listed: .* \(api_\w+\)\n$/);
  expect(refused.stdout).toContain('1 page and 0 objects landed');

  const { connections } = JSON.parse((await run('status', '--json')).stdout);
  const { polls } = connections.find(({ connection }: { connection: string }) => connection === 'acme_books');
  const of = (name: string) => polls.find(({ entity }: { entity: string }) => entity === name);
  expect(of('taxes')).toMatchObject({
    schedule: 'daily',
    last_at: null,
    changed_since: null,
    problem: { code: expect.stringMatching(/^api_/) as string, retryable: false },
  });
  expect(Object.keys(of('currencies'))).toEqual([
    'entity',
    'schedule',
    'last_at',
    'due_at',
    'changed_since',
    'page',
    'problem',
  ]);
  const dayMs = Date.parse(of('currencies').due_at) - Date.parse(of('currencies').last_at);
  expect(dayMs).toBe(86_400_000);

  const text = (await run('status')).stdout;
  expect(text).toMatch(/\npolled +schedule +last +next +changed since +problem +lists\n/);
  expect(text).toMatch(/\nacme_books +daily +- +\S+ \S+Z +everything +.*\(api_\w+\) +taxes\n/);
  const doctor = await run('doctor', 'acme_books', '--no-ask');
  expect(doctor.code).toBe(3);
  expect(doctor.stdout).toMatch(/WARNING +acme_books: poll: taxes cannot be listed; .*\(api_\w+\)\n/);
  expect(doctor.stdout).toContain('-> ledgerlake poll acme_books --entity taxes');
});

test('a sign-in that ended stops it, with what to do', async () => {
  const { run, fake, refreshToken } = await listPlace();
  fake.tokens.revoke(refreshToken);
  const stopped = await run('poll', '--entity', 'taxes');
  expect(stopped).toMatchObject({ code: 1, stdout: expect.stringContaining('0 pages') as string });
  expect(stopped.stderr).toMatch(/^warning: acme_books is not read: .*\(oauth_\w+\); .*ledgerlake connect acme_books/);
});

test('doctor asks nothing of a connection that another process reads from', async () => {
  const { here, store, fake } = await listPlace();
  const owner = { host: 'elsewhere', pid: 9, id: 'other' };
  const name = fetchLeaseName('acme_books');
  await acquireLease(store, { name, owner, leaseSeconds: 60, clock: () => new Date(), isAlive: () => true });
  const { stdout } = await here('doctor', 'acme_books');
  expect(stdout).toContain('ok       acme_books: api: not asked: another process reads from it right now\n');
  expect(fake.requests.all).toEqual([]);
});

test.each([
  [['--entity', 'unicorns'], /^error: no list is known of "unicorns"\nhint: there are lists of .*taxes/],
  [['silent'], /^error: silent has no credentials for the source API\nhint: .*ledgerlake connect/],
  [['nobody'], /^error: no connection is named "nobody"\nhint: the configuration names acme_books, silent/],
])('poll %j is wrong usage', async (args, message) => {
  const { here, fake } = await listPlace();
  const answer = await here('poll', ...args);
  expect(answer).toMatchObject({ code: 2, stdout: '' });
  expect(answer.stderr).toMatch(message);
  expect(fake.requests.all).toEqual([]);
});

test('a poll of what is no entity is wrong configuration, and nothing is opened', async () => {
  const dir = tempDir();
  const file = join(dir, 'ledgerlake.yaml');
  const connection = `{ source: freshbooks, account_id: 6BApk, webhook_secrets: [abcdefghijkl], poll: { invoice: hourly } }`;
  const text = `landing: ./landing\nwarehouse: { engine: duckdb, path: ./books.duckdb }\nconnections:\n  moewe: ${connection}\n`;
  writeFileSync(file, text);
  const [stdout, stderr] = [textSink(), textSink()];
  const host = { stdout, stderr, stdin: Readable.from([]), signal: new AbortController().signal };
  expect(await runCommandLine(['status', '--config', file], host)).toBe(2);
  expect(stderr.text()).toMatch(
    /^error: the configuration has a problem:\n {2}connections\.moewe\.poll\.invoice: .+\nhint: /m,
  );
  expect(stderr.text()).toContain('invoices');
  expect(readdirSync(dir)).toEqual(['ledgerlake.yaml']);
});
