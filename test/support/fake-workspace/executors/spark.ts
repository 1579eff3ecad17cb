import type { SqlEngine } from '../../../../loader/warehouse/sql-engine.ts';
import { SparkEngine } from '../../../spark/spark-engine.ts';
import type { SparkSession } from '../../../spark/spark-session.ts';
import type { Executor } from '../executor.ts';
import { ColumnTags } from './column-tags.ts';
import { informationSchemaSelect, type KnownColumn } from './information-schema.ts';
import { catalogFor, noSuchCatalog, PlacedEngine, type Schemas, schemaNotFound } from './placed-engine.ts';
import { runNotebookOn, runStatementOn } from './run-sql.ts';

/** Open-source Spark and Delta behind the workspace; every catalog is the same one there. The session stays open. */
export function sparkExecutor(options: { readonly session: SparkSession }): Executor {
  const { session } = options;
  const engine = new SparkEngine(session);
  const tags = new ColumnTags();
  let queue: Promise<unknown> = Promise.resolve();
  // one at a time: the schema in use belongs to the session
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = queue.then(work);
    queue = result.catch(() => undefined);
    return result;
  };
  const placed = (catalog: string, localPath: (path: string) => string): SqlEngine =>
    new PlacedEngine(engine, { schemas: schemasOf(session, catalog), catalog, tags, localPath });
  return {
    engine: 'spark',
    tags,
    runNotebook: (run) =>
      inTurn(async () => {
        const catalog = catalogFor(run);
        await schemasOf(session, catalog).use('default');
        await runNotebookOn(placed(catalog, run.localPath), run);
      }),
    runStatement: (run) =>
      inTurn(async () => {
        if (!run.catalogs.includes(run.place.catalog)) throw noSuchCatalog(run.place.catalog);
        if (tags.take(run)) return { columns: [], rows: [] };
        await schemasOf(session, run.place.catalog).use(run.place.schema);
        return runStatementOn(placed(run.place.catalog, run.localPath), run);
      }),
    createSchema: ({ catalog, schema }) => inTurn(() => schemasOf(session, catalog).create(schema)),
    dropSchema: ({ catalog, schema }) => inTurn(() => schemasOf(session, catalog).drop(schema)),
    close: async () => void (await queue),
  };
}

function schemasOf(session: SparkSession, catalog: string): Schemas {
  const all = async (): Promise<readonly string[]> => {
    const { rows } = await session.run('SHOW SCHEMAS');
    return rows.map(([name]) => String(name));
  };
  return {
    async use(schema) {
      if (!(await all()).includes(schema.toLowerCase())) throw schemaNotFound({ catalog, schema });
      await session.run(`USE SCHEMA ${quoted(schema)}`);
    },
    create: async (schema) => void (await session.run(`CREATE SCHEMA IF NOT EXISTS ${quoted(schema)}`)),
    drop: async (schema) => void (await session.run(`DROP SCHEMA IF EXISTS ${quoted(schema)} CASCADE`)),
    async informationSchema(view, name) {
      const schemas = await all();
      const columns: KnownColumn[] = [];
      for (const schema of schemas) columns.push(...(await columnsOf(session, schema)));
      return informationSchemaSelect(view, { catalog: name, engine: 'spark', schemas, columns });
    },
  };
}

async function columnsOf(session: SparkSession, schema: string): Promise<readonly KnownColumn[]> {
  const views = new Set((await session.run(`SHOW VIEWS IN ${quoted(schema)}`)).rows.map((row) => row[1]));
  const tables = (await session.run(`SHOW TABLES IN ${quoted(schema)}`)).rows.map((row) => String(row[1]));
  const found: KnownColumn[] = [];
  for (const table of tables.filter((name) => name !== '_copied_files').sort()) {
    const { rows } = await session.run(`DESCRIBE TABLE ${quoted(schema)}.${quoted(table)}`);
    // what follows the columns begins with an empty name or a heading
    const end = rows.findIndex(([name]) => name === '' || String(name).startsWith('#'));
    for (const [column, type, comment] of end < 0 ? rows : rows.slice(0, end)) {
      const text = comment === null ? '' : String(comment);
      found.push({
        schema,
        table,
        isView: views.has(table),
        column: String(column),
        type: String(type),
        isNullable: true,
        comment: text,
      });
    }
  }
  return found;
}

function quoted(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}
