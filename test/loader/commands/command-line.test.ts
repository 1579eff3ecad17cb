import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Host } from '../../../loader/commands/command-line.ts';
import { acquireLease } from '../../../loader/lease.ts';
import { runCommandLine } from '../../../loader/program.ts';
import { PRODUCT_VERSION } from '../../../loader/version.ts';
import type { Warehouse } from '../../../loader/warehouse/warehouse.ts';
import { openLandingStore } from '../../../receiver/landing/index.ts';
import type { LandingStore } from '../../../receiver/landing/store.ts';
import { type FakeWarehouse, fakeWarehouse } from '../../support/fake-warehouse.ts';
import { landInvoice, NOON, textSink } from '../../support/loader-context.ts';
import { tempDir } from '../../support/temp-dir.ts';

const CONFIG = `
landing: ./landing
warehouse: { engine: duckdb, path: ./lake.duckdb }
connections:
  acme_books: { source: zoho_books, organization_id: "10234695", region: us, webhook_secrets: ["Zoho0Secret1For2Tests"] }
`;

interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Place {
  readonly dir: string;
  readonly store: LandingStore;
  readonly warehouse: FakeWarehouse;
  readonly run: (...argv: string[]) => Promise<Answer>;
}

/** A configured folder with a landing zone and a fake warehouse. */
async function place(): Promise<Place> {
  const dir = tempDir();
  writeFileSync(join(dir, 'ledgerlake.yaml'), CONFIG);
  const store = await openLandingStore({ kind: 'folder', path: join(dir, 'landing') });
  const warehouse = fakeWarehouse(store);
  const run = (...argv: string[]): Promise<Answer> =>
    commandLine([...argv, '--config', join(dir, 'ledgerlake.yaml')], warehouse);
  return { dir, store, warehouse, run };
}

async function commandLine(argv: readonly string[], warehouse?: Warehouse): Promise<Answer> {
  const stdout = textSink();
  const stderr = textSink();
  const host: Host = {
    stdout,
    stderr,
    stdin: Readable.from([]),
    signal: new AbortController().signal,
    ...(warehouse === undefined ? {} : { seams: { store: (store) => store, warehouse: () => warehouse } }),
  };
  const code = await runCommandLine(argv, host);
  return { code, stdout: stdout.text(), stderr: stderr.text() };
}

describe('wrong usage ends with 2, an error and a hint', () => {
  test.each<[string[], RegExp]>([
    [['frobnicate'], /^error: unknown command 'frobnicate'/],
    [['run', '--nope'], /^error: unknown option '--nope'/],
    [['run', 'now'], /^error: too many arguments/],
    [['loads', '--limit', 'many'], /^error: option '--limit <n>' argument 'many' is invalid/],
    [['loads', '--limit', '0'], /^error: option '--limit <n>' argument '0' is invalid/],
    [['replay'], /^error: replay needs to know what/],
    [['replay', '--prefix', 'loads/'], /^error: --prefix is "loads\/"/],
    [['replay', '--since', 'monday'], /^error: --since is "monday"/],
    [['replay', '--load', 'x'], /^error: --load is "x", and there is no such load/],
    [['rebuild', '--from', 'bronze', '--yes'], /^error: --from is "bronze"/],
    [['rebuild'], /^error: this asks first, and there is no terminal/],
  ])('%j', async (argv, message) => {
    const { run } = await place();
    const answer = await run(...argv);
    expect(answer).toMatchObject({ code: 2, stdout: '' });
    expect(answer.stderr).toMatch(message);
    expect(answer.stderr).toMatch(/\nhint: .+/);
  });

  test('a configuration that is missing or wrong', async () => {
    const dir = tempDir();
    const missing = await commandLine(['run', '--config', join(dir, 'none.yaml')]);
    expect(missing).toMatchObject({ code: 2, stdout: '' });
    expect(missing.stderr).toMatch(/^error: .*none\.yaml.*\nhint: /s);
    writeFileSync(join(dir, 'wrong.yaml'), 'landing: 7\n');
    expect(await commandLine(['status', '--config', join(dir, 'wrong.yaml')])).toMatchObject({ code: 2 });
  });
});

