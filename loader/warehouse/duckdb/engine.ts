import type { DuckDBConnection } from '@duckdb/node-api';
import { AppError, messageOf } from '../../../receiver/errors.ts';
import { type CopyInto, stagedFiles } from '../copy-into.ts';
import type { SqlEngine, SqlParameters, SqlResult } from '../sql-engine.ts';
import { sqlText } from '../tokens.ts';
import { copyFiles } from './copy-files.ts';
import { type Comment, toDuckdb } from './dialect.ts';
import { KeptViews } from './kept-views.ts';
import { sqlValue } from './values.ts';

/** In DuckDB's own spelling. */
export interface MemoryLimits {
  readonly memoryLimit: string;
  readonly largeMemoryLimit: string;
}

const EMPTY: SqlResult = { columns: [], rows: [] };

/**
 * One connection to DuckDB that understands the common dialect. A transaction that does not fit into the memory is run once more
 * with the larger limit, which then stays: most loads need little, and none fails for want of room.
 */
export class DuckdbEngine implements SqlEngine {
  readonly #connection: DuckDBConnection;
  /** to the same instance: within a failed transaction no limit can be set */
  readonly #aside: DuckDBConnection;
  readonly #limits: MemoryLimits;
  /** whether the larger limit holds already */
  #isRoomy = false;
  #inTransaction = false;
  /** what is commented already, by `table.column` */
  #comments: Map<string, unknown> | undefined;
  readonly #views = new KeptViews(this);

  constructor(connection: DuckDBConnection, aside: DuckDBConnection, limits: MemoryLimits) {
    this.#connection = connection;
    this.#aside = aside;
    this.#limits = limits;
  }

  /** @throws AppError `statement_unsupported`, `parameter_missing`; DuckDB's own error */
  async execute(sql: string, parameters: SqlParameters = {}): Promise<SqlResult> {
    if (this.#inTransaction && (await this.#views.stands(sql))) return EMPTY;
    const result = await this.#execute(sql, parameters);
    if (this.#inTransaction) await this.#views.made(sql);
    return result;
  }

  async #execute(sql: string, parameters: SqlParameters): Promise<SqlResult> {
    const { statements, comments } = toDuckdb(sql, texts(parameters));
    if (comments.length === 0 && statements.length === 0) return EMPTY;
    return this.atomically(async () => {
      let result = EMPTY;
      for (const statement of statements) result = await this.raw(statement, parameters);
      await this.#comment(comments);
      return result;
    });
  }

  /** One statement of DuckDB's own, with `$name` markers. What writes much belongs into a transaction: see `atomically`. */
  async raw(sql: string, parameters: SqlParameters = {}): Promise<SqlResult> {
    const run = (): Promise<SqlResult> => this.#run(sql, parameters);
    return this.#inTransaction ? run() : this.#withRoom(run);
  }

  async #run(sql: string, parameters: SqlParameters = {}): Promise<SqlResult> {
    const statement = await this.#connection.prepare(sql);
    try {
      const values: Record<string, string | number | boolean | null> = {};
      for (let i = 1; i <= statement.parameterCount; i += 1) {
        const name = statement.parameterName(i);
        const value = parameters[name];
        if (value === undefined) throw missingParameter(name);
        values[name] = value;
      }
      if (statement.parameterCount > 0) statement.bind(values);
      const reader = await statement.runAndReadAll();
      const types = reader.columnTypes();
      return {
        columns: reader.columnNames().map((name, i) => ({ name, type: String(types[i]).toLowerCase() })),
        rows: reader.getRows().map((row) => row.map(sqlValue)),
      };
    } finally {
      statement.destroySync();
    }
  }

  async copyInto(copy: CopyInto, from: { readonly folder: string; readonly loadId: string }): Promise<void> {
    const files = await stagedFiles(copy, from.folder, from.loadId);
    await this.atomically(() => copyFiles(this, copy, files));
  }

  /** All of it or nothing; inside another one it is part of that. The work may be run twice. */
  async atomically<T>(work: () => Promise<T>): Promise<T> {
    return this.#inTransaction ? work() : this.#withRoom(() => this.#transaction(work));
  }

