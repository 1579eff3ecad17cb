import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  copiedFiles,
  dependencyProblems,
  dockerContext,
  filesOfScripts,
  forbiddenWords,
  inexactVersions,
  type LockFile,
  lockProblems,
  type PackageFile,
  scriptsNamed,
} from './package-rules.ts';
import { importsOf, ROOT, sourceFiles, trackedFiles } from './project.ts';

const textOf = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const PACKAGE = JSON.parse(textOf('package.json')) as PackageFile & Record<string, unknown>;
const LOCK = JSON.parse(textOf('package-lock.json')) as LockFile;
const missing = (paths: readonly string[]) => paths.filter((path) => !existsSync(join(ROOT, path)));

describe('versions are exact', () => {
  test('holds', () => {
    expect(inexactVersions(PACKAGE)).toEqual([]);
  });

  test.each(['^1.0.0', '~1.0.0', '1.x', '>=1', 'latest', '*', 'https://example.org/a.tgz', 'file:../a'])(
    '%s is not',
    (v) => {
      expect(inexactVersions({ dependencies: { a: v }, devDependencies: { b: '1.2.3-r.1' } })).toEqual([`a ${v}`]);
    },
  );
});

describe('the lock file is complete and bound to no registry', () => {
  test('holds', () => {
    expect(Object.keys(LOCK.packages).length).toBeGreaterThan(100);
    expect(lockProblems(LOCK)).toEqual([]);
    expect(LOCK.packages['']).toMatchObject({
      dependencies: PACKAGE.dependencies,
      devDependencies: PACKAGE.devDependencies,
    });
  });

  test('can fail', () => {
    const packages = {
      '': {},
      'node_modules/a': { resolved: 'https://example.org/a.tgz', integrity: 'x' },
      'node_modules/b': { optional: true },
      'node_modules/c': { integrity: 'x', optionalDependencies: { 'c-darwin': '1.0.0', 'c-win32': '1.0.0' } },
      'node_modules/c-darwin': { optional: true, os: ['darwin'] },
    };
    expect(lockProblems({ lockfileVersion: 2, packages })).toEqual([
      'lockfileVersion 2',
      'node_modules/a is resolved to https://example.org/a.tgz',
      'node_modules/b has no integrity hash',
      'c-win32, optional for node_modules/c, is not locked: npm ci refuses',
    ]);
  });
});

describe('what the product imports is what it depends on', () => {
  test('holds', () => {
    const imports = sourceFiles('receiver', 'loader').flatMap(importsOf);
    const names = imports.filter(({ kind }) => kind === 'package').map(({ target }) => target);
    expect(dependencyProblems(new Set(names), PACKAGE)).toEqual([]);
  });

  test('can fail', () => {
    const given = { dependencies: { a: '1.0.0' }, devDependencies: { b: '1.0.0' } };
    expect(dependencyProblems(new Set(['node:fs', 'b']), given)).toEqual([
      'b is imported but no dependency',
      'a is a dependency that nothing imports',
    ]);
  });
});

describe('nothing names one machine, one registry or pages that readers do not have', () => {
  test('holds', () => {
    const files = trackedFiles().filter((path) => statSync(join(ROOT, path)).isFile());
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap((path) => forbiddenWords(path, textOf(path)))).toEqual([]);
  });

  test.each([
    `cd ${['', 'work', 'main'].join('/')}`,
    `"${['', 'root', '.m2'].join('/')}"`,
    ['https://registry', 'npmjs', 'org/x'].join('.'),
    ['https://repo', 'maven', 'apache', 'org'].join('.'),
    ['https://pypi', 'org/simple'].join('.'),
    `see ${['contract', 'md'].join('.')}, section 4`,
  ])('%s would be found', (line) => {
    expect(forbiddenWords('x', `a\n${line}\n`)).toEqual([expect.stringMatching(/^x:2 holds a /)]);
  });
});

