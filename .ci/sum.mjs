// Sums vitest's JSON reports into the line "N passed, N failed". Exit code 1 when something failed, when no test ran, or when a
// report is missing: a runner that died before writing one has not passed.
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A test file that could not even be loaded has no tests to count, so it counts as one failed.
 *
 * @param {Record<string, any> | undefined} report  a vitest JSON report, undefined when there is none
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
export function countOf(report) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  );
  const failed = report.numFailedTests + broken.length;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && report.success === false ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @param {readonly string[]} paths */
function main(paths) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const path of paths) {
    const count = countOf(read(path));
    process.stderr.write(`${basename(path, '.json')}: ${JSON.stringify(count)}\n`);
    total.passed += count.passed;
    total.failed += count.failed;
    total.skipped += count.skipped;
  }
  process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
}

/** @param {string} path */
function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    process.stderr.write(`${path}: ${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
