import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { tempDir } from '../support/temp-dir.ts';
import { ROOT } from './project.ts';

const report = (facts: object) => ({
  success: true,
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  testResults: [],
  ...facts,
});
const BROKEN_FILE = { status: 'failed', assertionResults: [] };
const FAILED_TEST = { status: 'failed', assertionResults: [{ status: 'failed' }] };

describe('the closing line of .ci/run', () => {
  test.each([
    [
      'all reports are summed',
      [report({ numPassedTests: 3 }), report({ numPassedTests: 4, numPendingTests: 2 })],
      '7 passed, 0 failed',
      0,
    ],
    [
      'a failed test',
      [report({ success: false, numPassedTests: 3, numFailedTests: 1, testResults: [FAILED_TEST] })],
      '3 passed, 1 failed',
      1,
    ],
    [
      'a test file that cannot be loaded',
      [report({ success: false, numPassedTests: 3, testResults: [BROKEN_FILE] })],
      '3 passed, 1 failed',
      1,
    ],
    ['an error outside any test', [report({ success: false, numPassedTests: 3 })], '3 passed, 1 failed', 1],
    ['a missing report', [report({ numPassedTests: 3 }), undefined], '3 passed, 1 failed', 1],
    ['no test at all', [report({})], '0 passed, 0 failed', 1],
    ['no report at all', [], '0 passed, 0 failed', 1],
  ])('%s', (_, reports, line, code) => {
    const dir = tempDir();
    const paths = reports.map((content, i) => {
      const path = join(dir, `${i}.json`);
      if (content !== undefined) writeFileSync(path, JSON.stringify(content));
      return path;
    });
    const run = spawnSync(process.execPath, [join(ROOT, '.ci/sum.mjs'), ...paths], { encoding: 'utf8' });
    expect(run.stdout).toBe(`${line}\n`);
    expect(run.status).toBe(code);
  });
});

describe('.ci/run', () => {
  const script = readFileSync(join(ROOT, '.ci/run'), 'utf8');

  test('it is bash that stops at unset names and broken pipes, and parses', () => {
    expect(script.split('\n').slice(0, 2)).toEqual(['#!/usr/bin/env bash', 'set -euo pipefail']);
    expect(spawnSync('bash', ['-n', join(ROOT, '.ci/run')], { encoding: 'utf8' })).toMatchObject({
      status: 0,
      stderr: '',
    });
  });

  test('its last words are the suites left out and the sum of the reports', () => {
    const commands = script.trimEnd().split('\n').slice(-3);
    expect(commands).toEqual([
      String.raw`printf 'left out: %d (%s)\n' "${'$'}{#left_out[@]}" "${'$'}{names//,/, }"`,
      String.raw`printf '%s\n' "$sum"`,
      'exit "$code"',
    ]);
  });

  test('what a failed step printed last is told again before them, and the rest has run', () => {
    const dir = tempDir();
    cpSync(join(ROOT, '.ci'), join(dir, '.ci'), { recursive: true });
    const bin = join(dir, 'node_modules/.bin');
    mkdirSync(bin, { recursive: true });
    mkdirSync(join(dir, 'test/ceph'), { recursive: true });
    mkdirSync(join(dir, 'test/bundle/conformance'), { recursive: true });
    writeFileSync(join(dir, 'test/ceph/why-no-ceph.ts'), '');
    writeFileSync(join(dir, 'test/bundle/conformance/find-cli.ts'), "console.log('none here'); process.exit(3);");
    const executable = (name: string, text: string) =>
      writeFileSync(join(bin, name), `#!/usr/bin/env bash\n${text}`, { mode: 0o755 });
    executable('mvn', '');
    executable('javac', 'echo javac 17.0.1');
    executable('npm', NPM_WITH_A_FAILED_TEST);

    const run = spawnSync('bash', [join(dir, '.ci/run')], {
      encoding: 'utf8',
      env: { PATH: `${bin}:${dirname(process.execPath)}:${process.env['PATH']}` },
    });
    const lines = run.stdout.trimEnd().split('\n');
    expect(lines.slice(-2)).toEqual(['left out: 2 (spark-wide, databricks-cli)', '6 passed, 1 failed']);
    expect(lines.slice(lines.indexOf('=== test FAILED; the end of what it printed:') + 1).slice(0, 3)).toEqual([
      'AssertionError: 1 is not 2',
      '',
      'steps that failed: test',
    ]);
    expect(run.status).toBe(1);
  });
});

/** Writes a report as vitest does, with two tests passed; of `npm test` with one failed as well. */
const NPM_WITH_A_FAILED_TEST = `
[[ $1 != --version ]] || exit 0
failed=0
if [[ $1 == run && $2 == test ]]; then failed=1; echo 'AssertionError: 1 is not 2'; fi
for argument in "$@"; do
  [[ $argument == --outputFile.json=* ]] || continue
  printf '{"success":true,"numPassedTests":2,"numFailedTests":%d,"numPendingTests":0,"numTodoTests":0,"testResults":[]}' $failed \\
    >"\${argument#*=}"
done
exit $failed
`;
