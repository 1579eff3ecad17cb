import { Cron } from 'croner';
import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { messageOf } from '../../receiver/errors.ts';
import type { LoaderContext } from '../context.ts';
import { fetchedConnections } from '../fetch/queue-wants.ts';
import { listedEntities } from '../lists/listed-entities.ts';
import { sourceApi } from '../sources/index.ts';
import { count } from '../terminal/table.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { settleConfirming } from './confirming.ts';
import type { ConnectionSweep, EntitySweep } from './report.ts';
import { sweepConnection } from './sweep-connection.ts';
import { nothingFound } from './sweep-entity.ts';
import { readSweepState, type SweepState, updateSweepState, withListed } from './sweep-state.ts';
import { sweepWindow } from './window.ts';

export interface SweepDueOptions {
  readonly warehouse: () => Promise<Pick<Warehouse, 'query'>>;
}

/**
 * The scheduled sweep, as a part of a run: when `loader.sweep` says so, for at most about `loader.fetch_seconds` a run; the next run
 * goes on with the entities that are left. What it queues is read by the run itself, but for absent records: these it asks for at
 * once, and what is answered later counts in a later run. What goes wrong is said and keeps nothing from being loaded.
 *
 * @returns sweeps that came to their end in this run, and what of earlier ones was confirmed since
 * @throws AppError of the landing store
 */
export async function sweepDue(context: LoaderContext, options: SweepDueOptions): Promise<readonly ConnectionSweep[]> {
  const { config, output } = context;
  const { sweep: schedule } = config.loader;
  const ended = await Promise.all(
    fetchedConnections(context).map(async (connection) => {
      try {
        const state = await readSweepState(context.store, connection.name);
        const swept =
          schedule === undefined ? NOT_DUE : await sweepInTurn(context, connection, { ...options, schedule, state });
        return swept === NOT_DUE ? await confirmedSince(context, connection, state) : swept;
      } catch (error) {
        output.warn(`${connection.name} is not swept: ${messageOf(error)}`);
        return undefined;
      }
    }),
  );
  return ended.filter((sweep) => sweep !== undefined);
}

const NOT_DUE = 'not_due';

/** @returns undefined: the next run goes on with it */
async function sweepInTurn(
  context: LoaderContext,
  connection: ConnectionConfig,
  { warehouse, schedule, state }: SweepDueOptions & { readonly schedule: string; readonly state: SweepState },
): Promise<ConnectionSweep | typeof NOT_DUE | undefined> {
  const { store, clock, config } = context;
  const now = clock();
  if (state.scheduled_from === null) {
    // From here on the schedule counts: nobody expects a sweep from the first run.
    const from = now.toISOString();
    await updateSweepState(store, connection.name, (current) => ({ ...current, scheduled_from: from }));
    return NOT_DUE;
  }
  if (state.round === null && !isDue(schedule, new Date(state.scheduled_from), now)) return NOT_DUE;
  const done = new Set(state.round?.entities.map(({ entity }) => entity));
  const entities = listedEntities(sourceApi(connection.source), connection).filter(({ name }) => !done.has(name));
  const swept = await sweepConnection(context, connection, {
    warehouse: { query: async (...args) => (await warehouse()).query(...args) },
    window: sweepWindow({ isFull: false }, state.round === null ? now : new Date(state.round.started_at)),
    entities,
    yes: false,
    until: new Date(now.getTime() + config.loader.fetchSeconds * 1000),
  });
  const round = merged(state.round, swept);
  // Without progress there is nothing to go on with: what stopped it is told, and the next time comes.
  const isOver = swept.entities.length === 0 || swept.entities.length === entities.length || swept.stopped !== null;
  await updateSweepState(store, connection.name, (current): SweepState => {
    const listed = withListed(current, swept);
    return isOver ? { ...listed, last: round, round: null, scheduled_from: now.toISOString() } : { ...listed, round };
  });
  return isOver ? round : undefined;
}

/** What earlier sweeps asked for and was answered since, as a sweep that found nothing else; undefined: nothing of it is gone. */
async function confirmedSince(
  { store, clock, output }: LoaderContext,
  connection: ConnectionConfig,
  state: SweepState,
): Promise<ConnectionSweep | undefined> {
  const { gone, open } = await settleConfirming({ store, connection }, { state });
  if (gone.size === 0) return undefined;
  for (const [entity, deleted] of gone) {
    output.note(`${connection.name} ${entity}: ${count(deleted, 'record')} that a list lacked, confirmed to be gone`);
  }
  await updateSweepState(store, connection.name, (current) => ({
    ...current,
    last: current.last && { ...current.last, entities: current.last.entities.map((one) => withGone(one, gone)) },
  }));
  const now = clock().toISOString();
  return {
    connection: connection.name,
    source: connection.source,
    started_at: now,
    finished_at: now,
    since: null,
    until: null,
    full: false,
    entities: [...gone.keys()].map((entity) => withGone(nothingFound(entity), gone)),
    queued: 0,
    read: 0,
    unread: 0,
    confirming: open,
    stopped: null,
  };
}

function withGone(swept: EntitySweep, gone: ReadonlyMap<string, number>): EntitySweep {
  return { ...swept, deleted: swept.deleted + (gone.get(swept.entity) ?? 0) };
}

function isDue(schedule: string, from: Date, now: Date): boolean {
  // Never started: it only knows when the next time is.
  const next = new Cron(schedule, { paused: true }).nextRun(from);
  return next !== null && next <= now;
}

function merged(round: ConnectionSweep | null, swept: ConnectionSweep): ConnectionSweep {
  if (round === null) return swept;
  return {
    ...swept,
    started_at: round.started_at,
    entities: [...round.entities, ...swept.entities],
    queued: round.queued + swept.queued,
    unread: round.unread + swept.unread,
    read: round.read + swept.read,
  };
}
