import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { parseRawKey } from '../../receiver/landing/keys.ts';
import type { ObjectRef } from '../api/source-client.ts';
import type { LoaderContext } from '../context.ts';
import { readCursor } from '../plan/cursor-state.ts';
import { discover } from '../plan/discover.ts';
import { sourceApi } from '../sources/index.ts';
import { findWants } from './find-wants.ts';
import { enqueue, unansweredKeys } from './queue.ts';
import { readQueue, updateQueue } from './queue-state.ts';
import { unansweredWants } from './reconcile-queue.ts';

export interface QueueWantsOptions {
  /** raw keys that are named in no manifest yet */
  readonly newKeys: readonly string[];
  /** go through everything that ever landed, not only what is new */
  readonly reconcile: boolean;
}

/** The connections that can be fetched for. */
export function fetchedConnections({ config }: LoaderContext): readonly ConnectionConfig[] {
  return Object.values(config.connections).filter(({ oauth }) => oauth !== undefined);
}

/**
 * Puts into a connection's queue what its landed webhooks ask for. Durable before a manifest names them: from then on they are
 * no longer new, and nothing would look at them again.
 *
 * @throws AppError of the landing store
 */
export async function queueWants(
  { store, config, clock }: LoaderContext,
  connection: ConnectionConfig,
  { newKeys, reconcile }: QueueWantsOptions,
): Promise<void> {
  const api = sourceApi(connection.source);
  const canRead = (object: ObjectRef): boolean => api.readRequest(object, connection) !== undefined;
  const judge = { connection, canRead, settleSeconds: config.loader.settleSeconds };
  const isFirst = (await readQueue(store, connection.name)) === undefined;
  const ours = newKeys.filter((key) => parseRawKey(key)?.connection === connection.name);
  const wants =
    isFirst || reconcile ? await unansweredWants(store, connection, judge) : await findWants(store, ours, judge);
  if (wants.length === 0 && !isFirst) return;
  await updateQueue(store, connection.name, (queue) => enqueue(queue, wants, clock()));
}

/** Queues what these landed webhooks ask for, for every connection that can be fetched for. */
export async function queueLanded(context: LoaderContext, newKeys: readonly string[]): Promise<void> {
  if (newKeys.length === 0) return;
  for (const connection of fetchedConnections(context)) {
    await queueWants(context, connection, { newKeys, reconcile: false });
  }
}

/** Raw keys of the hints that wait for their answer. */
export async function unansweredHints(context: LoaderContext): Promise<readonly string[]> {
  const queues = await Promise.all(fetchedConnections(context).map(({ name }) => readQueue(context.store, name)));
  return queues.flatMap((queue) => (queue === undefined ? [] : unansweredKeys(queue)));
}

/** For commands that name landed objects in manifests without being a run: what is new until now is queued first. */
export async function queueEverythingNew(context: LoaderContext): Promise<void> {
  if (fetchedConnections(context).length === 0) return;
  const found = await discover(context.store, {
    cursor: await readCursor(context.store),
    lookbackHours: context.config.loader.lookbackHours,
    now: context.clock(),
    full: false,
    normalOnly: true,
  });
  await queueLanded(
    context,
    found.objects.map(({ key }) => key),
  );
}
