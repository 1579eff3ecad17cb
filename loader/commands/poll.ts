import { type Problem, problemOf } from '../../receiver/errors.ts';
import type { LoaderContext } from '../context.ts';
import { lazyWarehouse } from '../context.ts';
import { hydrate } from '../fetch/hydrate.ts';
import { type Poll, poll, type UnlistedEntity } from '../poll/poll.ts';
import type { PolledReport } from '../poll/poll-entity.ts';
import { polledEntities } from '../poll/schedule.ts';
import { count, renderTable } from '../terminal/table.ts';
import type { CommandHome, CommonOptions } from './command-line.ts';
import { inContext, withCommonOptions } from './command-line.ts';
import { type Asked, askedFor } from './connections.ts';

interface Options extends CommonOptions {
  readonly entity?: readonly string[];
  readonly full?: boolean;
}

/** What `poll --json` prints for a connection. */
export interface PollReport {
  readonly connection: string;
  readonly polled: readonly PolledReport[];
  readonly unlisted: readonly UnlistedEntity[];
  /** objects that were read singly, because their rows are not the whole document */
  readonly objects: number;
  /** what keeps the connection as a whole from being read */
  readonly stopped: Omit<Problem, 'retryable'> | null;
}

export function addPollCommand({ program, host, exit }: CommandHome): void {
  withCommonOptions(program.command('poll [connection]'))
    .description('list now what is polled, whether it is due or not; "run" loads it')
    .option('--entity <name...>', 'these alone, as in the tables, also such as are not polled otherwise')
    .option('--full', 'list everything, also where what has changed would be enough')
    .action(async (name: string | undefined, options: Options) => {
      exit(await inContext(host, options, (context) => pollNow(context, name, options)));
    });
}

async function pollNow(context: LoaderContext, name: string | undefined, options: Options): Promise<number> {
  const reports: PollReport[] = [];
  for (const asked of askedFor(context, { connection: name, entities: options.entity })) {
    reports.push(await pollConnection(context, asked, options));
  }
  print(context, reports);
  return reports.some(({ stopped, unlisted }) => stopped !== null || unlisted.length > 0) ? 1 : 0;
}

async function pollConnection(
  context: LoaderContext,
  { connection, entities: listed }: Asked,
  { entity: names, full = false }: Options,
): Promise<PollReport> {
  const fetch = context.openFetch(connection);
  const named = listed.map((entity) => ({ entity, schedule: 'daily' }));
  const entities = names === undefined ? polledEntities(fetch.api, connection) : named;
  const warehouse = lazyWarehouse(context.openWarehouse);
  // The command is for now: it takes what time it needs.
  const until = new Date(8.64e15);
  try {
    const done: Poll = await poll(fetch, { until, warehouse: warehouse.get, entities, isFull: full });
    const read = done.error === undefined ? await hydrate(fetch, { until }) : undefined;
    const error = done.error ?? read?.error;
    return {
      connection: connection.name,
      polled: done.polled,
      unlisted: done.unlisted,
      objects: read?.landed ?? 0,
      stopped: error === undefined ? null : stoppedBy(error),
    };
  } finally {
    await warehouse.close();
  }
}

function stoppedBy(error: unknown): PollReport['stopped'] {
  const { code, message, hint } = problemOf(error);
  return { code, message, hint };
}

function print({ output }: LoaderContext, reports: readonly PollReport[]): void {
  for (const { connection, unlisted, stopped } of reports) {
    for (const { entity, message, code } of unlisted)
      output.warn(`${entity} could not be listed: ${message} (${code})`);
    if (stopped !== null)
      output.warn(`${connection} is not read: ${stopped.message} (${stopped.code}); ${stopped.hint}`);
  }
  const rows = reports.flatMap(({ connection, polled }) =>
    polled.map(({ entity, kind, pages, rows: listed, queued }) => [connection, entity, kind, pages, listed, queued]),
  );
  const head = ['connection', 'entity', 'list', 'pages', 'rows', 'read singly'];
  if (rows.length > 0) output.text(renderTable({ head, rows, right: [3, 4, 5] }));
  const pages = reports.flatMap(({ polled }) => polled).reduce((sum, one) => sum + one.pages, 0);
  const objects = reports.reduce((sum, one) => sum + one.objects, 0);
  output.text(`${count(pages, 'page')} and ${count(objects, 'object')} landed; "ledgerlake run" loads them`);
  output.value(reports);
}
