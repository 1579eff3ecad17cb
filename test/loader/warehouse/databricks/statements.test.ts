import { describe, expect, test } from 'vitest';
import { columnType, sqlValue } from '../../../../loader/warehouse/databricks/statement-values.ts';
import { execute, SqlStateError } from '../../../../loader/warehouse/databricks/statements.ts';
import type { StubAnswer } from './stub.ts';
import { startStub } from './stub.ts';
import { connect } from './support.ts';

const WAREHOUSE = { warehouseId: 'w1', catalog: 'main', schema: 'books' };
const FAST = { firstPauseMs: 5, maxPauseMs: 20, deadlineMs: 5_000 };
const state = (name: string, more: object = {}): StubAnswer => ({
  body: JSON.stringify({ statement_id: 's1', status: { state: name }, ...more }),
});
const columns = (...types: readonly string[]) => ({
  schema: { columns: types.map((type, i) => ({ name: `c${i}`, type_name: type.split('(')[0], type_text: type })) },
});

async function run(answers: readonly StubAnswer[], sql = 'select 1', parameters = {}) {
  const stub = await startStub({ answer: (_, n) => answers[n] ?? state('SUCCEEDED') });
  return { stub, result: execute(connect(stub), { ...WAREHOUSE, sql, parameters }, FAST) };
}

describe('a statement', () => {
  test('is asked with its place and its own parameters, typed', async () => {
    const sql = "select :a, :b, :c, :d, :e, ':no' -- :not";
    const { stub, result } = await run([], sql, { a: 'x', b: 7, c: 2 ** 40, d: true, e: null, unused: 'y' });
    await result;
    expect(stub.requests[0]).toMatchObject({ method: 'POST', path: '/api/2.0/sql/statements' });
    expect(JSON.parse(stub.requests[0]!.body)).toMatchObject({
      warehouse_id: 'w1',
      catalog: 'main',
      schema: 'books',
      statement: sql,
      on_wait_timeout: 'CONTINUE',
      format: 'JSON_ARRAY',
      parameters: [
        { name: 'a', type: 'STRING', value: 'x' },
        { name: 'b', type: 'INT', value: '7' },
        { name: 'c', type: 'BIGINT', value: '1099511627776' },
        { name: 'd', type: 'BOOLEAN', value: 'true' },
        { name: 'e', type: 'STRING' },
      ],
    });
  });

  test('is waited for, and read to its last chunk', async () => {
    const manifest = columns('STRING', 'BIGINT');
    const { stub, result } = await run([
      state('PENDING'),
      state('RUNNING'),
      state('SUCCEEDED', { manifest, result: { data_array: [['a', '1']], next_chunk_index: 1 } }),
      { body: '{"data_array":[["b",null]],"next_chunk_index":2}' },
      { body: '{"chunk_index":2}' },
    ]);
    expect((await result).rows).toEqual([
      ['a', '1'],
      ['b', null],
    ]);
    expect(stub.requests.slice(1).map((request) => `${request.method} ${request.path}`)).toEqual([
      'GET /api/2.0/sql/statements/s1',
      'GET /api/2.0/sql/statements/s1',
      'GET /api/2.0/sql/statements/s1/result/chunks/1',
      'GET /api/2.0/sql/statements/s1/result/chunks/2',
    ]);
  });

  test.each(['FAILED', 'CANCELED', 'CLOSED'])('that ends as %s is an error, however well HTTP went', async (name) => {
    const { result } = await run([state(name)]);
    await expect(result).rejects.toThrow(SqlStateError);
    await expect(result).rejects.toMatchObject({ state: name });
  });

  test('says what the engine said', async () => {
    const error = { error_code: 'BAD_REQUEST', message: '[UNRESOLVED_COLUMN] x' };
    const answer = { body: JSON.stringify({ statement_id: 's', status: { state: 'FAILED', error } }) };
    await expect((await run([answer])).result).rejects.toThrow('[UNRESOLVED_COLUMN] x');
  });

  test('with more rows than an answer holds is not cut off in silence', async () => {
    const manifest = { ...columns('STRING'), truncated: true };
    await expect((await run([state('SUCCEEDED', { manifest })])).result).rejects.toThrow('too large');
  });

  test('that does not end is canceled', async () => {
    const stub = await startStub({ answer: () => state('RUNNING') });
    const asked = execute(connect(stub), { ...WAREHOUSE, sql: 'select 1' }, { ...FAST, deadlineMs: 50 });
    await expect(asked).rejects.toMatchObject({ code: 'databricks_statement_unfinished', retryable: true });
    expect(stub.requests.at(-1)?.path).toBe('/api/2.0/sql/statements/s1/cancel');
  });
});

test.each([
  ['STRING', 'x', 'x'],
  ['STRING', null, null],
  ['BOOLEAN', 'true', true],
  ['BOOLEAN', 'false', false],
  ['INT', '-7', -7],
  ['SMALLINT', '7', 7],
  ['BIGINT', '9007199254740993', '9007199254740993'],
  ['DECIMAL(28,10)', '1.1000000000', '1.1000000000'],
  ['DOUBLE', '1.5', 1.5],
  ['DATE', '2026-01-31', '2026-01-31'],
  ['TIMESTAMP', '2026-06-09T13:46:21.000Z', '2026-06-09T13:46:21.000000Z'],
  ['TIMESTAMP', '2026-06-09T13:46:21.123456Z', '2026-06-09T13:46:21.123456Z'],
  ['TIMESTAMP', '2026-06-09T15:46:21.5+02:00', '2026-06-09T13:46:21.500000Z'],
  ['TIMESTAMP', '2026-06-09 13:46:21', '2026-06-09T13:46:21.000000Z'],
  ['TIMESTAMP_NTZ', '2026-06-09T13:46:21.000', '2026-06-09T13:46:21.000000'],
  ['ARRAY<STRING>', '["a"]', '["a"]'],
] as const)('a %s %j is %j', (type, text, value) => {
  expect(sqlValue(text, columnType(type.split(/[(<]/)[0] ?? '', type))).toBe(value);
});
test('a type without its text is known by its name', () => {
  expect([columnType('LONG', undefined), columnType('INT', undefined)]).toEqual(['bigint', 'int']);
});
