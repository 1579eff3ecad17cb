import pLimit from 'p-limit';
import { parseRawKey } from '../../receiver/landing/keys.ts';
import { listLatePointers } from '../../receiver/landing/late.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import type { LoadFolder } from '../load/load-folders.ts';
import { listLoadFolders } from '../load/load-folders.ts';
import type { Cursor, Window } from './cursor.ts';
import { isFullListingDue, windowOf } from './cursor.ts';
import { listRaw, parseConsistent } from './list-raw.ts';
import { namedKeys } from './named-keys.ts';
import type { PlannedObject } from './plan-loads.ts';
import { compareKeys } from './plan-loads.ts';

/** `first`: there is no cursor; `full`: everything was listed; `normal`: what is new and the lookback. */
export type DiscoveryMode = 'first' | 'normal' | 'full';

export interface Discovery {
  readonly mode: DiscoveryMode;
  /** landed and named in no manifest, ascending by key */
  readonly objects: readonly PlannedObject[];
  /** keys of `objects` that normal listings had overlooked; only a full listing can know */
  readonly missed: readonly string[];
  /** keys and folders under `raw/` that are not ours */
  readonly strangers: readonly string[];
  /** the loads of the window (all of them after a full listing), ascending */
  readonly loads: readonly LoadFolder[];
  /** for the next cursor */
  readonly ahead: readonly string[];
}

export interface DiscoverOptions {
  readonly cursor: Cursor | undefined;
  readonly lookbackHours: number;
  readonly now: Date;
  /** list everything, whenever that was done last */
  readonly full: boolean;
  /** never list everything but on the first run: for reports, which must be cheap */
  readonly normalOnly?: boolean;
}

/**
 * Finds what has landed and is named in no manifest.
 *
 * A normal run costs what is new and the lookback: it lists names from (cursor - lookback) on, follows the pointers of late
 * objects that arrived since then, and reads the manifests of that time alone.
 */
export async function discover(store: LandingStore, options: DiscoverOptions): Promise<Discovery> {
  const { cursor } = options;
  const window = cursor === undefined ? undefined : windowOf(new Date(cursor.cursor), options.lookbackHours);
  const isFull = options.full || (options.normalOnly !== true && isFullListingDue(cursor, options.now));
  const mode = window === undefined ? 'first' : isFull ? 'full' : 'normal';

  const strangers = new Set<string>();
  const onStranger = (key: string): unknown => strangers.add(key);
  const loads = await listLoadFolders(
    store,
    mode === 'normal' && window !== undefined ? { since: window.loadsSince } : {},
  );
  const named = await namedKeys(store, loads);
  const ahead = new Set([...(cursor?.ahead ?? []), ...named.ahead]);
  const isNew = (key: string): boolean => !named.keys.has(key) && !ahead.has(key);

  const objects: PlannedObject[] = [];
  const listFrom = mode === 'normal' ? window?.from : undefined;
  for await (const { key, bytes } of listRaw(store, { from: listFrom, onStranger })) {
    if (isNew(key)) objects.push({ key, bytes });
  }

  // after the listing: a pointer is written before its object, so none of what was listed lacks its own
  const late = window === undefined ? new Set<string>() : await lateKeys(store, window, onStranger);
  const unlisted = new Set([...late].filter(isNew));
  for (const { key } of objects) unlisted.delete(key);
  for (const object of await existing(store, [...unlisted])) objects.push(object);
  objects.sort((a, b) => compareKeys(a.key, b.key));
  return {
    mode,
    objects,
    missed:
      mode === 'full' && window !== undefined
        ? objects.map((object) => object.key).filter((key) => !late.has(key) && !isInWindow(key, window))
        : [],
    strangers: [...strangers].sort(compareKeys),
    loads,
    ahead: [...ahead].sort(compareKeys),
  };
}

/** The keys ahead that a cursor must still remember: those whose time the next windows have not passed. */
export function keepAhead(ahead: readonly string[], window: Window): readonly string[] {
  return ahead.filter((key) => isInWindow(key, window));
}

function isInWindow(key: string, window: Window): boolean {
  const time = parseRawKey(key)?.time;
  return time !== undefined && time.getTime() >= window.from.getTime();
}

async function lateKeys(
  store: LandingStore,
  window: Window,
  onStranger: (key: string) => unknown,
): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for await (const pointer of listLatePointers(store, window.from)) {
    if (parseConsistent(pointer.key) === undefined) onStranger(pointer.pointerKey);
    else keys.add(pointer.key);
  }
  return keys;
}

/**
 * The objects behind pointers, with their sizes. The pointer is written before the object: when that failed there is none,
 * and the provider's next try writes a pointer with a later arrival.
 */
async function existing(store: LandingStore, keys: readonly string[]): Promise<readonly PlannedObject[]> {
  const limit = pLimit(8);
  const objects = await Promise.all(
    keys.map((key) => limit(async () => ({ key, bytes: (await store.read(key))?.byteLength }))),
  );
  return objects.flatMap(({ key, bytes }) => (bytes === undefined ? [] : [{ key, bytes }]));
}
