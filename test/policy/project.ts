import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A TypeScript file, its path relative to the project with `/`. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** What a file imports: a path relative to the project, or a package's name (`node:fs`, `@aws-sdk/client-s3`). */
export interface Import {
  readonly kind: 'file' | 'package';
  readonly target: string;
}

/** Every TypeScript file of a folder, committed or not. */
export function sourceFiles(...folders: readonly string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
      .map((entry) => {
        const path = posix.join(entry.parentPath.slice(ROOT.length).replaceAll('\\', '/'), entry.name);
        return { path, text: readFileSync(join(ROOT, path), 'utf8') };
      }),
  );
}

const NEVER_COMMITTED = ['.git', 'node_modules', 'dist', 'coverage', 'data', '.env', '.test-output', '.cache'];

/** What version control holds; without it (an unpacked archive) every file but what a user's own work leaves behind. */
export function trackedFiles(): string[] {
  if (existsSync(join(ROOT, '.git'))) {
    return execFileSync('git', ['ls-files', '-z'], { cwd: ROOT, encoding: 'utf8' })
      .split('\0')
      .filter((path) => path !== '' && existsSync(join(ROOT, path)));
  }
  return readdirSync(ROOT)
    .filter((name) => !NEVER_COMMITTED.includes(name) && !/\.duckdb(\.wal)?$|^ledgerlake\.yaml$/.test(name))
    .flatMap((name) => walk(name));
}

function walk(path: string): string[] {
  const entries = readdirSync(join(ROOT, posix.dirname(path)), { withFileTypes: true });
  const isFolder = entries.some((entry) => entry.name === posix.basename(path) && entry.isDirectory());
  return isFolder ? readdirSync(join(ROOT, path)).flatMap((name) => walk(posix.join(path, name))) : [path];
}

// Static and dynamic imports, re-exports, side-effect imports and JSDoc-free `import('…')` types, in Biome's formatting.
const IMPORT =
  /(?:^|[\s;}])(?:import|export)\b[^'";]*?\bfrom\s*'([^']+)'|\bimport\s*\(\s*'([^']+)'|(?:^|\n)import\s*'([^']+)'/g;

/** The imports of a file, type-only ones included. */
export function importsOf(file: SourceFile): Import[] {
  const code = withoutComments(file.text);
  return [...code.matchAll(IMPORT)].map((match) => {
    const specifier = match[1] ?? match[2] ?? match[3] ?? '';
    if (specifier.startsWith('.')) {
      return { kind: 'file', target: posix.join(dirname(file.path), specifier) };
    }
    const parts = specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1);
    return { kind: 'package', target: parts.join('/') };
  });
}

/** Code without whole-line and block comments, so that an example in a comment is no import. */
export function withoutComments(text: string): string {
  return text.replaceAll(/^\s*\/\*[\s\S]*?\*\//gm, '').replaceAll(/^\s*\/\/.*$/gm, '');
}
