import { asRows, type SqlColumn, type SqlEngine } from './sql-engine.ts';
import type { SqlRow } from './warehouse.ts';

/** Which load brought a row, and when: says nothing about what the row says. */
const LINEAGE: ReadonlySet<string> = new Set(['_load_id', '_loaded_at', '_source_file']);
/** Hex digits of a row's SHA-256 that are added up as one number: 2^32 rows fit a BIGINT sum. */
const DIGITS = 8;

export interface Fingerprint {
  readonly rows: number;
  readonly hash: string;
}

/**
 * A statement in the common dialect that gives one row `rows`, `hash` for a table: its row count, and a SHA-256 that is the
 * same for the same rows in any order, on every engine.
 *
 * Each row is hashed over its columns in the order of their names, every value as length and text (so no two rows read the
 * same), NULL apart from all texts; instants as microseconds, decimals with all digits of their scale. The row hashes are
 * added up, eight hex digits at a time: order vanishes, repetition counts, and memory does not grow with the table.
 */
export function fingerprintSql(table: string, columns: readonly SqlColumn[]): string {
  const texts = columns
    .filter((column) => !LINEAGE.has(column.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((column) => `coalesce(${counted(textOf(column))}, '~')`);
  const sums = Array.from(
    { length: 64 / DIGITS },
    (_, i) => `CAST(sum(CAST(conv(substring(h, ${i * DIGITS + 1}, ${DIGITS}), 16, 10) AS BIGINT)) AS STRING)`,
  );
  return [
    `SELECT count(*) AS rows, sha2(concat_ws(',', CAST(count(*) AS STRING), ${sums.join(', ')}), 256) AS hash`,
    `FROM (SELECT sha2(concat_ws('|', ${texts.join(', ')}), 256) AS h FROM ${table}) AS hashed`,
  ].join('\n');
}

/** The fingerprints of tables; lineage columns take no part. @throws what the engine throws, e.g. for an unknown table */
export async function fingerprintTables(
  engine: SqlEngine,
  tables: readonly string[],
): Promise<Readonly<Record<string, Fingerprint>>> {
  const prints: Record<string, Fingerprint> = {};
  for (const table of tables) {
    const { columns } = await engine.execute(`SELECT * FROM ${table} LIMIT 0`);
    const [row] = asRows(await engine.execute(fingerprintSql(table, columns)));
    prints[table] = printOf(row);
  }
  return prints;
}

function printOf(row: SqlRow | undefined): Fingerprint {
  return { rows: Number(row?.['rows'] ?? 0), hash: String(row?.['hash'] ?? '') };
}

function textOf(column: SqlColumn): string {
  const name = `\`${column.name}\``;
  if (column.type.startsWith('timestamp')) return `CAST(unix_micros(${name}) AS STRING)`;
  if (column.type === 'string' || column.type === 'varchar') return name;
  return `CAST(${name} AS STRING)`;
}

function counted(text: string): string {
  return `CAST(length(${text}) AS STRING) || ':' || ${text}`;
}
