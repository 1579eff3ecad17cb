import type { LoaderContext } from '../context.ts';
import { queueLanded } from '../fetch/queue-wants.ts';
import type { Cursor } from '../plan/cursor.ts';
import { type Discovery, discover } from '../plan/discover.ts';
import { type Fetched, fetchDue } from './fetch-due.ts';

export interface FetchAndDiscover {
  readonly cursor: Cursor | undefined;
  readonly now: Date;
  readonly full: boolean;
  /** ask the source APIs */
  readonly fetch: boolean;
  readonly assertHeld: () => void;
}

/**
 * Finds what is new, fetches what it asks for, and finds what that brought. Everything that may be named in a manifest after this
 * has been looked through for hints: later runs would no longer see it as new.
 *
 * @throws AppError `lease_lost`, and what the landing store says
 */
export async function fetchAndDiscover(
  context: LoaderContext,
  { cursor, now, full, fetch, assertHeld }: FetchAndDiscover,
): Promise<{ readonly found: Discovery; readonly fetched: Fetched }> {
  const listing = { cursor, lookbackHours: context.config.loader.lookbackHours, now, full };
  const before = await discover(context.store, listing);
  const newKeys = before.objects.map(({ key }) => key);
  const fetched = await fetchDue(context, { newKeys, reconcile: full, ask: fetch });
  assertHeld();
  if (!fetched.hasLanded) return { found: before, fetched };
  const found = await discover(context.store, listing);
  const known = new Set(newKeys);
  const arrived = found.objects.map(({ key }) => key).filter((key) => !known.has(key));
  await queueLanded(context, arrived);
  // What was fetched just now had not been missed.
  return { found: { ...found, missed: before.missed }, fetched };
}