  async #transaction<T>(work: () => Promise<T>): Promise<T> {
    await this.#run('BEGIN TRANSACTION');
    this.#inTransaction = true;
    this.#views.forget();
    try {
      const result = await work();
      await this.#withLargeLimit('COMMIT');
      return result;
    } catch (error) {
      // a failed COMMIT has already rolled back: then there is nothing left to undo
      await this.#withLargeLimit('ROLLBACK').catch(() => undefined);
      this.#comments = undefined;
      this.#views.forget();
      throw error;
    } finally {
      this.#inTransaction = false;
    }
  }

  /** Writes what is in the write-ahead log into the file. */
  async checkpoint(): Promise<void> {
    await this.#withLargeLimit('CHECKPOINT');
  }

  /**
   * The ends of a transaction and a checkpoint cannot be tried twice: one that does not fit leaves the open database useless, or
   * with blocks that nobody frees (duckdb/duckdb#25821, #26019). They take what they need and no more.
   */
  async #withLargeLimit(statement: 'COMMIT' | 'ROLLBACK' | 'CHECKPOINT'): Promise<void> {
    if (this.#isRoomy) return void (await this.#run(statement));
    await this.#limitMemory(this.#limits.largeMemoryLimit);
    try {
      await this.#run(statement);
    } finally {
      // what is in use may not fit below the smaller limit
      await this.#limitMemory(this.#limits.memoryLimit).catch(() => (this.#isRoomy = true));
    }
  }

  async #limitMemory(limit: string): Promise<void> {
    await this.#aside.run(`SET GLOBAL memory_limit = ${sqlText(limit)}`);
  }

  async #withRoom<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      if (this.#isRoomy || !messageOf(error).includes('Out of Memory Error')) throw error;
      this.#isRoomy = true;
      await this.#limitMemory(this.#limits.largeMemoryLimit);
      return await work();
    }
  }

  /**
   * Sets only those that differ: every load repeats every CREATE, and each COMMENT would write the catalog. All of a table in
   * one text: prepared one by one, the 4,000 of a new file take twice as long.
   */
  async #comment(comments: readonly Comment[]): Promise<void> {
    if (comments.length === 0) return;
    const known = (this.#comments ??= new Map(
      (await this.raw(PRESENT)).rows.map(([where, text]) => [String(where), text]),
    ));
    const due = comments.filter((comment) => comment.replaced || known.get(placeOf(comment)) !== comment.text);
    if (due.length === 0) return;
    await this.#connection.run(due.map(commentOn).join(';\n'));
    for (const comment of due) known.set(placeOf(comment), comment.text);
  }
}

function placeOf({ relation, column }: Comment): string {
  return `${relation}.${column ?? ''}`.replaceAll('"', '');
}

function commentOn({ kind, relation, column, text }: Comment): string {
  return `COMMENT ON ${column === undefined ? `${kind} ${relation}` : `COLUMN ${relation}.${column}`} IS ${sqlText(text)}`;
}

/**
 * The values that are written into the statement instead of being bound: what is planned for any value cannot pass over the
 * blocks of other loads, and is planned again once the value is there. A NUL would end the statement.
 */
function texts(parameters: SqlParameters): ReadonlyMap<string, string> {
  const entries = Object.entries(parameters).flatMap(([name, value]) =>
    typeof value === 'string' && !value.includes('\0') ? [[name, value] as const] : [],
  );
  return new Map(entries);
}

const PRESENT = `
  SELECT table_name || '.' || column_name, comment FROM duckdb_columns() WHERE NOT internal AND comment IS NOT NULL
  UNION ALL SELECT table_name || '.', comment FROM duckdb_tables() WHERE NOT internal AND comment IS NOT NULL`;

function missingParameter(name: string): AppError {
  return new AppError('parameter_missing', `the statement uses :${name}, which has no value`, {
    hint: `declare ${name} among the job's parameters, or pass it with the statement`,
  });
}
