import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const POM = join(here, 'pom.xml');
const JARS = join(here, '../../.cache/spark-jars');
/** Written last: names the pom that the folder was filled from. */
const MARKER = join(JARS, 'complete');

/** What is missing to run Spark here, as a sentence; undefined when nothing is. */
export function missingForSpark(): string | undefined {
  const java = spawnSync('javac', ['-version'], { encoding: 'utf8' });
  if (java.error !== undefined) return 'a JDK 17 (javac) is not on the PATH';
  if (!isFilled() && spawnSync('mvn', ['-v']).error !== undefined) return 'Maven (mvn) is not on the PATH';
  return undefined;
}

/** The folder with Spark's jars; Maven fetches them once (290 MB). @throws Error when Maven fails */
export function sparkJars(): string {
  if (isFilled()) return JARS;
  rmSync(JARS, { recursive: true, force: true });
  const args = [
    '-q',
    '-B',
    '-f',
    POM,
    'dependency:copy-dependencies',
    '-DincludeScope=runtime',
    `-DoutputDirectory=${JARS}`,
  ];
  const run = spawnSync('mvn', args, { encoding: 'utf8' });
  if (run.status !== 0)
    throw new Error(`mvn could not fetch Spark: ${run.stdout}${run.stderr}${run.error?.message ?? ''}`);
  writeFileSync(MARKER, pomDigest());
  return JARS;
}

function isFilled(): boolean {
  return existsSync(MARKER) && readFileSync(MARKER, 'utf8') === pomDigest();
}

function pomDigest(): string {
  return createHash('sha256').update(readFileSync(POM)).digest('hex');
}
