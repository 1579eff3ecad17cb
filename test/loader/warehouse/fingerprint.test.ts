import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS, withDatabase } from '../../../loader/warehouse/duckdb/open.ts';
import { fingerprintTables } from '../../../loader/warehouse/fingerprint.ts';

const COLUMNS = `a STRING, b STRING, n DECIMAL(28, 10), t TIMESTAMP, f BOOLEAN, _load_id STRING, _loaded_at TIMESTAMP, _source_file STRING`;

/** Hash of a table with these rows, each a list of `a`, `b`, `n`, `t`, `f` as SQL. */
async function hashOf(rows: readonly string[], columns = COLUMNS): Promise<string> {
  return withDatabase({ path: '/nowhere/none.duckdb', mode: 'read', limits: DEFAULT_LIMITS }, async (engine) => {
    await engine.execute(`CREATE TABLE t (${columns})`);
    for (const row of rows) await engine.execute(`INSERT INTO t (a, b, n, t, f) VALUES (${row})`);
    await engine.execute('UPDATE t SET _load_id = CAST(random() AS STRING), _loaded_at = current_timestamp()');
    const prints = await fingerprintTables(engine, ['t']);
    expect(prints['t']?.rows).toBe(rows.length);
    return prints['t']?.hash ?? '';
  });
}

const ONE = "'x', 'y', 1.10, TIMESTAMP '2026-01-01T00:00:00Z', true";
const TWO = "'é', NULL, -1, NULL, NULL";

describe('a fingerprint', () => {
  it('is a SHA-256 that depends on nothing but the rows', async () => {
    const hash = await hashOf([ONE, TWO]);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await hashOf([TWO, ONE])).toBe(hash);
    const [first, ...rest] = COLUMNS.split(', ').slice(1).concat('a STRING');
    expect(await hashOf([ONE, TWO], [first, ...rest].join(', ').replace('DECIMAL(28, n', 'n'))).toBe(hash);
  });

  it.each([
    ['another value', ["'x', 'z', 1.10, TIMESTAMP '2026-01-01T00:00:00Z', true", TWO]],
    ['one digit', ["'x', 'y', 1.1000000001, TIMESTAMP '2026-01-01T00:00:00Z', true", TWO]],
    ['a microsecond', ["'x', 'y', 1.10, TIMESTAMP '2026-01-01T00:00:00.000001Z', true", TWO]],
    ['another flag', ["'x', 'y', 1.10, TIMESTAMP '2026-01-01T00:00:00Z', false", TWO]],
    ['an empty text for NULL', [ONE, "'é', '', -1, NULL, NULL"]],
    ['a row less', [ONE]],
    ['a row twice', [ONE, ONE, TWO]],
    ['another row twice', [ONE, TWO, TWO]],
    ["values in each other's place", ["'y', 'x', 1.10, TIMESTAMP '2026-01-01T00:00:00Z', true", TWO]],
    ['texts split elsewhere', ["'x|1:', 'y', 1.10, TIMESTAMP '2026-01-01T00:00:00Z', true", TWO]],
    ['no rows', []],
  ])('changes with %s', async (_, rows) => {
    expect(await hashOf(rows)).not.toBe(await hashOf([ONE, TWO]));
  });

  it('cannot be misled by separators inside of texts', async () => {
    const rest = 'NULL, NULL, NULL';
    expect(await hashOf([`'a|1:b', 'c', ${rest}`])).not.toBe(await hashOf([`'a', 'b|1:c', ${rest}`]));
    expect(await hashOf([`'~', NULL, ${rest}`])).not.toBe(await hashOf([`NULL, '~', ${rest}`]));
  });
});
