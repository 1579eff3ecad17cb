import type { Table, TableColumn } from '../../catalog/generate/tables.ts';
import { columnType, type TypeWords } from './column-type.ts';

/** A column that exists, as `information_schema.columns` (or `describe table`) tells it. */
export interface FoundColumn {
  readonly table: string;
  readonly name: string;
  /** with its digits: `decimal(28,10)`, not `DECIMAL` */
  readonly type: string;
}

export interface SchemaConflict {
  readonly table: string;
  readonly column: string;
  readonly expected: string;
  /** the type that is there, or `missing` for a column that may not be empty */
  readonly found: string;
}

/** What has to be done so that the tables that exist are those of the catalog. */
export interface Differences<T extends Table = Table> {
  readonly create: readonly T[];
  readonly add: readonly { readonly table: T; readonly columns: readonly TableColumn[] }[];
  readonly conflicts: readonly SchemaConflict[];
}

/**
 * Compares tables with what exists. Names know no case; columns that the catalog does not know are somebody's own and fine.
 *
 * A missing column is added empty, and a replay fills it. A column of another type is a conflict, and so is a missing one that may
 * not be empty: rows without their key, version or mark of deletion would be passed over by later loads in silence.
 */
export function compareCatalog<T extends Table>(
  expected: readonly T[],
  found: readonly FoundColumn[],
  words: TypeWords,
): Differences<T> {
  const tables = new Map<string, Map<string, string>>();
  for (const column of found) {
    const table = column.table.toLowerCase();
    const columns = tables.get(table) ?? new Map<string, string>();
    tables.set(table, columns.set(column.name.toLowerCase(), columnType(column.type, words)));
  }
  const create: T[] = [];
  const add: { table: T; columns: readonly TableColumn[] }[] = [];
  const conflicts: SchemaConflict[] = [];
  for (const table of expected) {
    const present = tables.get(table.name);
    if (present === undefined) {
      create.push(table);
      continue;
    }
    const addable: TableColumn[] = [];
    for (const column of table.columns) {
      const type = present.get(column.name.toLowerCase());
      if (type === columnType(column.type, 'databricks')) continue;
      if (type === undefined && column.required !== true) addable.push(column);
      else conflicts.push({ table: table.name, column: column.name, expected: column.type, found: type ?? 'missing' });
    }
    if (addable.length > 0) add.push({ table, columns: addable });
  }
  return { create, add, conflicts };
}
