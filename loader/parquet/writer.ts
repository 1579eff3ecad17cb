import { createHash } from 'node:crypto';
import type { BronzeColumn, BronzeRow } from '../bronze.ts';

/** Where a Parquet file goes, piece by piece; a piece is not changed after it was handed over. */
export interface ParquetSink {
  write(bytes: Uint8Array): Promise<void>;
}

export interface ParquetSummary {
  readonly rows: number;
  readonly bytes: number;
  /** SHA-256 hex of the file */
  readonly sha256: string;
}

/** One Parquet file in the making. Await each `write`: that is the backpressure. */
export interface ParquetWriter {
  /** @throws AppError `parquet_value_invalid` for a value that its column cannot hold */
  write(rows: readonly BronzeRow[]): Promise<void>;
  /** Writes what is left and the footer. A file without it is none. */
  close(): Promise<ParquetSummary>;
}

export interface ParquetOptions {
  readonly columns: readonly BronzeColumn[];
  readonly sink: ParquetSink;
  /** rows of a row group at most; default 2048 */
  readonly maxGroupRows?: number;
  /** UTF-16 units of text in a row group at most, unless one row alone has more; default 8 Mi */
  readonly maxGroupText?: number;
}

/** What the two libraries have to do: write one row group, write the footer. Row groups, counting and hashing are ours. */
export interface ParquetEncoder {
  writeGroup(rows: readonly BronzeRow[]): Promise<void>;
  finish(): Promise<void>;
}

export type OpenEncoder = (columns: readonly BronzeColumn[], sink: ParquetSink) => Promise<ParquetEncoder>;

/** Small groups keep memory and pauses small at the price of 0.4 % of the file's size. */
const MAX_GROUP_ROWS = 2048;
const MAX_GROUP_TEXT = 8 * 1024 * 1024;

/** A writer over one of the encoders. Memory: one row group of rows, and what the encoder needs to write it. */
export async function openGroupingWriter(open: OpenEncoder, options: ParquetOptions): Promise<ParquetWriter> {
  const { columns, maxGroupRows = MAX_GROUP_ROWS, maxGroupText = MAX_GROUP_TEXT } = options;
  const hash = createHash('sha256');
  let bytes = 0;
  const sink: ParquetSink = {
    async write(piece) {
      hash.update(piece);
      bytes += piece.byteLength;
      await options.sink.write(piece);
    },
  };
  const encoder = await open(columns, sink);
  let group: BronzeRow[] = [];
  let groupText = 0;
  let rows = 0;
  const flush = async (): Promise<void> => {
    if (group.length === 0) return;
    const full = group;
    group = [];
    groupText = 0;
    await encoder.writeGroup(full);
  };
  return {
    async write(added) {
      for (const row of added) {
        const size = textOf(row);
        if (group.length >= maxGroupRows || (group.length > 0 && groupText + size > maxGroupText)) await flush();
        group.push(row);
        groupText += size;
        rows += 1;
      }
    },
    async close() {
      await flush();
      await encoder.finish();
      return { rows, bytes, sha256: hash.digest('hex') };
    },
  };
}

/** A sink that keeps the file in memory; `bytes()` after the writer was closed. */
export function memorySink(): ParquetSink & { bytes(): Uint8Array } {
  const pieces: Uint8Array[] = [];
  return {
    write(piece) {
      pieces.push(piece);
      return Promise.resolve();
    },
    bytes: () => Buffer.concat(pieces),
  };
}

function textOf(row: BronzeRow): number {
  let length = 0;
  for (const value of Object.values(row)) if (typeof value === 'string') length += value.length;
  return length;
}
