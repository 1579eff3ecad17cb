import type { Manifest } from '../load/manifest.ts';
import { openHyparquet } from './hyparquet.ts';
import { openParquetjsLite } from './parquetjs-lite.ts';
import { type OpenEncoder, openGroupingWriter, type ParquetOptions, type ParquetWriter } from './writer.ts';

/** By the names of `loader.parquet_writer`. A third writer is its file and one line here. */
const ENCODERS: Readonly<Record<Manifest['parquet_writer'], OpenEncoder>> = {
  'hyparquet-writer': openHyparquet,
  'parquetjs-lite': openParquetjsLite,
};

/** Opens a Parquet file with the writer of that name. The same columns and rows give the same bytes. */
export async function openParquetWriter(
  name: Manifest['parquet_writer'],
  options: ParquetOptions,
): Promise<ParquetWriter> {
  return await openGroupingWriter(ENCODERS[name], options);
}
