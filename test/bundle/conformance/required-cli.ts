import { type Cli, findCli } from './find-cli.ts';

/**
 * The CLI for this suite; undefined where there is none, which is said aloud.
 *
 * @throws Error with CI_STRICT=1, where leaving the suite out is a failure, and where a CLI is named that cannot be used
 */
export function requiredCli(): Cli | undefined {
  const found = findCli();
  if ('path' in found) {
    console.log(`${found.version} at ${found.path}`);
    return found;
  }
  if (process.env['CI_STRICT'] === '1') throw new Error(`CI_STRICT=1: databricks-cli was left out: ${found.missing}`);
  console.warn(`\n=== LEFT OUT: databricks-cli (${found.missing}). NOTHING WAS TESTED HERE.\n`);
  return undefined;
}
