import type { Warehouse } from '../warehouse/warehouse.ts';

/** Whether a table exists in the warehouse's own schema yet: the first load creates them all. @throws AppError `warehouse_unavailable` */
export async function hasTable(warehouse: Pick<Warehouse, 'query'>, table: string): Promise<boolean> {
  const rows = await warehouse.query(
    'select count(*) as table_count from information_schema.tables ' +
      'where table_name = :table_name and table_schema = current_schema()',
    { table_name: table },
  );
  return Number(rows[0]?.['table_count'] ?? 0) > 0;
}
