import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance, DuckDBTimestampTZValue, DuckDBTimestampValue } from '@duckdb/node-api';
import type { BronzeColumn, BronzeRow } from '../../../loader/bronze.ts';
import { tempDir } from '../../support/temp-dir.ts';

export interface ParquetFile {
  readonly rows: readonly BronzeRow[];
  /** `parquet_schema` without the root */
  readonly schema: readonly Readonly<Record<string, unknown>>[];
  /** `parquet_metadata`: one entry per column chunk */
  readonly chunks: readonly Readonly<Record<string, unknown>>[];
  readonly footer: Readonly<Record<string, unknown>>;
}

/** What DuckDB, which shares no code with the writers, finds in a Parquet file. */
export async function readBack(bytes: Uint8Array, columns: readonly BronzeColumn[]): Promise<ParquetFile> {
  const path = join(tempDir(), 'file.parquet');
  writeFileSync(path, bytes);
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  try {
    const connection = await instance.connect();
    const query = async (sql: string): Promise<Readonly<Record<string, unknown>>[]> =>
      (await connection.runAndReadAll(sql, [path])).getRowObjects();
    const names = columns.map((column) => `"${column.name}"`).join(', ');
    const rows = await query(`SELECT ${names} FROM read_parquet($1)`);
    const [footer] = await query('SELECT * FROM parquet_file_metadata($1)');
    const result = {
      rows: rows.map(bronzeRow),
      schema: (await query('SELECT * FROM parquet_schema($1)')).slice(1),
      chunks: await query('SELECT * FROM parquet_metadata($1)'),
      footer: footer ?? {},
    };
    connection.closeSync();
    return result;
  } finally {
    instance.closeSync();
  }
}

function bronzeRow(row: Readonly<Record<string, unknown>>): BronzeRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof DuckDBTimestampTZValue || value instanceof DuckDBTimestampValue ? value.micros : value,
    ]),
  ) as BronzeRow;
}
