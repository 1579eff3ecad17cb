import { type Import, importsOf, type SourceFile, withoutComments } from './project.ts';

/** One rule of the import table: what is wrong with a file, one text per finding. */
export interface Rule {
  readonly name: string;
  readonly check: (file: SourceFile) => readonly string[];
  /** a file that breaks the rule: a rule that cannot fail protects nothing */
  readonly broken: SourceFile;
}

const isProduct = (path: string) => path.startsWith('receiver/') || path.startsWith('loader/');
const isEntryPoint = (path: string) => /^(receiver|loader)\/main\.ts$/.test(path);

/** `serve` is a command of the one program, so it starts the receiver. */
const SERVE = { from: 'loader/commands/serve.ts', to: /^receiver\/(main|serve|server)\.ts$/ };

const RECEIVER_CONTRACTS = /^receiver\/(envelope|errors|log)\.ts$|^receiver\/(config|landing|sources|vault)\//;

/** Folders with concrete implementations that only their registry may name. */
const REGISTRIES = [
  { folder: 'receiver/landing/', concrete: /^receiver\/landing\/((?:folder|file|s3|memory)[^/.]*)/ },
  { folder: 'receiver/sources/', concrete: /^receiver\/sources\/(zoho-books|freshbooks)/ },
  { folder: 'loader/sources/', concrete: /^loader\/sources\/(zoho-books|freshbooks)/ },
  { folder: 'loader/warehouse/', concrete: /^loader\/warehouse\/(duckdb|databricks)/ },
] as const;

