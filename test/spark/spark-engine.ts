import { join } from 'node:path';
import { type CopyInto, stagedFiles } from '../../loader/warehouse/copy-into.ts';
import type { SqlEngine, SqlParameters, SqlResult } from '../../loader/warehouse/sql-engine.ts';
import { closingAt, sqlText, tokenise, wordsAt } from '../../loader/warehouse/tokens.ts';
import type { SparkSession } from './spark-session.ts';

/** Spark has one catalog that these would choose. */
const NOT_IN_SPARK: readonly (readonly string[])[] = [['USE', 'CATALOG']];

/**
 * Spark behind the notebooks: they run unchanged, but for three things that open-source Spark and Delta do not have:
 * informational primary keys (cut out), catalogs (skipped), COPY INTO (imitated).
 */
export class SparkEngine implements SqlEngine {
  readonly #session: SparkSession;

  constructor(session: SparkSession) {
    this.#session = session;
  }

  async execute(sql: string, parameters: SqlParameters = {}): Promise<SqlResult> {
    const tokens = tokenise(sql);
    if (NOT_IN_SPARK.some((words) => wordsAt(tokens, 0, words))) return { columns: [], rows: [] };
    const used = new Set(tokens.filter((token) => token.kind === 'marker').map((token) => token.text.slice(1)));
    const bound = Object.fromEntries(Object.entries(parameters).filter(([name]) => used.has(name)));
    const { columns, types, rows } = await this.#session.run(withoutKeys(sql), bound);
    return { columns: columns.map((name, i) => ({ name, type: types[i] ?? '' })), rows };
  }

  /** Rows first, guarded by their file; then the memory: two tables of Delta know no common transaction. */
  async copyInto(copy: CopyInto, from: { readonly folder: string; readonly loadId: string }): Promise<void> {
    await this.execute(
      'CREATE TABLE IF NOT EXISTS _copied_files (target STRING NOT NULL, path STRING NOT NULL) USING DELTA',
    );
    const known = await this.execute('SELECT path FROM _copied_files WHERE target = :target', { target: copy.target });
    const seen = new Set(known.rows.map(([path]) => path));
    for (const file of await stagedFiles(copy, from.folder, from.loadId)) {
      if (seen.has(file.name)) continue;
      const list = copy.list.map((token) => token.gap + token.text).join('');
      await this.execute(`INSERT INTO ${copy.target} BY NAME SELECT ${list} FROM parquet.\`${join(file.path)}\` AS f
        WHERE NOT EXISTS (SELECT 1 FROM ${copy.target} AS old WHERE old._source_file = f._metadata.file_path)`);
      await this.execute(`INSERT INTO _copied_files VALUES (${sqlText(copy.target)}, ${sqlText(file.name)})`);
    }
  }
}

/** The statement without its `, CONSTRAINT x PRIMARY KEY (…)`. */
export function withoutKeys(sql: string): string {
  const tokens = tokenise(sql);
  const at = tokens.findIndex(
    (_, i) => wordsAt(tokens, i, [',', 'CONSTRAINT']) && wordsAt(tokens, i + 3, ['PRIMARY', 'KEY', '(']),
  );
  if (at < 0) return sql;
  let last = closingAt(tokens, at + 5);
  while (['NOT', 'ENFORCED', 'RELY', 'NORELY'].includes(tokens[last + 1]?.upper ?? '')) last += 1;
  return sql.slice(0, tokens[at]?.start) + sql.slice(tokens[last]?.end);
}
