import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pLimit from 'p-limit';
import { describe, expect, test } from 'vitest';
import { tasksForEntities } from '../../loader/catalog/tasks.ts';
import { listLoadFolders } from '../../loader/load/load-folders.ts';
import { readManifest, readOutcome } from '../../loader/load/manifest-io.ts';
import { runCommandLine } from '../../loader/program.ts';
import { openWarehouse } from '../../loader/warehouse/index.ts';
import { openLandingStore } from '../../receiver/landing/index.ts';
import { landInvoice, textSink } from '../support/loader-context.ts';
import { tempDir } from '../support/temp-dir.ts';

const SCRIPT = fileURLToPath(new URL('../support/run-with-kill.ts', import.meta.url));
// so long a lease is renewed in no run: each renewal would be a step more
const CONFIG = `
landing: ./landing
warehouse: { engine: duckdb, path: ./lake.duckdb }
loader: { max_load_bytes: 600, lease_seconds: 3600 }
connections:
  acme_books: { source: zoho_books, organization_id: "10234695", region: us, webhook_secrets: ["Zoho0Secret1For2Tests"] }
`;

/** A place that has been loaded once, with two more objects waiting that do not fit into one load. */
async function prepare(dir: string): Promise<void> {
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, 'ledgerlake.yaml'), CONFIG);
  const store = await openLandingStore({ kind: 'folder', path: join(dir, 'landing') });
  const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);
  await landInvoice(store, { time: minutesAgo(3), id: '501' });
  await recover(dir, ['run']);
  await landInvoice(store, { time: minutesAgo(2), id: '502' });
  await landInvoice(store, { time: minutesAgo(1), id: '503' });
  await store.close();
}

interface Killed {
  readonly signal: NodeJS.Signals | null;
  readonly steps: readonly string[];
}

async function runWithKill(dir: string, killAfter: number, command: readonly string[]): Promise<Killed> {
  const args = [SCRIPT, String(killAfter), ...command, '--config', join(dir, 'ledgerlake.yaml')];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'pipe'] });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  const signal = await new Promise<NodeJS.Signals | null>((resolve) => {
    child.on('close', (_code, by) => resolve(by));
  });
  return { signal, steps: stderr.split('\n').filter((line) => line.startsWith('step ')) };
}

async function recover(dir: string, command: readonly string[]): Promise<void> {
  const stderr = textSink();
  const argv = [...command, '--config', join(dir, 'ledgerlake.yaml')];
  const signal = new AbortController().signal;
  const code = await runCommandLine(argv, { stdout: textSink(), stderr, stdin: process.stdin, signal });
  // 3: the invented invoices are incomplete, so they are in quarantine; that is no matter here.
  expect({ ok: code === 0 || code === 3, stderr: stderr.text() }).toMatchObject({ ok: true });
}

interface Tables {
  readonly rowsByKey: Readonly<Record<string, number>>;
  readonly silver: unknown;
}

async function tablesOf(dir: string): Promise<Tables> {
  const warehouse = await openWarehouse({ engine: 'duckdb', path: join(dir, 'lake.duckdb') }, { tasksForEntities });
  const rows = await warehouse.query('select _raw_key, count(*) as n from bronze_events group by _raw_key order by 1');
  const all = await warehouse.fingerprints();
  const silver = Object.fromEntries(Object.entries(all).filter(([table]) => table.startsWith('silver_')));
  await warehouse.close();
  return { rowsByKey: Object.fromEntries(rows.map((row) => [row['_raw_key'], Number(row['n'])])), silver };
}

/** The files of the loads by name; what is durable never changes. */
function filesOf(dir: string): Map<string, string> {
  const root = join(dir, 'landing', 'loads');
  const files = readdirSync(root, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((file) => [join(file.parentPath, file.name), readFileSync(join(file.parentPath, file.name), 'base64')]),
  );
}