describe('licence, Node and the command', () => {
  test('Apache-2.0, in package.json and in full', () => {
    expect(PACKAGE['license']).toBe('Apache-2.0');
    expect(textOf('LICENSE')).toMatch(/^\s+Apache License\n\s+Version 2\.0, January 2004/);
    expect(textOf('LICENSE')).toContain('Copyright 2026 The Ledgerlake authors');
    expect(textOf('LICENSE')).not.toContain('[yyyy]');
  });

  test('the Node that npm ci brings is newer than the one that is required', () => {
    const [, major, minor] = /^>=(\d+)\.(\d+)$/.exec((PACKAGE['engines'] as { node: string }).node) ?? [];
    const required = Number(major) * 1000 + Number(minor);
    expect(required).toBeGreaterThanOrEqual(22_012);
    const [own = 0, ownMinor = 0] = (PACKAGE.devDependencies['node'] ?? '').split('.').map(Number);
    expect(own * 1000 + ownMinor).toBeGreaterThanOrEqual(required);
    const [running = 0, runningMinor = 0] = process.versions.node.split('.').map(Number);
    expect(running * 1000 + runningMinor).toBeGreaterThanOrEqual(required);
  });

  test('every command of the package is built from a source file', () => {
    const sources = Object.values(PACKAGE['bin'] as Record<string, string>).map((path) =>
      path.replace(/^dist\//, '').replace(/\.js$/, '.ts'),
    );
    expect(sources).toEqual(['loader/main.ts']);
    expect(missing(sources)).toEqual([]);
  });
});

describe('scripts', () => {
  test('every file that a script names exists', () => {
    const files = filesOfScripts(PACKAGE);
    expect(files).toContain('loader/main.ts');
    expect(missing(files)).toEqual([]);
  });

  test.each(['.ci/run', 'Dockerfile', 'README.md'])('every script that %s runs exists', (path) => {
    const named = scriptsNamed(textOf(path));
    expect(named).not.toEqual([]);
    expect(named.filter((name) => PACKAGE.scripts?.[name] === undefined)).toEqual([]);
  });

  test('both can fail', () => {
    const given = { scripts: { demo: 'node test/nowhere/main.ts' }, dependencies: {}, devDependencies: {} };
    expect(missing(filesOfScripts(given))).toEqual(['test/nowhere/main.ts']);
    expect(scriptsNamed('npm run demo\n  suite spark 20 test:spark\nnpm test\n')).toEqual([
      'demo',
      'test:spark',
      'test',
    ]);
  });
});

describe('Dockerfile', () => {
  const dockerfile = textOf('Dockerfile');
  const context = dockerContext(textOf('.dockerignore'));

  test('what it copies exists and is in the build context', () => {
    const copied = copiedFiles(dockerfile);
    expect(copied).toEqual(expect.arrayContaining(['receiver', 'loader', 'notebooks', 'bundle', 'package-lock.json']));
    expect(missing(copied)).toEqual([]);
    expect(copied.filter((path) => !context.includes(path))).toEqual([]);
    expect(context.filter((path) => !copied.includes(path))).toEqual([]);
  });

  test('it runs as another user than root, starts the built command and is watched', () => {
    const last = dockerfile.slice(dockerfile.lastIndexOf('\nFROM '));
    expect(last).toMatch(/^USER node$/m);
    expect(last).toContain('ENTRYPOINT ["node", "/app/dist/loader/main.js"]');
    expect(last).toMatch(/^HEALTHCHECK [\s\S]*\/healthz/m);
    expect(last).toContain('UV_THREADPOOL_SIZE=16');
    expect(last).toContain('MALLOC_ARENA_MAX=1');
    expect(last).not.toMatch(/^COPY (?!--from)(receiver|loader|test)/m);
  });

  test('the health check is a program that runs: 1 when nothing listens', () => {
    const [, program = ''] = /CMD \["node", "-e", "([^"]+)"\]/.exec(dockerfile) ?? [];
    const run = () => execFileSync(process.execPath, ['-e', program], { env: { PORT: '1' }, stdio: 'pipe' });
    expect(program).not.toBe('');
    expect(run).toThrow(expect.objectContaining({ status: 1, stderr: Buffer.from('') }));
  });

  test('what is not TypeScript and lies in the source folders is not needed at run time', () => {
    const assets = trackedFiles().filter((path) => /^(receiver|loader)\//.test(path) && !/\.(ts|md)$/.test(path));
    expect(assets).toEqual([]);
  });
});
