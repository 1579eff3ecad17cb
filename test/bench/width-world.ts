import { mkdir } from 'node:fs/promises';
import { openWarehouse } from '../../loader/warehouse/index.ts';
import { loadConfig } from '../../receiver/config/load.ts';
import { openLandingStore } from '../../receiver/landing/index.ts';
import { CONNECTION, writeConfig } from './bench-config.ts';
import { projectFile, runToEnd } from './processes.ts';
import { round3 } from './statistics.ts';
import { type Landing, landBackfill, landWebhooks } from './width-objects.ts';

/** One `ledgerlake run` from the start of its process to its end. */
export interface WidthRun {
  readonly seconds: number;
  /** of all its threads */
  readonly cpu_seconds: number;
  readonly peak_rss_mb: number;
  readonly loads: number;
}

/** A landing zone and a warehouse that begin with so many documents. */
export interface World {
  readonly documents: number;
  readonly backfill: WidthRun;
  /** Lands so many webhooks of new documents and loads them. */
  addNews(count: number): Promise<WidthRun>;
}

export interface WorldOptions {
  readonly folder: string;
  readonly documents: number;
  readonly note: (text: string) => void;
}

/** Lands the documents, loads them, and proves that they are there. */
export async function openWorld({ folder, documents, note }: WorldOptions): Promise<World> {
  await mkdir(folder, { recursive: true });
  const { configFile, warehouse } = await writeConfig(folder);
  const connection = loadConfig({ path: configFile, env: {}, cwd: folder }).connections[CONNECTION];
  if (connection === undefined) throw new Error(`no connection ${CONNECTION}`);
  let total = documents;

  const run = async (rows: number): Promise<WidthRun> => {
    const finished = await runToEnd(projectFile('loader/main.ts'), ['run', '--config', configFile, '--json'], folder);
    const report = JSON.parse(finished.stdout) as { rows: number; quarantined: number; loads: { applied: number } };
    demand('run', { rows: report.rows, quarantined: report.quarantined }, { rows, quarantined: 0 });
    const found = await countRows(warehouse);
    demand('silver', found, { transactions: total, lines: total });
    return {
      seconds: round3(finished.seconds),
      cpu_seconds: round3(finished.cpuSeconds),
      peak_rss_mb: Math.round(finished.peakRssBytes / 1e6),
      loads: report.loads.applied,
    };
  };
  const land = async (work: (landing: Landing) => Promise<void>): Promise<void> => {
    const store = await openLandingStore({ kind: 'folder', path: `${folder}/landing` });
    try {
      await work({ store, connection });
    } finally {
      await store.close();
    }
  };

  note(`landing ${documents} documents`);
  await land((landing) => landBackfill(landing, documents, new Date(Date.now() - 3_600_000)));
  note(`loading ${documents} documents`);
  const backfill = await run(documents);
  return {
    documents,
    backfill,
    async addNews(count) {
      await land((landing) => landWebhooks(landing, { from: total, count, at: new Date() }));
      total += count;
      return run(count);
    },
  };
}

async function countRows(path: string): Promise<object> {
  const warehouse = await openWarehouse({ engine: 'duckdb', path }, { tasksForEntities: () => [] });
  try {
    const [row] = await warehouse.query(
      `select (select count(*) from silver_zoho_books_bank_transactions) as transactions,
              (select count(*) from silver_zoho_books_bank_transaction_lines) as lines`,
    );
    return { transactions: Number(row?.['transactions']), lines: Number(row?.['lines']) };
  } finally {
    await warehouse.close();
  }
}

/** A run that did not do its work must not give a figure. */
function demand(who: string, found: object, expected: object): void {
  if (JSON.stringify(found) === JSON.stringify(expected)) return;
  throw new Error(`${who}: ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`);
}
