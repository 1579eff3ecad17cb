import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { AppError } from '../../receiver/errors.ts';
import { reservedShare } from '../api/daily-quota.ts';
import { backfill, rangeText } from '../backfill/backfill.ts';
import type { Backfilled } from '../backfill/backfill-run.ts';
import type { BackfilledEntity, BackfillState } from '../backfill/backfill-state.ts';
import type { Cost } from '../backfill/estimate.ts';
import type { RefusedGroup } from '../backfill/refused-objects.ts';
import type { LoaderContext } from '../context.ts';
import { backfillLeaseName, takeLease } from '../lease.ts';
import { count, renderTable } from '../terminal/table.ts';
import type { CommandHome, CommonOptions } from './command-line.ts';
import { inContext, withCommonOptions } from './command-line.ts';
import { type Asked, askedFor } from './connections.ts';

interface Options extends CommonOptions {
  readonly since?: string;
  readonly until?: string;
  readonly all?: boolean;
  readonly entity?: readonly string[];
  readonly dryRun?: boolean;
  readonly restart?: boolean;
}

/** What `backfill --json` prints for a connection. */
export interface BackfillReport {
  readonly connection: string;
  readonly since: string | null;
  readonly until: string | null;
  readonly started_at: string;
  /** null: a dry run, or stopped before its end */
  readonly finished_at: string | null;
  readonly is_resumed: boolean;
  /** when it began or went on, at most */
  readonly estimate: {
    readonly requests: number;
    readonly minutes: number;
    readonly days: number;
    readonly requests_per_day: number | null;
  };
  readonly entities: readonly Omit<BackfilledEntity, 'reading'>[];
  /** answers about single objects that landed this time */
  readonly objects: number;
  /** objects that are still queued because they are refused, by entity and code */
  readonly refused: readonly RefusedGroup[];
}