async function loadsOf(dir: string): Promise<{ keys: string[]; states: (string | undefined)[]; attempts: number[] }> {
  const store = await openLandingStore({ kind: 'folder', path: join(dir, 'landing') });
  const keys: string[] = [];
  const states: (string | undefined)[] = [];
  const attempts: number[] = [];
  for (const { loadId } of await listLoadFolders(store)) {
    const outcome = await readOutcome(store, loadId);
    states.push(outcome?.state);
    attempts.push(outcome?.attempts ?? 0);
    if (outcome?.state === 'applied') keys.push(...(await readManifest(store, loadId)).objects.map(({ key }) => key));
  }
  await store.close();
  return { keys: keys.toSorted(), states, attempts };
}

describe('a loader killed after any durable step', () => {
  test('of a run is finished by the next run, with the same names and no doubled rows', {
    timeout: 900_000,
  }, async () => {
    const dir = tempDir();
    await prepare(join(dir, 'template'));
    const copy = (name: string): string => {
      cpSync(join(dir, 'template'), join(dir, name), { recursive: true });
      return join(dir, name);
    };
    const whole = copy('whole');
    const { steps } = await runWithKill(whole, 0, ['run']);
    const expected = await tablesOf(whole);
    expect(Object.values(expected.rowsByKey)).toEqual([1, 1, 1]);
    // lease, two manifests, (part, attempt, two of the warehouse, outcome) twice, cursor, last run, release
    expect(steps).toHaveLength(16);

    const atOnce = pLimit(2);
    const kill = async (step: number): Promise<void> => {
      const name = steps[step - 1] ?? '';
      const place = copy(String(step));
      const killed = await runWithKill(place, step, ['run']);
      expect({ name, signal: killed.signal }).toEqual({ name, signal: 'SIGKILL' });
      const before = filesOf(place);
      await recover(place, ['run']);
      const after = filesOf(place);
      const changed = [...before].filter(([file, content]) => after.get(file) !== content);
      expect({ name, changed, loads: await loadsOf(place), ...(await tablesOf(place)) }).toEqual({
        name,
        changed: [],
        loads: {
          keys: Object.keys(expected.rowsByKey),
          states: ['applied', 'applied', 'applied'],
          attempts: [1, 1, 1],
        },
        ...expected,
      });
    };
    // The second load's steps are those of the first again: only its end is new.
    const chosen = steps.map((_, index) => index + 1).filter((step) => step <= 8 || step >= 13);
    await Promise.all(chosen.map((step) => atOnce(() => kill(step))));
  });

  test('of a rebuild leaves the old tables or the new ones, never both', { timeout: 900_000 }, async () => {
    const dir = tempDir();
    await prepare(join(dir, 'template'));
    await recover(join(dir, 'template'), ['run']);
    const expected = await tablesOf(join(dir, 'template'));
    const rebuild = ['rebuild', '--from', 'landing', '--yes'];
    const copy = (name: string): string => {
      cpSync(join(dir, 'template'), join(dir, name), { recursive: true });
      return join(dir, name);
    };
    const { steps } = await runWithKill(copy('whole'), 0, rebuild);
    expect(steps.filter((step) => step.includes('manifest.json'))).toHaveLength(3);

    const atOnce = pLimit(2);
    const kill = async (step: number): Promise<void> => {
      const name = steps[step - 1] ?? '';
      const place = copy(String(step));
      const { signal } = await runWithKill(place, step, rebuild);
      expect({ name, signal }).toEqual({ name, signal: 'SIGKILL' });
      await recover(place, ['run', '--full']);
      const open = (await loadsOf(place)).states.filter((state) => state === undefined);
      expect({ name, open, ...(await tablesOf(place)) }).toEqual({ name, open: [], ...expected });
    };
    // Between two manifests, while it builds, after the swap, between two outcomes.
    const kinds = ['manifest.json', 'middle of', 'end of', 'outcome.json'];
    const chosen = kinds.map((kind) => steps.findIndex((step) => step.includes(kind)) + 1);
    await Promise.all(chosen.map((step) => atOnce(() => kill(step))));
  });
});
