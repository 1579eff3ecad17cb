import type { Entity } from '../catalog/entity.ts';
import { silverTable } from '../catalog/index.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';

/** What there is of a connection in silver, in short. */
export interface SilverOverview {
  readonly hasTable: (name: string) => boolean;
  /** records that silver has alive */
  readonly living: (entity: Entity) => number;
}

export interface OverviewOptions {
  readonly connection: string;
  readonly organizationId: string;
  readonly entities: readonly Entity[];
}

/** Cost: two statements, however many entities: on an engine that is far away each costs a second. */
export async function silverOverview(
  query: Pick<Warehouse, 'query'>,
  { connection, organizationId, entities }: OverviewOptions,
): Promise<SilverOverview> {
  const found = await query.query(
    'select table_name from information_schema.tables where table_schema = current_schema()',
  );
  const tables = new Set(found.map((row) => String(row['table_name'])));
  const counts = entities
    .filter((entity) => tables.has(silverTable(entity)))
    .map(
      (entity) =>
        `select '${entity.name}' as entity, count(*) as living from ${silverTable(entity)} ` +
        'where connection = :connection and organization_id = :organization_id and not is_deleted',
    );
  const rows =
    counts.length === 0
      ? []
      : await query.query(counts.join(' union all '), { connection, organization_id: organizationId });
  const living = new Map(rows.map((row) => [String(row['entity']), Number(row['living'])]));
  return { hasTable: (name) => tables.has(name), living: ({ name }) => living.get(name) ?? 0 };
}
