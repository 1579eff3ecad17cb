import pLimit from 'p-limit';
import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { decodeEnvelope } from '../../receiver/envelope.ts';
import { AppError } from '../../receiver/errors.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import type { RawObject } from '../plan/list-raw.ts';
import { listPrefix, listRaw, parseConsistent } from '../plan/list-raw.ts';
import type { PlannedObject } from '../plan/plan-loads.ts';
import { compareKeys } from '../plan/plan-loads.ts';
import type { Selection } from '../plan/selection.ts';
import { matchesName } from '../plan/selection.ts';
import { documentSplitter } from '../sources/index.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { failedLoads } from './failed-loads.ts';
import { hasTable } from './has-table.ts';
import { findLoadFolder, listLoadFolders } from './load-folders.ts';
import { readManifest } from './manifest-io.ts';

export interface SelectedObjects {
  /** ascending by key */
  readonly objects: readonly PlannedObject[];
  /** the loads whose keys were asked for */
  readonly of: readonly string[];
  /** keys that a load, bronze or quarantine names and the landing zone does not have */
  readonly absent: readonly string[];
}

export interface SelectDependencies {
  readonly store: LandingStore;
  readonly warehouse: () => Promise<Warehouse>;
  readonly connections: Readonly<Record<string, ConnectionConfig>>;
}

/**
 * The landed objects that a selection means.
 *
 * Cost: selectors that name keys (loads, failed, quarantined, an id that bronze knows) list only the folders of those keys;
 * otherwise the prefix, or the connections from `since` on, are listed. An id that bronze does not know is looked for in the
 * objects themselves.
 *
 * @throws AppError `usage` for a load that does not exist; what the landing store or the warehouse says
 */
export async function selectObjects(selection: Selection, dependencies: SelectDependencies): Promise<SelectedObjects> {
  const { store } = dependencies;
  const of = await loadsMeant(store, selection);
  const sets: ReadonlySet<string>[] = [];
  if (of !== undefined) sets.push(await keysOfLoads(store, of));
  if (selection.quarantined) sets.push(await quarantinedKeys(dependencies));
  const inBronze = selection.id === undefined ? new Set<string>() : await keysOfId(selection, dependencies);
  const searchId = selection.id !== undefined && inBronze.size === 0;
  if (selection.id !== undefined && !searchId) sets.push(inBronze);

  const absent: string[] = [];
  const candidates = sets.length === 0 ? listSelected(store, selection) : locate(store, intersect(sets), absent);
  const named: RawObject[] = [];
  for await (const object of candidates) if (matchesName(object.parsed, selection)) named.push(object);
  const found = searchId ? await holdingId(named, selection.id ?? '', dependencies) : named;
  const objects = found.map(({ key, bytes }) => ({ key, bytes })).sort((a, b) => compareKeys(a.key, b.key));
  return { objects, of: of ?? [], absent };
}

async function loadsMeant(store: LandingStore, selection: Selection): Promise<readonly string[] | undefined> {
  if (selection.loads.length === 0 && !selection.failed) return undefined;
  for (const loadId of selection.loads) {
    if ((await findLoadFolder(store, loadId)) !== undefined) continue;
    throw new AppError('usage', `--load is ${JSON.stringify(loadId)}, and there is no such load`, {
      hint: 'run "ledgerlake loads" for the ids',
    });
  }
  const failed = selection.failed ? await failedLoads(store, await listLoadFolders(store)) : [];
  return [...new Set([...selection.loads, ...failed.map((folder) => folder.loadId)])].sort();
}

async function keysOfLoads(store: LandingStore, loadIds: readonly string[]): Promise<ReadonlySet<string>> {
  const keys = new Set<string>();
  for (const loadId of loadIds) for (const { key } of (await readManifest(store, loadId)).objects) keys.add(key);
  return keys;
}

async function quarantinedKeys({ warehouse }: SelectDependencies): Promise<ReadonlySet<string>> {
  const open = await warehouse();
  if (!(await hasTable(open, 'silver_quarantine'))) return new Set();
  const rows = await open.query('select distinct _raw_key from silver_quarantine where _raw_key is not null');
  return new Set(rows.map((row) => String(row['_raw_key'])));
}

async function keysOfId(selection: Selection, { warehouse }: SelectDependencies): Promise<ReadonlySet<string>> {
  const open = await warehouse();
  if (!(await hasTable(open, 'bronze_events'))) return new Set();
  const rows = await open.query('select distinct _raw_key from bronze_events where entity_id = :id', {
    id: selection.id ?? '',
  });
  return new Set(rows.map((row) => String(row['_raw_key'])));
}

function intersect(sets: readonly ReadonlySet<string>[]): readonly string[] {
  const [first = new Set<string>(), ...rest] = sets;
  return [...first].filter((key) => rest.every((set) => set.has(key)));
}

async function* listSelected(store: LandingStore, selection: Selection): AsyncGenerator<RawObject> {
  const { prefix, since: from, source, connection } = selection;
  if (prefix === undefined) yield* listRaw(store, { from, source, connection });
  else yield* listPrefix(store, prefix, { stranger: () => {} });
}

/** Keys with their sizes, by listing the folders that hold them. */
async function* locate(store: LandingStore, keys: readonly string[], absent: string[]): AsyncGenerator<RawObject> {
  const byFolder = new Map<string, Set<string>>();
  for (const key of keys) {
    const folder = key.slice(0, key.lastIndexOf('/') + 1);
    byFolder.set(folder, (byFolder.get(folder) ?? new Set<string>()).add(key));
  }
  for (const [folder, wanted] of byFolder) {
    for await (const object of listPrefix(store, folder, { stranger: () => {} })) {
      if (wanted.delete(object.key)) yield object;
    }
    absent.push(...[...wanted].filter((key) => parseConsistent(key) !== undefined));
  }
}

/** Reads the objects; memory: sixteen at a time. */
async function holdingId(
  objects: readonly RawObject[],
  id: string,
  { store, connections }: SelectDependencies,
): Promise<readonly RawObject[]> {
  const limit = pLimit(16);
  const holds = await Promise.all(
    objects.map((object) => limit(async () => holdsId(await store.read(object.key), id, connections))),
  );
  return objects.filter((_, index) => holds[index] === true);
}

function holdsId(
  bytes: Uint8Array | undefined,
  id: string,
  connections: Readonly<Record<string, ConnectionConfig>>,
): boolean {
  if (bytes === undefined) return false;
  try {
    const envelope = decodeEnvelope(bytes);
    if (envelope.entity_id === id) return true;
    const organizationId = connections[envelope.connection]?.organizationId ?? envelope.organization_id;
    const documents = documentSplitter(envelope.source).split(envelope, { organizationIds: [organizationId] });
    return documents.some((document) => document.entityId === id);
  } catch (error) {
    // What cannot be read holds no id; it is in bronze as a problem of its own.
    if (error instanceof AppError) return false;
    throw error;
  }
}
