import { BRONZE_COLUMNS, type BronzeRow } from '../../loader/bronze.ts';
import { bronzeRows } from '../../loader/documents/rows.ts';
import { openParquetWriter } from '../../loader/parquet/index.ts';
import { memorySink, type ParquetSummary } from '../../loader/parquet/writer.ts';
import { CONNECTION, ORGANIZATION_ID } from './bench-config.ts';
import { landedInvoice } from './landed-objects.ts';
import { median, pairedRatio, type Ratio, round3 } from './statistics.ts';

const ROWS = 8_000;
const ROUNDS = 3;
const WRITERS = ['hyparquet-writer', 'parquetjs-lite'] as const;
type WriterName = (typeof WRITERS)[number];

export interface WriterFigures {
  readonly codec: string;
  /** median of the rounds */
  readonly rows_per_second: number;
  readonly mb_out: number;
  readonly rounds: readonly number[];
}

export interface ParquetResult {
  readonly rows: number;
  readonly payload_mb: number;
  readonly writers: Readonly<Record<WriterName, WriterFigures>>;
  /** rows/s of hyparquet-writer / rows/s of parquetjs-lite, by round */
  readonly ratio: Ratio;
}

/** The two Parquet writers over the same rows, in memory, one thread. */
export async function benchParquet(note: (text: string) => void): Promise<ParquetResult> {
  const rows = makeRows();
  const rates: Record<WriterName, number[]> = { 'hyparquet-writer': [], 'parquetjs-lite': [] };
  const bytes: Record<WriterName, number> = { 'hyparquet-writer': 0, 'parquetjs-lite': 0 };
  for (const name of WRITERS) await write(name, rows.slice(0, ROWS / 8));
  for (let round = 0; round < ROUNDS; round += 1) {
    note(`parquet: round ${round + 1} of ${ROUNDS}`);
    for (const name of round % 2 === 0 ? WRITERS : WRITERS.toReversed()) {
      const startedMs = performance.now();
      const summary = await write(name, rows);
      rates[name].push(Math.round((rows.length * 1000) / (performance.now() - startedMs)));
      bytes[name] = summary.bytes;
    }
  }
  const figures = (name: WriterName, codec: string): WriterFigures => ({
    codec,
    rows_per_second: median(rates[name]),
    mb_out: round3(bytes[name] / 1e6),
    rounds: rates[name],
  });
  const payloadBytes = rows.reduce((sum, row) => sum + Buffer.byteLength(String(row['payload'])), 0);
  return {
    rows: rows.length,
    payload_mb: round3(payloadBytes / 1e6),
    writers: {
      'hyparquet-writer': figures('hyparquet-writer', 'zstd'),
      'parquetjs-lite': figures('parquetjs-lite', 'snappy'),
    },
    ratio: pairedRatio(rates['hyparquet-writer'], rates['parquetjs-lite']),
  };
}

function makeRows(): readonly BronzeRow[] {
  const until = new Date();
  const load = {
    loadId: '20260601T000000000Z-0123456789ab',
    loadedAt: until,
    organizationIds: { [CONNECTION]: [ORGANIZATION_ID] },
  };
  return Array.from({ length: ROWS }, (_, n) => bronzeRows(landedInvoice(n, { total: ROWS, until }), load)).flat();
}

async function write(name: WriterName, rows: readonly BronzeRow[]): Promise<ParquetSummary> {
  const writer = await openParquetWriter(name, { columns: BRONZE_COLUMNS, sink: memorySink() });
  await writer.write(rows);
  return writer.close();
}