export function addBackfillCommand({ program, host, exit }: CommandHome): void {
  withCommonOptions(program.command('backfill [connection]'))
    .description('read what was there before us, newest first; goes on where it was stopped; "run" loads it')
    .option('--since <day>', 'documents dated on this day or later; what has no date is read too')
    .option('--until <day>', 'documents dated on this day or earlier')
    .option('--all', 'everything')
    .option('--entity <name...>', 'these alone, as in the tables: invoices')
    .option('--dry-run', 'count, and say how many requests and days it takes')
    .option('--restart', 'give up an unfinished backfill and begin anew')
    .action(async (name: string | undefined, options: Options) => {
      const range = rangeOf(options);
      exit(await inContext(host, options, (context) => backfillAll(context, { ...options, ...range, name })));
    });
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** @throws AppError `usage` */
function rangeOf({ since, until, all }: Options): { readonly from: string | null; readonly to: string | null } {
  if ((since === undefined) === (all !== true)) {
    throw new AppError('usage', since === undefined ? 'backfill of what?' : '--since and --all contradict each other', {
      hint: 'name the first day, "--since 2026-01-01", or take everything, "--all"',
    });
  }
  for (const [option, day] of Object.entries({ since, until })) {
    if (day === undefined || (DAY.test(day) && new Date(day).toJSON()?.startsWith(day))) continue;
    throw new AppError('usage', `--${option} ${JSON.stringify(day)} is no day`, { hint: 'write it as 2026-01-31' });
  }
  if (since !== undefined && until !== undefined && since > until) {
    throw new AppError('usage', `--since ${since} is after --until ${until}`, { hint: 'exchange them' });
  }
  return { from: since ?? null, to: until ?? null };
}

interface Chosen extends Options {
  readonly name: string | undefined;
  readonly from: string | null;
  readonly to: string | null;
}

async function backfillAll(context: LoaderContext, options: Chosen): Promise<number> {
  const reports: BackfillReport[] = [];
  for (const asked of askedFor(context, { connection: options.name, entities: options.entity })) {
    reports.push(await backfillOne(context, asked, options));
  }
  context.output.value(reports);
  const isOver = reports.every(
    ({ finished_at: at, entities }) => at !== null && entities.every(({ problem }) => problem === null),
  );
  return isOver || options.dryRun === true ? 0 : 1;
}

/** @throws AppError `lease_held`, and as `backfill` */
async function backfillOne(
  context: LoaderContext,
  { connection, entities }: Asked,
  { from, to, dryRun = false, restart = false }: Chosen,
): Promise<BackfillReport> {
  const { output } = context;
  const answer = await takeLease(context, backfillLeaseName(connection.name));
  if (answer.kind === 'held') {
    throw new AppError(
      'lease_held',
      `a backfill of ${connection.name} is under way: process ${answer.by.pid} on ${answer.by.host}`,
      {
        hint: 'wait until it is done, or stop it: nothing is lost',
        retryable: true,
      },
    );
  }
  let told: { readonly cost: Cost; readonly isResumed: boolean } | undefined;
  try {
    const done = await backfill(context, connection, {
      since: from,
      until: to,
      entities: entities.map(({ name }) => name),
      isDryRun: dryRun,
      isRestart: restart,
      onPlan: (plan) => {
        told = plan;
        printPlan(context, connection, plan);
      },
    });
    if (!dryRun) printEnd(output, connection, done);
    return reportOf({ connection, done, told });
  } finally {
    await answer.lease.release();
  }
}

function printPlan(
  { output, config }: LoaderContext,
  { name }: ConnectionConfig,
  { state, cost, isResumed }: { readonly state: BackfillState; readonly cost: Cost; readonly isResumed: boolean },
): void {
  const rows = state.entities.map(({ entity, estimate, is_done: isDone, problem }) => [
    entity,
    estimate.rows,
    estimate.pages,
    estimate.objects,
    isDone ? 'done' : (problem?.code ?? ''),
  ]);
  const head = ['entity', 'rows', 'pages', 'read singly', ''];
  output.text(renderTable({ head, rows, right: [1, 2, 3] }));
  const share = reservedShare({ reserve: config.loader.quotaReserve, isBulk: true });
  const kept = `${Math.round(share * 100)} % are left to webhooks, polls and other programs`;
  const perDay = cost.perDay === null ? '' : `, ${count(cost.perDay, 'request')} a day (${kept})`;
  const left = isResumed ? 'goes on: ' : '';
  output.text(
    `${name}: ${left}at most ${count(cost.requests, 'request')}, at least ${duration(cost.minutes)}, ${count(cost.days, 'day')}${perDay}`,
  );
}

function printEnd(
  output: LoaderContext['output'],
  { name }: ConnectionConfig,
  { state, objects, refused }: Backfilled,
): void {
  for (const { entity, is_done: isDone, problem } of state.entities) {
    if (problem === null) continue;
    output.warn(`${entity} could not be ${isDone ? 'wholly ' : ''}listed: ${problem.message} (${problem.code})`);
  }
  for (const { entity, code, message, objects: left, unasked } of refused) {
    const but = unasked === 0 ? '' : `; ${unasked} of them were not asked for`;
    output.warn(`${entity}: ${count(left, 'object')} refused: ${message} (${code})${but}; runs ask for them again`);
  }
  const pages = state.entities.reduce((sum, one) => sum + one.pages, 0);
  const done = `${count(pages, 'page')} in all and ${count(objects, 'object')} this time landed`;
  const next = state.finished_at === null ? 'stopped; the same command goes on' : '"ledgerlake run" loads them';
  output.text(`${name}: backfill ${rangeText(state)}: ${done}; ${next}`);
}

function reportOf(facts: {
  readonly connection: ConnectionConfig;
  readonly done: Backfilled;
  readonly told: { readonly cost: Cost; readonly isResumed: boolean } | undefined;
}): BackfillReport {
  const { connection, told } = facts;
  const { state, objects, refused } = facts.done;
  const { requests = 0, minutes = 0, days = 0, perDay = null } = told?.cost ?? {};
  return {
    connection: connection.name,
    since: state.since,
    until: state.until,
    started_at: state.started_at,
    finished_at: state.finished_at,
    is_resumed: told?.isResumed ?? false,
    estimate: { requests, minutes, days, requests_per_day: perDay },
    entities: state.entities.map(({ entity, is_done, pages, rows, queued, estimate, problem }) => ({
      entity,
      is_done,
      pages,
      rows,
      queued,
      estimate,
      problem,
    })),
    objects,
    refused,
  };
}

function duration(minutes: number): string {
  return minutes < 120 ? count(minutes, 'minute') : count(Math.round(minutes / 60), 'hour');
}
