import type { LandingStore } from '../../receiver/landing/store.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { endFailed } from './attempts.ts';
import { hasTable } from './has-table.ts';
import type { LoadFolder } from './load-folders.ts';
import { loadState } from './load-folders.ts';
import { readManifest } from './manifest-io.ts';

export interface SettleOptions {
  readonly clock: () => Date;
  readonly warehouse: () => Promise<Warehouse>;
  readonly assertHeld: () => void;
}

/**
 * Ends what a rebuild from landing left when it died. Before the swap its tables were thrown away: its loads fail, and the
 * old tables stay as they were. After the swap bronze holds their rows: they stay open and are confirmed like any load.
 *
 * @returns the ids of the loads that failed
 */
export async function settleRebuilds(
  store: LandingStore,
  loads: readonly LoadFolder[],
  options: SettleOptions,
): Promise<readonly string[]> {
  const ended: string[] = [];
  for (const folder of loads) {
    const state = loadState(folder);
    if (state.kind === 'over') continue;
    const manifest = await readManifest(store, folder.loadId);
    if (manifest.reason !== 'rebuild' || (await isInBronze(folder.loadId, options))) continue;
    options.assertHeld();
    await endFailed(store, {
      loadId: folder.loadId,
      attempts: state.kind === 'attempted' ? state.attempt : 0,
      failure: { code: 'rebuild_interrupted', message: 'the rebuild ended before its tables were swapped in' },
      finishedAt: options.clock(),
    });
    ended.push(folder.loadId);
  }
  return ended;
}

async function isInBronze(loadId: string, options: SettleOptions): Promise<boolean> {
  const warehouse = await options.warehouse();
  if (!(await hasTable(warehouse, 'bronze_events'))) return false;
  const rows = await warehouse.query('select count(*) as row_count from bronze_events where _load_id = :load_id', {
    load_id: loadId,
  });
  return Number(rows[0]?.['row_count'] ?? 0) > 0;
}
