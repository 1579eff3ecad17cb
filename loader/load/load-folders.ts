import { dateOf } from '../../receiver/landing/keys.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { plannedAtOf } from './load-id.ts';
import { MANIFEST, OUTCOME } from './manifest-io.ts';

/** What exists of a load, by the names in its folder. */
export interface LoadFolder {
  readonly loadId: string;
  readonly plannedAt: Date;
  readonly names: ReadonlySet<string>;
}

/**
 * Where a load stands. `planned`: nothing was asked of the warehouse yet; `attempted`: the last attempt has no result, it is
 * resumed with its own token; `failed`: the last attempt failed, the next one is due; `over`: it has an outcome.
 */
export type LoadState =
  | { readonly kind: 'planned' }
  | { readonly kind: 'attempted'; readonly attempt: number }
  | { readonly kind: 'failed'; readonly attempts: number }
  | { readonly kind: 'over' };

const ATTEMPT = /^attempt-(\d{4,})(\.result)?\.json$/;

/**
 * The loads planned on or after a day, ascending by id. Folders that are no loads, or have no manifest, are left out: a
 * manifest is written before anything else.
 *
 * Cost: one listing per day, about five names per load.
 */
export async function listLoadFolders(
  store: LandingStore,
  options: { readonly since?: Date } = {},
): Promise<readonly LoadFolder[]> {
  const found: LoadFolder[] = [];
  for (const day of await loadDays(store)) {
    if (options.since !== undefined && day < `loads/${dateOf(options.since)}/`) continue;
    found.push(...(await loadsOfDay(store, day)));
  }
  return found;
}

/** The newest loads, descending by id. Cost: the days needed to find them. */
export async function newestLoadFolders(store: LandingStore, limit: number): Promise<readonly LoadFolder[]> {
  const found: LoadFolder[] = [];
  for (const day of [...(await loadDays(store))].reverse()) {
    if (found.length >= limit) break;
    found.push(...[...(await loadsOfDay(store, day))].reverse());
  }
  return found.slice(0, limit);
}

/** The folder of one load as it is now; undefined when there is no such load. */
export async function findLoadFolder(store: LandingStore, loadId: string): Promise<LoadFolder | undefined> {
  const plannedAt = plannedAtOf(loadId);
  if (plannedAt === undefined) return undefined;
  const loads = await loadsOfDay(store, `loads/${dateOf(plannedAt)}/`, `${loadId}/`);
  return loads.find((load) => load.loadId === loadId);
}

/** Where a load stands, by the names in its folder alone. */
export function loadState(folder: LoadFolder): LoadState {
  if (folder.names.has(OUTCOME)) return { kind: 'over' };
  let last = 0;
  let failed = 0;
  for (const name of folder.names) {
    const match = ATTEMPT.exec(name);
    if (match === null) continue;
    const number = Number(match[1]);
    if (match[2] === undefined) last = Math.max(last, number);
    else failed = Math.max(failed, number);
  }
  if (last === 0) return { kind: 'planned' };
  return failed >= last ? { kind: 'failed', attempts: last } : { kind: 'attempted', attempt: last };
}

async function loadDays(store: LandingStore): Promise<readonly string[]> {
  const folders = await store.folders('loads/');
  return folders.filter((folder) => /^loads\/\d{4}-\d{2}-\d{2}\/$/.test(folder));
}

async function loadsOfDay(store: LandingStore, day: string, only = ''): Promise<readonly LoadFolder[]> {
  const names = new Map<string, Set<string>>();
  for await (const { key } of store.list(`${day}${only}`)) {
    const [, , loadId = '', name = ''] = key.split('/');
    const known = names.get(loadId) ?? new Set<string>();
    names.set(loadId, known.add(name));
  }
  const loads: LoadFolder[] = [];
  for (const [loadId, files] of names) {
    const plannedAt = plannedAtOf(loadId);
    if (plannedAt !== undefined && files.has(MANIFEST)) loads.push({ loadId, plannedAt, names: files });
  }
  return loads;
}
