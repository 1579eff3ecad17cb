import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const TAIL_CHARS = 3000;

/** Those of the programs that are nowhere on the PATH. */
export function missingPrograms(names: readonly string[]): readonly string[] {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.filter((name) => !folders.some((folder) => isExecutable(join(folder, name))));
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Runs a program to its end and gives its standard output. @throws Error with what it complained about, or after the time limit */
export async function run(program: string, args: readonly string[], timeoutMs = 60_000): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: timeoutMs, killSignal: 'SIGKILL' as const, maxBuffer: 16 * 1024 * 1024 };
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`${program} ${args[0] ?? ''}: ${stderr.slice(-TAIL_CHARS)}${error.message}`));
    });
  });
}

/** A program that runs until it is stopped. */
export interface Daemon {
  /** rejects when the program ends by itself, with the last it said; never resolves */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

/**
 * Starts a daemon in the foreground. The kernel ends it when this process dies, however it dies. Its data is thrown away, so
 * it is stopped the hard way.
 */
export function startDaemon(program: string, args: readonly string[]): Daemon {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = tailOf(child);
  const closed = once(child, 'close');
  let stopping = false;
  const failed = closed.then(async () => {
    // stopped on purpose: nobody waits any more
    if (stopping) await new Promise<never>(() => undefined);
    throw new Error(`${program} ended: ${said()}`);
  });
  failed.catch(() => undefined);
  return {
    failed,
    async stop() {
      stopping = true;
      child.kill('SIGKILL');
      await closed;
    },
  };
}

function tailOf(child: ChildProcess): () => string {
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      tail = (tail + chunk).slice(-TAIL_CHARS);
    });
  }
  return () => tail;
}

/** Asks again until it is so. @throws Error after the time limit, with the last answer's error */
export async function until(what: string, isSo: () => Promise<boolean>, timeoutMs = 60_000): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  let last: unknown;
  while (performance.now() < deadline) {
    try {
      if (await isSo()) return;
    } catch (error) {
      last = error;
    }
    await delay(100);
  }
  throw new Error(`${what} took over ${timeoutMs} ms`, { cause: last });
}
