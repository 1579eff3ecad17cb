import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../receiver/errors.ts';

/**
 * The absolute path of a file that is shipped with the program (`notebooks/…`, `bundle/…`): looked for in the nearest
 * folder upward that holds a package.json, so that it is found from the source tree and from `dist/` alike.
 *
 * @param path  relative to the project, e.g. `bundle/ledgerlake.job.yml`
 * @throws AppError `project_file_missing`
 */
export function projectFile(path: string): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw missing(path, fileURLToPath(import.meta.url));
    folder = parent;
  }
  const file = join(folder, path);
  if (!existsSync(file)) throw missing(path, folder);
  return file;
}

function missing(path: string, where: string): AppError {
  return new AppError('project_file_missing', `${path} is not part of the installation at ${where}`, {
    hint: 'install the program again: notebooks/ and bundle/ belong to it',
  });
}
