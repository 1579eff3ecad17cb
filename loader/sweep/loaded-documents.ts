import { z } from 'zod';
import { isCompleteDocument } from '../catalog/completeness.ts';
import type { JsonObject } from '../documents/json.ts';
import type { SqlRow, Warehouse } from '../warehouse/warehouse.ts';
import { batches, type SilverPlace } from './silver-versions.ts';

/** A document about one record, landed or loaded. Times are ms since 1970. */
export interface KnownDocument {
  /** by which silver's values sort */
  readonly versionMs: number;
  /** when the request began that brought it; undefined for a webhook */
  readonly askedMs: number | undefined;
  readonly content: JsonObject;
}

/** As many rows of lists about a record, and as many other documents, are looked through for a complete one, the newest first. */
const MOST_LOOKED_AT = 5;

const contentSchema = z.record(z.string(), z.unknown());

/**
 * The newest complete document of each of these records in bronze. Silver may not have it: what does not fit is in quarantine.
 * For the few records alone in which a list and silver differ. The table must be there.
 */
export async function newestLoaded(
  query: Pick<Warehouse, 'query'>,
  ids: readonly string[],
  { entity, connection }: SilverPlace,
): Promise<ReadonlyMap<string, KnownDocument>> {
  const found = new Map<string, KnownDocument>();
  const isAnswer = entity.webhooks === 'hints' ? 'and fetched_at is not null' : '';
  for (const { list, parameters } of batches(ids)) {
    const rows = await query.query(
      `select entity_id, _at, fetched_at, payload from (
          select entity_id, payload, fetched_at, received_at, event_key,
              coalesce(version_at, fetched_at, received_at) as _at,
              row_number() over (
                  partition by entity_id, _is_listed
                  order by coalesce(version_at, fetched_at, received_at) desc, received_at desc, event_key desc
              ) as _rank
          from (select distinct event_key, entity_id, payload, version_at, fetched_at, received_at,
              origin in ('poll', 'sweep', 'backfill') as _is_listed from bronze_events
          where source = '${entity.source}' and entity = '${entity.name}' and connection = :connection
            and entity_id in (${list}) and _problem is null and payload is not null
            and coalesce(action, '') not in ('missing', 'deleted', 'error') ${isAnswer}
          ) as documents
      ) as ranked where _rank <= ${MOST_LOOKED_AT}
      order by entity_id, _at desc, received_at desc, event_key desc`,
      { connection, ...parameters },
    );
    for (const row of rows) {
      const id = String(row['entity_id']);
      const document = found.has(id) ? undefined : toDocument(row);
      if (document === undefined) continue;
      if (isCompleteDocument({ source: entity.source, entity: entity.name }, document.content) === true) {
        found.set(id, document);
      }
    }
  }
  return found;
}

function toDocument(row: SqlRow): KnownDocument | undefined {
  const content = contentSchema.safeParse(JSON.parse(String(row['payload'])));
  if (!content.success) return undefined;
  const fetchedAt = row['fetched_at'];
  return {
    versionMs: Date.parse(String(row['_at'])),
    askedMs: typeof fetchedAt === 'string' ? Date.parse(fetchedAt) : undefined,
    content: content.data,
  };
}