export const RULES: readonly Rule[] = [
  {
    name: 'the receiver imports nothing from the loader',
    check: onImports((file, target) => file.startsWith('receiver/') && target.startsWith('loader/')),
    broken: { path: 'receiver/app.ts', text: "import { plan } from '../loader/plan/plan.ts';" },
  },
  {
    name: 'the loader imports only the contract modules of the receiver (and serve starts it)',
    check: onImports((file, target) => {
      if (!file.startsWith('loader/') || !target.startsWith('receiver/')) return false;
      return !RECEIVER_CONTRACTS.test(target) && !(file === SERVE.from && SERVE.to.test(target));
    }),
    broken: { path: 'loader/commands/run.ts', text: "import { start } from '../../receiver/main.ts';" },
  },
  ...REGISTRIES.map(({ folder, concrete }) => ({
    name: `concrete implementations in ${folder} are known only to ${folder}index.ts`,
    check: onImports((file, target) => {
      const implementation = concrete.exec(target)?.[1];
      if (!isProduct(file) || implementation === undefined || file === `${folder}index.ts`) return false;
      return kindOf(implementation) !== kindOf(concrete.exec(file)?.[1] ?? sourceOf(file));
    }),
    broken: {
      path: `${folder}other.ts`,
      text: `export { open } from './${folder.includes('landing') ? 's3' : folder.includes('sources') ? 'freshbooks' : 'duckdb'}/x.ts';`,
    },
  })),
  {
    name: 'sources do not know each other',
    check: onImports((file, target) => {
      const ours = sourceOf(file);
      const theirs = sourceOf(target);
      return isProduct(file) && ours !== undefined && theirs !== undefined && ours !== theirs;
    }),
    broken: {
      path: 'loader/sources/freshbooks/split.ts',
      text: "import { x } from '../../../receiver/sources/zoho-books/facts.ts';",
    },
  },
  {
    name: 'web framework types stay in receiver/app*.ts',
    check: onPackages(
      (file, name) => isProduct(file) && name === 'express' && !/^receiver\/app[^/]*(\.ts|\/.*)$/.test(file),
    ),
    broken: { path: 'receiver/receive.ts', text: "import type { Request } from 'express';" },
  },
  {
    name: 'the AWS SDK stays in the S3 driver',
    check: onPackages(
      (file, name) => isProduct(file) && /^@(aws-sdk|smithy)\//.test(name) && !file.startsWith('receiver/landing/s3'),
    ),
    broken: { path: 'receiver/landing/index.ts', text: "import { S3Client } from '@aws-sdk/client-s3';" },
  },
  {
    name: 'DuckDB stays in the embedded warehouse',
    check: onPackages(
      (file, name) => isProduct(file) && name.startsWith('@duckdb/') && !file.startsWith('loader/warehouse/duckdb/'),
    ),
    broken: { path: 'loader/commands/status.ts', text: "const duckdb = await import('@duckdb/node-api');" },
  },
  {
    name: 'the Databricks SDK stays in its warehouse',
    check: onPackages(
      (file, name) =>
        isProduct(file) && name.startsWith('@databricks/') && !file.startsWith('loader/warehouse/databricks/'),
    ),
    broken: { path: 'loader/load/stage.ts', text: "import sdk from '@databricks/sdk-experimental';" },
  },
  {
    name: 'nothing but tests imports test/',
    check: onImports((file, target) => isProduct(file) && target.startsWith('test/')),
    broken: { path: 'loader/main.ts', text: "import '../test/support/clock.ts';" },
  },
  {
    name: 'process.env is read only in receiver/config/ and the entry points',
    check: onText((file, text) =>
      isProduct(file) && !file.startsWith('receiver/config/') && !isEntryPoint(file)
        ? [...text.matchAll(/\bprocess\s*\.\s*env\b|\bimport\.meta\.env\b|\{[^{}]*\benv\b[^{}]*\} = process\b/g)].map(
            String,
          )
        : [],
    ),
    broken: { path: 'loader/plan/plan.ts', text: "const home = process.env['HOME'];" },
  },
  {
    name: 'a file that is started by its URL is found under dist/ too',
    check: onText((file, text) =>
      isProduct(file) ? [...text.matchAll(/new URL\(\s*['"`][^'"`]*\.ts['"`]/g)].map(String) : [],
    ),
    broken: { path: 'loader/parquet/worker.ts', text: "new Worker(new URL('./write.ts', import.meta.url))" },
  },
  {
    name: 'relative imports end in .ts',
    check: onImports((_, target) => !target.endsWith('.ts')),
    broken: { path: 'loader/x.ts', text: "import { y } from './y.js';" },
  },
  {
    name: 'a source file has at most 250 lines, a test 400',
    check: ({ path, text }) => {
      const lines = text.replace(/\n$/, '').split('\n').length;
      const max = isProduct(path) ? 250 : 400;
      return lines > max ? [`${path}: ${lines} lines, at most ${max}`] : [];
    },
    broken: { path: 'loader/x.ts', text: 'x;\n'.repeat(251) },
  },
];

/** The source whose receiving or loading half a file belongs to. */
function sourceOf(path: string): string | undefined {
  return /\/sources\/(zoho-books|freshbooks)/.exec(path)?.[1];
}

/** Files that are parts of one driver share the name before the first dash: `s3`, `s3-retry`. */
function kindOf(implementation: string | undefined): string | undefined {
  if (implementation === undefined || implementation === 'zoho-books') return implementation;
  return implementation.split('-')[0];
}

function onImports(isWrong: (file: string, target: string) => boolean): Rule['check'] {
  return onSome('file', isWrong);
}

function onPackages(isWrong: (file: string, name: string) => boolean): Rule['check'] {
  return onSome('package', isWrong);
}

function onSome(kind: Import['kind'], isWrong: (file: string, target: string) => boolean): Rule['check'] {
  return (file) =>
    importsOf(file)
      .filter((found) => found.kind === kind && isWrong(file.path, found.target))
      .map(({ target }) => `${file.path} imports ${target}`);
}

function onText(find: (file: string, code: string) => readonly string[]): Rule['check'] {
  return (file) => find(file.path, withoutComments(file.text)).map((found) => `${file.path}: ${found}`);
}
