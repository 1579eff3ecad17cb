import type { CatalogTable } from '../../catalog/tables.ts';
import { compareCatalog } from '../growth/compare-catalog.ts';
import { grow, refuseConflicts } from '../growth.ts';
import { writeSettings } from '../settings.ts';
import { columnsOf, type KnownColumn } from './sql-place.ts';
import { SqlStateError } from './statements.ts';
import type { DatabricksTarget } from './target.ts';

/**
 * Makes missing tables and columns before a run is started, and keeps the settings of the gold views.
 *
 * @param tasks  those that will run; undefined: all
 * @throws AppError `schema_conflict`, those of `request`; SqlStateError
 */
export async function growSchema(target: DatabricksTarget, tasks?: readonly string[]): Promise<void> {
  if (target.tables.length === 0) return;
  const engine = target.engine();
  const once = async (): Promise<unknown> =>
    grow({
      tables: target.tables,
      words: 'databricks',
      columns: (): Promise<readonly KnownColumn[]> => columnsOf(engine, target.schema),
      execute: (sql) => engine.execute(sql),
      ...(tasks === undefined ? {} : { tasks }),
    });
  try {
    await once();
  } catch (error) {
    // a column that was added by a statement whose answer was lost is there at the second look
    if (!(error instanceof SqlStateError)) throw error;
    await once();
  }
  if (target.gold !== undefined) await writeSettings(engine, target.gold);
}

/**
 * Makes ready for a rebuild what its tables will be swapped into: missing tables and columns.
 *
 * @param isKept  a table whose rows stay: there another type is refused
 * @returns the tables of other types, which the swap makes anew
 * @throws AppError `schema_conflict`, those of `request`; SqlStateError
 */
export async function growForSwap(
  target: DatabricksTarget,
  isKept: (table: string) => boolean,
): Promise<readonly CatalogTable[]> {
  const { tables, schema } = target;
  const differences = compareCatalog(tables, await columnsOf(target.engine(), schema), 'databricks');
  const kept = tables.filter(({ name }) => isKept(name));
  refuseConflicts(kept, { conflicts: differences.conflicts.filter(({ table }) => isKept(table)) });
  const anew = new Set(differences.conflicts.map(({ table }) => table));
  await growSchema({ ...target, tables: tables.filter(({ name }) => !anew.has(name)) });
  return tables.filter(({ name }) => anew.has(name));
}
