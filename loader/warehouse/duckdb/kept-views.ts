import { createHash } from 'node:crypto';
import type { SqlParameters, SqlResult } from '../sql-engine.ts';

/** `CREATE OR REPLACE VIEW name`, comments before it; a statement with a marker may mean something else each time. */
const VIEW = /^(?:\s|--[^\n]*\n)*create\s+or\s+replace\s+view\s+(\w+)\s/i;
const MARKER = /(?<![\w:]):[a-z_]/i;

/** One connection's plain statements. */
interface Statements {
  raw(sql: string, parameters?: SqlParameters): Promise<SqlResult>;
}

/**
 * Which views stand as their statements say. Every load names them all again, as on Databricks, but binding the gold views costs the
 * embedded engine as much as a small load, and memory that it does not give back.
 *
 * A view stands when it was made from the same statement over tables of the same columns, has a comment (one that somebody else put
 * in its place would have lost it), and no view before it in this transaction was made anew. `_views` remembers that in the file.
 */
export class KeptViews {
  readonly #database: Statements;
  /** undefined: not asked yet in this transaction */
  #standing: ReadonlyMap<string, string> | undefined;
  #tables = '';
  #madeOne = false;

  constructor(database: Statements) {
    this.#database = database;
  }

  /** To be called when a transaction begins or is undone. */
  forget(): void {
    this.#standing = undefined;
    this.#madeOne = false;
  }

  /** Whether the statement makes a view that stands already: it need not run. */
  async stands(sql: string): Promise<boolean> {
    const name = viewOf(sql);
    if (name === undefined || this.#madeOne) return false;
    this.#standing ??= await this.#read();
    return this.#standing.get(name) === hashOf(sql);
  }

  /** Remembers what the statement made, if that is a view. */
  async made(sql: string): Promise<void> {
    const name = viewOf(sql);
    if (name === undefined) return;
    this.#standing ??= await this.#read();
    this.#madeOne = true;
    await this.#database.raw('DELETE FROM _views WHERE name = $name', { name });
    await this.#database.raw('INSERT INTO _views VALUES ($name, $statement, $tables)', {
      name,
      statement: hashOf(sql),
      tables: this.#tables,
    });
  }

  async #read(): Promise<ReadonlyMap<string, string>> {
    await this.#database.raw(
      'CREATE TABLE IF NOT EXISTS _views (name VARCHAR NOT NULL, statement VARCHAR NOT NULL, tables VARCHAR NOT NULL)',
    );
    const { rows: definitions } = await this.#database.raw(
      "SELECT sql FROM duckdb_tables() WHERE NOT internal AND NOT starts_with(table_name, '_') ORDER BY table_name",
    );
    this.#tables = hashOf(definitions.map(([sql]) => String(sql)).join('\n'));
    const { rows } = await this.#database.raw(
      `SELECT kept.name, kept.statement FROM _views AS kept
       JOIN duckdb_views() AS present ON present.view_name = kept.name
       WHERE kept.tables = $tables AND present.comment IS NOT NULL`,
      { tables: this.#tables },
    );
    return new Map(rows.map(([name, statement]) => [String(name), String(statement)]));
  }
}

function viewOf(sql: string): string | undefined {
  const name = VIEW.exec(sql)?.[1];
  return name === undefined || MARKER.test(sql) ? undefined : name.toLowerCase();
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
