import type { Column, Entity } from '../catalog/entity.ts';
import { silverTable } from '../catalog/index.ts';
import { hasTable } from '../load/has-table.ts';
import type { SqlRow, SqlValue, Warehouse } from '../warehouse/warehouse.ts';
import type { SilverVersion } from './compare.ts';
import { stampColumns, stampInSilver } from './stamps.ts';

/** Whose records are meant. */
export interface SilverPlace {
  readonly entity: Entity;
  readonly connection: string;
  readonly organizationId: string;
}

export interface SilverOptions extends SilverPlace {
  /** also the hash of the document that the values are from */
  readonly hashes: boolean;
  /** whether the table is there, where that is known already */
  readonly hasTable?: boolean;
}

type Query = Pick<Warehouse, 'query'>;

/** Rows of one answer: a few hundred bytes each. */
const PAGE = 5000;

/** Parameters that every engine takes in one statement. */
const IDS_AT_ONCE = 200;

/** What silver has of every record of an entity, in the order of their ids, a page at a time: a million records need no more room than one page. */
export async function* everySilverVersion(query: Query, options: SilverOptions): AsyncGenerator<SilverVersion> {
  if (!(await isThere(query, options))) return;
  let after = '';
  for (;;) {
    const rows = await query.query(
      `${select(options)} and silver.${options.entity.id} > :after order by silver.${options.entity.id} limit ${PAGE}`,
      { ...place(options), after },
    );
    yield* rows.map((row) => toVersion(options.entity, row));
    const last = rows.at(-1)?.['id'];
    if (rows.length < PAGE || last === undefined) return;
    after = String(last);
  }
}

/** What silver has of these records, in any order. */
export async function* silverVersionsOf(
  query: Query,
  ids: readonly string[],
  options: SilverOptions,
): AsyncGenerator<SilverVersion> {
  if (ids.length === 0 || !(await isThere(query, options))) return;
  for (const batch of batches(ids)) {
    const { list, parameters } = batch;
    const rows = await query.query(`${select(options)} and silver.${options.entity.id} in (${list})`, {
      ...place(options),
      ...parameters,
    });
    yield* rows.map((row) => toVersion(options.entity, row));
  }
}

function isThere(query: Query, { entity, hasTable: isKnown }: SilverOptions): Promise<boolean> {
  return isKnown === undefined ? hasTable(query, silverTable(entity)) : Promise.resolve(isKnown);
}

/** Ids as markers and parameters, as many at once as one statement takes. */
export function* batches(
  ids: readonly string[],
): Generator<{ readonly list: string; readonly parameters: Readonly<Record<string, SqlValue>> }> {
  for (let from = 0; from < ids.length; from += IDS_AT_ONCE) {
    const batch = ids.slice(from, from + IDS_AT_ONCE);
    yield {
      list: batch.map((_, at) => `:id${at}`).join(', '),
      parameters: Object.fromEntries(batch.map((id, at) => [`id${at}`, id])),
    };
  }
}

function select({ entity, hashes }: SilverOptions): string {
  const columns = stampColumns(entity).map(({ name }) => `, silver.${name}`);
  const known = `silver.${entity.id} as id, silver.is_deleted, silver._version, silver._deleted_version, silver._seen_version`;
  const where = 'where silver.connection = :connection and silver.organization_id = :organization_id';
  if (!hashes) return `select ${known}${columns.join('')} from ${silverTable(entity)} as silver ${where}`;
  // replays put an event into bronze again: one row of each
  return (
    `select ${known}${columns.join('')}, bronze.payload_sha256 from ${silverTable(entity)} as silver left join (` +
    'select event_key, max(payload_sha256) as payload_sha256 from bronze_events ' +
    `where source = '${entity.source}' and entity = '${entity.name}' and connection = :connection group by event_key` +
    `) as bronze on bronze.event_key = silver._event_key ${where}`
  );
}

function place({ connection, organizationId }: SilverPlace): Readonly<Record<string, SqlValue>> {
  return { connection, organization_id: organizationId };
}

function toVersion(entity: Entity, row: SqlRow): SilverVersion {
  const sha256 = row['payload_sha256'];
  return {
    id: String(row['id']),
    isDeleted: row['is_deleted'] === true,
    versionMs: leadingMs(row['_version']),
    deletedMs: leadingMs(row['_deleted_version']),
    seenMs: leadingMs(row['_seen_version']),
    stamps: stampColumns(entity).flatMap((column: Column) => stampInSilver(column, row[column.name]) ?? []),
    sha256: typeof sha256 === 'string' ? sha256 : undefined,
  };
}

/** Version texts begin with microseconds since 1970, in 18 digits. */
function leadingMs(text: SqlValue | undefined): number | undefined {
  const digits = typeof text === 'string' ? /^\d{18}/.exec(text)?.[0] : undefined;
  return digits === undefined ? undefined : Number(digits) / 1000;
}
