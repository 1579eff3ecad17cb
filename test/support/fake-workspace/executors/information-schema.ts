import { sqlText } from '../../../../loader/warehouse/tokens.ts';
import { databricksType } from '../databricks-types.ts';

/** A column of a table or view, as an engine tells it. */
export interface KnownColumn {
  readonly schema: string;
  readonly table: string;
  readonly isView: boolean;
  readonly column: string;
  /** in the engine's words */
  readonly type: string;
  readonly isNullable: boolean;
  readonly comment: string;
}

type Row = Readonly<Record<string, string | number | null>>;

const COLUMNS: Readonly<Record<string, Readonly<Record<string, 'STRING' | 'INT'>>>> = {
  schemata: { catalog_name: 'STRING', schema_name: 'STRING' },
  tables: { table_catalog: 'STRING', table_schema: 'STRING', table_name: 'STRING', table_type: 'STRING' },
  columns: {
    table_catalog: 'STRING',
    table_schema: 'STRING',
    table_name: 'STRING',
    column_name: 'STRING',
    ordinal_position: 'INT',
    is_nullable: 'STRING',
    data_type: 'STRING',
    full_data_type: 'STRING',
    numeric_precision: 'INT',
    numeric_scale: 'INT',
    comment: 'STRING',
  },
  column_tags: {
    catalog_name: 'STRING',
    schema_name: 'STRING',
    table_name: 'STRING',
    column_name: 'STRING',
    tag_name: 'STRING',
    tag_value: 'STRING',
  },
};

/** A tag of a column. */
export interface ColumnTag {
  readonly schema: string;
  readonly table: string;
  readonly column: string;
  readonly name: string;
  readonly value: string;
}

export interface InformationSchema {
  readonly catalog: string;
  readonly engine: string;
  readonly schemas: readonly string[];
  readonly columns: readonly KnownColumn[];
  readonly tags?: readonly ColumnTag[];
}

/** A view of Unity Catalog's information_schema: columns with their types, and rows. @throws Error for a view that is not here */
export function informationSchema(
  view: string,
  known: InformationSchema,
): { readonly columns: readonly (readonly [name: string, type: string])[]; readonly rows: readonly Row[] } {
  const name = view.toLowerCase();
  const columns = Object.entries(COLUMNS[name] ?? {});
  if (columns.length === 0)
    throw new Error(`[TABLE_OR_VIEW_NOT_FOUND] The table or view information_schema.${view} cannot be found.`);
  return { columns, rows: rowsOf(name, known) };
}

/** The same as a SELECT over literal rows. */
export function informationSchemaSelect(view: string, known: InformationSchema): string {
  const { columns, rows } = informationSchema(view, known);
  const names = columns.map(([column]) => column).join(', ');
  const casts = columns.map(([column, type]) => `CAST(${column} AS ${type}) AS ${column}`).join(', ');
  // a row that is never given, so that an empty view has its columns
  const none = `(FALSE, ${columns.map(() => 'NULL').join(', ')})`;
  const values = rows.map((row) => `(TRUE, ${columns.map(([column]) => literal(row[column] ?? null)).join(', ')})`);
  return `SELECT ${casts} FROM (VALUES ${[none, ...values].join(', ')}) AS known_ (is_, ${names}) WHERE is_`;
}

function rowsOf(view: string, { catalog, engine, schemas, columns, tags = [] }: InformationSchema): readonly Row[] {
  if (view === 'column_tags') {
    return tags.map(({ schema, table, column, name, value }) => ({
      catalog_name: catalog,
      schema_name: schema,
      table_name: table,
      column_name: column,
      tag_name: name,
      tag_value: value,
    }));
  }
  if (view === 'schemata') return schemas.map((schema) => ({ catalog_name: catalog, schema_name: schema }));
  if (view === 'tables') {
    const tables = new Map(columns.map((column) => [`${column.schema}.${column.table}`, column]));
    return [...tables.values()].map(({ schema, table, isView }) => ({
      table_catalog: catalog,
      table_schema: schema,
      table_name: table,
      table_type: isView ? 'VIEW' : 'MANAGED',
    }));
  }
  const seen = new Map<string, number>();
  return columns.map(({ schema, table, column, type, isNullable, comment }) => {
    const position = seen.get(`${schema}.${table}`) ?? 0;
    seen.set(`${schema}.${table}`, position + 1);
    const { text, name, precision, scale } = databricksType(type, engine);
    return {
      table_catalog: catalog,
      table_schema: schema,
      table_name: table,
      column_name: column,
      ordinal_position: position,
      is_nullable: isNullable ? 'YES' : 'NO',
      data_type: name,
      full_data_type: text,
      numeric_precision: precision ?? null,
      numeric_scale: scale ?? null,
      comment,
    };
  });
}

function literal(value: string | number | null): string {
  if (value === null) return 'NULL';
  return typeof value === 'number' ? String(value) : sqlText(value.replaceAll('\\', '/'));
}
