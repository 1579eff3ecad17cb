import { AppError } from '../../receiver/errors.ts';
import type { LoaderContext } from '../context.ts';
import { lazyWarehouse } from '../context.ts';
import { parseTime } from '../plan/selection.ts';
import { type ConnectionSweep, sweepExitCode } from '../sweep/report.ts';
import { sweepConnection } from '../sweep/sweep-connection.ts';
import { updateSweepState, withSweep } from '../sweep/sweep-state.ts';
import { sweepWindow, type WindowOptions } from '../sweep/window.ts';
import type { CommandHome, CommonOptions } from './command-line.ts';
import { inContext, withCommonOptions } from './command-line.ts';
import { type Asking, askedFor } from './connections.ts';
import { sweepText, warnAboutSweep } from './sweep-text.ts';

interface Options extends CommonOptions {
  readonly entity?: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly full?: boolean;
  readonly yes?: boolean;
}

export function addSweepCommand({ program, host, exit }: CommandHome): void {
  withCommonOptions(program.command('sweep'))
    .description('compare what the providers list with silver, and fetch what was missed; then "run" loads it')
    .argument('[connection]', 'of the configuration; default: all that have credentials')
    .option('--entity <entity...>', 'only these, as in the tables: invoices')
    .option('--since <time>', 'changed at this time or later: a day or an instant (default: 3 days ago)')
    .option('--until <time>', 'changed before this time; a day counts to its end')
    .option('--full', 'list everything, also where what has changed can be listed alone')
    .option('--yes', 'ask for every record that a list lacks, also for more than 5 % of an entity')
    .action(async (name: string | undefined, options: Options) => {
      const asked = windowOptions(options);
      exit(
        await inContext(host, options, (context) =>
          sweep(context, { connection: name, entities: options.entity, window: asked, yes: options.yes === true }),
        ),
      );
    });
}

/** @throws AppError `usage` */
function windowOptions({ since, until, full }: Options): WindowOptions {
  const from = since === undefined ? undefined : parseTime(since, { name: '--since', endOfDay: false });
  const to = until === undefined ? undefined : parseTime(until, { name: '--until', endOfDay: true });
  if (from !== undefined && to !== undefined && from >= to) {
    throw new AppError('usage', `--since ${since} does not lie before --until ${until}`, {
      hint: 'give the earlier time as --since',
    });
  }
  return { since: from, until: to, isFull: full === true };
}

/** What the command was asked for. */
export interface SweepCommand extends Asking {
  readonly window: WindowOptions;
  readonly yes: boolean;
}

/** Sweeps connection by connection and prints what was found. @returns the exit code @throws AppError `usage`, of the landing store */
export async function sweep(context: LoaderContext, asked: SweepCommand): Promise<number> {
  const { output, config, clock } = context;
  const plans = askedFor(context, asked);
  const warehouse = lazyWarehouse(context.openWarehouse);
  const window = sweepWindow(asked.window, clock());
  const bar = output.progress('sweep');
  const sweeps: ConnectionSweep[] = [];
  try {
    for (const { connection, entities } of plans) {
      const swept = await sweepConnection(context, connection, {
        warehouse: { query: async (...args) => (await warehouse.get()).query(...args) },
        window,
        entities,
        yes: asked.yes,
        readMs: config.loader.fetchSeconds * 1000,
        onEntity: (done, entity) => bar.update(done, entities.length, `${connection.name} ${entity}`),
      });
      await updateSweepState(context.store, connection.name, (state) => withSweep(state, swept));
      sweeps.push(swept);
    }
  } finally {
    bar.stop();
    await warehouse.close();
  }
  for (const swept of sweeps) warnAboutSweep(output, swept);
  const exitCode = sweepExitCode(sweeps);
  output.text(sweeps.map(sweepText).join('\n\n'));
  output.value({ connections: sweeps, exit_code: exitCode });
  return exitCode;
}
