import type { LandingStore } from '../../receiver/landing/store.ts';
import { endSuperseded } from './attempts.ts';
import type { LoadFolder } from './load-folders.ts';
import { loadState } from './load-folders.ts';
import type { Manifest } from './manifest.ts';
import { CONVERTER_VERSION } from './manifest.ts';
import { createManifest, readManifest } from './manifest-io.ts';
import type { LoadIdSource } from './new-load.ts';
import { newManifest } from './new-load.ts';

/**
 * Plans anew what another converter version planned and nobody applied: its Parquet may exist with bytes that this
 * converter would not write, and names are never reused. The new load is planned first, then the old one ends; a crash in
 * between leaves a new load that the next run recognises by its `of`.
 *
 * @returns the manifests that took over, by the id of the load that ended
 */
export async function supersedeOutdated(
  store: LandingStore,
  loads: readonly LoadFolder[],
  ids: LoadIdSource & { readonly assertHeld: () => void },
): Promise<ReadonlyMap<string, Manifest>> {
  const outdated: { folder: LoadFolder; manifest: Manifest }[] = [];
  for (const folder of loads.filter((load) => loadState(load).kind !== 'over')) {
    const manifest = await readManifest(store, folder.loadId);
    if (manifest.converter !== CONVERTER_VERSION) outdated.push({ folder, manifest });
  }
  const takenOver = new Map<string, Manifest>();
  for (const { folder, manifest } of outdated) {
    ids.assertHeld();
    const successor = (await findSuccessor(store, loads, manifest)) ?? (await planAgain(store, manifest, ids));
    const state = loadState(folder);
    const attempts = state.kind === 'attempted' ? state.attempt : state.kind === 'failed' ? state.attempts : 0;
    const end = { loadId: folder.loadId, attempts, by: successor.load_id, finishedAt: ids.clock() };
    await endSuperseded(store, end);
    takenOver.set(folder.loadId, successor);
  }
  return takenOver;
}

async function planAgain(store: LandingStore, old: Manifest, ids: LoadIdSource): Promise<Manifest> {
  for (;;) {
    const manifest = newManifest({
      objects: old.objects,
      reason: old.reason,
      of: [old.load_id],
      parquetWriter: old.parquet_writer,
      plannedAt: ids.clock(),
      nonce: ids.nonce(),
    });
    if ((await createManifest(store, manifest)) === 'created') return manifest;
  }
}

/** The load that an interrupted run already planned in the old one's place. It is younger, so it is among these loads. */
async function findSuccessor(
  store: LandingStore,
  loads: readonly LoadFolder[],
  old: Manifest,
): Promise<Manifest | undefined> {
  for (const folder of loads) {
    if (folder.loadId <= old.load_id) continue;
    const manifest = await readManifest(store, folder.loadId);
    const replaces = manifest.of.includes(old.load_id) && manifest.keys_sha256 === old.keys_sha256;
    if (replaces && manifest.reason === old.reason && manifest.converter === CONVERTER_VERSION) return manifest;
  }
  return undefined;
}
