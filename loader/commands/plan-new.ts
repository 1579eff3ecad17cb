import type { LoaderContext } from '../context.ts';
import { loadState } from '../load/load-folders.ts';
import { createLoads } from '../load/new-load.ts';
import { supersedeOutdated } from '../load/supersede.ts';
import type { DiscoveryMode } from '../plan/discover.ts';
import { count } from '../terminal/table.ts';
import { type FetchAndDiscover, fetchAndDiscover } from './fetch-and-discover.ts';
import type { FetchReport } from './fetch-due.ts';

/** What a run has before it, without the names: those of a first load may be many. */
export interface PlannedRun {
  readonly mode: DiscoveryMode;
  /** landed objects that were new, and their bytes */
  readonly objects: number;
  readonly bytes: number;
  readonly missed: number;
  readonly strangers: number;
  readonly fetched: readonly FetchReport[];
  readonly created: number;
  readonly superseded: number;
  /** for the next cursor */
  readonly ahead: readonly string[];
  /** loads that are not over, ascending by id */
  readonly due: readonly string[];
}

/**
 * Fetches what is due, and names everything new in the manifests of loads.
 *
 * @throws AppError `lease_lost`, and what the landing store says
 */
export async function planNew(context: LoaderContext, options: FetchAndDiscover): Promise<PlannedRun> {
  const { store, config, clock } = context;
  const ids = { clock, nonce: context.nonce, assertHeld: options.assertHeld };
  const { found, fetched } = await fetchAndDiscover(context, options);
  reportFindings(context, found);
  const taken = await supersedeOutdated(store, found.loads, ids);
  const created = await createLoads(
    store,
    {
      objects: found.objects,
      reason: 'run',
      of: [],
      maxLoadBytes: config.loader.maxLoadBytes,
      parquetWriter: config.loader.parquetWriter,
    },
    ids,
  );
  const left = found.loads.filter((load) => loadState(load).kind !== 'over' && !taken.has(load.loadId));
  const due = new Set([
    ...left.map((load) => load.loadId),
    ...[...taken.values(), ...created].map((manifest) => manifest.load_id),
  ]);
  return {
    mode: found.mode,
    objects: found.objects.length,
    bytes: found.objects.reduce((sum, object) => sum + object.bytes, 0),
    missed: found.missed.length,
    strangers: found.strangers.length,
    fetched: fetched.reports,
    created: created.length,
    superseded: taken.size,
    ahead: found.ahead,
    due: [...due].sort(),
  };
}

function reportFindings(
  { output }: LoaderContext,
  found: { readonly missed: readonly string[]; readonly strangers: readonly string[] },
): void {
  if (found.missed.length > 0) {
    output.warn(`${count(found.missed.length, 'object')} had been missed by earlier runs, loaded now`);
    for (const key of found.missed) output.detail(`missed: ${key}`);
  }
  if (found.strangers.length > 0) {
    const [first] = found.strangers;
    output.warn(
      `${count(found.strangers.length, 'name')} under raw/ not ours, left alone: ${first}${found.strangers.length > 1 ? ', …' : ''}`,
    );
    for (const key of found.strangers) output.detail(`not ours: ${key}`);
  }
}
