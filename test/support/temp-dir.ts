import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A new empty folder, removed when the running test ends. Only inside a test. */
export function tempDir(): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'ledgerlake-test-')));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