test('--help and --version end with 0 on stdout', async () => {
  expect(await commandLine(['--version'])).toEqual({ code: 0, stdout: `${PRODUCT_VERSION}\n`, stderr: '' });
  const help = await commandLine(['--help']);
  expect(help).toMatchObject({ code: 0, stderr: '' });
  for (const name of ['init', 'serve', 'run', 'replay', 'rebuild', 'status', 'loads'])
    expect(help.stdout).toContain(`\n  ${name} `);
  for (const name of ['init', 'serve', 'run', 'replay', 'rebuild', 'status', 'loads']) {
    const { stdout } = await commandLine([name, '--help']);
    for (const option of ['--config', '--json', '--verbose', '--quiet']) expect(stdout).toContain(option);
  }
});

test('init writes once and never overwrites', async () => {
  const dir = join(tempDir(), 'new');
  const first = JSON.parse((await commandLine(['init', dir, '--json'])).stdout);
  expect(first).toEqual({ written: [join(dir, 'ledgerlake.yaml'), join(dir, '.env.example')], kept: [] });
  writeFileSync(join(dir, 'ledgerlake.yaml'), 'mine');
  const second = await commandLine(['init', dir]);
  expect(second).toMatchObject({ code: 0, stdout: expect.stringMatching(/^kept .*ledgerlake\.yaml/) });
  expect(readdirSync(dir).toSorted()).toEqual(['.env.example', 'ledgerlake.yaml']);
});

describe('run', () => {
  test('prints a short summary, and with --json one value', async () => {
    const { run, store } = await place();
    await landInvoice(store, { time: new Date(), id: '1' });
    const answer = await run('run');
    expect(answer).toMatchObject({ code: 0, stderr: '' });
    expect(answer.stdout).toMatch(/^1 object found \(\d+ B\); 1 load applied: 1 row, 0 quarantined, 0 failed\n$/);
    const report = JSON.parse((await run('run', '--json', '--no-fetch')).stdout);
    expect(report).toMatchObject({ listing: 'normal', objects: 0, exit_code: 0 });
    expect(JSON.parse((await run('run', '--full', '--json')).stdout)).toMatchObject({ listing: 'full' });
  });

  test('ends with 3 for quarantine and 1 for a failed load, and says why', async () => {
    const { run, store, warehouse } = await place();
    warehouse.quarantine = new Set([await landInvoice(store, { time: new Date(), id: '1' })]);
    expect(await run('run')).toMatchObject({ code: 3 });
    await landInvoice(store, { time: new Date(), id: '2' });
    warehouse.beforeApply = () => ({ kind: 'failed', code: 'sql_error', message: 'no such column' });
    const failed = await run('run', '--quiet');
    expect(failed.code).toBe(1);
    expect(failed.stderr).toMatch(
      /^warning: load \S+ failed attempt 1 and is tried again by the next run: no such column \(sql_error\)\n$/,
    );
  });

  test('ends with 4 while another loader holds the lease', async () => {
    const { run, store } = await place();
    const owner = { host: 'elsewhere', pid: 9, id: 'other' };
    const answer = await acquireLease(store, { owner, leaseSeconds: 60, clock: () => new Date(), isAlive: () => true });
    const held = await run('run');
    expect(held).toMatchObject({ code: 4, stdout: '' });
    expect(held.stderr).toMatch(
      /^error: another loader holds the lease of folder .*: process 9 on elsewhere, until 20/,
    );
    if (answer.kind === 'acquired') await answer.lease.release();
    expect(await run('run')).toMatchObject({ code: 0 });
  });
});

