import { constants, zstdCompressSync } from 'node:zlib';
import { ByteWriter, type ColumnSource, ParquetWriter, type SchemaElement } from 'hyparquet-writer';
import { AppError, messageOf } from '../../receiver/errors.ts';
import type { BronzeColumn, BronzeRow } from '../bronze.ts';
import type { OpenEncoder, ParquetSink } from './writer.ts';

/** Fixed, as everything that decides the bytes. Another version of zstd (of Node) may still compress otherwise. */
const ZSTD = { params: { [constants.ZSTD_c_compressionLevel]: 3, [constants.ZSTD_c_checksumFlag]: 0 } };

/** Where values hardly ever repeat: looking for a dictionary would hash every payload for nothing. */
const UNIQUE = new Set(['event_key', 'payload', 'payload_sha256', '_raw_key']);

/**
 * The first writer: `hyparquet-writer` with an explicit schema and ZSTD. Strings are BYTE_ARRAY / STRING, instants INT64 /
 * TIMESTAMP in microseconds adjusted to UTC (Spark's TIMESTAMP, not TIMESTAMP_NTZ), data pages V2, nothing in the footer but data.
 */
export const openHyparquet: OpenEncoder = (columns, sink) => {
  const output = new SinkWriter(sink);
  const writer = new ParquetWriter({
    writer: output,
    schema: [{ name: 'root', num_children: columns.length }, ...columns.map(schemaElement)],
    codec: 'ZSTD',
    compressors: { ZSTD: (bytes) => zstdCompressSync(bytes, ZSTD) },
    createdBy: 'ledgerlake hyparquet-writer',
  });
  return Promise.resolve({
    async writeGroup(rows) {
      const columnData = columns.map((column) => columnSource(column, rows));
      try {
        await writer.write({ columnData, rowGroupSize: rows.length });
      } catch (cause) {
        if (cause instanceof AppError) throw cause;
        throw new AppError('parquet_value_invalid', `a row group cannot be written: ${messageOf(cause)}`, {
          hint: 'this is a defect: report it with the load id',
          cause,
        });
      }
    },
    async finish() {
      await writer.finish();
      await output.flush();
    },
  });
};

function schemaElement({ name, type, required }: BronzeColumn): SchemaElement {
  const repetition_type = required ? 'REQUIRED' : 'OPTIONAL';
  switch (type) {
    case 'string':
      return { name, repetition_type, type: 'BYTE_ARRAY', converted_type: 'UTF8', logical_type: { type: 'STRING' } };
    case 'instant':
      return {
        name,
        repetition_type,
        type: 'INT64',
        logical_type: { type: 'TIMESTAMP', isAdjustedToUTC: true, unit: 'MICROS' },
      };
    case 'int':
      return { name, repetition_type, type: 'INT32' };
  }
}

function columnSource({ name }: BronzeColumn, rows: readonly BronzeRow[]): ColumnSource {
  const data = rows.map((row) => row[name] ?? null);
  return UNIQUE.has(name) ? { name, data, encoding: 'PLAIN' } : { name, data };
}

/** Hands each row group to the sink and starts again: only one row group is ever in memory. */
class SinkWriter extends ByteWriter {
  readonly #sink: ParquetSink;

  constructor(sink: ParquetSink) {
    super(1024 * 1024);
    this.#sink = sink;
  }

  flush(): Promise<void> {
    const bytes = this.getBytes().slice();
    this.index = 0;
    return this.#sink.write(bytes);
  }
}
