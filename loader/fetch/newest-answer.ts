import type { ConnectionConfig } from '../../receiver/config/config.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { listRaw } from '../plan/list-raw.ts';

const DAY_MS = 86_400_000;

/**
 * The request start of the newest answer that has landed for a connection: what comes next must be later, also when a clock was
 * set back or a process ended before it could write down how far it was.
 *
 * Cost: a listing of the names since the newest one that is written down; of one day where none is.
 */
export async function newestAnswerTime(
  store: LandingStore,
  connection: ConnectionConfig,
  remembered: string | null,
): Promise<Date | undefined> {
  const known = remembered === null ? undefined : new Date(remembered);
  const from = known ?? new Date((await store.now()).getTime() - DAY_MS);
  let newest = known;
  for await (const { parsed } of listRaw(store, { from, source: connection.source, connection: connection.name })) {
    if (parsed.origin === 'webhook' || parsed.time === undefined) continue;
    if (newest === undefined || parsed.time > newest) newest = parsed.time;
  }
  return newest;
}
