import { AppError } from '../../../receiver/errors.ts';
import type { CatalogTable } from '../../catalog/tables.ts';
import { compareCatalog, type FoundColumn } from '../growth/compare-catalog.ts';
import { grow, refuseConflicts } from '../growth.ts';
import { StatementError } from '../run-tasks.ts';
import type { DuckdbEngine } from './engine.ts';

/**
 * Makes missing tables and columns in an open database.
 *
 * @param tasks  those that will run
 * @throws AppError `schema_conflict`; StatementError
 */
export async function growDatabase(
  engine: DuckdbEngine,
  tables: readonly CatalogTable[],
  tasks: readonly string[],
): Promise<void> {
  if (tables.length === 0) return;
  try {
    await grow({
      tables,
      tasks,
      words: 'duckdb',
      columns: () => columnsOf(engine),
      execute: (sql) => engine.execute(sql),
    });
  } catch (cause) {
    if (cause instanceof AppError && cause.code === 'schema_conflict') throw cause;
    throw new StatementError('growth of tables', 1, cause);
  }
}

/** For tables whose rows are taken over as they are. @throws AppError `schema_conflict` */
export async function refuseOtherTypes(engine: DuckdbEngine, tables: readonly CatalogTable[]): Promise<void> {
  refuseConflicts(tables, compareCatalog(tables, await columnsOf(engine), 'duckdb'));
}

async function columnsOf(engine: DuckdbEngine): Promise<readonly FoundColumn[]> {
  const { rows } = await engine.raw(
    `SELECT table_name, column_name, data_type FROM duckdb_columns()
     WHERE database_name = current_database() AND schema_name = 'main' AND NOT internal`,
  );
  return rows.map(([table, name, type]) => ({ table: String(table), name: String(name), type: String(type) }));
}
