import { writeSync } from 'node:fs';
import { runCommandLine } from '../../loader/program.ts';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';

// Runs a command in a process of its own and kills that process with SIGKILL after its n-th durable step:
//   node run-with-kill.ts <n> <command and options>
// n = 0 never kills. Each step is named on stderr, so that a run that was not killed tells how many there are.

const [killAfter = '0', ...argv] = process.argv.slice(2);
/** long enough for a statement or two of a load, shorter than the load */
const MIDDLE_MS = 150;
let step = 0;

function isTheEnd(name: string): boolean {
  step += 1;
  writeSync(2, `step ${step} ${name}\n`);
  return step === Number(killAfter);
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}

function killingStore(inner: LandingStore): LandingStore {
  return {
    description: inner.description,
    create: async (key, bytes, options) => {
      const outcome = await inner.create(key, bytes, options);
      // The probe's creates are undone by it; they are no steps of a run.
      if (!key.startsWith('state/probe/') && isTheEnd(`create ${key}`)) die();
      return outcome;
    },
    read: (key) => inner.read(key),
    list: (prefix, options) => inner.list(prefix, options),
    folders: (prefix) => inner.folders(prefix),
    remove: (key) => inner.remove(key),
    now: () => inner.now(),
    close: () => inner.close(),
  };
}

async function killingStep<T>(name: string, work: () => Promise<T>): Promise<T> {
  const timer = isTheEnd(`middle of ${name}`) ? setTimeout(die, MIDDLE_MS) : undefined;
  const result = await work();
  if (timer !== undefined || isTheEnd(`end of ${name}`)) die();
  return result;
}

function killingWarehouse(inner: Warehouse): Warehouse {
  return {
    engine: inner.engine,
    apply: (load) => killingStep(`apply ${load.loadId}`, () => inner.apply(load)),
    rebuild: (options) => killingStep('rebuild', () => inner.rebuild(options)),
    query: (sql, parameters) => inner.query(sql, parameters),
    fingerprints: (tables) => inner.fingerprints(tables),
    close: () => inner.close(),
  };
}

process.exitCode = await runCommandLine(argv, {
  stdout: process.stdout,
  stderr: process.stderr,
  stdin: process.stdin,
  signal: new AbortController().signal,
  seams: { store: killingStore, warehouse: killingWarehouse },
});
