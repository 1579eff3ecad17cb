import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { AppError } from '../../receiver/errors.ts';
import type { Entity } from '../catalog/entity.ts';
import { type LoaderContext, lazyWarehouse } from '../context.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import { listedEntities } from '../lists/listed-entities.ts';
import { type Backfilled, BackfillRun } from './backfill-run.ts';
import { type BackfilledEntity, type BackfillState, readBackfill, writeBackfill } from './backfill-state.ts';
import type { DateRange } from './document-date.ts';
import { type Cost, costOf, planEntity } from './estimate.ts';
import { inBulk } from './in-bulk.ts';
import { type Patience, waitAfter } from './patience.ts';
import { quotaOf } from './quota-of.ts';
import { readHints } from './read-hints.ts';

export interface BackfillOptions extends DateRange {
  /** default: every entity that has a list */
  readonly entities?: readonly string[] | undefined;
  /** look how much there is, and read nothing */
  readonly isDryRun: boolean;
  /** begin anew although another one is unfinished */
  readonly isRestart: boolean;
  /** told before it begins, and when it goes on */
  readonly onPlan: (plan: { readonly state: BackfillState; readonly cost: Cost; readonly isResumed: boolean }) => void;
}

/**
 * Reads everything that a connection's lists name, or what is dated in a range: list after list, page by page, newest first, and after
 * each page the objects that it names and does not hold. Every page that is finished is written down: when it is stopped or killed it goes on
 * from there. Other processes have their turn after each page and each batch of objects, and hints are read first.
 *
 * @throws AppError `usage` (another backfill is unfinished), what keeps the connection from being read and does not pass, and what the
 *   landing store says
 */
export async function backfill(
  context: LoaderContext,
  connection: ConnectionConfig,
  options: BackfillOptions,
): Promise<Backfilled> {
  const fetch = context.openFetch(connection);
  const unfinished = await unfinishedOf(fetch, options);
  const isResumed = unfinished !== undefined;
  const state = unfinished ?? (await plan(fetch, options));
  const { requestsPerMinute } = fetch.api.limits;
  const quota = await quotaOf(fetch);
  const cost = costOf(state, { requestsPerMinute, quota, reserve: context.config.loader.quotaReserve });
  options.onPlan({ state, cost, isResumed });
  if (options.isDryRun) return { state, objects: 0, refused: [] };
  if (!isResumed) await writeBackfill(context.store, connection.name, state);
  const warehouse = lazyWarehouse(context.openWarehouse);
  const progress = fetch.output.progress(`backfill ${connection.name}`);
  try {
    return await new BackfillRun(fetch, { state, progress, warehouse: warehouse.get, total: cost.requests }).go();
  } finally {
    progress.stop();
    await warehouse.close();
  }
}

async function unfinishedOf(fetch: FetchContext, options: BackfillOptions): Promise<BackfillState | undefined> {
  const { store, connection } = fetch;
  const last = await readBackfill(store, connection.name);
  if (last === undefined || last.finished_at !== null || options.isRestart) return undefined;
  const wanted = names(fetch, options);
  const has = new Set(last.entities.map(({ entity }) => entity));
  const isSame = last.since === options.since && last.until === options.until && wanted.every((name) => has.has(name));
  if (isSame && has.size <= wanted.length) return last;
  if (options.isDryRun) return undefined;
  throw new AppError(
    'usage',
    `${connection.name} has an unfinished backfill ${rangeText(last)} of other entities or dates`,
    {
      hint: 'go on with it by the same options, or give it up with --restart',
    },
  );
}

export function rangeText({ since, until }: DateRange): string {
  return `${since === null ? 'of everything' : `since ${since}`}${until === null ? '' : ` until ${until}`}`;
}

function names(fetch: FetchContext, { entities }: BackfillOptions): readonly string[] {
  return entities ?? listedEntities(fetch.api, fetch.connection).map(({ name }) => name);
}

// What is complete in its list comes first: it costs little, and documents refer to it.
async function plan(fetch: FetchContext, options: BackfillOptions): Promise<BackfillState> {
  const wanted = new Set(names(fetch, options));
  const entities = listedEntities(fetch.api, fetch.connection).filter(({ name }) => wanted.has(name));
  const planned: BackfilledEntity[] = [];
  const patience: Patience = { failures: 0 };
  for (const entity of entities.toSorted((a, b) => rank(a) - rank(b))) {
    // Many lists take long to be measured. A dry run leaves the hints to the runs.
    if (!options.isDryRun) await readHints(fetch);
    const one = await patiently(fetch, patience, () => planEntity(inBulk(fetch), entity, options));
    if (one !== undefined) planned.push(one);
  }
  const { since, until } = options;
  return { v: 1, started_at: fetch.clock().toISOString(), finished_at: null, since, until, entities: planned };
}

function rank({ document }: Entity): number {
  return document === 'row' ? 0 : 1;
}

async function patiently<T>(fetch: FetchContext, patience: Patience, action: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      const done = await action();
      patience.failures = 0;
      return done;
    } catch (error) {
      await waitAfter(error, fetch, patience);
    }
  }
}
