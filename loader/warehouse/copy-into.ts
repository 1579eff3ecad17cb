import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { closingAt, type Token, textValue, unsupported, wordsAt } from './tokens.ts';

/** The form of COPY INTO that the notebooks use; engines other than Databricks imitate it. */
export interface CopyInto {
  readonly target: string;
  /** the words of the select list */
  readonly list: readonly Token[];
  /** text of the folder, or the marker that holds it */
  readonly folder: { readonly marker: string } | { readonly path: string };
  /** glob over paths relative to the folder; undefined: every file */
  readonly pattern: string | undefined;
}

/** A file that COPY INTO would read. */
export interface StagedFile {
  /** absolute */
  readonly path: string;
  /** what is remembered of it: load and name inside the load's folder, so that a staged copy counts as the same file */
  readonly name: string;
}

export function isCopyInto(tokens: readonly Token[]): boolean {
  return wordsAt(tokens, 0, ['COPY', 'INTO']);
}

/**
 * `COPY INTO target FROM (SELECT list FROM :folder) FILEFORMAT = PARQUET [PATTERN = '…'] [FORMAT_OPTIONS (…)] [COPY_OPTIONS (…)]`.
 *
 * @throws AppError `statement_unsupported` for any other form
 */
export function parseCopyInto(tokens: readonly Token[]): CopyInto {
  const target = tokens[2];
  const list = tokens.findIndex((_, i) => wordsAt(tokens, i, ['FROM', '(', 'SELECT']));
  if (target?.kind !== 'name' || list !== 3) throw wrong('no `FROM (SELECT … FROM folder)` after its target');
  const close = closingAt(tokens, 4);
  const source = tokens[close - 1];
  if (tokens[close - 2]?.upper !== 'FROM' || (source?.kind !== 'marker' && source?.kind !== 'text')) {
    throw wrong('a source that is not one folder');
  }
  const options = tokens.slice(close + 1);
  if (!wordsAt(options, 0, ['FILEFORMAT', '=', 'PARQUET'])) throw wrong('another format than PARQUET');
  const pattern = options.findIndex((token) => token.upper === 'PATTERN');
  const glob = options[pattern + 2];
  if (pattern >= 0 && glob?.kind !== 'text') throw wrong('a PATTERN that is not a text');
  return {
    target: target.text,
    list: tokens.slice(6, close - 2),
    folder: source.kind === 'marker' ? { marker: source.text.slice(1) } : { path: textValue(source) },
    pattern: pattern < 0 || glob === undefined ? undefined : textValue(glob),
  };
}

/** The folder to read, or '' when the run has none (a rebuild from what bronze holds). */
export function copyFolder(copy: CopyInto, parameters: Readonly<Record<string, unknown>>): string {
  if ('path' in copy.folder) return copy.folder.path;
  const value = parameters[copy.folder.marker];
  if (typeof value !== 'string') throw wrong(`no value for :${copy.folder.marker}`);
  return value;
}

/** The files under a folder that match the pattern, in byte order of their names. @throws Node's error when there is no such folder */
export async function stagedFiles(copy: CopyInto, folder: string, loadId: string): Promise<readonly StagedFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(folder, '/').length).replaceAll('\\', '/'))
    .filter((name) => copy.pattern === undefined || matches(copy.pattern, name))
    .sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  return names.map((name) => ({ path: join(folder, name), name: `${loadId}/${name}` }));
}

/** `*` and `?` never cross a slash. */
function matches(glob: string, name: string): boolean {
  const source = glob
    .replace(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '[^/]*')
    .replaceAll('?', '[^/]');
  return new RegExp(`^${source}$`).test(name);
}

function wrong(what: string): Error {
  return unsupported(
    `a COPY INTO with ${what}`,
    'write COPY INTO table FROM (SELECT … FROM :stage) FILEFORMAT = PARQUET',
  );
}
