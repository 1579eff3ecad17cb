import type { FieldDefinition, OutputStream, ParquetWriter } from 'parquetjs-lite';
import { AppError, messageOf } from '../../receiver/errors.ts';
import type { BronzeColumn, BronzeRow } from '../bronze.ts';
import type { OpenEncoder } from './writer.ts';

/**
 * The second writer: `parquetjs-lite`, loaded only when it is chosen. Right for these columns (text, instants of whole milliseconds,
 * small integers), as the tests show; for DECIMAL or BIGINT it is not. Statistics are off: it orders text by UTF-16 units,
 * and a reader that trusts them skips rows that match. Instants carry the older type name TIMESTAMP_MICROS, which means UTC.
 */
export const openParquetjsLite: OpenEncoder = async (columns, sink) => {
  const { default: parquetjs } = await import('parquetjs-lite');
  const schema = new parquetjs.ParquetSchema(
    Object.fromEntries(columns.map((column) => [column.name, fieldDefinition(column)])),
  );
  // It does not wait for its first write: pieces are kept until we can, so that a failing sink fails the call that it belongs to.
  const pieces: Uint8Array[] = [];
  const output: OutputStream = {
    write(bytes, done) {
      pieces.push(bytes);
      done();
    },
    end: (done) => done(),
  };
  const flush = async (): Promise<void> => {
    for (const piece of pieces.splice(0)) await sink.write(piece);
  };
  const writer: ParquetWriter = await parquetjs.ParquetWriter.openStream(schema, output, {
    useDataPageV2: true,
    pageIndex: false,
  });
  return {
    async writeGroup(rows) {
      writer.setRowGroupSize(rows.length);
      for (const row of rows) await append(writer, parquetRow(columns, row));
      await flush();
    },
    async finish() {
      await writer.close();
      await flush();
    },
  };
};

function fieldDefinition({ type, required }: BronzeColumn): FieldDefinition {
  const types = { string: 'UTF8', instant: 'TIMESTAMP_MICROS', int: 'INT32' } as const;
  return { type: types[type], optional: !required, compression: 'SNAPPY', statistics: false };
}

function parquetRow(columns: readonly BronzeColumn[], row: BronzeRow): Record<string, unknown> {
  return Object.fromEntries(columns.map(({ name }) => [name, parquetValue(row[name] ?? null)]));
}

/** It refuses negative microseconds as integers and takes a Date, which it multiplies exactly. */
function parquetValue(value: BronzeRow[string] | null): unknown {
  if (typeof value !== 'bigint' || value >= 0n) return value;
  if (value % 1000n !== 0n) throw invalid(`${value} microseconds since 1970, with a fraction of a millisecond`);
  return new Date(Number(value / 1000n));
}

async function append(writer: ParquetWriter, row: Record<string, unknown>): Promise<void> {
  try {
    await writer.appendRow(row);
  } catch (cause) {
    throw invalid(messageOf(cause), cause);
  }
}

function invalid(what: string, cause?: unknown): AppError {
  return new AppError('parquet_value_invalid', `parquetjs-lite cannot write a row: ${what}`, {
    hint: 'set loader.parquet_writer to hyparquet-writer',
    cause,
  });
}
