import { ApiError, type Route, route } from '../http.ts';

/** The one SQL warehouse of the workspace. */
export const SQL_WAREHOUSE = { id: 'a1b2c3d4e5f60718', name: 'Serverless Starter Warehouse' } as const;

const BODY = {
  ...SQL_WAREHOUSE,
  state: 'RUNNING',
  cluster_size: '2X-Small',
  warehouse_type: 'PRO',
  enable_serverless_compute: true,
  auto_stop_mins: 10,
};

export function sqlWarehouseRoutes(): readonly Route[] {
  return [
    route('GET', '/api/2.0/sql/warehouses', () => ({ json: { warehouses: [BODY] } })),
    route('GET', '/api/2.0/sql/warehouses/:id', (_, id = '') => {
      checkWarehouse(id);
      return { json: BODY };
    }),
    route('POST', '/api/2.0/sql/warehouses/:id/start', (_, id = '') => {
      checkWarehouse(id);
      return { json: {} };
    }),
  ];
}

/** @throws ApiError 404 RESOURCE_DOES_NOT_EXIST */
export function checkWarehouse(id: string): void {
  if (id !== SQL_WAREHOUSE.id) throw new ApiError(404, 'RESOURCE_DOES_NOT_EXIST', `SQL warehouse ${id} does not exist`);
}
