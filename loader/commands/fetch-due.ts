import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { codeOf, messageOf, type Problem, problemOf } from '../../receiver/errors.ts';
import { isOfOneRequest } from '../api/problem-error.ts';
import type { LoaderContext } from '../context.ts';
import { lazyWarehouse } from '../context.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import { type HydrateOptions, type Hydration, hydrate } from '../fetch/hydrate.ts';
import { LOOK_AGAIN_MS } from '../fetch/lease-turns.ts';
import { dueItems, isOnlyListed } from '../fetch/queue.ts';
import { readQueue } from '../fetch/queue-state.ts';
import { fetchedConnections, type QueueWantsOptions, queueWants } from '../fetch/queue-wants.ts';
import { type Poll, poll, type UnlistedEntity } from '../poll/poll.ts';
import { confirmLanded } from '../webhooks/open-webhooks.ts';

/** What a run fetched for one connection. */
export interface FetchReport {
  readonly connection: string;
  /** API answers that landed */
  readonly landed: number;
  /** objects whose read failed and is tried again by later runs */
  readonly failed: number;
  /** objects that are still to be read */
  readonly queued: number;
  /** lists that were due and could not be read */
  readonly unlisted: readonly UnlistedEntity[];
  /** what keeps the connection as a whole from being read */
  readonly stopped: Problem | null;
}

export interface Fetched {
  readonly reports: readonly FetchReport[];
  /** whether there may be new objects in the landing zone */
  readonly hasLanded: boolean;
}

export interface FetchDueOptions extends QueueWantsOptions {
  /** false: queue what is wanted, and ask no API for anything */
  readonly ask: boolean;
}

/**
 * Queues what landed webhooks ask for and fetches what is due, for every connection that has credentials, for at most
 * `loader.fetch_seconds`: first the objects in the queue, then the lists whose time has come, then what these name. One connection
 * that cannot be read never keeps the others from being.
 *
 * @throws AppError of the landing store
 */
export async function fetchDue(context: LoaderContext, options: FetchDueOptions): Promise<Fetched> {
  const { config, clock } = context;
  const until = new Date(clock().getTime() + config.loader.fetchSeconds * 1000);
  const done = await Promise.all(
    fetchedConnections(context).map((connection) => fetchFor(context, { ...options, connection, until })),
  );
  return {
    reports: done,
    hasLanded: done.some(({ landed, failed }) => landed > 0 || failed > 0),
  };
}

async function fetchFor(
  context: LoaderContext,
  options: FetchDueOptions & { readonly connection: ConnectionConfig; readonly until: Date },
): Promise<FetchReport> {
  const { store } = context;
  const { connection, until, ask } = options;
  await queueWants(context, connection, options);
  const done = ask ? await askFor(context, { fetch: context.openFetch(connection), until }) : NOTHING;
  const queue = await readQueue(store, connection.name);
  return {
    connection: connection.name,
    landed: done.landed,
    failed: done.failed,
    queued: queue?.items.length ?? 0,
    unlisted: done.unlisted,
    stopped: done.end === 'stopped' ? problemOf(done.error) : null,
  };
}

interface Done extends Hydration {
  readonly unlisted: readonly UnlistedEntity[];
}

const NOTHING: Done = { landed: 0, failed: 0, end: 'done', error: undefined, unlisted: [] };

/** One client for all that a run asks of a connection: what it may send in a minute is counted once. */
interface Turn {
  readonly fetch: FetchContext;
  readonly until: Date;
}

async function askFor(context: LoaderContext, turn: Turn): Promise<Done> {
  await confirmOrWarn(context, turn.fetch);
  return hydrateAndPoll(context, turn);
}

// What lists ask for comes last: a backfill's thousands of objects must keep no poll from its turn. Where a backfill of another process
// fetches, pages of lists wait for their turn as hints do. Where single objects cannot be read, lists may be.
async function hydrateAndPoll(context: LoaderContext, { fetch, until }: Turn): Promise<Done> {
  const first = await hydrateInTurn(fetch, { until, only: (item) => !isOnlyListed(item) });
  const mayList = first.end === 'stopped' ? isOfOneRequest(first.error) : first.end !== 'time';
  if (!mayList) return { ...first, unlisted: [] };
  const { polled, unlisted, error } = await pollDue(context, { fetch, until });
  const pages = polled.reduce((sum, one) => sum + one.pages, 0);
  const done = { landed: first.landed + pages, failed: first.failed, unlisted };
  if (codeOf(error) === 'fetch_lease_held') return { ...done, end: 'busy', error: undefined };
  if (error !== undefined) return { ...done, end: 'stopped', error };
  if (first.end === 'stopped') return { ...done, end: 'stopped', error: first.error };
  const second = await hydrateInTurn(fetch, { until });
  return { ...second, landed: done.landed + second.landed, failed: done.failed + second.failed, unlisted };
}

async function pollDue(context: LoaderContext, { fetch, until }: Turn): Promise<Poll> {
  const warehouse = lazyWarehouse(context.openWarehouse);
  try {
    return await poll(fetch, { until, warehouse: warehouse.get });
  } finally {
    await warehouse.close();
  }
}

/** Hydrates; where another process fetches, a backfill for days perhaps, waits for its turn until that has read what is due here. */
async function hydrateInTurn(fetch: FetchContext, options: HydrateOptions): Promise<Hydration> {
  for (;;) {
    const done = await hydrate(fetch, options);
    if (done.end !== 'busy' || fetch.signal.aborted || fetch.clock() >= options.until) return done;
    const queue = await readQueue(fetch.store, fetch.connection.name);
    const due = queue === undefined ? [] : dueItems(queue, fetch.clock());
    if (due.every(isOnlyListed)) return done;
    await fetch.sleep(LOOK_AGAIN_MS);
  }
}

/** Callbacks whose handshakes have landed. That they cannot be confirmed now keeps nothing from being read. */
async function confirmOrWarn(context: LoaderContext, fetch: FetchContext): Promise<void> {
  const { connection } = fetch;
  try {
    for (const { event, state } of await confirmLanded(context, fetch)) {
      if (state === 'confirmed') context.output.note(`${connection.name}: ${event} is confirmed`);
      if (state === 'refused' || state === 'gone') {
        context.output.warn(
          `${connection.name}: ${event} is not confirmed (${state}); run "ledgerlake webhooks register ${connection.name}"`,
        );
      }
    }
  } catch (error) {
    context.output.warn(`${connection.name}: callbacks are not confirmed: ${messageOf(error)}`);
  }
}
