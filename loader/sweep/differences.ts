import type { ConnectionConfig } from '../../receiver/config/config.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import type { Entity } from '../catalog/entity.ts';
import { silverTable } from '../catalog/index.ts';
import type { JsonObject } from '../documents/json.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import { compare, type Finding, isAbsent } from './compare.ts';
import { saySame } from './content.ts';
import { type KnownDocument, newestLoaded } from './loaded-documents.ts';
import type { Pending } from './pending.ts';
import type { Listed, Listing } from './read-lists.ts';
import { rowContents } from './row-contents.ts';
import type { SilverOverview } from './silver-overview.ts';
import { everySilverVersion, silverVersionsOf } from './silver-versions.ts';
import { stampColumns, stampOf } from './stamps.ts';

/** What a list says and silver does not. */
export interface Differences {
  /** ids, with what is different */
  readonly found: ReadonlyMap<string, Exclude<Finding, 'known'>>;
  /** rows whose version is not in silver but has landed, or stands in the queue: nothing is missed */
  readonly waiting: number;
  /** ids that silver has alive and a whole list lacks; never judged by any other list */
  readonly absent: readonly string[];
  /** records that silver has alive; undefined: not counted */
  readonly living: number | undefined;
}

export interface DifferencesContext {
  readonly entity: Entity;
  readonly connection: ConnectionConfig;
  readonly store: LandingStore;
  readonly warehouse: Pick<Warehouse, 'query'>;
  readonly overview: SilverOverview;
  readonly listing: Listing;
  /** looked at after the lists were read */
  readonly pending: Pending;
}

/**
 * Compares the lists of an entity with silver.
 *
 * A version is unknown when silver does not have it and nothing that is about to be loaded brings it: no landed object that is in no
 * load yet, in one that is not over or in one that failed, nothing in the queue, and no document in bronze, of which quarantine says
 * why it is not in silver.
 *
 * Cost: one pass over the silver table for whole lists, else one look-up per 200 rows; of bronze only what differs.
 */
export async function findDifferences(context: DifferencesContext): Promise<Differences> {
  const first = await againstSilver(context);
  const ids = context.overview.hasTable('bronze_events') ? documentIds(first.found) : [];
  const loaded = await newestLoaded(context.warehouse, ids, placeOf(context));
  const contents = await contentsOf(context, first.found);
  const found = new Map<string, Exclude<Finding, 'known'>>();
  let waiting = 0;
  for (const [id, finding] of first.found) {
    const judge = { context, id, finding, content: contents.get(id) };
    if (isPending(judge)) waiting += 1;
    else if (!isLoaded(judge, loaded.get(id))) found.set(id, finding);
  }
  const { pending, entity } = context;
  const absent = first.absent.filter((id) => !pending.isQueued(entity.name, id) && !pending.isGone(entity.name, id));
  return { ...first, found, waiting, absent };
}

async function againstSilver(context: DifferencesContext): Promise<Omit<Differences, 'waiting'>> {
  const { listing, warehouse, overview, entity } = context;
  const { rows, isWhole, startedMs } = listing;
  const hashes = [...rows.values()].some(({ sha256 }) => sha256 !== undefined);
  const options = { ...placeOf(context), hashes, hasTable: overview.hasTable(silverTable(entity)) };
  const found = new Map<string, Exclude<Finding, 'known'>>();
  const unseen = new Set(rows.keys());
  const absent: string[] = [];
  let living = 0;
  const known = isWhole
    ? everySilverVersion(warehouse, options)
    : silverVersionsOf(warehouse, [...rows.keys()], options);
  for await (const silver of known) {
    if (!silver.isDeleted) living += 1;
    const row = rows.get(silver.id);
    unseen.delete(silver.id);
    const finding = row === undefined ? 'known' : compare(row, silver);
    if (finding !== 'known') found.set(silver.id, finding);
    if (row === undefined && isAbsent(silver, startedMs)) absent.push(silver.id);
  }
  for (const id of unseen) if (rows.get(id)?.isReadable === true) found.set(id, 'missed');
  return { found, absent, living: isWhole ? living : undefined };
}

interface Judge {
  readonly context: DifferencesContext;
  readonly id: string;
  readonly finding: Finding;
  readonly content: JsonObject | undefined;
}

function isPending(judge: Judge): boolean {
  const { context, id, finding } = judge;
  const { pending, entity } = context;
  if (pending.isQueued(entity.name, id)) return true;
  if (finding === 'deleted' && pending.isGone(entity.name, id)) return true;
  return pending
    .documents(entity.name, id)
    .some((document) => covers(judge, document) && (finding !== 'restored' || document.askedMs !== undefined));
}

/** An old document does not bring back what was deleted since. */
function isLoaded(judge: Judge, document: KnownDocument | undefined): boolean {
  return judge.finding !== 'restored' && document !== undefined && covers(judge, document);
}

/** Whether a document has the version that a row names. */
function covers({ context, id, content }: Judge, document: KnownDocument): boolean {
  const { entity, listing } = context;
  const row = listing.rows.get(id);
  if (row === undefined) return false;
  if (row.versionMs !== undefined) return document.versionMs >= row.versionMs;
  if (document.askedMs !== undefined && document.askedMs > row.askedMs) return true;
  if (row.stamp !== undefined) return stampOf(stampColumns(entity), document.content) === row.stamp;
  return content !== undefined && saySame(entity, document.content, content);
}

function documentIds(found: Differences['found']): readonly string[] {
  return [...found].flatMap(([id, finding]) => (finding === 'restored' ? [] : [id]));
}

/** Of rows that do not say when they were changed. */
async function contentsOf(
  { store, connection, listing }: DifferencesContext,
  found: Differences['found'],
): Promise<ReadonlyMap<string, JsonObject>> {
  const silent = new Map<string, Listed>();
  for (const id of found.keys()) {
    const row = listing.rows.get(id);
    if (row?.sha256 !== undefined) silent.set(id, row);
  }
  return rowContents(store, connection, silent);
}

function placeOf({ entity, connection }: DifferencesContext) {
  return { entity, connection: connection.name, organizationId: connection.organizationId };
}
