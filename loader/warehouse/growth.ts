import { AppError } from '../../receiver/errors.ts';
import { renderAddColumns, renderTable } from '../catalog/generate/tables.ts';
import type { CatalogTable } from '../catalog/tables.ts';
import type { TypeWords } from './growth/column-type.ts';
import { compareCatalog, type Differences, type FoundColumn } from './growth/compare-catalog.ts';

export type { FoundColumn } from './growth/compare-catalog.ts';

export interface GrowOptions {
  /** what must be there (`loader/catalog/tables.ts`) */
  readonly tables: readonly CatalogTable[];
  /** tasks that will run: a conflict in a table that no other task writes is no concern of this load; undefined: all */
  readonly tasks?: readonly string[];
  /** the columns of every table of the schema, asked once */
  readonly columns: () => Promise<readonly FoundColumn[]>;
  readonly words: TypeWords;
  /** one statement of the common dialect, in the warehouse's catalog and schema */
  readonly execute: (sql: string) => Promise<unknown>;
}

export interface Growth {
  readonly created: readonly string[];
  /** `table.column` */
  readonly added: readonly string[];
}

/**
 * Makes what the catalog knows and the warehouse lacks: tables, and columns of tables that are there. Rows that are there have NULL in
 * a new column until a replay or a rebuild fills it. To be called before a load is triggered; nothing is made when it throws.
 *
 * @throws AppError `schema_conflict`, not retryable, naming every column in question; what `columns` and `execute` throw
 */
export async function grow(options: GrowOptions): Promise<Growth> {
  const { tables, words, tasks, execute } = options;
  const differences = compareCatalog(tables, await options.columns(), words);
  refuseConflicts(tables, differences, tasks);
  for (const table of differences.create) await execute(oneStatement(renderTable(table)));
  for (const { table, columns } of differences.add) await execute(oneStatement(renderAddColumns(table, columns)));
  return {
    created: differences.create.map((table) => table.name),
    added: differences.add.flatMap(({ table, columns }) => columns.map((column) => `${table.name}.${column.name}`)),
  };
}

/** @throws AppError `schema_conflict` when there is one in a table that these tasks (undefined: any) write */
export function refuseConflicts(
  tables: readonly CatalogTable[],
  { conflicts }: Pick<Differences, 'conflicts'>,
  tasks?: readonly string[],
): void {
  const taskOf = new Map(tables.map((table) => [table.name, table.task]));
  const own = conflicts.filter(({ table }) => tasks === undefined || tasks.includes(taskOf.get(table) ?? ''));
  if (own.length === 0) return;
  const list = own.map(({ table, column, expected, found }) => `${table}.${column} is ${found}, not ${expected}`);
  throw new AppError('schema_conflict', `the warehouse differs from the catalog: ${list.join('; ')}`, {
    hint: 'rename the table aside: the next run makes it anew and a replay fills it; or run `ledgerlake rebuild` (bronze: `--from landing`)',
  });
}

/** Some APIs take a statement without its semicolon only. */
function oneStatement(sql: string): string {
  return sql.replace(/;\s*$/, '');
}
