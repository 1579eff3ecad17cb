/**
 * Made `first-release/`, once: the notebooks and the job of a release, and the landing zone that it left behind.
 *
 *   node test/upgrade/make-first-release.ts <checkout of that release> <folder>
 *
 * Everything runs from that checkout, with given clocks: two days of the books, loaded by two runs, and an object whose load
 * was planned, converted and never applied. Kept as lines of JSON, so that no tool formats what must stay byte for byte.
 */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as RunOnce from '../../loader/commands/run-once.ts';
import type * as Context from '../../loader/context.ts';
import type { LoaderContext, Seams } from '../../loader/context.ts';
import type * as Output from '../../loader/terminal/output.ts';
import type * as Warehouses from '../../loader/warehouse/index.ts';
import type * as Errors from '../../receiver/errors.ts';
import type * as Books from '../support/books.ts';
import type * as Lab from '../support/lab.ts';
import { writeLines } from './landing-lines.ts';

const [checkout = '', folder = ''] = process.argv.slice(2).map((path) => resolve(path));
const from = <T>(path: string): Promise<T> => import(pathToFileURL(join(checkout, path)).href) as Promise<T>;

const { openLab } = await from<typeof Lab>('test/support/lab.ts');
const { landBooks } = await from<typeof Books>('test/support/books.ts');
const { openContext } = await from<typeof Context>('loader/context.ts');
const { runOnce } = await from<typeof RunOnce>('loader/commands/run-once.ts');
const { createOutput } = await from<typeof Output>('loader/terminal/output.ts');
const { AppError } = await from<typeof Errors>('receiver/errors.ts');

const lab = await openLab();
const WAREHOUSE = join(lab.dir, 'first.duckdb');
const AWAY = new AppError('warehouse_busy', 'another program has the warehouse open', {
  hint: 'wait',
  retryable: true,
});

/** One run of that release at a time of the story; what it says goes to stderr. */
async function run(now: string, seams: Seams = {}): Promise<void> {
  const output = createOutput({
    stdout: process.stderr,
    stderr: process.stderr,
    json: false,
    quiet: true,
    verbose: false,
  });
  const config: LoaderContext['config'] = {
    ...lab.config,
    warehouse: { engine: 'duckdb', path: WAREHOUSE },
    loader: { ...lab.config.loader, maxLoadBytes: 150_000 },
  };
  const signal = new AbortController().signal;
  const context = await openContext({ config, output, signal, seams: { clock: () => new Date(now), ...seams } });
  const owner = { host: 'books-host', pid: 1, id: '00000000-0000-4000-8000-000000000001' };
  const report = await runOnce({ ...context, owner }, { full: false, fetch: false });
  await context.store.close();
  process.stderr.write(`${JSON.stringify(report.loads)}\n`);
}

await landBooks(lab);
await run('2026-06-10T08:00:00.000Z');
const yen = {
  currency_id: '61',
  currency_code: 'JPY',
  currency_symbol: '¥',
  is_base_currency: false,
  price_precision: 0,
};
await lab.zoho('currencies/created', { currency: yen }, '2026-06-10T08:30:00.000Z');
await lab.zoho('currencies/updated', { currency: { ...yen, exchange_rate: 0.0061 } }, '2026-06-10T08:31:00.000Z');
await run('2026-06-10T09:00:00.000Z');
await lab.zoho(
  'currencies/created',
  { currency: { ...yen, currency_id: '62', currency_code: 'KWD' } },
  '2026-06-10T09:30:00.000Z',
);
await run('2026-06-10T10:00:00.000Z', {
  warehouse: (open) => {
    open.apply = () => Promise.reject(AWAY);
    return open;
  },
});

mkdirSync(folder, { recursive: true });
for (const part of ['notebooks', 'bundle/ledgerlake.job.yml']) {
  cpSync(join(checkout, part), join(folder, part), { recursive: true, filter: (path) => !path.endsWith('.md') });
}
const lines: [string, Buffer][] = [];
for (const prefix of ['raw/', 'late/', 'loads/', 'state/']) {
  for await (const { key } of lab.store.list(prefix)) lines.push([key, await readFile(join(lab.dir, 'landing', key))]);
}
writeLines(join(folder, 'landing.jsonl'), lines);
const { openWarehouse } = await from<typeof Warehouses>('loader/warehouse/index.ts');
const warehouse = await openWarehouse({ engine: 'duckdb', path: WAREHOUSE }, { tasksForEntities: () => [] });
const tables = Object.entries(await warehouse.fingerprints()).map((table) => `${JSON.stringify(table)}\n`);
writeFileSync(join(folder, 'tables.jsonl'), tables.join(''));
await warehouse.close();
await lab.close();
