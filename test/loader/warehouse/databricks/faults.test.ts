import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { tasksForEntities } from '../../../../loader/catalog/tasks.ts';
import { MAX_ATTEMPTS } from '../../../../loader/load/attempts.ts';
import type { LoadInfo } from '../../../../loader/load/describe-load.ts';
import { attemptToken } from '../../../../loader/load/load-id.ts';
import { openWarehouse } from '../../../../loader/warehouse/index.ts';
import type { Warehouse } from '../../../../loader/warehouse/warehouse.ts';
import { openLandingStore } from '../../../../receiver/landing/index.ts';
import {
  type FakeWorkspace,
  type Fault,
  type RunFault,
  startFakeWorkspace,
} from '../../../support/fake-workspace/index.ts';
import { installJob } from '../../../support/fake-workspace/install-job.ts';
import { landInvoice } from '../../../support/loader-context.ts';
import { zohoInvoice, zohoInvoiceLines } from '../../../support/payloads/zoho-books.ts';
import { type Random, randomFrom } from '../../../support/random.ts';
import { tempDir } from '../../../support/temp-dir.ts';

const MAIN = fileURLToPath(new URL('../../../../loader/main.ts', import.meta.url));

interface Ran {
  /** null: killed */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The loader as a process of its own, killed with SIGKILL after a while. */
async function loader(dir: string, args: readonly string[], killAfterMs?: number): Promise<Ran> {
  const child = spawn(process.execPath, [MAIN, ...args, '--config', join(dir, 'ledgerlake.yaml')], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString('utf8');
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  const code = await new Promise<number | null>((resolve) => {
    child.on('close', (exit) => resolve(exit));
  });
  clearTimeout(timer);
  return { code, stdout, stderr };
}

const CONNECTIONS = `
loader: { max_load_bytes: 600 }
connections:
  acme_books: { source: zoho_books, organization_id: "10234695", region: us, webhook_secrets: ["Zoho0Secret1For2Tests"] }
`;

/** Two places with the same landed objects: one loads into the workspace, one into its own file. */
async function places(fake: FakeWorkspace, ids: readonly string[]) {
  const root = tempDir();
  const [remote, local] = [join(root, 'remote'), join(root, 'local')];
  mkdirSync(remote, { recursive: true });
  const store = await openLandingStore({ kind: 'folder', path: join(remote, 'landing') });
  for (const [i, id] of ids.entries()) {
    const time = new Date(Math.floor(Date.now() / 1000) * 1000 - (i + 1) * 60_000);
    const invoice = zohoInvoice({
      invoice_id: id,
      last_modified_time: time.toISOString().replace('.000Z', '+0000'),
      ...zohoInvoiceLines(3 - (i % 3)),
    });
    await landInvoice(store, { time, id, invoice });
  }
  await store.close();
  cpSync(remote, local, { recursive: true });
  writeFileSync(
    join(remote, 'ledgerlake.yaml'),
    `landing: ./landing
warehouse:
  engine: databricks
  host: ${fake.url}
  client_id: ${fake.clientId}
  client_secret: ${fake.clientSecret}
  sql_warehouse: ${fake.warehouseId}${CONNECTIONS}`,
  );
  writeFileSync(
    join(local, 'ledgerlake.yaml'),
    `landing: ./landing\nwarehouse: { engine: duckdb, path: ./lake.duckdb }${CONNECTIONS}`,
  );
  const { url: host, clientId, clientSecret, warehouseId: sqlWarehouse } = fake;
  const stage = { path: '/Volumes/main/ledgerlake/landing', upload: true };
  const place = { job: 'ledgerlake', catalog: 'main', schema: 'ledgerlake', stage };
  const there = { engine: 'databricks', host, clientId, clientSecret, sqlWarehouse, ...place } as const;
  const here = { engine: 'duckdb', path: join(local, 'lake.duckdb') } as const;
  return {
    remote,
    local,
    workspace: await openWarehouse(there, { tasksForEntities }),
    embedded: await openWarehouse(here, { tasksForEntities }),
  };
}

async function fakeWorkspace(): Promise<FakeWorkspace> {
  const fake = await startFakeWorkspace({ root: join(tempDir(), 'workspace') });
  onTestFinished(() => fake.close());
  await installJob(fake);
  return fake;
}

const FAULTS: readonly Fault[] = [
  { kind: 'status', status: 429, retryAfterSeconds: 0 },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 500 },
  { kind: 'reset' },
  { kind: 'lost' },
  { kind: 'slow', ms: 300 },
];
const OUTCOMES: readonly RunFault['outcome'][] = [
  'FAILED',
  'TIMEDOUT',
  'CANCELED',
  'SKIPPED',
  'INTERNAL_ERROR',
  'SUCCESS_WITH_FAILURES',
];

/** Tokens of the attempts after which a load waits for somebody to replay it. */
function lastTokens(dir: string): readonly string[] {
  const files = readdirSync(join(dir, 'landing', 'loads'), { recursive: true, encoding: 'utf8' });
  const loads = files.filter((file) => basename(file) === 'manifest.json').map((file) => basename(dirname(file)));
  return loads.map((load) => attemptToken(load, MAX_ATTEMPTS));
}

/** Every load is given a last attempt that succeeds: four failures in a row are enough, and the dice know no end. */
function beUnreliable(fake: FakeWorkspace, { random, dir }: { readonly random: Random; readonly dir: string }): void {
  const one = <T>(list: readonly T[]): T => list[random.below(list.length)]!;
  fake.faults.decide = () => (random.below(100) < 12 ? one(FAULTS) : undefined);
  fake.faults.decideRun = ({ token = '' }) =>
    random.below(100) < 25 && !lastTokens(dir).includes(token)
      ? { outcome: one(OUTCOMES), workDone: random.below(2) === 0, message: 'as the dice say' }
      : undefined;
}

const bronzeKeys = async (warehouse: Warehouse) =>
  warehouse.query('select _raw_key, count(*) as n from bronze_events group by _raw_key order by _raw_key');

test('a workspace that fails at random, a loader that is killed at random: every load is applied exactly once', {
  timeout: 1_500_000,
}, async () => {
  const seed = Number(process.env['LEDGERLAKE_TEST_SEED'] ?? 4711);
  const random = randomFrom(seed);
  const fake = await fakeWorkspace();
  const { remote, local, workspace, embedded } = await places(fake, ['501', '502', '503', '501', '505', '502']);
  expect((await loader(local, ['run'])).code).toBe(0);

  beUnreliable(fake, { random, dir: remote });
  const said: Ran[] = [];
  let kills = 0;
  for (let i = 0; i < 60; i += 1) {
    const ran = await loader(
      remote,
      ['run', '--json', '--verbose'],
      random.below(10) < 7 ? 500 + random.below(5000) : undefined,
    );
    said.push(ran);
    if (ran.code === null) kills += 1;
    if (ran.code === 0 || ran.code === 3) break;
  }
  fake.faults.clear();
  const outcome = { seed, kills, runs: fake.runs.all().length, last: said.at(-1) };
  expect(outcome).toMatchObject({ last: { code: expect.toSatisfy((code) => code === 0 || code === 3) } });

  const loads: readonly LoadInfo[] = JSON.parse((await loader(remote, ['loads', '--json'])).stdout);
  expect({ seed, states: loads.map((load) => load.state) }).toEqual({ seed, states: Array(6).fill('applied') });
  for (const load of loads) {
    // every attempt has a run of its own, every failed one says how it ended
    const runs = load.runs.filter(({ run_id }) => fake.runs.all().some(({ id }) => String(id) === run_id));
    expect(new Set(runs.map(({ run_id }) => run_id)).size).toBe(load.runs.length);
    expect(load.runs.at(-1)).toMatchObject({ attempt: load.attempts, state: null });
    for (const run of load.runs.slice(0, -1)) expect(OUTCOMES).toContain(run.state);
  }
  const tokens = fake.runs.all().map((run) => run.token);
  expect(new Set(tokens).size).toBe(tokens.length);
  const keys = await bronzeKeys(workspace);
  expect({ seed, rows: keys.map((row) => row['n']) }).toEqual({ seed, rows: Array(6).fill('1') });
  const prints = await workspace.fingerprints();
  expect(prints).toMatchObject({
    silver_zoho_books_invoices: { rows: 4 },
    silver_quarantine: { rows: 0 },
  });
  expect({ seed, prints }).toEqual({ seed, prints: await embedded.fingerprints() });

  // neither what was printed nor what was kept holds the secret or a token
  const kept = readdirSync(remote, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== 'ledgerlake.yaml')
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
  const text = [...said.flatMap(({ stdout, stderr }) => [stdout, stderr]), ...kept].join('\n');
  const bearers = fake.requests.map(({ headers }) => (headers.authorization ?? '').split(' ')[1] ?? '');
  const secret = fake.clientSecret;
  const canaries = [secret, Buffer.from(secret).toString('base64'), encodeURIComponent(secret), ...bearers];
  expect(new Set(canaries.filter((canary) => canary !== '' && text.includes(canary)))).toEqual(new Set());
});

test('a failing notebook makes the command fail with the task’s error, later loads go on, and loads shows it', async () => {
  const fake = await fakeWorkspace();
  const { remote, workspace } = await places(fake, ['501', '502', '503']);
  fake.faults.nextRun({ outcome: 'FAILED', task: 'silver_zoho_books_invoices', message: '[DIVIDE_BY_ZERO] by zero' });
  const failed = await loader(remote, ['run']);
  expect(failed.code).toBe(1);
  expect(failed.stderr).toContain('silver_zoho_books_invoices: [DIVIDE_BY_ZERO] by zero (run_failed)');
  expect(failed.stdout).toContain('2 loads applied');
  const shown = (await loader(remote, ['loads'])).stdout;
  const [first] = fake.runs.all();
  expect(shown).toContain(`attempt 1 is run ${first?.id}, FAILED`);
  expect(shown).toContain('[DIVIDE_BY_ZERO] by zero (run_failed)');
  expect((await loader(remote, ['status'])).stdout).toContain('databricks main.ledgerlake, job ledgerlake');

  expect((await loader(remote, ['run'])).code).toBe(0);
  expect((await loader(remote, ['loads'])).stdout).toContain(', SUCCESS');
  expect((await bronzeKeys(workspace)).map((row) => row['n'])).toEqual(['1', '1', '1']);
  expect((await loader(remote, ['replay', '--all'])).code).toBe(0);
  const prints = await workspace.fingerprints();
  expect((await loader(remote, ['rebuild', '--yes'])).code).toBe(0);
  expect(await workspace.fingerprints()).toEqual(prints);
  const runs = fake.runs.all().length;
  // nothing new, no run
  expect((await loader(remote, ['run'])).code).toBe(0);
  expect(fake.runs.all()).toHaveLength(runs);
});

test('wrong credentials are an error with a hint, and count against no load', async () => {
  const fake = await fakeWorkspace();
  const { remote } = await places(fake, ['501', '502']);
  const file = join(remote, 'ledgerlake.yaml');
  const right = readFileSync(file, 'utf8');
  writeFileSync(file, right.replace(fake.clientSecret, 'wrong-secret'));
  for (const _ of [1, 2]) {
    const refused = await loader(remote, ['run']);
    expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('databricks_unauthorized') });
    expect(refused.stderr).not.toContain('wrong-secret');
  }
  writeFileSync(file, right);
  expect((await loader(remote, ['run'])).code).toBe(0);
  const loads: readonly LoadInfo[] = JSON.parse((await loader(remote, ['loads', '--json'])).stdout);
  expect(loads.map(({ state, attempts }) => [state, attempts])).toEqual([
    ['applied', 1],
    ['applied', 1],
  ]);
});
