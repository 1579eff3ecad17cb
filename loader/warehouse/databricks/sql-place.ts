import { AppError } from '../../../receiver/errors.ts';
import type { SqlEngine } from '../sql-engine.ts';
import type { Workspace } from './adapter.ts';
import { execute } from './statements.ts';

export interface SqlPlace {
  readonly catalog: string;
  /** where names without a schema lie */
  readonly schema: string;
  /** id of the SQL warehouse */
  readonly warehouseId: string;
}

/** The SQL warehouse as the engine that the common statements ask. */
export function sqlEngine(workspace: Workspace, place: SqlPlace): SqlEngine {
  return {
    execute: (sql, parameters = {}) => execute(workspace, { ...place, sql, parameters }),
    copyInto: () =>
      Promise.reject(
        new AppError('statement_unsupported', 'COPY INTO belongs to the job, not to a statement of the loader', {
          hint: 'report this message',
        }),
      ),
  };
}

/** A column of a table that holds data. */
export interface KnownColumn {
  readonly table: string;
  readonly name: string;
  /** lower case, e.g. `decimal(28,10)` */
  readonly type: string;
}

/** The columns of all tables of a schema, views left aside, by table and position. @throws SqlStateError */
export async function columnsOf(engine: SqlEngine, schema: string): Promise<readonly KnownColumn[]> {
  const { rows } = await engine.execute(
    `select columns.table_name, columns.column_name, columns.full_data_type
     from information_schema.columns as columns
     inner join information_schema.tables as tables
       on tables.table_schema = columns.table_schema and tables.table_name = columns.table_name
     where columns.table_schema = :schema and tables.table_type not like '%VIEW'
     order by columns.table_name, columns.ordinal_position`,
    { schema },
  );
  return rows.map(([table, name, type]) => ({
    table: String(table),
    name: String(name),
    type: String(type).toLowerCase().replaceAll(' ', ''),
  }));
}

/** A name in statements, whatever characters it has. */
export function quotedName(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
