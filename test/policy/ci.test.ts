import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
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
});
