import type { CopyInto, StagedFile } from '../copy-into.ts';
import type { SqlEngine, SqlParameters, SqlResult } from '../sql-engine.ts';
import { sqlText, type Token } from '../tokens.ts';
import { rewrite } from './rewrite.ts';

interface RawEngine extends Pick<SqlEngine, 'execute'> {
  raw(sql: string, parameters?: SqlParameters): Promise<SqlResult>;
}

/**
 * Reads those files into the table that it has not read before, and remembers them in `_copied_files`, as Databricks does by
 * path. To be called inside a transaction: rows and memory belong together.
 */
export async function copyFiles(engine: RawEngine, copy: CopyInto, files: readonly StagedFile[]): Promise<void> {
  await engine.raw('CREATE TABLE IF NOT EXISTS _copied_files (target VARCHAR NOT NULL, path VARCHAR NOT NULL)');
  const known = await engine.raw('SELECT path FROM _copied_files WHERE target = $target', { target: copy.target });
  const seen = new Set(known.rows.map(([path]) => path));
  const fresh = files.filter((file) => !seen.has(file.name));
  if (fresh.length === 0) return;
  const paths = fresh.map((file) => sqlText(literalPath(file.path))).join(', ');
  await engine.raw(
    `INSERT INTO ${copy.target} BY NAME SELECT ${rewrite(withFileName(copy.list)).trim()}
     FROM read_parquet([${paths}], filename = true, union_by_name = true, hive_partitioning = false)`,
  );
  const memory = fresh.map((file) => `(${sqlText(copy.target)}, ${sqlText(file.name)})`).join(', ');
  await engine.raw(`INSERT INTO _copied_files VALUES ${memory}`);
}

/** `_metadata.file_path` is called `filename` here. */
function withFileName(list: readonly Token[]): readonly Token[] {
  return list.flatMap((token, i) => {
    if (token.text === '_metadata' && list[i + 2]?.text === 'file_path')
      return [{ ...token, text: 'filename', upper: 'FILENAME' }];
    const belongs = list[i - 1]?.text === '_metadata' || list[i - 2]?.text === '_metadata';
    return belongs ? [] : [token];
  });
}

/** read_parquet takes globs: a folder that is called `a[1]` must mean itself. */
function literalPath(path: string): string {
  return path.replace(/[[*?]/g, '[$&]');
}
