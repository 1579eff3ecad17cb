import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { codeOf } from '../errors.ts';
import { FILE_NAME } from './config.ts';
import { CONFIG_TEMPLATE, ENV_TEMPLATE } from './templates.ts';

export interface InitResult {
  /** absolute or as `dir` was given */
  readonly written: readonly string[];
  /** what was there already and was left as it is */
  readonly kept: readonly string[];
}

/**
 * Writes a commented `ledgerlake.yaml` and `.env.example` into a folder, which is created if need be. A file that exists is
 * never touched, whatever it holds.
 *
 * @throws the file system's own error when a file can be neither created nor found
 */
export function initConfig(dir: string): InitResult {
  mkdirSync(dir, { recursive: true });
  const files = { [FILE_NAME]: CONFIG_TEMPLATE, '.env.example': ENV_TEMPLATE };
  const written: string[] = [];
  const kept: string[] = [];
  for (const [name, content] of Object.entries(files)) {
    const path = join(dir, name);
    (createFile(path, content) ? written : kept).push(path);
  }
  return { written, kept };
}

function createFile(path: string, content: string): boolean {
  try {
    writeFileSync(path, content, { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}
