import { z } from 'zod';
import { AppError } from '../../../receiver/errors.ts';
import type { SqlParameters, SqlResult } from '../sql-engine.ts';
import { tokenise } from '../tokens.ts';
import type { SqlValue } from '../warehouse.ts';
import type { Workspace } from './adapter.ts';
import { pause } from './send.ts';
import { columnType, sqlValue } from './statement-values.ts';

const chunkSchema = z.looseObject({
  data_array: z.array(z.array(z.string().nullable())).nullish(),
  next_chunk_index: z.number().int().nullish(),
});
const statementSchema = z.looseObject({
  statement_id: z.string(),
  status: z.looseObject({
    state: z.string(),
    error: z.looseObject({ error_code: z.string().optional(), message: z.string().optional() }).optional(),
  }),
  manifest: z
    .looseObject({
      schema: z.looseObject({
        columns: z
          .array(z.looseObject({ name: z.string(), type_name: z.string(), type_text: z.string().optional() }))
          .default([]),
      }),
      truncated: z.boolean().default(false),
    })
    .optional(),
  result: chunkSchema.optional(),
});
type Statement = z.infer<typeof statementSchema>;

export interface StatementRequest {
  /** id of the SQL warehouse */
  readonly warehouseId: string;
  readonly catalog: string;
  readonly schema: string;
  /** `:name` markers; every statement of the driver may be run twice */
  readonly sql: string;
  readonly parameters?: SqlParameters;
}

export interface StatementPatience {
  readonly firstPauseMs: number;
  readonly maxPauseMs: number;
  readonly deadlineMs: number;
}

export const STATEMENT_PATIENCE: StatementPatience = {
  firstPauseMs: 200,
  maxPauseMs: 5_000,
  deadlineMs: 30 * 60_000,
};
/** The service's own wait before it answers "still running": below the time limit of one request. */
const WAIT = '20s';

/** A statement that ended in another state than SUCCEEDED. */
export class SqlStateError extends Error {
  readonly state: string;

  constructor(state: string, message: string) {
    super(message);
    this.name = 'SqlStateError';
    this.state = state;
  }
}

/**
 * Runs one statement on a SQL warehouse and reads all of its rows.
 *
 * @throws SqlStateError when it failed or was canceled; AppError as `request`, `databricks_statement_unfinished`
 */
export async function execute(
  workspace: Workspace,
  request: StatementRequest,
  patience: StatementPatience = STATEMENT_PATIENCE,
): Promise<SqlResult> {
  const { sql, parameters = {}, warehouseId, catalog, schema } = request;
  const body = JSON.stringify({
    warehouse_id: warehouseId,
    catalog,
    schema,
    statement: sql,
    parameters: parametersOf(sql, parameters),
    wait_timeout: WAIT,
    on_wait_timeout: 'CONTINUE',
    disposition: 'INLINE',
    format: 'JSON_ARRAY',
  });
  const what = 'a statement';
  const begun = await workspace.ask({ method: 'POST', path: '/api/2.0/sql/statements', body, what }, statementSchema);
  const statement = await ended(workspace, begun, patience);
  const { state, error } = statement.status;
  if (state !== 'SUCCEEDED') {
    throw new SqlStateError(state, workspace.clean(error?.message ?? `the statement ended as ${state}`));
  }
  if (statement.manifest?.truncated === true) {
    throw new SqlStateError(state, 'the result is too large for one answer: ask for fewer rows');
  }
  const columns = (statement.manifest?.schema.columns ?? []).map((column) => ({
    name: column.name,
    type: columnType(column.type_name, column.type_text),
  }));
  const rows: (readonly SqlValue[])[] = [];
  let chunk = statement.result;
  while (chunk !== undefined) {
    for (const row of chunk.data_array ?? []) {
      rows.push(columns.map((column, i) => sqlValue(row[i] ?? null, column.type)));
    }
    chunk = await nextChunk(workspace, statement.statement_id, chunk.next_chunk_index);
  }
  return { columns, rows };
}

async function ended(workspace: Workspace, begun: Statement, patience: StatementPatience): Promise<Statement> {
  const path = `/api/2.0/sql/statements/${encodeURIComponent(begun.statement_id)}`;
  const until = performance.now() + patience.deadlineMs;
  let statement = begun;
  let pauseMs = patience.firstPauseMs;
  while (statement.status.state === 'PENDING' || statement.status.state === 'RUNNING') {
    if (performance.now() + pauseMs > until) {
      await workspace.request({ method: 'POST', path: `${path}/cancel`, what: 'the end of a statement' });
      throw new AppError('databricks_statement_unfinished', `a statement is still ${statement.status.state}`, {
        hint: 'check that the SQL warehouse starts and is not overloaded',
        retryable: true,
      });
    }
    await pause(pauseMs, workspace.signal);
    pauseMs = Math.min(patience.maxPauseMs, pauseMs * 1.5);
    statement = await workspace.ask({ method: 'GET', path, what: 'the state of a statement' }, statementSchema);
  }
  return statement;
}

async function nextChunk(
  workspace: Workspace,
  statementId: string,
  index: number | null | undefined,
): Promise<z.infer<typeof chunkSchema> | undefined> {
  if (index === undefined || index === null) return undefined;
  const path = `/api/2.0/sql/statements/${encodeURIComponent(statementId)}/result/chunks/${index}`;
  return workspace.ask({ method: 'GET', path, what: 'further rows of a statement' }, chunkSchema);
}

/** Only those that the statement uses: others are refused. */
function parametersOf(sql: string, parameters: SqlParameters): readonly object[] {
  const used = new Set(
    tokenise(sql)
      .filter((token) => token.kind === 'marker')
      .map((token) => token.text.slice(1)),
  );
  return Object.entries(parameters)
    .filter(([name]) => used.has(name))
    .map(([name, value]) => ({
      name,
      type: parameterType(value),
      ...(value === null ? {} : { value: String(value) }),
    }));
}

function parameterType(value: SqlValue): string {
  if (typeof value === 'boolean') return 'BOOLEAN';
  if (typeof value !== 'number') return 'STRING';
  if (!Number.isInteger(value)) return 'DOUBLE';
  return Math.abs(value) < 2 ** 31 ? 'INT' : 'BIGINT';
}
