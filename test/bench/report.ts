import Table from 'cli-table3';
import type { LoadResult } from './load-bench.ts';
import type { Machine } from './machine.ts';
import type { ParquetResult } from './parquet-bench.ts';
import type { ReceiverResult } from './receiver-bench.ts';
import type { Ratio } from './statistics.ts';

/** What `--json` prints. A part that was not run is absent. */
export interface BenchResult {
  readonly v: 1;
  readonly at: string;
  readonly machine: Machine;
  /** of the last minute, after the last measurement */
  readonly load_average_after: number;
  readonly seconds: number;
  readonly receiver?: ReceiverResult;
  readonly load?: readonly LoadResult[];
  readonly parquet?: ParquetResult;
}

type Row = readonly (string | number)[];

/** The result as text for a human. */
export function reportText(result: BenchResult): string {
  const { machine, receiver, load, parquet } = result;
  const parts = [
    `Node ${machine.node}, ${machine.cores} cores (${machine.cpu}), ${machine.memory_gb} GB, ${machine.platform}, files on ${machine.file_system}`,
    `load average ${machine.load_average} before, ${result.load_average_after} after; ${Math.round(result.seconds)} s in all`,
    'Compare ratios only: both sides of each ran in turns on this machine; absolute figures say more about the disk.',
    ...(receiver === undefined ? [] : receiverTables(receiver)),
    ...(load ?? []).flatMap(loadTables),
    ...(parquet === undefined ? [] : parquetTables(parquet)),
  ];
  return `${parts.join('\n')}\n`;
}

function receiverTables({ receiver, raw_http, ...result }: ReceiverResult): string[] {
  const row = (name: string, side: ReceiverResult['receiver'], ratio: string): Row => [
    name,
    number(side.requests_per_second),
    side.p50_ms.toFixed(1),
    side.p99_ms.toFixed(1),
    ratio,
  ];
  return [
    `\nReceiver: signed deliveries of ${number(result.delivery_bytes)} bytes, ${result.connections} connections, durable file before each answer`,
    table(
      ['', 'deliveries/s', 'p50 ms', 'p99 ms', 'ratio'],
      [row('ledgerlake serve', receiver, ratioText(result.ratio)), row('raw node:http, same write', raw_http, '1')],
    ),
  ];
}

function loadTables({ ledgerlake, duckdb, ...result }: LoadResult): string[] {
  const row = (name: string, side: LoadResult['duckdb'], ratio: string): Row => [
    name,
    side.seconds.toFixed(1),
    number(side.files_per_second),
    side.mb_per_second.toFixed(1),
    number(side.peak_rss_mb),
    ratio,
  ];
  const last = ledgerlake.rounds.at(-1) ?? Number.NaN;
  return [
    `\nLoad: ${number(result.objects)} landed invoices, ${result.mb.toFixed(0)} MB, to Parquet (${result.parquet_mb.toFixed(1)} MB), bronze and silver in ${result.loads} loads`,
    table(
      ['', 's', 'files/s', 'MB/s', 'peak RSS MB', 'ratio'],
      [row('ledgerlake run', ledgerlake, ratioText(result.ratio)), row('DuckDB alone, header columns', duckdb, '1')],
    ),
    table(
      ['step of ledgerlake run', 's', '%'],
      Object.entries(result.steps).map(([name, s]) => [name, s.toFixed(2), Math.round((100 * s) / last)]),
    ),
  ];
}

function parquetTables({ writers, ratio, rows, payload_mb }: ParquetResult): string[] {
  const first = writers['hyparquet-writer'];
  const second = writers['parquetjs-lite'];
  return [
    `\nParquet writers: ${number(rows)} bronze rows, ${payload_mb.toFixed(0)} MB of documents, one thread`,
    table(
      ['', 'rows/s', 'MB out', 'codec', 'ratio'],
      [
        ['hyparquet-writer', number(first.rows_per_second), first.mb_out.toFixed(1), first.codec, ratioText(ratio)],
        ['parquetjs-lite', number(second.rows_per_second), second.mb_out.toFixed(1), second.codec, '1'],
      ],
    ),
  ];
}

function ratioText({ median, min, max }: Ratio): string {
  return min === max ? median.toFixed(2) : `${median.toFixed(2)} (${min.toFixed(2)} to ${max.toFixed(2)})`;
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function table(head: readonly string[], rows: readonly Row[]): string {
  const grid = new Table({
    head: [...head],
    style: { head: [], border: [] },
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
  });
  for (const row of rows) grid.push([...row]);
  return grid.toString();
}
