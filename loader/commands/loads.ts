import { InvalidArgumentError } from 'commander';
import type { LandingStore } from '../../receiver/landing/store.ts';
import type { LoadInfo } from '../load/describe-load.ts';
import { describeLoads } from '../load/describe-load.ts';
import { failedLoads } from '../load/failed-loads.ts';
import { listLoadFolders, loadState, newestLoadFolders } from '../load/load-folders.ts';
import { renderTable } from '../terminal/table.ts';
import type { CommandHome, CommonOptions } from './command-line.ts';
import { inContext, withCommonOptions } from './command-line.ts';

interface Options extends CommonOptions {
  readonly failed?: boolean;
  readonly limit: number;
}

const DEFAULT_LIMIT = 20;

export function addLoadsCommand({ program, host, exit }: CommandHome): void {
  withCommonOptions(program.command('loads'))
    .description('the newest loads: state, attempts, rows, durations, errors')
    .option('--failed', 'only those that failed, or whose last attempt did')
    .option('--limit <n>', 'at most so many', parseLimit, DEFAULT_LIMIT)
    .action(async (options: Options) => {
      exit(
        await inContext(host, options, async ({ store, output }) => {
          const loads =
            options.failed === true ? await failing(store, options.limit) : await newest(store, options.limit);
          output.text(loads.length === 0 ? 'no loads' : loadsTable(loads));
          output.value(loads);
          return 0;
        }),
      );
    });
}

async function newest(store: LandingStore, limit: number): Promise<readonly LoadInfo[]> {
  return describeLoads(store, await newestLoadFolders(store, limit));
}

async function failing(store: LandingStore, limit: number): Promise<readonly LoadInfo[]> {
  const all = await listLoadFolders(store);
  const retried = all.filter((load) => loadState(load).kind === 'failed');
  const wanted = [...(await failedLoads(store, all)), ...retried].sort((a, b) => (a.loadId < b.loadId ? 1 : -1));
  return describeLoads(store, wanted.slice(0, limit));
}

/** One line per load, and below it the warehouse's runs, why it failed and which checks did not hold. */
export function loadsTable(loads: readonly LoadInfo[]): string {
  const table = renderTable({
    head: ['load', 'reason', 'state', 'attempts', 'objects', 'rows', 'quarantined', 'convert ms', 'apply ms'],
    right: [3, 4, 5, 6, 7, 8],
    rows: loads.map((load) => [
      load.load_id,
      load.reason,
      load.state,
      load.attempts,
      load.objects,
      load.rows ?? '-',
      load.quarantined ?? '-',
      load.durations_ms['convert'] ?? '-',
      load.durations_ms['apply'] ?? '-',
    ]),
  });
  const notes = loads.flatMap((load) => [
    ...load.runs.map((run) => `${load.load_id}: attempt ${run.attempt} is run ${run.run_id}${stateText(load, run)}`),
    ...(load.error === null ? [] : [`${load.load_id}: ${load.error.message} (${load.error.code})`]),
    ...(load.failed_checks.length === 0
      ? []
      : [`${load.load_id}: checks did not hold: ${load.failed_checks.join(', ')}`]),
  ]);
  return notes.length === 0 ? table : `${table}\n\n${notes.join('\n')}`;
}

function stateText(load: LoadInfo, run: LoadInfo['runs'][number]): string {
  if (run.state !== null) return `, ${run.state}`;
  if (run.attempt < load.attempts || load.state === 'failing') return ', ended without a state';
  return load.state === 'applied' ? ', SUCCESS' : ', not known to have ended';
}

function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1) throw new InvalidArgumentError('it must be a whole number from 1 on.');
  return limit;
}
