import type { LandingStore } from '../../receiver/landing/store.ts';
import type { LoadFolder } from './load-folders.ts';
import type { Manifest } from './manifest.ts';
import { OUTCOME, readManifest, readOutcome } from './manifest-io.ts';

/**
 * The loads that used up their attempts and whose keys nobody has loaded since, ascending: neither a replay of them that did
 * not fail, nor a later rebuild from landing, which loads everything. A rebuild that failed is none of them.
 *
 * Cost: the outcomes of loads with a failed attempt, and the manifests planned after the first that failed.
 */
export async function failedLoads(store: LandingStore, loads: readonly LoadFolder[]): Promise<readonly LoadFolder[]> {
  const failed: { folder: LoadFolder; manifest: Manifest }[] = [];
  for (const folder of loads) {
    // Nothing fails for good without the result of its last attempt.
    const mayHaveFailed = folder.names.has(OUTCOME) && [...folder.names].some((name) => name.endsWith('.result.json'));
    if (!mayHaveFailed || !(await hasFailed(store, folder))) continue;
    const manifest = await readManifest(store, folder.loadId);
    if (manifest.reason !== 'rebuild') failed.push({ folder, manifest });
  }
  const [first] = failed;
  if (first === undefined) return [];

  const again = new Set<string>();
  let rebuiltAt = '';
  for (const folder of loads.filter((load) => load.loadId > first.folder.loadId)) {
    const manifest = await readManifest(store, folder.loadId);
    const isRebuild = manifest.reason === 'rebuild';
    if (!isRebuild && manifest.of.length === 0) continue;
    if (await hasFailed(store, folder)) continue;
    for (const loadId of manifest.of) again.add(loadId);
    if (isRebuild && folder.names.has(OUTCOME)) rebuiltAt = manifest.load_id;
  }
  return failed.map(({ folder }) => folder).filter(({ loadId }) => !again.has(loadId) && loadId > rebuiltAt);
}

async function hasFailed(store: LandingStore, folder: LoadFolder): Promise<boolean> {
  if (!folder.names.has(OUTCOME)) return false;
  return (await readOutcome(store, folder.loadId))?.state === 'failed';
}
