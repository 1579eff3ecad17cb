import { createInterface } from 'node:readline/promises';
import { AppError } from '../../receiver/errors.ts';
import type { Host } from './command-line.ts';

/**
 * Asks on a terminal; elsewhere nobody could answer.
 *
 * @returns whether the answer was yes; anything else is no
 * @throws AppError `usage` when there is no terminal
 */
export async function confirm(host: Host, question: string): Promise<boolean> {
  if (host.stdin.isTTY !== true || host.stderr.isTTY !== true) {
    throw new AppError('usage', 'this asks first, and there is no terminal to ask on', { hint: 'add --yes' });
  }
  const prompt = createInterface({ input: host.stdin, output: host.stderr });
  try {
    const answer = await prompt.question(`${question} [y/N] `, { signal: host.signal });
    return /^y(es)?$/i.test(answer.trim());
  } finally {
    prompt.close();
  }
}
