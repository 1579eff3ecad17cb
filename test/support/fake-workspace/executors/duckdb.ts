import { join } from 'node:path';
import type { DuckdbEngine } from '../../../../loader/warehouse/duckdb/engine.ts';
import { serialised } from '../../../../loader/warehouse/duckdb/in-turn.ts';
import type { SqlEngine } from '../../../../loader/warehouse/sql-engine.ts';
import { sqlText } from '../../../../loader/warehouse/tokens.ts';
import { messageOf } from '../../../../receiver/errors.ts';
import type { Executor } from '../executor.ts';
import type { Place } from '../unity-catalog.ts';
import { ColumnTags } from './column-tags.ts';
import { informationSchema } from './information-schema.ts';
import { type OpenFile, openFile } from './open-file.ts';
import {
  catalogFor,
  noSuchCatalog,
  PlacedEngine,
  type PlacedOptions,
  type Schemas,
  schemaNotFound,
} from './placed-engine.ts';
import { runNotebookOn, runStatementOn } from './run-sql.ts';

const COLUMNS = `
  SELECT c.schema_name, c.table_name, v.view_name IS NOT NULL, c.column_name, c.data_type, c.is_nullable, c.comment
  FROM duckdb_columns() AS c
  LEFT JOIN duckdb_views() AS v ON v.schema_name = c.schema_name AND v.view_name = c.table_name
  WHERE NOT c.internal AND c.schema_name <> 'main' AND c.table_name <> '_copied_files'
  ORDER BY c.schema_name, c.table_name, c.column_index`;

/** DuckDB behind the workspace: a file per catalog under `<root>/warehouse`, open until the workspace closes. */
export function duckdbExecutor(options: { readonly root: string }): Executor {
  const tags = new ColumnTags();
  const files = new Map<string, OpenFile>();
  const on = <T>(place: Place, work: (engine: DuckdbEngine, schemas: Schemas) => Promise<T>): Promise<T> => {
    const path = join(options.root, 'warehouse', `${place.catalog}.duckdb`);
    return serialised(path, async () => {
      const file = files.get(path) ?? (await openFile(path));
      files.set(path, file);
      return work(file.engine, schemasOf(file.engine, place.catalog));
    });
  };
  return {
    engine: 'duckdb',
    tags,
    runNotebook: (run) =>
      on({ catalog: catalogFor(run), schema: '' }, async (engine, schemas) => {
        await schemas.create('default');
        await schemas.use('default');
        const place = { ...run, catalog: catalogFor(run), tags };
        await worded(() => runNotebookOn(placed(engine, schemas, place), run));
      }),
    runStatement: async (run) => {
      if (!run.catalogs.includes(run.place.catalog)) throw noSuchCatalog(run.place.catalog);
      if (tags.take(run)) return { columns: [], rows: [] };
      return on(run.place, async (engine, schemas) => {
        if (run.place.schema === 'default') await schemas.create('default');
        await schemas.use(run.place.schema);
        return worded(() => runStatementOn(placed(engine, schemas, { ...run, catalog: run.place.catalog, tags }), run));
      });
    },
    createSchema: (place) => on(place, (_, schemas) => schemas.create(place.schema)),
    dropSchema: (place) => on(place, (_, schemas) => schemas.drop(place.schema)),
    close: async () => {
      for (const [path, file] of files) await serialised(path, () => file.close());
      files.clear();
    },
  };
}

function placed(engine: DuckdbEngine, schemas: Schemas, options: Omit<PlacedOptions, 'schemas'>): SqlEngine {
  const { catalog, tags, localPath } = options;
  return new PlacedEngine(engine, { schemas, catalog, tags, localPath });
}

function schemasOf(engine: DuckdbEngine, catalog: string): Schemas {
  const all = async (): Promise<readonly string[]> => {
    const { rows } = await engine.raw(
      "SELECT schema_name FROM duckdb_schemas() WHERE NOT internal AND schema_name <> 'main'",
    );
    return rows.map(([name]) => String(name));
  };
  return {
    async use(schema) {
      if (!(await all()).includes(schema)) throw schemaNotFound({ catalog, schema });
      // macros lie in main; tables are made in the first one
      await engine.raw(`SET search_path = '${quoted(schema).replaceAll("'", "''")},main'`);
    },
    create: async (schema) => void (await engine.raw(`CREATE SCHEMA IF NOT EXISTS ${quoted(schema)}`)),
    drop: async (schema) => void (await engine.raw(`DROP SCHEMA IF EXISTS ${quoted(schema)} CASCADE`)),
    async informationSchema(view, name) {
      const { rows } = await engine.raw(COLUMNS);
      const columns = rows.map(([schema, table, isView, column, type, isNullable, comment]) => ({
        schema: String(schema),
        table: String(table),
        isView: isView === true,
        column: String(column),
        type: String(type),
        isNullable: isNullable === true,
        comment: comment === null ? '' : String(comment),
      }));
      const schema = informationSchema(view, { catalog: name, engine: 'duckdb', schemas: await all(), columns });
      // as one text of JSON: some ten thousand literals would take a second to read
      const known = `known_${view.toLowerCase()}_`;
      const list = schema.columns.map(([column, type]) => `CAST(item ->> '${column}' AS ${type}) AS ${column}`);
      await engine.raw(
        `CREATE OR REPLACE TEMPORARY TABLE ${known} AS SELECT ${list.join(', ')}
         FROM (SELECT unnest(json_extract(${sqlText(JSON.stringify(schema.rows))}, '$[*]')) AS item)`,
      );
      return `SELECT * FROM ${known}`;
    },
  };
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** DuckDB's word for a missing table in the service's. */
async function worded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const text = messageOf(error);
    const missing = /^([\s\S]*?)Catalog Error: Table with name (\S+) does not exist/.exec(text);
    if (missing === null) throw error;
    throw new Error(
      `${missing[1] ?? ''}[TABLE_OR_VIEW_NOT_FOUND] The table or view \`${missing[2] ?? ''}\` cannot be found. SQLSTATE: 42P01`,
      { cause: error },
    );
  }
}
