import { AppError } from '../../receiver/errors.ts';
import type { LoaderContext } from '../context.ts';
import { lazyWarehouse, withLease } from '../context.ts';
import { queueEverythingNew } from '../fetch/queue-wants.ts';
import { applyAll } from '../load/apply-all.ts';
import { createLoads } from '../load/new-load.ts';
import type { SelectedObjects } from '../load/select-objects.ts';
import { selectObjects } from '../load/select-objects.ts';
import { MAX_OBJECTS_PER_LOAD, planLoads } from '../plan/plan-loads.ts';
import type { Selection } from '../plan/selection.ts';
import { assertPrefix, hasSelector, parseTime } from '../plan/selection.ts';
import { count, formatBytes } from '../terminal/table.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { applyOptions } from './apply-options.ts';
import type { CommandHome, CommonOptions } from './command-line.ts';
import { inContext, withCommonOptions } from './command-line.ts';
import { failedChecksText, failureText } from './run.ts';
import { exitCodeOf } from './run-report.ts';

interface Options extends CommonOptions {
  readonly prefix?: string;
  readonly connection?: string;
  readonly source?: string;
  readonly entity?: string;
  readonly id?: string;
  readonly since?: string;
  readonly until?: string;
  readonly load?: readonly string[];
  readonly failed?: boolean;
  readonly quarantined?: boolean;
  readonly all?: boolean;
  readonly dryRun?: boolean;
}

export function addReplayCommand({ program, host, exit }: CommandHome): void {
  withCommonOptions(program.command('replay'))
    .description('load landed objects again, by new loads; several selectors narrow each other')
    .option('--prefix <prefix>', 'names that begin so, e.g. raw/source=zoho_books/')
    .option('--connection <name>', 'of this connection')
    .option('--source <name>', 'of this source: zoho_books or freshbooks')
    .option('--entity <name>', 'of this entity, as in the tables: invoices')
    .option('--id <id>', 'that hold this record')
    .option('--since <time>', 'whose name has this time or a later one: a day or an instant')
    .option('--until <time>', 'whose name has this time or an earlier one; a day counts to its end')
    .option('--load <id...>', 'of these loads')
    .option('--failed', 'of loads that used up their attempts')
    .option('--quarantined', 'behind rows in quarantine')
    .option('--all', 'everything that ever landed')
    .option('--dry-run', 'list and count, load nothing')
    .action(async (options: Options) => {
      const selection = selectionOf(options);
      exit(await inContext(host, options, (context) => replay(context, selection, options.dryRun === true)));
    });
}

/** @throws AppError `usage` */
function selectionOf(options: Options): Selection {
  const { prefix, connection, source, entity, id, since, until, load, failed, quarantined } = options;
  if (prefix !== undefined) assertPrefix(prefix);
  const selection: Selection = {
    prefix,
    connection,
    source,
    entity,
    id,
    since: since === undefined ? undefined : parseTime(since, { name: '--since', endOfDay: false }),
    until: until === undefined ? undefined : parseTime(until, { name: '--until', endOfDay: true }),
    loads: load ?? [],
    failed: failed === true,
    quarantined: quarantined === true,
  };
  if (hasSelector(selection) || options.all === true) return selection;
  throw new AppError('usage', 'replay needs to know what: no selector was given', {
    hint: 'give at least one of --prefix --connection --source --entity --id --since --until --load --failed --quarantined, or --all',
  });
}

async function replay(context: LoaderContext, selection: Selection, dryRun: boolean): Promise<number> {
  const warehouse = lazyWarehouse(context.openWarehouse);
  const select = (): Promise<SelectedObjects> =>
    selectObjects(selection, {
      store: context.store,
      warehouse: warehouse.get,
      connections: context.config.connections,
    });
  try {
    if (dryRun) return printDryRun(context, await select());
    return await withLease(context, async (lease) => {
      const assertHeld = (): void => lease.assertHeld();
      const selected = await select();
      await queueEverythingNew(context);
      return replaySelected(context, selected, { warehouse: warehouse.get, assertHeld });
    });
  } finally {
    await warehouse.close();
  }
}

interface Held {
  readonly warehouse: () => Promise<Warehouse>;
  readonly assertHeld: () => void;
}

async function replaySelected(context: LoaderContext, selected: SelectedObjects, held: Held): Promise<number> {
  const { output, config } = context;
  warnAbsent(context, selected);
  const created = await createLoads(
    context.store,
    {
      objects: selected.objects,
      reason: 'replay',
      of: selected.of,
      maxLoadBytes: config.loader.maxLoadBytes,
      parquetWriter: config.loader.parquetWriter,
    },
    { clock: context.clock, nonce: context.nonce, assertHeld: held.assertHeld },
  );
  const totals = await applyAll(
    created.map((manifest) => manifest.load_id),
    applyOptions(context, held),
  );
  const exitCode = exitCodeOf({ ...totals, failures: totals.failures.length, missed: 0, unreadable: 0 });
  for (const failure of totals.failures) output.warn(failureText(failure));
  for (const { load_id, checks } of totals.failedChecks)
    output.warn(failedChecksText({ load_id, checks: [...checks] }));
  output.text(
    `${count(selected.objects.length, 'object')} replayed; ${count(totals.applied, 'load')} applied: ` +
      `${count(totals.rows, 'row')}, ${totals.quarantined} quarantined, ${totals.failures.length} failed`,
  );
  output.value({
    objects: selected.objects.length,
    bytes: bytesOf(selected),
    absent: selected.absent,
    of: selected.of,
    loads: created.map((manifest) => manifest.load_id),
    applied: totals.applied,
    rows: totals.rows,
    quarantined: totals.quarantined,
    failures: totals.failures,
    failed_checks: totals.failedChecks,
    unfinished: totals.unfinished,
    stopped: totals.stopped,
    exit_code: exitCode,
  });
  return exitCode;
}

function printDryRun(context: LoaderContext, selected: SelectedObjects): number {
  const { output, config } = context;
  warnAbsent(context, selected);
  const { maxLoadBytes } = config.loader;
  const loads = planLoads(selected.objects, { maxLoadBytes, maxObjects: MAX_OBJECTS_PER_LOAD }).length;
  for (const { key } of selected.objects) output.text(key);
  output.text(
    `${count(selected.objects.length, 'object')} (${formatBytes(bytesOf(selected))}) would be replayed in ${count(loads, 'load')}`,
  );
  output.value({
    dry_run: true,
    objects: selected.objects.length,
    bytes: bytesOf(selected),
    absent: selected.absent,
    of: selected.of,
    load_count: loads,
    keys: selected.objects.map((object) => object.key),
  });
  return 0;
}

function warnAbsent({ output }: LoaderContext, { absent }: SelectedObjects): void {
  if (absent.length === 0) return;
  output.warn(
    `${count(absent.length, 'object')} named but not in the landing zone: ${absent[0]}${absent.length > 1 ? ', …' : ''}`,
  );
}

function bytesOf(selected: SelectedObjects): number {
  return selected.objects.reduce((sum, object) => sum + object.bytes, 0);
}
