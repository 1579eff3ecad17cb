import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../receiver/errors.ts';
import type { Host } from './command-line.ts';

/** As for `${file:…}`: what is larger is no credential. */
const MAX_BYTES = 65_536;

/**
 * A credential from outside, never from the argument list, which other users of the machine can read: typed without an echo on a
 * terminal, else all of standard input without one line feed at its end.
 *
 * @param what  for the prompt: `secret NAME`
 * @throws AppError `usage` when nothing comes, or what comes is no text of at most 64 KiB
 */
export async function readSecret(host: Host, what: string): Promise<string> {
  const text = host.stdin.isTTY === true ? await askHidden(host, `${what} (not shown): `) : await readAll(host);
  if (text.trim() === '') {
    throw new AppError('usage', `the ${what} is empty`, {
      hint: 'type it when asked, or pass it on standard input: ledgerlake secrets set NAME < file',
    });
  }
  return text;
}

async function readAll({ stdin, signal }: Host): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const keep = async (source: AsyncIterable<string | Buffer>): Promise<void> => {
    for await (const chunk of source) {
      const part = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      bytes += part.length;
      if (bytes > MAX_BYTES) throw new AppError('usage', `more than ${MAX_BYTES} bytes came`, { hint: TEXT_HINT });
      chunks.push(part);
    }
  };
  try {
    await pipeline(stdin, keep, { signal });
  } catch (error) {
    throw signal.aborted ? nothingEntered() : error;
  }
  return decode(Buffer.concat(chunks)).replace(/\r?\n$/, '');
}

const TEXT_HINT = 'a secret is a text; keep larger things in a file and name it with ${file:/path}';

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // no cause: it may quote what came
    throw new AppError('usage', 'what came is not UTF-8', { hint: TEXT_HINT });
  }
}

/** One line, typed without an echo. */
async function askHidden({ stdin, stderr, signal }: Host, question: string): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: stdin, output: silent, terminal: true, historySize: 0 });
  const closed = new AbortController();
  // Ctrl-C and Ctrl-D close it; the question alone would never be answered then.
  prompt.once('close', () => closed.abort());
  stderr.write(question);
  try {
    return await prompt.question('', { signal: AbortSignal.any([signal, closed.signal]) });
  } catch (error) {
    throw closed.signal.aborted || signal.aborted ? nothingEntered() : error;
  } finally {
    prompt.close();
    stderr.write('\n');
  }
}

function nothingEntered(): AppError {
  return new AppError('usage', 'nothing was entered', { hint: 'run it again' });
}
