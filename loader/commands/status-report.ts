import type { WarehouseConfig } from '../../receiver/config/config.ts';
import { messageOf } from '../../receiver/errors.ts';
import { readState } from '../../receiver/landing/state.ts';
import { HANDSHAKE_ENTITY } from '../../receiver/sources/handshake.ts';
import { isKnown } from '../catalog/index.ts';
import type { LoaderContext } from '../context.ts';
import { type ConnectionStatus, connectionStatuses } from '../doctor/connection-status.ts';
import { currentHolder } from '../lease.ts';
import type { LoadInfo } from '../load/describe-load.ts';
import { describeLoads } from '../load/describe-load.ts';
import { failedLoads } from '../load/failed-loads.ts';
import { hasTable } from '../load/has-table.ts';
import { listLoadFolders, loadState } from '../load/load-folders.ts';
import type { Arrivals } from '../plan/arrivals.ts';
import { listArrivals } from '../plan/arrivals.ts';
import { readCursor } from '../plan/cursor-state.ts';
import { discover } from '../plan/discover.ts';
import type { Warehouse } from '../warehouse/warehouse.ts';
import type { LastRun } from './run-report.ts';
import { LAST_RUN_STATE, lastRunSchema } from './run-report.ts';

/** What `status --json` prints. */
export interface StatusReport {
  readonly at: string;
  readonly landing: string;
  readonly warehouse: string;
  /** null before the first run */
  readonly cursor: string | null;
  readonly full_listed_at: string | null;
  /** who loads right now */
  readonly lease: { readonly host: string; readonly pid: number; readonly expires_at: string } | null;
  readonly last_run: LastRun['report'];
  /** what ended the last run when it has no report */
  readonly last_error: LastRun['error'];
  readonly arrivals: readonly Arrivals[];
  /** in the order of the configuration */
  readonly connections: readonly ConnectionStatus[];
  /** landed and named in no load yet */
  readonly queued: { readonly objects: number; readonly bytes: number };
  /** planned and not over */
  readonly pending: readonly LoadInfo[];
  /** attempts used up, and not replayed since */
  readonly failed: readonly LoadInfo[];
  /** null when the warehouse cannot say; then `warehouse_error` says why */
  readonly quarantine: readonly QuarantineCount[] | null;
  readonly warehouse_error: string | null;
  /** words of the last 7 days' deliveries for which there is no table */
  readonly unknown_entities: readonly { readonly source: string; readonly entity: string; readonly objects: number }[];
}

export interface QuarantineCount {
  readonly source: string;
  readonly entity: string;
  readonly column: string;
  readonly reason: string;
  readonly rows: number;
}

/** Gathers everything; changes nothing, and needs no lease. @throws AppError of the landing store */
export async function statusReport(context: LoaderContext, warehouse: () => Promise<Warehouse>): Promise<StatusReport> {
  const { store, config, clock } = context;
  const now = clock();
  const cursor = await readCursor(store);
  const lookbackHours = config.loader.lookbackHours;
  const found = await discover(store, { cursor, lookbackHours, now, full: false, normalOnly: true });
  const loads = await listLoadFolders(store);
  const holder = await currentHolder(store, context);
  const lastRun = (await readState(store, LAST_RUN_STATE, lastRunSchema))?.value;
  const arrivals = await listArrivals(store, now);
  return {
    at: now.toISOString(),
    landing: store.description,
    warehouse: warehouseText(config.warehouse),
    cursor: cursor?.cursor ?? null,
    full_listed_at: cursor?.full_listed_at ?? null,
    lease:
      holder === undefined
        ? null
        : { host: holder.by.host, pid: holder.by.pid, expires_at: holder.expiresAt.toISOString() },
    last_run: lastRun?.report ?? null,
    last_error: lastRun?.error ?? null,
    arrivals,
    connections: await connectionStatuses(context, arrivals),
    queued: { objects: found.objects.length, bytes: found.objects.reduce((sum, { bytes }) => sum + bytes, 0) },
    pending: await describeLoads(
      store,
      loads.filter((load) => loadState(load).kind !== 'over'),
    ),
    failed: await describeLoads(store, await failedLoads(store, loads)),
    ...(await quarantineCounts(warehouse)),
    unknown_entities: arrivals.flatMap(({ source, entities }) =>
      Object.entries(entities)
        .filter(([entity]) => entity !== HANDSHAKE_ENTITY && !isKnown(`${source}.${entity}`))
        .map(([entity, objects]) => ({ source, entity, objects })),
    ),
  };
}

function warehouseText(warehouse: WarehouseConfig): string {
  if (warehouse.engine === 'duckdb') return `duckdb ${warehouse.path}`;
  const { host, catalog, schema, job } = warehouse;
  return `databricks ${catalog}.${schema}, job ${job}${host === undefined ? '' : `, ${host}`}`;
}

async function quarantineCounts(
  open: () => Promise<Warehouse>,
): Promise<Pick<StatusReport, 'quarantine' | 'warehouse_error'>> {
  try {
    const warehouse = await open();
    if (!(await hasTable(warehouse, 'silver_quarantine'))) return { quarantine: [], warehouse_error: null };
    const rows = await warehouse.query(
      'select source, entity, column_name, reason, count(*) as row_count from silver_quarantine ' +
        'group by source, entity, column_name, reason',
    );
    const counts = rows.map((row) => ({
      source: String(row['source']),
      entity: String(row['entity']),
      column: String(row['column_name']),
      reason: String(row['reason']),
      rows: Number(row['row_count']),
    }));
    return { quarantine: counts.sort((a, b) => b.rows - a.rows), warehouse_error: null };
  } catch (error) {
    // A report about what came in must not fail because the warehouse is away.
    return { quarantine: null, warehouse_error: messageOf(error) };
  }
}
