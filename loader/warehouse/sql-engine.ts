import type { CopyInto } from './copy-into.ts';
import type { SqlRow, SqlValue } from './warehouse.ts';

export type SqlParameters = Readonly<Record<string, SqlValue>>;

export interface SqlColumn {
  readonly name: string;
  /** in the engine's own words, lower case: `varchar`, `string`, `decimal(28,10)`, `timestamp with time zone` */
  readonly type: string;
}

/** Rows of a statement; values as documented at `SqlValue`, in the order of `columns`. */
export interface SqlResult {
  readonly columns: readonly SqlColumn[];
  readonly rows: readonly (readonly SqlValue[])[];
}

/** What can run the notebooks: one connection, one statement after the other. */
export interface SqlEngine {
  /** One statement in the common dialect with `:name` markers; parameters that it does not use are left aside. @throws what the engine throws */
  execute(sql: string, parameters?: SqlParameters): Promise<SqlResult>;
  /** COPY INTO for engines that have none: reads the files of a folder that it has not read before for this table and load. */
  copyInto(copy: CopyInto, from: { readonly folder: string; readonly loadId: string }): Promise<void>;
}

/** Rows as objects. */
export function asRows(result: SqlResult): readonly SqlRow[] {
  const names = result.columns.map((column) => column.name);
  return result.rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i] ?? null])));
}

/** The one value of a query that gives one, as a count. */
export function asCount(result: SqlResult): number {
  return Number(result.rows[0]?.[0] ?? 0);
}
