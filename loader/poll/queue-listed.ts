import type { Entity } from '../catalog/entity.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import { enqueue, type Want } from '../fetch/queue.ts';
import { updateQueue } from '../fetch/queue-state.ts';
import type { LandedPage, ListedRow } from '../lists/landed-page.ts';
import { silverVersionsOf } from '../sweep/silver-versions.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';

export interface QueueListedOptions {
  readonly entity: Entity;
  /** opened when something must be looked up */
  readonly warehouse: () => Promise<Pick<Warehouse, 'query'>>;
  /** leaves out what is not asked for */
  readonly isWanted?: (row: ListedRow) => boolean;
}

/**
 * Puts into the queue what a landed page names and does not hold: objects whose document is not the row, in versions that silver does
 * not have. Where the warehouse cannot be asked everything counts as unknown, which costs requests and nothing else.
 *
 * @returns the ids that were queued, newest first where the list is sorted by creation
 * @throws AppError of the landing store
 */
export async function queueListed(
  context: FetchContext,
  page: LandedPage,
  options: QueueListedOptions,
): Promise<readonly string[]> {
  const { entity, isWanted = () => true } = options;
  const { api, connection, store, clock } = context;
  const rows = new Map<string, ListedRow>();
  for (const row of page.rows) {
    const canRead = api.readRequest({ entity: entity.name, id: row.id }, connection) !== undefined;
    if (!row.isComplete && canRead && isWanted(row)) rows.set(row.id, row);
  }
  if (rows.size === 0) return [];
  const known = await knownOf(context, [...rows.values()], options);
  const ids = [...rows.keys()].filter((id) => !known.has(id));
  if (page.facts.isStable) ids.reverse();
  if (ids.length === 0) return ids;
  // Any read that begins after the list was asked for says what the list says, or more.
  const wants = ids.map((id): Want => ({ entity: entity.name, id, reason: 'listed', dueAt: page.startedAt }));
  await updateQueue(store, connection.name, (queue) => enqueue(queue, wants, clock()));
  return ids;
}

/** Ids whose listed version silver has, alive. */
async function knownOf(
  { connection, output }: FetchContext,
  rows: readonly ListedRow[],
  { entity, warehouse }: QueueListedOptions,
): Promise<ReadonlySet<string>> {
  const dated = new Map(
    rows.flatMap(({ id, versionAt }) => (versionAt === undefined ? [] : [[id, versionAt] as const])),
  );
  const known = new Set<string>();
  if (dated.size === 0) return known;
  const place = { entity, connection: connection.name, organizationId: connection.organizationId, hashes: false };
  try {
    for await (const silver of silverVersionsOf(await warehouse(), [...dated.keys()], place)) {
      const versionAt = dated.get(silver.id);
      if (versionAt === undefined || silver.isDeleted || silver.versionMs === undefined) continue;
      if (silver.versionMs >= versionAt.getTime()) known.add(silver.id);
    }
  } catch (error) {
    output.detail(`${connection.name}: silver cannot be asked what it knows of ${entity.name}: ${String(error)}`);
    known.clear();
  }
  return known;
}
