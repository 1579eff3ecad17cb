import type { LoaderContext } from '../context.ts';
import { count, formatBytes } from '../terminal/table.ts';
import type { CommandHome, CommonOptions } from './command-line.ts';
import { inContext, withCommonOptions } from './command-line.ts';
import { runOnce } from './run-once.ts';
import type { RunReport } from './run-report.ts';
import { watch } from './watch.ts';

interface Options extends CommonOptions {
  readonly watch?: boolean;
  readonly full?: boolean;
  /** commander's form of `--no-fetch` */
  readonly fetch: boolean;
}

export function addRunCommand({ program, host, exit }: CommandHome): void {
  withCommonOptions(program.command('run'))
    .description('fetch what is due, then load what has landed: plan, Parquet, warehouse, confirm')
    .option('--watch', 'repeat on loader.schedule until stopped')
    .option('--full', 'list everything that ever landed and report what had been missed')
    .option('--no-fetch', 'do not ask the source APIs for anything')
    .action(async (options: Options) => {
      exit(
        await inContext(host, options, async (context) => {
          const run = (): Promise<RunReport> => runOnce(context, { full: options.full === true, fetch: options.fetch });
          if (options.watch === true) {
            await watch(context, { run, onReport: (report) => printReport(context, report) });
            return 0;
          }
          const report = await run();
          printReport(context, report);
          return report.exit_code;
        }),
      );
    });
}

function printReport({ output }: LoaderContext, report: RunReport): void {
  for (const fetched of report.fetched) warnAboutFetch(output, fetched);
  for (const failure of report.failures) output.warn(failureText(failure));
  for (const failed of report.failed_checks) output.warn(failedChecksText(failed));
  if (report.stopped) output.warn(`stopped by a signal; ${report.loads.unfinished} loads are left for the next run`);
  output.text(summaryText(report));
  output.value(report);
}

function warnAboutFetch(output: LoaderContext['output'], fetched: RunReport['fetched'][number]): void {
  const { connection, stopped, failed, unlisted } = fetched;
  for (const { entity, message, code } of unlisted) output.warn(`${entity} could not be listed: ${message} (${code})`);
  if (stopped !== null) {
    output.warn(`${connection} is not read: ${stopped.message} (${stopped.code}); ${stopped.hint}`);
  } else if (failed > 0) {
    output.warn(`${connection}: ${count(failed, 'object')} could not be read and stay queued, see "ledgerlake status"`);
  }
}

/** The short summary for a human, one line. */
export function summaryText(report: RunReport): string {
  const answers = report.fetched.reduce((sum, { landed }) => sum + landed, 0);
  const fetched = answers === 0 ? '' : `${count(answers, 'answer')} fetched, `;
  const found = `${count(report.objects, 'object')} found (${formatBytes(report.bytes)})`;
  const applied = `${count(report.loads.applied, 'load')} applied`;
  const rows = `${count(report.rows, 'row')}, ${report.quarantined} quarantined, ${report.loads.failed} failed`;
  const missed = report.missed === 0 ? '' : `, ${report.missed} had been missed`;
  return `${fetched}${found}${missed}; ${applied}: ${rows}`;
}

export function failedChecksText({ load_id, checks }: RunReport['failed_checks'][number]): string {
  return `load ${load_id} is applied, but ${count(checks.length, 'check')} did not hold (see ops_checks): ${checks.join(', ')}`;
}

export function failureText(failure: RunReport['failures'][number]): string {
  const next =
    failure.attempt === null
      ? 'could not be tried and is resumed by the next run'
      : failure.final
        ? `failed attempt ${failure.attempt} of ${failure.attempt} and waits for "ledgerlake replay --failed"`
        : `failed attempt ${failure.attempt} and is tried again by the next run`;
  return `load ${failure.load_id} ${next}: ${failure.message} (${failure.code})`;
}
