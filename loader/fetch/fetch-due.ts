import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { AppError, codeOf, messageOf } from '../../receiver/errors.ts';
import type { LoaderContext } from '../context.ts';
import { confirmLanded } from '../webhooks/open-webhooks.ts';
import { hydrate } from './hydrate.ts';
import { readQueue } from './queue-state.ts';
import { fetchedConnections, type QueueWantsOptions, queueWants } from './queue-wants.ts';

/** What a run fetched for one connection. */
export interface FetchReport {
  readonly connection: string;
  /** API answers that landed */
  readonly landed: number;
  /** objects whose read failed and is tried again by later runs */
  readonly failed: number;
  /** objects that are still to be read */
  readonly queued: number;
  /** what keeps the connection as a whole from being read */
  readonly stopped: {
    readonly code: string;
    readonly message: string;
    readonly hint: string;
    readonly retryable: boolean;
  } | null;
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
 * `loader.fetch_seconds`. One connection that cannot be read never keeps the others from being.
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
  if (ask) await confirmOrWarn(context, connection);
  const { landed, failed, end, error } = ask
    ? await hydrate(context.openFetch(connection), { until })
    : { landed: 0, failed: 0, end: 'done', error: undefined };
  const queue = await readQueue(store, connection.name);
  return {
    connection: connection.name,
    landed,
    failed,
    queued: queue?.items.length ?? 0,
    stopped: end === 'stopped' ? stoppedBy(error) : null,
  };
}

/** Callbacks whose handshakes have landed. That they cannot be confirmed now keeps nothing from being read. */
async function confirmOrWarn(context: LoaderContext, connection: ConnectionConfig): Promise<void> {
  try {
    for (const { event, state } of await confirmLanded(context, connection)) {
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

function stoppedBy(error: unknown): NonNullable<FetchReport['stopped']> {
  return {
    code: codeOf(error) ?? 'unexpected',
    message: messageOf(error),
    hint: error instanceof AppError ? error.hint : '',
    retryable: error instanceof AppError && error.retryable,
  };
}
