import { PERSONAL_TAG, renderPersonalTag } from '../../catalog/generate/tables.ts';
import type { CatalogTable } from '../../catalog/tables.ts';
import type { SqlEngine } from '../sql-engine.ts';
import { SqlStateError } from './statements.ts';

/** What a process knows of the tags; one per warehouse. */
export interface Tagging {
  /** `done`: every column has its tag; `refused`: not tried again, and said once */
  state: 'open' | 'done' | 'refused';
  readonly onWarning: (text: string) => void;
}

export interface TagColumnsOptions {
  readonly engine: SqlEngine;
  readonly schema: string;
  readonly tables: readonly CatalogTable[];
  readonly tagging: Tagging;
}

/**
 * Tags the columns for personal data that have no tag yet. Where the principal may not tag (a table of another owner, a
 * governed tag), loads go on without: that the columns are not tagged is a warning.
 *
 * @throws AppError as `request`
 */
export async function tagPersonalColumns({ engine, schema, tables, tagging }: TagColumnsOptions): Promise<void> {
  if (tagging.state !== 'open') return;
  try {
    const tagged = await taggedColumns(engine, schema);
    for (const { name, columns } of tables) {
      const untagged = columns.filter((column) => column.personal === true && !tagged.has(`${name}.${column.name}`));
      for (const column of untagged) await engine.execute(renderPersonalTag(name, column.name).replace(/;$/, ''));
    }
    tagging.state = 'done';
  } catch (error) {
    if (!(error instanceof SqlStateError)) throw error;
    tagging.state = 'refused';
    tagging.onWarning(`columns for personal data are not tagged, loads go on: ${error.message}`);
  }
}

async function taggedColumns(engine: SqlEngine, schema: string): Promise<ReadonlySet<string>> {
  const { rows } = await engine.execute(
    `select column_tags.table_name, column_tags.column_name
     from information_schema.column_tags as column_tags
     where column_tags.schema_name = :schema and column_tags.tag_name = :tag`,
    { schema, tag: PERSONAL_TAG.name },
  );
  return new Set(rows.map(([table, column]) => `${String(table)}.${String(column)}`));
}
