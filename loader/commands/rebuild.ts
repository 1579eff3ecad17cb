import { AppError } from '../../receiver/errors.ts';
import type { LoaderContext } from '../context.ts';
import { lazyWarehouse, withLease } from '../context.ts';
import { queueEverythingNew } from '../fetch/queue-wants.ts';
import type { RebuiltFromLanding } from '../load/rebuild-loads.ts';
import { rebuildFromLanding } from '../load/rebuild-loads.ts';
import { count } from '../terminal/table.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { applyOptions } from './apply-options.ts';
import type { CommandHome, CommonOptions } from './command-line.ts';
import { inContext, withCommonOptions } from './command-line.ts';
import { confirm } from './confirm.ts';

interface Options extends CommonOptions {
  readonly from?: string;
  readonly yes?: boolean;
}

export function addRebuildCommand({ program, host, exit }: CommandHome): void {
  withCommonOptions(program.command('rebuild'))
    .description('build silver and gold again beside the old tables, then swap; needs no API')
    .option('--from <where>', 'landing: bronze too, by new loads over everything that ever landed')
    .option('--yes', 'do not ask first')
    .action(async (options: Options) => {
      const fromLanding = parseFrom(options.from);
      exit(
        await inContext(host, options, async (context) => {
          const what = fromLanding ? 'bronze, silver and gold from the landing zone' : 'silver and gold from bronze';
          if (options.yes !== true && !(await confirm(host, `Rebuild ${what}?`))) {
            context.output.note('nothing was done');
            return 0;
          }
          return rebuild(context, fromLanding);
        }),
      );
    });
}

/** @throws AppError `usage` */
function parseFrom(from: string | undefined): boolean {
  if (from === undefined) return false;
  if (from === 'landing') return true;
  throw new AppError('usage', `--from is ${JSON.stringify(from)}`, {
    hint: 'only "landing" is possible; bronze is the default',
  });
}

async function rebuild(context: LoaderContext, fromLanding: boolean): Promise<number> {
  const warehouse = lazyWarehouse(context.openWarehouse);
  try {
    return await withLease(context, async (lease) => {
      const assertHeld = (): void => lease.assertHeld();
      const rebuilt = fromLanding
        ? await everything(context, { warehouse: warehouse.get, assertHeld })
        : await fromBronze(context, await warehouse.get());
      return printRebuilt(context, rebuilt);
    });
  } finally {
    await warehouse.close();
  }
}

async function fromBronze(context: LoaderContext, warehouse: Warehouse): Promise<RebuiltFromLanding> {
  const result = await warehouse.rebuild({ onProgress: (text) => context.output.detail(text) });
  return { result, loads: [], objects: 0 };
}

async function everything(
  context: LoaderContext,
  held: { readonly warehouse: () => Promise<Warehouse>; readonly assertHeld: () => void },
): Promise<RebuiltFromLanding> {
  const { config, output } = context;
  return rebuildFromLanding({
    ...applyOptions(context, held),
    maxLoadBytes: config.loader.maxLoadBytes,
    parquetWriter: config.loader.parquetWriter,
    nonce: context.nonce,
    beforeLoads: () => queueEverythingNew(context),
    onStranger: (key) => output.warn(`not ours, left alone: ${key}`),
    onStep: (text) => output.detail(text),
  });
}

function printRebuilt({ output }: LoaderContext, { result, loads, objects }: RebuiltFromLanding): number {
  if (result.kind === 'failed') {
    throw new AppError('rebuild_failed', `the rebuild failed (${result.code}): ${result.message}`, {
      hint: 'the old tables are as they were; correct what the message names and start it again',
    });
  }
  const exitCode = result.quarantined > 0 || result.failedChecks.length > 0 ? 3 : 0;
  if (result.failedChecks.length > 0) {
    output.warn(
      `${count(result.failedChecks.length, 'check')} did not hold (see ops_checks): ${result.failedChecks.join(', ')}`,
    );
  }
  const from =
    loads.length === 0 ? 'from bronze' : `from ${count(objects, 'landed object')} in ${count(loads.length, 'load')}`;
  output.text(`rebuilt ${from}: ${count(result.rows, 'row')} in bronze, ${result.quarantined} quarantined`);
  output.value({
    objects,
    loads,
    rows: result.rows,
    quarantined: result.quarantined,
    failed_checks: result.failedChecks,
    task_ms: result.taskMs,
    exit_code: exitCode,
  });
  return exitCode;
}
