import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The oldest release that this suite was seen to pass with. */
const OLDEST = [1, 13] as const;

/** A CLI and the first line of what it says about its version. */
export interface Cli {
  readonly path: string;
  readonly version: string;
}

export type Found = Cli | { readonly missing: string };

/**
 * The Databricks CLI: what LEDGERLAKE_DATABRICKS_CLI points to, else `databricks` on the PATH.
 *
 * @returns `missing`: why there is none, in one line
 * @throws Error when LEDGERLAKE_DATABRICKS_CLI is set and is no CLI that is new enough: somebody wanted it to run
 */
export function findCli(env: Readonly<Record<string, string | undefined>> = process.env): Found {
  const named = env['LEDGERLAKE_DATABRICKS_CLI'];
  if (named !== undefined && named !== '') {
    const found = versionOf(named);
    if ('missing' in found) throw new Error(`LEDGERLAKE_DATABRICKS_CLI: ${found.missing}`);
    return found;
  }
  const path = (env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'databricks'))
    .find(isExecutable);
  if (path !== undefined) return versionOf(path);
  return { missing: 'no Databricks CLI: LEDGERLAKE_DATABRICKS_CLI is not set, and databricks is not on the PATH' };
}

function versionOf(path: string): Found {
  const run = spawnSync(path, ['version'], {
    encoding: 'utf8',
    timeout: 60_000,
    env: { PATH: process.env['PATH'], DATABRICKS_CLI_DISABLE_UPDATE_CHECK: '1' },
  });
  if (run.error !== undefined) return { missing: `${path} does not run: ${run.error.message}` };
  const [, major, minor] = /\bv?(\d+)\.(\d+)\.\d+/.exec(`${run.stdout}${run.stderr}`) ?? [];
  const says = `${run.stdout}${run.stderr}`.trim().split('\n')[0] ?? '';
  if (major === undefined || minor === undefined)
    return { missing: `${path} says ${JSON.stringify(says)}, no version` };
  const isOlder = Number(major) < OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) < OLDEST[1]);
  if (isOlder) return { missing: `${path} is ${says}, older than ${OLDEST.join('.')}` };
  return { path, version: says };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Exit code for "there is none", which a crash does not have. */
const NONE = 3;

// Started by itself it prints the CLI's path; or why there is none, with exit code 3; or 1: the one named cannot be used.
if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const found = findCli();
    process.stdout.write(`${'path' in found ? found.path : found.missing}\n`);
    process.exitCode = 'path' in found ? 0 : NONE;
  } catch (error) {
    process.stdout.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  }
}
