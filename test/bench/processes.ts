import { type ChildProcess, type ForkOptions, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const running = new Set<ChildProcess>();

/** Ends what is still running; for an interrupted benchmark. */
export function killAll(): void {
  for (const child of running) child.kill('SIGKILL');
}

export function projectFile(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

export interface Finished {
  readonly stdout: string;
  /** from the start of the process to its end */
  readonly seconds: number;
  /** of all its threads */
  readonly cpuSeconds: number;
  readonly peakRssBytes: number;
}

/** As the scripts `load` and `ledgerlake` start the loader: fewer heaps of malloc, a smaller nursery of V8. */
const LOADER_ENVIRONMENT = { MALLOC_ARENA_MAX: '1' };
const LOADER_FLAGS = ['--max-semi-space-size=4'];

/** Runs a program of this project to its end, started as the loader is. @throws Error with what it printed when its exit code is not 0 */
export async function runToEnd(script: string, args: readonly string[], folder: string): Promise<Finished> {
  const rssFile = join(folder, 'peak-rss');
  const startedMs = performance.now();
  const child = spawn(
    process.execPath,
    [...LOADER_FLAGS, '--import', projectFile('test/bench/peak-rss.ts'), script, ...args],
    {
      env: { ...process.env, ...LOADER_ENVIRONMENT, BENCH_PEAK_RSS_FILE: rssFile },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  track(child);
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => void (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => void (output.stderr += text));
  const [code] = (await once(child, 'close')) as [number | null];
  const seconds = (performance.now() - startedMs) / 1000;
  if (code !== 0) throw new Error(`${script} ended with ${code}: ${output.stderr}${output.stdout}`);
  const used = JSON.parse(await readFile(rssFile, 'utf8')) as Pick<Finished, 'cpuSeconds' | 'peakRssBytes'>;
  return { stdout: output.stdout, seconds, ...used };
}

export interface Service {
  readonly url: string;
  stop(): Promise<void>;
}

/** Starts the receiver as its users do; its log goes where nobody reads it. */
export async function startLedgerlake(configFile: string): Promise<Service> {
  const args = [projectFile('loader/main.ts'), 'serve', '--config', configFile, '--json'];
  const child = spawn(process.execPath, args, { env: serverEnvironment(), stdio: ['ignore', 'pipe', 'ignore'] });
  track(child);
  const [line] = (await firstOf(once(child.stdout, 'data'), child)) as [Buffer];
  const { url } = JSON.parse(line.toString('utf8')) as { url: string };
  return { url, stop: () => stop(child) };
}

/** Starts a script that sends `{url}` once it listens. */
export async function startScript(script: string, args: readonly string[]): Promise<Service> {
  const child = forkScript(script, args, { env: serverEnvironment() });
  const [{ url }] = (await firstOf(once(child, 'message'), child)) as [{ url: string }];
  return { url, stop: () => stop(child) };
}

/** Starts a script that answers each message with one message. */
export function startWorker<Answer>(script: string): {
  ask(question: object): Promise<Answer>;
  stop(): Promise<void>;
} {
  const child = forkScript(script, [], {});
  return {
    async ask(question) {
      const answer = once(child, 'message');
      child.send(question);
      const [value] = (await firstOf(answer, child)) as [Answer];
      return value;
    },
    stop: () => stop(child),
  };
}

function forkScript(script: string, args: readonly string[], options: ForkOptions): ChildProcess {
  const child = fork(projectFile(script), [...args], { ...options, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  track(child);
  return child;
}

// Both servers get it: Node's default of four threads halves what a disk can sync.
function serverEnvironment(): NodeJS.ProcessEnv {
  return { ...process.env, UV_THREADPOOL_SIZE: '16' };
}

function track(child: ChildProcess): void {
  running.add(child);
  child.once('close', () => running.delete(child));
}

async function firstOf(event: Promise<unknown[]>, child: ChildProcess): Promise<unknown[]> {
  const gone = new AbortController();
  const ended = once(child, 'exit', { signal: gone.signal }).then(([code]) => {
    throw new Error(`${child.spawnargs.slice(1).join(' ')} ended with ${String(code)}`);
  });
  ended.catch(() => undefined);
  try {
    return await Promise.race([event, ended]);
  } finally {
    gone.abort();
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  child.kill('SIGTERM');
  await ended;
}
