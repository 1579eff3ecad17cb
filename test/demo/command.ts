import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Ended {
  readonly code: number | null;
  /** what it printed, results and diagnostics */
  readonly lines: readonly string[];
}

/** Runs `ledgerlake` in a process of its own, as a user would. */
export function ledgerlake(args: readonly string[]): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['loader/main.ts', ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const parts: Buffer[] = [];
    child.stdout.on('data', (part: Buffer) => parts.push(part));
    child.stderr.on('data', (part: Buffer) => parts.push(part));
    child.on('error', reject);
    child.on('close', (code) => {
      const text = Buffer.concat(parts).toString().trimEnd();
      resolve({ code, lines: text === '' ? [] : text.split('\n') });
    });
  });
}
