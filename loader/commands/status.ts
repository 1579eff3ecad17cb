import type { LoaderContext } from '../context.ts';
import { lazyWarehouse } from '../context.ts';
import type { LoadInfo } from '../load/describe-load.ts';
import { listLoadFolders } from '../load/load-folders.ts';
import type { DriftSum } from '../load/sum-drift.ts';
import { sumDrift } from '../load/sum-drift.ts';
import { count, formatBytes, renderTable } from '../terminal/table.ts';
import type { CommandHome, CommonOptions } from './command-line.ts';
import { inContext, withCommonOptions } from './command-line.ts';
import { driftText } from './drift-text.ts';
import { summaryText } from './run.ts';
import { connectionsText } from './status-connections.ts';
import { pollsText } from './status-lists.ts';
import type { StatusReport } from './status-report.ts';
import { statusReport } from './status-report.ts';

interface Options extends CommonOptions {
  readonly drift?: boolean;
}

export function addStatusCommand({ program, host, exit }: CommandHome): void {
  withCommonOptions(program.command('status'))
    .description('what came in, what is queued, what failed and why')
    .option('--drift', 'also the fields and entities in landed documents that the catalog does not know')
    .action(async (options: Options) => {
      exit(
        await inContext(host, options, async (context) => {
          const warehouse = lazyWarehouse(context.openWarehouse);
          try {
            const report = await statusReport(context, warehouse.get);
            const drift = options.drift === true ? await driftOf(context) : undefined;
            context.output.text([statusText(report), ...(drift === undefined ? [] : [driftText(drift)])].join('\n\n'));
            context.output.value(drift === undefined ? report : { ...report, drift });
            return 0;
          } finally {
            await warehouse.close();
          }
        }),
      );
    });
}

async function driftOf({ store }: LoaderContext): Promise<DriftSum> {
  return sumDrift(store, await listLoadFolders(store));
}

/** The report for a human: a view of the same values as `--json`. */
export function statusText(report: StatusReport): string {
  return [
    overview(report),
    arrivalsText(report),
    connectionsText(report.connections),
    pollsText(report.connections, report.at),
    loadsText('loads that are not over', report.pending),
    loadsText('failed loads, waiting for "ledgerlake replay --failed"', report.failed),
    quarantineText(report),
  ]
    .filter((section) => section !== '')
    .join('\n\n');
}

function overview(report: StatusReport): string {
  const { lease, last_run: run, last_error: error } = report;
  const rows = [
    ['landing zone', report.landing],
    ['warehouse', report.warehouse],
    ['loaded up to', report.cursor ?? 'nothing yet'],
    ['all listed at', report.full_listed_at ?? 'never'],
    ['last run', run === null ? '-' : `${run.finished_at}: ${summaryText(run)}`],
    ...(error === null ? [] : [['last error', `${error.at}: ${error.message} (${error.code})`]]),
    ...(lease === null
      ? []
      : [['loading now', `process ${lease.pid} on ${lease.host}, lease until ${lease.expires_at}`]]),
    ['queued', `${count(report.queued.objects, 'object')} (${formatBytes(report.queued.bytes)})`],
  ];
  const width = Math.max(...rows.map(([name = '']) => name.length));
  return rows.map(([name = '', value = '']) => `${name.padEnd(width)}  ${value}`).join('\n');
}

function arrivalsText({ arrivals, unknown_entities: unknown }: StatusReport): string {
  if (arrivals.length === 0) return 'nothing came in during the last 7 days';
  const table = renderTable({
    head: ['connection', 'source', '24 hours', '7 days', 'last', 'origins'],
    right: [2, 3],
    rows: arrivals.map((arrival) => [
      arrival.connection,
      arrival.source,
      arrival.last_24_hours,
      arrival.last_7_days,
      arrival.last_at,
      Object.entries(arrival.origins)
        .map(([origin, objects]) => `${origin} ${objects}`)
        .join(', '),
    ]),
  });
  if (unknown.length === 0) return table;
  const words = unknown.map(({ source, entity, objects }) => `${source}.${entity} ${objects}`).join(', ');
  return `${table}\n\nunknown entities, kept and in quarantine: ${words}`;
}

function loadsText(title: string, loads: readonly LoadInfo[]): string {
  if (loads.length === 0) return '';
  const table = renderTable({
    head: ['load', 'reason', 'state', 'attempts', 'objects', 'error'],
    right: [3, 4],
    rows: loads.map((load) => [
      load.load_id,
      load.reason,
      load.state,
      load.attempts,
      load.objects,
      load.error === null ? '' : `${load.error.code}: ${load.error.message}`,
    ]),
  });
  return `${title}\n${table}`;
}

function quarantineText({ quarantine, warehouse_error: error }: StatusReport): string {
  if (quarantine === null) return `quarantine: unknown, the warehouse does not answer: ${error ?? ''}`;
  if (quarantine.length === 0) return 'quarantine: empty';
  const table = renderTable({
    head: ['in quarantine', 'column', 'reason', 'rows'],
    right: [3],
    rows: quarantine.map(({ source, entity, column, reason, rows }) => [`${source}.${entity}`, column, reason, rows]),
  });
  return table;
}
