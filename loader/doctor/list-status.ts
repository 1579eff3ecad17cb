import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { type BackfillState, readBackfill } from '../backfill/backfill-state.ts';
import type { LoaderContext } from '../context.ts';
import { backfillLeaseName, currentHolder } from '../lease.ts';
import { listedEntities } from '../lists/listed-entities.ts';
import { NEVER_POLLED, type PolledEntity, readPollState } from '../poll/poll-state.ts';
import { AT_ONCE, changedSince, dueAt, polledEntities } from '../poll/schedule.ts';
import { sourceApi } from '../sources/index.ts';
import { sizeOf } from '../sweep/confirming.ts';
import { totalLoss } from '../sweep/report.ts';
import { readSweepState, type SweepState } from '../sweep/sweep-state.ts';

/** An entity that is polled. */
export interface PollStatus {
  readonly entity: string;
  /** `daily`, `hourly` or a cron expression */
  readonly schedule: string;
  /** when the newest list that was read to its end was asked for */
  readonly last_at: string | null;
  /** when a run reads it next, or should have; null: never */
  readonly due_at: string | null;
  /** the next list asks for what was changed since then; null: for everything */
  readonly changed_since: string | null;
  /** a list that is read in several runs: next page */
  readonly page: number | null;
  /** why the last try failed */
  readonly problem: PolledEntity['problem'];
}

/** The backfill that is under way, or the last one. */
export interface BackfillStatus {
  /** `interrupted`: no process goes on with it */
  readonly state: 'running' | 'interrupted' | 'done';
  readonly since: string | null;
  readonly until: string | null;
  readonly started_at: string;
  readonly finished_at: string | null;
  /** list pages and rows: done, and as estimated when it began */
  readonly pages: readonly [done: number, estimated: number];
  readonly rows: readonly [done: number, estimated: number];
  /** objects queued because of them, and those of all lists that are still to be read */
  readonly objects: number;
  readonly unread: number;
  readonly entities: readonly {
    readonly entity: string;
    readonly is_done: boolean;
    readonly pages: number;
    readonly rows: number;
    readonly problem: BackfillState['entities'][number]['problem'];
  }[];
  /** goes on with it; null when it is done */
  readonly command: string | null;
}

/** What the last sweep found, as far as it is remembered. */
export interface SweepStatus {
  readonly finished_at: string;
  readonly since: string | null;
  readonly missed: number;
  readonly stale: number;
  readonly deleted: number;
  /** documents that changed in the window, and those of them whose current version was unknown; of entities with webhooks */
  readonly changed: number;
  readonly unknown: number;
  readonly loss_rate: number | null;
  /** what ended it early */
  readonly stopped: { readonly code: string; readonly message: string } | null;
}

/** Records of an entity that silver has alive and a list of everything lacked. */
export interface AbsentStatus {
  readonly entity: string;
  /** asked for one by one, and not answered as far as any sweep or run has seen */
  readonly confirming: number;
  /** so many of the entity that none of them is asked for without `sweep --yes` */
  readonly withheld: number;
}

export interface ListStatus {
  readonly polls: readonly PollStatus[];
  readonly backfill: BackfillStatus | null;
  readonly sweep: SweepStatus | null;
  /** entities of which something is absent and not settled */
  readonly absent: readonly AbsentStatus[];
}

/** What is known of a connection's lists, from the landing zone alone. @throws AppError of the landing store, `state_invalid` */
export async function listStatus(
  context: LoaderContext,
  connection: ConnectionConfig,
  unread: number,
): Promise<ListStatus> {
  if (connection.oauth === undefined) return { polls: [], backfill: null, sweep: null, absent: [] };
  const [polls, backfill, sweep] = await Promise.all([
    pollStatuses(context, connection),
    backfillStatus(context, connection, unread),
    readSweepState(context.store, connection.name),
  ]);
  return { polls, backfill, sweep: sweepStatus(sweep), absent: absentStatuses(sweep) };
}

async function pollStatuses(
  { store, clock }: LoaderContext,
  connection: ConnectionConfig,
): Promise<readonly PollStatus[]> {
  const api = sourceApi(connection.source);
  const { entities } = await readPollState(store, connection.name);
  const now = clock();
  return polledEntities(api, connection).map(({ entity, schedule }) => {
    const polled = entities[entity.name] ?? NEVER_POLLED;
    const due = dueAt(schedule, polled);
    const canAsk = api.lists.traits(entity.name, connection)?.changedSince !== undefined;
    return {
      entity: entity.name,
      schedule,
      last_at: polled.started_at,
      // what was never read is due from now on, as far as anybody knows
      due_at: due === undefined ? null : (due === AT_ONCE ? now : due).toISOString(),
      changed_since: canAsk ? (changedSince(polled, now)?.toISOString() ?? null) : null,
      page: polled.reading === null ? null : (polled.reading.position?.page ?? 1),
      problem: polled.problem,
    };
  });
}

async function backfillStatus(
  context: LoaderContext,
  connection: ConnectionConfig,
  unread: number,
): Promise<BackfillStatus | null> {
  const { store, owner, clock, isAlive } = context;
  const state = await readBackfill(store, connection.name);
  if (state === undefined) return null;
  const isOver = state.finished_at !== null;
  const name = backfillLeaseName(connection.name);
  const holder = isOver ? undefined : await currentHolder(store, { name, owner, clock, isAlive });
  const sum = (of: (one: BackfillState['entities'][number]) => number): number =>
    state.entities.reduce((total, one) => total + of(one), 0);
  return {
    state: isOver ? 'done' : holder === undefined ? 'interrupted' : 'running',
    since: state.since,
    until: state.until,
    started_at: state.started_at,
    finished_at: state.finished_at,
    pages: [sum((one) => one.pages), sum(({ estimate }) => estimate.pages)],
    rows: [sum((one) => one.rows), sum(({ estimate }) => estimate.rows)],
    objects: sum((one) => one.queued),
    unread,
    entities: state.entities.map(({ entity, is_done, pages, rows, problem }) => ({
      entity,
      is_done,
      pages,
      rows,
      problem,
    })),
    command: isOver ? null : resumeCommand(connection, state),
  };
}

/** The same options again: other ones would be another backfill. */
function resumeCommand(connection: ConnectionConfig, { since, until, entities }: BackfillState): string {
  const known = listedEntities(sourceApi(connection.source), connection);
  return [
    `ledgerlake backfill ${connection.name}`,
    since === null ? '--all' : `--since ${since}`,
    ...(until === null ? [] : [`--until ${until}`]),
    ...(entities.length >= known.length ? [] : [`--entity ${entities.map(({ entity }) => entity).join(' ')}`]),
  ].join(' ');
}

function sweepStatus({ last }: SweepState): SweepStatus | null {
  if (last === null) return null;
  const found = { missed: 0, stale: 0, deleted: 0 };
  for (const { missed, stale, deleted } of last.entities) {
    found.missed += missed;
    found.stale += stale;
    found.deleted += deleted;
  }
  const { finished_at, since, stopped } = last;
  return {
    finished_at,
    since,
    ...found,
    ...totalLoss(last),
    stopped: stopped === null ? null : { code: stopped.code, message: stopped.message },
  };
}

function absentStatuses({ confirming, withheld }: SweepState): readonly AbsentStatus[] {
  const asked = Map.groupBy(confirming, ({ entity }) => entity);
  const names = new Set([...asked.keys(), ...Object.keys(withheld)]);
  return [...names].map((entity) => ({
    entity,
    confirming: sizeOf(asked.get(entity) ?? []),
    withheld: withheld[entity] ?? 0,
  }));
}
