import Table from 'cli-table3';
import type { Machine } from './machine.ts';
import { median, round3 } from './statistics.ts';
import type { WidthRun } from './width-world.ts';

/** A warehouse that began with so many documents, and what was measured on it. */
export interface WidthFigures {
  readonly documents: number;
  readonly backfill: WidthRun;
  /** one a round */
  readonly news: readonly WidthRun[];
}

export interface Limit {
  readonly what: string;
  readonly value: number;
  /** the value has to stay below it */
  readonly limit: number;
  readonly holds: boolean;
}

/** What `--json` prints. */
export interface WidthResult {
  readonly v: 1;
  readonly at: string;
  readonly machine: Machine;
  /** of the last minute, after the last measurement */
  readonly load_average_after: number;
  readonly seconds: number;
  readonly new_documents: number;
  /** ascending by documents */
  readonly warehouses: readonly WidthFigures[];
  readonly limits: readonly Limit[];
}

const MAX_PEAK_MB = 600;
const MAX_PEAK_GROWTH = 1.2;
const MAX_TIME_GROWTH = 3;

/**
 * The limits: peak memory of the largest warehouse, its growth over the middle one, and the time of new documents over that of the
 * smallest. Both times have to hold: what a user waits for, and that of the processors, which other programs disturb less.
 */
export function judgeWidth(warehouses: readonly WidthFigures[]): readonly Limit[] {
  const [small, middle, large] = warehouses;
  if (small === undefined || middle === undefined || large === undefined) throw new Error('three sizes are needed');
  const limit = (what: string, value: number, below: number): Limit => ({
    what,
    value: round3(value),
    limit: below,
    holds: value < below,
  });
  const growth = (unit: TimeUnit): number => newsTime(large, unit) / newsTime(small, unit);
  return [
    limit(`peak memory at ${number(large.documents)} documents, MB`, peakMb(large), MAX_PEAK_MB),
    limit(`the same over that at ${number(middle.documents)}`, peakMb(large) / peakMb(middle), MAX_PEAK_GROWTH),
    limit(`time of new documents there over that at ${number(small.documents)}`, growth('seconds'), MAX_TIME_GROWTH),
    limit('the same in CPU time', growth('cpu_seconds'), MAX_TIME_GROWTH),
  ];
}

/** The highest of all runs: the first one and those of new documents. */
function peakMb({ backfill, news }: WidthFigures): number {
  return Math.max(...[backfill, ...news].map((run) => run.peak_rss_mb));
}

type TimeUnit = 'seconds' | 'cpu_seconds';

function newsTime({ news }: WidthFigures, unit: TimeUnit): number {
  return median(news.map((run) => run[unit]));
}

/** The result as text for a human. */
export function widthText(result: WidthResult): string {
  const { machine, warehouses, limits } = result;
  const figures = warehouses.map((warehouse) => [
    number(warehouse.documents),
    warehouse.backfill.seconds.toFixed(1),
    number(warehouse.documents / warehouse.backfill.seconds),
    number(warehouse.backfill.peak_rss_mb),
    newsTime(warehouse, 'seconds').toFixed(2),
    newsTime(warehouse, 'cpu_seconds').toFixed(2),
    number(Math.max(...warehouse.news.map((run) => run.peak_rss_mb))),
  ]);
  const verdicts = limits.map(({ what, value, limit, holds }) => [
    what,
    String(value),
    `< ${limit}`,
    holds ? 'holds' : 'DOES NOT HOLD',
  ]);
  return [
    `Node ${machine.node}, ${machine.cores} cores (${machine.cpu}), ${machine.memory_gb} GB, ${machine.platform}, files on ${machine.file_system}`,
    `load average ${machine.load_average} before, ${result.load_average_after} after; ${Math.round(result.seconds)} s in all`,
    'Bank transactions: list pages of 200 whole rows with a line each (a first backfill), then webhooks of one new transaction each.',
    'Time and memory are those of the whole process of `ledgerlake run`; of new documents the median.',
    table(
      [
        'documents',
        'first load s',
        'documents/s',
        'peak MB',
        `${number(result.new_documents)} new: s`,
        'CPU s',
        'peak MB',
      ],
      figures,
    ),
    table(['limit', 'measured', 'allowed', ''], verdicts),
    '',
  ].join('\n');
}

function number(value: number): string {
  return Math.round(value).toLocaleString('en-US');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const grid = new Table({
    head: [...head],
    style: { head: [], border: [] },
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
  });
  for (const row of rows) grid.push([...row]);
  return grid.toString();
}
