import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { renderJob } from './generate/job.ts';
import { renderNotebook } from './generate/layout.ts';
import { generatedNotebooks } from './generate/notebooks.ts';
import { renderTablesPage } from './generate/tables-page.ts';

/** Every generated file: path from the project's root, and its text. */
export function generatedFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const notebook of generatedNotebooks()) files.set(`notebooks/${notebook.name}.sql`, renderNotebook(notebook));
  files.set('notebooks/TABLES.md', renderTablesPage());
  files.set('bundle/ledgerlake.job.yml', renderJob());
  return files;
}

/** The generated files whose text on disk is another one (or missing). */
export function drift(root: string): readonly string[] {
  return [...generatedFiles()].filter(([path, text]) => readIfThere(join(root, path)) !== text).map(([path]) => path);
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  for (const folder of ['notebooks', 'bundle']) mkdirSync(join(root, folder), { recursive: true });
  const changed = drift(root);
  for (const path of changed) writeFileSync(join(root, path), generatedFiles().get(path) ?? '');
  process.stdout.write(changed.length === 0 ? 'nothing to change\n' : `${changed.join('\n')}\n`);
}