describe('replay', () => {
  test('loads again by new loads, and by --dry-run only lists', async () => {
    const { run, store, warehouse } = await place();
    const keys = [
      await landInvoice(store, { time: NOON, id: '1' }),
      await landInvoice(store, { time: NOON, id: '2' }),
    ].toSorted();
    await run('run');
    const dry = await run('replay', '--all', '--dry-run');
    expect(dry.stdout).toMatch(new RegExp(`^${keys.join('\n')}\n2 objects \\(\\d.*\\) would be replayed in 1 load\n$`));
    expect(JSON.parse((await run('replay', '--all', '--dry-run', '--json')).stdout)).toMatchObject({
      dry_run: true,
      objects: 2,
      keys,
    });
    expect(warehouse.bronze.size).toBe(1);

    const replayed = JSON.parse((await run('replay', '--prefix', keys[0]!, '--json')).stdout);
    expect(replayed).toMatchObject({ objects: 1, applied: 1, rows: 1, failures: [], of: [], exit_code: 0 });
    expect(warehouse.bronze.get(replayed.loads[0])).toEqual([keys[0]]);
    expect((await run('run')).stdout).toMatch(/^0 objects found/);
    expect(await run('replay', '--connection', 'nobody')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^0 objects replayed/),
    });
  });

  test('--failed loads what failed for good, once', async () => {
    const { run, store, warehouse } = await place();
    const key = await landInvoice(store, { time: new Date(), id: '1' });
    warehouse.beforeApply = () => ({ kind: 'failed', code: 'sql_error', message: 'no such column' });
    for (let attempt = 1; attempt <= 5; attempt += 1) expect(await run('run')).toMatchObject({ code: 1 });
    warehouse.beforeApply = undefined;
    expect(await run('run')).toMatchObject({ code: 0 });
    const [failed] = JSON.parse((await run('loads', '--failed', '--json')).stdout);
    expect(failed).toMatchObject({
      state: 'failed',
      attempts: 5,
      error: { code: 'sql_error', message: 'no such column' },
    });
    expect(JSON.parse((await run('status', '--json')).stdout).failed).toEqual([failed]);

    const replayed = JSON.parse((await run('replay', '--failed', '--json')).stdout);
    expect(replayed).toMatchObject({ objects: 1, applied: 1, of: [failed.load_id] });
    expect(warehouse.bronze.get(replayed.loads[0])).toEqual([key]);
    expect(JSON.parse((await run('replay', '--failed', '--json')).stdout)).toMatchObject({ objects: 0, loads: [] });
    expect(JSON.parse((await run('loads', '--failed', '--json')).stdout)).toEqual([]);
  });
});

describe('rebuild', () => {
  test('from landing names every object in new loads and confirms them', async () => {
    const { run, store, warehouse } = await place();
    const key = await landInvoice(store, { time: new Date(), id: '1' });
    await run('run');
    await run('replay', '--all');
    const rebuilt = JSON.parse((await run('rebuild', '--from', 'landing', '--yes', '--json')).stdout);
    expect(rebuilt).toMatchObject({ objects: 1, rows: 1, exit_code: 0 });
    expect([...warehouse.bronze]).toEqual([[rebuilt.loads[0], [key]]]);
    const [load] = JSON.parse((await run('loads', '--json')).stdout);
    expect(load).toMatchObject({ load_id: rebuilt.loads[0], reason: 'rebuild', state: 'applied', rows: 1 });
    expect(await run('rebuild', '--yes')).toMatchObject({
      code: 0,
      stdout: 'rebuilt from bronze: 1 row in bronze, 0 quarantined\n',
    });
  });

  test('that fails ends its loads, and what only they named is loaded by the next run', async () => {
    const { run, store, warehouse } = await place();
    await run('run');
    const key = await landInvoice(store, { time: new Date(), id: '1' });
    warehouse.beforeApply = () => ({ kind: 'failed', code: 'sql_error', message: 'bad' });
    const failed = await run('rebuild', '--from', 'landing', '--yes');
    expect(failed).toMatchObject({ code: 1, stdout: '' });
    expect(failed.stderr).toMatch(/^error: the rebuild failed \(sql_error\): bad\nhint: /);
    warehouse.beforeApply = undefined;
    await run('run');
    expect([...warehouse.bronze.values()]).toEqual([[key]]);
    expect(await run('replay', '--failed', '--json')).toMatchObject({ stdout: expect.stringMatching(/"objects":0/) });
  });

  test('from an empty landing zone is refused', async () => {
    const { run } = await place();
    const answer = await run('rebuild', '--from', 'landing', '--yes');
    expect(answer).toMatchObject({ code: 1, stderr: expect.stringMatching(/holds no landed object/) });
  });
});

