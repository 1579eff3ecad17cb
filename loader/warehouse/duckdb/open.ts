import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { AppError, messageOf } from '../../../receiver/errors.ts';
import { sqlText } from '../tokens.ts';
import { DuckdbEngine } from './engine.ts';
import { createMacros, MACROS_PRESENT } from './macros.ts';

/** Bounds of the embedded engine. */
export interface DuckdbLimits {
  /** DuckDB's own spelling; what does not fit goes to `<path>.tmp`. Default 192MB: a full load of a wide entity */
  readonly memoryLimit: string;
  /** for what neither fits nor can wait on disk, and for a rebuild. Default 1GB */
  readonly largeMemoryLimit: string;
  readonly threads: number;
  /** how long to wait for another process that has the file open, ms */
  readonly lockWaitMs: number;
}

export const DEFAULT_LIMITS: DuckdbLimits = {
  memoryLimit: '192MB',
  largeMemoryLimit: '1GB',
  threads: Math.min(4, availableParallelism()),
  lockWaitMs: 10_000,
};

const RETRY_MS = 100;
const CATALOG = 'warehouse';

/**
 * A load writes whole row groups as it goes, and a checkpoint fills up the last one: smaller ones than DuckDB's 122,880 rows need
 * less memory and time for both, and a load's documents are found without reading those of others.
 */
const ROW_GROUP_ROWS = 16_384;

/**
 * Opens a database file, runs the work and closes it again, so that other programs can use it in between.
 *
 * @param mode  `read` does not create the file: where there is none the work sees an empty database
 * @throws AppError `warehouse_busy` (retryable), `warehouse_unavailable`; whatever the work throws
 */
export async function withDatabase<T>(
  options: { readonly path: string; readonly mode: 'read' | 'write'; readonly limits: DuckdbLimits },
  work: (engine: DuckdbEngine) => Promise<T>,
): Promise<T> {
  const { path, mode, limits } = options;
  const missing = mode === 'read' && !existsSync(path);
  if (mode === 'write') await mkdir(dirname(path), { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(limits.threads),
    memory_limit: limits.memoryLimit,
    // freed memory goes back to the system soon, not only by the half gigabyte
    allocator_flush_threshold: '4MB',
    allocator_bulk_deallocation_flush_threshold: '16MB',
    // by `checkpoint` alone, never within a commit
    wal_autocheckpoint: '1TB',
    allocator_background_threads: 'true',
    preserve_insertion_order: 'false',
    temp_directory: `${path}.tmp`,
    // the default format of a new file stores documents of more than 4 KB uncompressed: a seventh of the room; readers need DuckDB 1.2
    storage_compatibility_version: 'v1.2.0',
    // nothing is ever fetched from the network
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  try {
    const connection = await instance.connect();
    const aside = await instance.connect();
    try {
      if (!missing) await attach(connection, options);
      const engine = new DuckdbEngine(connection, aside, limits);
      await engine.raw("SET TimeZone = 'UTC'");
      await engine.raw("SET default_null_order = 'nulls_first_on_asc_last_on_desc'");
      await ensureMacros(engine, mode === 'read' ? 'temporary' : 'kept');
      const result = await work(engine);
      // closing would do the same, with this thread blocked
      if (mode === 'write') await engine.checkpoint();
      return result;
    } finally {
      aside.closeSync();
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}

async function ensureMacros(engine: DuckdbEngine, where: 'kept' | 'temporary'): Promise<void> {
  const present = await engine.raw(MACROS_PRESENT).then(
    () => true,
    () => false,
  );
  if (present) return;
  await engine.atomically(async () => {
    for (const statement of createMacros(where)) await engine.raw(statement);
  });
}

/** Attached, because only so the size of row groups can be chosen. Nothing in the file knows by what name. */
async function attach(
  connection: DuckDBConnection,
  { path, mode, limits }: { readonly path: string; readonly mode: 'read' | 'write'; readonly limits: DuckdbLimits },
): Promise<void> {
  const deadline = performance.now() + limits.lockWaitMs;
  const how = mode === 'read' ? 'READ_ONLY' : `ROW_GROUP_SIZE ${ROW_GROUP_ROWS}`;
  for (;;) {
    try {
      await connection.run(`ATTACH ${sqlText(path)} AS ${CATALOG} (${how})`);
      break;
    } catch (cause) {
      const why = messageOf(cause);
      if (!why.includes('Could not set lock on file')) {
        throw new AppError('warehouse_unavailable', `${path} cannot be opened: ${why}`, {
          hint: 'check the path under warehouse.path and its permissions; the landing zone can rebuild a lost file',
          cause,
        });
      }
      if (performance.now() >= deadline) throw busy(path, why, cause);
      await delay(RETRY_MS);
    }
  }
  await connection.run(`USE ${CATALOG}`);
}

function busy(path: string, why: string, cause: unknown): AppError {
  const holder = /held in (.+?\(PID \d+\))/.exec(why)?.[1];
  return new AppError(
    'warehouse_busy',
    `${path} is open in another program${holder === undefined ? '' : `: ${holder}`}`,
    {
      hint: 'close the program that has it open for writing, then run again',
      retryable: true,
      cause,
    },
  );
}
