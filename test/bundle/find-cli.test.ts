import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tempDir } from '../support/temp-dir.ts';
import { findCli } from './conformance/find-cli.ts';

const PROGRAM = fileURLToPath(new URL('conformance/find-cli.ts', import.meta.url));

/** A folder with a `databricks` that says this when asked for its version. */
function cliThatSays(text: string): { readonly folder: string; readonly path: string } {
  const folder = tempDir();
  const path = join(folder, 'databricks');
  writeFileSync(path, `#!/bin/sh\necho '${text}'\n`);
  chmodSync(path, 0o755);
  return { folder, path };
}

describe('the Databricks CLI', () => {
  it.each(['Databricks CLI v1.13.0', 'Databricks CLI v1.14.0-dev+abc', 'Databricks CLI v2.0.1', 'v10.0.0'])(
    '%s is new enough',
    (version) => {
      const { folder, path } = cliThatSays(version);
      expect(findCli({ PATH: folder })).toEqual({ path, version });
      expect(findCli({ LEDGERLAKE_DATABRICKS_CLI: path })).toEqual({ path, version });
    },
  );

  it.each([
    ['Databricks CLI v1.12.9', 'older than 1.13'],
    ['Version 0.18.0', 'older than 1.13'],
    ['hello', 'no version'],
  ])('%s is not', (version, why) => {
    const { folder, path } = cliThatSays(version);
    expect(findCli({ PATH: folder })).toEqual({ missing: expect.stringContaining(why) });
    expect(() => findCli({ LEDGERLAKE_DATABRICKS_CLI: path })).toThrow(why);
  });

  it('may be missing, but not where it is named', () => {
    expect(findCli({ PATH: tempDir(), LEDGERLAKE_DATABRICKS_CLI: '' })).toEqual({
      missing: expect.stringContaining('not on the PATH'),
    });
    expect(() => findCli({ LEDGERLAKE_DATABRICKS_CLI: '/nowhere/databricks' })).toThrow('/nowhere/databricks');
  });

  it.each([
    ['there is none', {}, 3],
    ['the one that is named cannot be used', { LEDGERLAKE_DATABRICKS_CLI: '/nowhere/databricks' }, 1],
  ])('asked from a shell: %s', (_, env, status) => {
    const run = spawnSync(process.execPath, [PROGRAM], { encoding: 'utf8', env: { PATH: tempDir(), ...env } });
    expect(run).toMatchObject({ status, stderr: '', stdout: expect.stringMatching(/^.+\n$/) });
  });
});