describe('status and loads', () => {
  test('before anything happened', async () => {
    const { run, dir } = await place();
    expect(await run('status', '--json')).toMatchObject({ code: 0, stderr: '' });
    const status = await run('status');
    expect(status.stdout).toMatch(/loaded up to +nothing yet/);
    expect(status.stdout).toMatch(/nothing came in during the last 7 days/);
    expect(await run('loads')).toMatchObject({ code: 0, stdout: 'no loads\n' });
    expect(existsSync(join(dir, 'lake.duckdb'))).toBe(false);
  });

  test('show what came in, what is queued, pending and in quarantine', async () => {
    const { run, store, warehouse } = await place();
    warehouse.quarantine = new Set([await landInvoice(store, { time: new Date(), id: '1' })]);
    await run('run');
    warehouse.beforeApply = () => ({ kind: 'failed', code: 'sql_error', message: 'no such column' });
    await landInvoice(store, { time: new Date(), id: '2', entity: 'gadgets' });
    await run('run');
    await landInvoice(store, { time: new Date(), id: '3' });
    const report = JSON.parse((await run('status', '--json')).stdout);
    expect(report).toMatchObject({
      arrivals: [{ source: 'zoho_books', connection: 'acme_books', last_24_hours: 3, last_7_days: 3 }],
      queued: { objects: 1 },
      pending: [{ state: 'failing', attempts: 1, error: { code: 'sql_error' } }],
      failed: [],
      quarantine: [{ source: 'zoho_books', entity: 'invoices', column: 'total', reason: 'not_a_number', rows: 1 }],
      unknown_entities: [{ source: 'zoho_books', entity: 'gadgets', objects: 1 }],
      last_run: { exit_code: 1 },
      last_error: null,
      lease: null,
      warehouse_error: null,
    });
    const { stdout } = await run('status');
    expect(stdout).toMatch(/acme_books +zoho_books +3 +3 /);
    expect(stdout).toMatch(/unknown entities, kept and in quarantine: zoho_books\.gadgets 1/);
    expect(stdout).toMatch(/zoho_books\.invoices +total +not_a_number +1/);
    expect(stdout).toMatch(/sql_error: no such column/);
    const loads = await run('loads', '--limit', '1');
    expect(loads.stdout).toMatch(/ run +attempted| run +failing/);
    expect(loads.stdout).toMatch(/no such column \(sql_error\)/);
  });

  test('report what came in also when the warehouse is away', async () => {
    const { run, store, warehouse } = await place();
    await landInvoice(store, { time: new Date(), id: '1' });
    warehouse.query = () => Promise.reject(new Error('it is locked'));
    const { code, stdout } = await run('status');
    expect(code).toBe(0);
    expect(stdout).toMatch(/quarantine: unknown, the warehouse does not answer: it is locked/);
    expect(JSON.parse((await run('status', '--json')).stdout)).toMatchObject({
      quarantine: null,
      queued: { objects: 1 },
    });
  });

  test('a landing zone that is no folder is an error with a hint', async () => {
    const { dir } = await place();
    writeFileSync(join(dir, 'other.yaml'), CONFIG.replace('./landing', './ledgerlake.yaml'));
    const answer = await commandLine(['run', '--config', join(dir, 'other.yaml')]);
    expect(answer.code).toBe(1);
    expect(answer.stderr).toMatch(/^error: .+\nhint: .+/);
  });
});
