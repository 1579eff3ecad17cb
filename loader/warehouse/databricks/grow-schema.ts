import type { CatalogTable } from '../../catalog/tables.ts';
import { compareCatalog } from '../growth/compare-catalog.ts';
import { type Growth, grow, refuseConflicts } from '../growth.ts';
import { writeSettings } from '../settings.ts';
import { columnsOf, type KnownColumn } from './sql-place.ts';
import { SqlStateError } from './statements.ts';
import { tagPersonalColumns } from './tag-columns.ts';
import type { DatabricksTarget } from './target.ts';

/**
 * Makes missing tables and columns before a run is started, tags those for personal data, and keeps the settings of the gold views.
 *
 * @param tasks  those that will run; undefined: all
 * @throws AppError `schema_conflict`, those of `request`; SqlStateError
 */
export async function growSchema(target: DatabricksTarget, tasks?: readonly string[]): Promise<void> {
  if (target.tables.length === 0) return;
  const engine = target.engine();
  const once = async (): Promise<Growth> =>
    grow({
      tables: target.tables,
      words: 'databricks',
      columns: (): Promise<readonly KnownColumn[]> => columnsOf(engine, target.schema),
      execute: (sql) => engine.execute(sql),
      ...(tasks === undefined ? {} : { tasks }),
    });
  let growth: Growth;
  try {
    growth = await once();
  } catch (error) {
    // a column that was added by a statement whose answer was lost is there at the second look
    if (!(error instanceof SqlStateError)) throw error;
    growth = await once();
  }
  const { schema, tables, tagging } = target;
  if (growth.created.length + growth.added.length > 0 && tagging.state === 'done') tagging.state = 'open';
  await tagPersonalColumns({ engine, schema, tables, tagging });
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
