import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Plant } from './plants.ts';

const PROGRAM = fileURLToPath(new URL('receiver-process.ts', import.meta.url));

/** A receiver process that is started again whenever it was killed. */
export class ReceiverProcess {
  readonly #args: readonly string[];
  #child: ChildProcess | undefined;
  /** undefined while it is down or starting */
  port: number | undefined;
  kills = 0;

  constructor({ root, plant }: { root: string; plant: Plant | undefined }) {
    this.#args = [root, plant ?? 'none'];
  }

  async start(): Promise<void> {
    const env = { ...process.env, UV_THREADPOOL_SIZE: '16', NODE_OPTIONS: '' };
    const child = fork(PROGRAM, this.#args, { env, execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#child = child;
    const exited = once(child, 'exit').then(([code]) => {
      throw new Error(`a receiver ended by itself with code ${code} before it listened`);
    });
    exited.catch(() => undefined);
    const [message] = (await Promise.race([once(child, 'message'), exited])) as [{ port: number }];
    this.port = message.port;
  }

  /** SIGKILL at this moment, then a new process; resolves when that listens. */
  async killAndRestart(): Promise<void> {
    await this.#end('SIGKILL');
    this.kills += 1;
    await this.start();
  }

  /** Drains it. */
  async stop(): Promise<void> {
    await this.#end('SIGTERM');
  }

  /** For every way out of a run. */
  destroy(): void {
    this.#child?.kill('SIGKILL');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.port = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, 'exit');
    child.kill(signal);
    await exited;
  }
}
