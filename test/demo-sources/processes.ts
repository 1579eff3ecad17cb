import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

type Child = ChildProcessByStdio<Writable, Readable, Readable>;

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  /** results and diagnostics as a terminal would show them */
  readonly lines: readonly string[];
}

export interface Run {
  readonly args: readonly string[];
  readonly configFile: string;
  /** called once with the first web address that the command prints; what it gives is typed in */
  readonly onAddress?: (url: URL) => Promise<string>;
}

/** Runs `ledgerlake` in a process of its own, as a user would. */
export async function ledgerlake({ args, configFile, onAddress }: Run): Promise<Ended> {
  const child = start([...args, '--config', configFile]);
  const parts: Buffer[] = [];
  const results: Buffer[] = [];
  let asked = false;
  const take = (part: Buffer): void => {
    parts.push(part);
    const address = /https?:\/\/\S+/.exec(Buffer.concat(parts).toString())?.[0];
    if (onAddress === undefined || asked || address === undefined) return;
    asked = true;
    void onAddress(new URL(address)).then(
      (answer) => child.stdin.end(`${answer}\n`),
      (error: Error) => child.stdin.destroy(error),
    );
  };
  child.stdout.on('data', (part: Buffer) => {
    results.push(part);
    take(part);
  });
  child.stderr.on('data', take);
  child.stdin.on('error', () => undefined);
  if (onAddress === undefined) child.stdin.end();
  const [code] = (await once(child, 'close')) as [number | null];
  const text = Buffer.concat(parts).toString().trimEnd();
  return { code, stdout: Buffer.concat(results).toString(), lines: text === '' ? [] : text.split('\n') };
}

export interface RunningServe {
  stop(): Promise<number | null>;
}

/** `ledgerlake serve`, its output in a file; resolves when it listens. @throws Error when it ends before */
export async function startServe(configFile: string, logFile: string): Promise<RunningServe> {
  const child = start(['serve', '--config', configFile]);
  const log = createWriteStream(logFile);
  child.stdin.end();
  child.stderr.pipe(log, { end: false });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const listening = new Promise<void>((resolve, reject) => {
    let text = '';
    child.stdout.on('data', (part: Buffer) => {
      log.write(part);
      text += part.toString();
      if (text.includes('listening on')) resolve();
    });
    void ended.then(([code]) => reject(new Error(`serve ended with ${code}, see ${logFile}`)));
  });
  await listening;
  return {
    stop: async () => {
      child.kill('SIGTERM');
      const [code] = await ended;
      log.end();
      await once(log, 'finish');
      return code;
    },
  };
}

function start(args: readonly string[]): Child {
  return spawn(process.execPath, ['loader/main.ts', ...args], { cwd: ROOT, stdio: ['pipe', 'pipe', 'pipe'] });
}
