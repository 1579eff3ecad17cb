import { describe, expect, test } from 'vitest';
import { RULES } from './import-rules.ts';
import { importsOf, sourceFiles, trackedFiles } from './project.ts';

const FILES = sourceFiles('receiver', 'loader', 'test');

/** What may stand at the top: the fixed layout, what tools look for there, and nothing else. */
const TOP_LEVEL = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vitest.config.ts',
  'databricks.yml',
  'README.md',
  'CHANGELOG.md',
  'LICENSE',
  'Dockerfile',
  'receiver',
  'loader',
  'notebooks',
  'bundle',
  'test',
];

const strangers = (paths: readonly string[]) =>
  [...new Set(paths.map((path) => path.split('/')[0] ?? ''))].filter(
    (name) => !name.startsWith('.') && !TOP_LEVEL.includes(name),
  );

test('there are files to look at', () => {
  expect(FILES.filter(({ path }) => path.startsWith('receiver/')).length).toBeGreaterThan(10);
  expect(FILES.filter(({ path }) => path.startsWith('loader/')).length).toBeGreaterThan(10);
  expect(FILES.flatMap(importsOf).length).toBeGreaterThan(100);
});

describe.each(RULES)('$name', ({ check, broken }) => {
  test('holds', () => {
    expect(FILES.flatMap(check)).toEqual([]);
  });

  test('can fail', () => {
    expect(check(broken)).not.toEqual([]);
  });
});

describe('the top level is fixed', () => {
  test('holds', () => {
    expect(strangers(trackedFiles())).toEqual([]);
  });

  test('can fail', () => {
    expect(strangers(['scripts/x.ts', 'README.md', '.ci/run', 'notes.txt'])).toEqual(['scripts', 'notes.txt']);
  });
});

describe('imports are found in every form', () => {
  test.each([
    ["import { a } from './b.ts';", 'receiver/b.ts'],
    ["import type { a } from '../loader/b.ts';", 'loader/b.ts'],
    ["import {\n  type A,\n  b,\n} from './b.ts';", 'receiver/b.ts'],
    ["import * as b from './b.ts';", 'receiver/b.ts'],
    ["export * from './b.ts';", 'receiver/b.ts'],
    ["export { a } from './b.ts';", 'receiver/b.ts'],
    ["import './b.ts';", 'receiver/b.ts'],
    ["const b = await import('./b.ts');", 'receiver/b.ts'],
    ["let b: import('./b.ts').B;", 'receiver/b.ts'],
    ["import { S3Client } from '@aws-sdk/client-s3/deep';", '@aws-sdk/client-s3'],
    ["import { readFileSync } from 'node:fs';", 'node:fs'],
    ["export const a = 1;\nimport { b } from 'express';", 'express'],
  ])('%j', (text, target) => {
    expect(importsOf({ path: 'receiver/a.ts', text })).toEqual([expect.objectContaining({ target })]);
  });

  test.each(["// import { a } from './b.ts';", "/**\n * import { a } from './b.ts';\n */", "export const a = 'from';"])(
    'but not in %j',
    (text) => {
      expect(importsOf({ path: 'receiver/a.ts', text })).toEqual([]);
    },
  );
});
