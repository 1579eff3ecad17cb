import { execFile } from 'node:child_process';
import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { CliResult, Project } from './project.ts';
import { FRESH_SECRET, ZOHO_SECRET } from './receiver-config.ts';
import { tempDir } from './temp-dir.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** What is shipped, and what its generated text is made from. */
const SHIPPED = ['loader', 'receiver', 'notebooks', 'bundle', 'package.json'];

/** A later release: a copy of this one whose catalog the test changes. Removed when the test ends. */
export interface NextRelease {
  readonly dir: string;
  write(path: string, text: string): void;
  /** replaces a text that must be there */
  edit(path: string, from: string, to: string): void;
  /** `npm run generate`; what it changed */
  generate(): Promise<readonly string[]>;
  /** `ledgerlake <args>` of that release, in a user's folder */
  cli(project: Pick<Project, 'dir'>, ...args: readonly string[]): Promise<CliResult>;
}

export function nextRelease(): NextRelease {
  const dir = tempDir();
  for (const name of SHIPPED) cpSync(join(ROOT, name), join(dir, name), { recursive: true });
  symlinkSync(join(ROOT, 'node_modules'), join(dir, 'node_modules'));
  const write = (path: string, text: string): void => writeFileSync(join(dir, path), text);
  return {
    dir,
    write,
    edit: (path, from, to) => {
      const text = readFileSync(join(dir, path), 'utf8');
      if (!text.includes(from)) throw new Error(`${path} does not hold ${JSON.stringify(from)}`);
      write(path, text.replace(from, to));
    },
    generate: async () => {
      const { stdout } = await promisify(execFile)(process.execPath, [join(dir, 'loader/catalog/generate.ts')]);
      return stdout.trim().split('\n');
    },
    cli: (project, ...args) =>
      new Promise((resolve) => {
        const env = { ...process.env, ZOHO_SECRET, FRESH_SECRET };
        const options = { cwd: project.dir, env, maxBuffer: 1 << 26 };
        const child = execFile(process.execPath, [join(dir, 'loader/main.ts'), ...args], options, (_, stdout, stderr) =>
          resolve({ code: child.exitCode ?? -1, stdout, stderr }),
        );
      }),
  };
}
