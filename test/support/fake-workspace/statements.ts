import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { SqlColumn, SqlResult } from '../../../loader/warehouse/sql-engine.ts';
import type { SqlValue } from '../../../loader/warehouse/warehouse.ts';
import { messageOf } from '../../../receiver/errors.ts';
import { databricksType } from './databricks-types.ts';
import type { Executor, StatementRun } from './executor.ts';
import { ApiError } from './http.ts';
import type { JsonObject } from './json.ts';

interface Statement {
  readonly id: string;
  state: 'PENDING' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CANCELED';
  error?: string;
  result?: SqlResult;
  readonly done: Promise<void>;
  /** answers that still say it is not done */
  pending: number;
}

/** Statements by the Statement Execution API, results inline in chunks. */
export class Statements {
  /** rows in a chunk; small to force several */
  rowsPerChunk = 1000;
  /** how often a statement is said to be still running, however fast it was */
  pendingPolls = 0;
  readonly #all = new Map<string, Statement>();
  readonly #executor: Executor;

  constructor(executor: Executor) {
    this.#executor = executor;
  }

  /** @param waitMs  how long the answer may be kept back */
  async execute(
    run: StatementRun,
    options: { readonly waitMs: number; readonly cancels: boolean },
  ): Promise<JsonObject> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const statement: Statement = { id: randomUUID(), state: 'PENDING', done: promise, pending: this.pendingPolls };
    this.#all.set(statement.id, statement);
    void this.#run(statement, run).finally(resolve);
    if (options.waitMs === 0) return { statement_id: statement.id, status: { state: 'PENDING' } };
    const abort = new AbortController();
    await Promise.race([promise, delay(options.waitMs, undefined, { signal: abort.signal }).catch(() => undefined)]);
    abort.abort();
    if (options.cancels && (statement.state === 'PENDING' || statement.state === 'RUNNING'))
      statement.state = 'CANCELED';
    return this.describe(statement.id);
  }

  /** @throws ApiError 404 */
  describe(id: string): JsonObject {
    const statement = this.#get(id);
    if (statement.pending > 0) {
      statement.pending -= 1;
      return { statement_id: id, status: { state: 'RUNNING' } };
    }
    const { state, error, result } = statement;
    if (state !== 'SUCCEEDED' || result === undefined) {
      const why = error === undefined ? {} : { error: { error_code: 'BAD_REQUEST', message: error } };
      return { statement_id: id, status: { state, ...why } };
    }
    const count = Math.max(1, Math.ceil(result.rows.length / this.rowsPerChunk));
    const chunks = Array.from({ length: count }, (_, i) => ({
      chunk_index: i,
      row_offset: i * this.rowsPerChunk,
      row_count: Math.min(this.rowsPerChunk, result.rows.length - i * this.rowsPerChunk),
    }));
    return {
      statement_id: id,
      status: { state },
      manifest: {
        format: 'JSON_ARRAY',
        schema: {
          column_count: result.columns.length,
          columns: result.columns.map((column, i) => this.#column(column, i)),
        },
        total_chunk_count: count,
        chunks,
        total_row_count: result.rows.length,
        truncated: false,
      },
      result: this.chunk(id, 0),
    };
  }

  /** @throws ApiError 404 */
  chunk(id: string, index: number): JsonObject {
    const { result } = this.#get(id);
    const from = index * this.rowsPerChunk;
    if (result === undefined || (from >= result.rows.length && index > 0)) {
      throw new ApiError(404, 'NOT_FOUND', `Statement ${id} has no chunk ${index}`);
    }
    const rows = result.rows.slice(from, from + this.rowsPerChunk);
    const more = from + rows.length < result.rows.length;
    const link = `/api/2.0/sql/statements/${id}/result/chunks/${index + 1}?row_offset=${from + rows.length}`;
    return {
      chunk_index: index,
      row_offset: from,
      row_count: rows.length,
      ...(rows.length === 0 ? {} : { data_array: rows.map((row) => row.map(textOf)) }),
      ...(more ? { next_chunk_index: index + 1, next_chunk_internal_link: link } : {}),
    };
  }

  cancel(id: string): void {
    const statement = this.#get(id);
    if (statement.state === 'PENDING' || statement.state === 'RUNNING') statement.state = 'CANCELED';
    if (statement.pending > 0) Object.assign(statement, { state: 'CANCELED', pending: 0 });
  }

  async #run(statement: Statement, run: StatementRun): Promise<void> {
    statement.state = 'RUNNING';
    try {
      const result = await this.#executor.runStatement(run);
      if (!isCanceled(statement)) Object.assign(statement, { state: 'SUCCEEDED', result });
    } catch (error) {
      if (!isCanceled(statement)) Object.assign(statement, { state: 'FAILED', error: messageOf(error) });
    }
  }

  #get(id: string): Statement {
    const found = this.#all.get(id);
    if (found === undefined) throw new ApiError(404, 'NOT_FOUND', `The statement ${id} was not found.`);
    return found;
  }

  #column({ name, type }: SqlColumn, position: number): JsonObject {
    const { text, name: typeName, precision, scale } = databricksType(type, this.#executor.engine);
    return {
      name,
      type_text: text.toUpperCase(),
      type_name: typeName,
      position,
      ...(precision === undefined ? {} : { type_precision: precision, type_scale: scale }),
    };
  }
}

function isCanceled(statement: Statement): boolean {
  return statement.state === 'CANCELED';
}

/** Every value is text; an instant has milliseconds unless it needs more. */
function textOf(value: SqlValue): string | null {
  if (typeof value !== 'string') return value === null ? null : String(value);
  return value.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3})000(Z?)$/, '$1$2');
}
