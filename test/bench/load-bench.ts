import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { listLoadFolders } from '../../loader/load/load-folders.ts';
import { readOutcome } from '../../loader/load/manifest-io.ts';
import { openWarehouse } from '../../loader/warehouse/index.ts';
import { openLandingStore } from '../../receiver/landing/index.ts';
import { type BenchPaths, writeConfig } from './bench-config.ts';
import { type LandedTotals, landInvoices } from './landed-objects.ts';
import { type Finished, projectFile, runToEnd } from './processes.ts';
import { median, pairedRatio, type Ratio, round3 } from './statistics.ts';

export interface LoadFigures {
  /** medians of the rounds; the whole process, its start included */
  readonly seconds: number;
  readonly files_per_second: number;
  readonly mb_per_second: number;
  readonly peak_rss_mb: number;
  readonly rounds: readonly number[];
}

export interface LoadResult {
  readonly objects: number;
  readonly mb: number;
  readonly loads: number;
  readonly parquet_mb: number;
  readonly ledgerlake: LoadFigures;
  /** seconds of each step of the last round; together `ledgerlake.rounds.at(-1)` */
  readonly steps: Readonly<Record<string, number>>;
  readonly duckdb: LoadFigures;
  /** throughput of ledgerlake / throughput of DuckDB alone, by round */
  readonly ratio: Ratio;
}

export interface LoadBenchOptions {
  readonly folder: string;
  readonly objects: number;
  readonly note: (text: string) => void;
}

/** Landed objects to Parquet, bronze and silver by `ledgerlake run`, against DuckDB alone over the same files. */
export async function benchLoad({ folder, objects, note }: LoadBenchOptions): Promise<LoadResult> {
  await mkdir(folder, { recursive: true });
  const paths = await writeConfig(folder);
  note(`load: landing ${objects} objects`);
  const landed = landInvoices(paths.landing, objects, new Date());
  // A round of many objects is long enough to stand for itself.
  const rounds = objects <= 5_000 ? 3 : 1;
  const ours: Finished[] = [];
  const theirs: Finished[] = [];
  let detail: RunDetail | undefined;
  for (let round = 0; round < rounds; round += 1) {
    note(`load: ${objects} objects, round ${round + 1} of ${rounds}`);
    await forgetLoads(paths);
    theirs.push(await runDirect(folder, paths, landed));
    const run = await runToEnd(projectFile('loader/main.ts'), ['run', '--config', paths.configFile, '--json'], folder);
    ours.push(run);
    detail = await inspectRun(run, paths, landed);
  }
  if (detail === undefined) throw new Error('no round was run');
  const ledgerlake = figures(ours, landed);
  const duckdb = figures(theirs, landed);
  return {
    objects,
    mb: round3(landed.bytes / 1e6),
    ...detail,
    ledgerlake,
    duckdb,
    ratio: pairedRatio(duckdb.rounds, ledgerlake.rounds),
  };
}

async function forgetLoads({ landing, warehouse }: BenchPaths): Promise<void> {
  for (const path of [join(landing, 'loads'), join(landing, 'state'), dirname(warehouse)]) {
    await rm(path, { recursive: true, force: true });
  }
}

async function runDirect(folder: string, { landing }: BenchPaths, landed: LandedTotals): Promise<Finished> {
  const database = join(folder, 'direct.duckdb');
  await rm(database, { force: true });
  const glob = join(landing, 'raw', '**', '*.json');
  const finished = await runToEnd(projectFile('test/bench/direct-duckdb.ts'), [glob, database], folder);
  const { rows, distinct, totals } = JSON.parse(finished.stdout) as Record<string, number>;
  demand('DuckDB alone', { rows, distinct, totals }, { rows: landed.objects, distinct: landed.invoices, totals: rows });
  return finished;
}

type RunDetail = Pick<LoadResult, 'loads' | 'parquet_mb' | 'steps'>;

/** Proves that the run did its work and splits its time by what the loads noted. */
async function inspectRun(run: Finished, paths: BenchPaths, landed: LandedTotals): Promise<RunDetail> {
  const report = JSON.parse(run.stdout) as Record<string, number> & { started_at: string; finished_at: string };
  const { rows, quarantined } = report;
  demand('ledgerlake run', { rows, quarantined }, { rows: landed.objects, quarantined: 0 });
  const warehouse = await openWarehouse({ engine: 'duckdb', path: paths.warehouse }, { tasksForEntities: () => [] });
  const [silver] = await warehouse.query('select count(*) as invoices from silver_zoho_books_invoices');
  await warehouse.close();
  demand('silver', { invoices: Number(silver?.['invoices']) }, { invoices: landed.invoices });

  const store = await openLandingStore({ kind: 'folder', path: paths.landing });
  const durations: Record<string, number> = {};
  let parquetBytes = 0;
  const loads = await listLoadFolders(store);
  for (const load of loads) {
    const outcome = await readOutcome(store, load.loadId);
    for (const part of outcome?.parts ?? []) parquetBytes += part.bytes;
    for (const [step, ms] of Object.entries(outcome?.durations_ms ?? {})) durations[step] = (durations[step] ?? 0) + ms;
  }
  await store.close();
  const runMs = Date.parse(report.finished_at) - Date.parse(report.started_at);
  return {
    loads: loads.length,
    parquet_mb: round3(parquetBytes / 1e6),
    steps: seconds({ process: run.seconds * 1000, run: runMs, ...durations }),
  };
}

function seconds(ms: Readonly<Record<string, number>>): Record<string, number> {
  const { process: whole = 0, run = 0, convert = 0, apply = 0, ...tasks } = ms;
  const bronze = tasks['task.bronze_events'] ?? 0;
  const silver = Object.entries(tasks).filter(([name]) => name.startsWith('task.silver_'));
  const silverMs = silver.reduce((sum, [, taskMs]) => sum + taskMs, 0);
  const steps = {
    'start and end of the process': whole - run,
    'list, plan, manifests': run - convert - apply,
    'read, split, write Parquet': convert,
    'Parquet to bronze': bronze,
    'bronze to silver': silverMs,
    'open, commit, gold, ops': apply - bronze - silverMs,
  };
  return Object.fromEntries(Object.entries(steps).map(([name, value]) => [name, round3(value / 1000)]));
}

function figures(runs: readonly Finished[], landed: LandedTotals): LoadFigures {
  const rounds = runs.map((run) => round3(run.seconds));
  const middle = median(rounds);
  return {
    seconds: middle,
    files_per_second: Math.round(landed.objects / middle),
    mb_per_second: round3(landed.bytes / 1e6 / middle),
    peak_rss_mb: Math.round(Math.max(...runs.map((run) => run.peakRssBytes)) / 1e6),
    rounds,
  };
}

/** A run that did not do its work must not give a figure. */
function demand(who: string, found: object, expected: object): void {
  if (JSON.stringify(found) === JSON.stringify(expected)) return;
  throw new Error(`${who}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
}
