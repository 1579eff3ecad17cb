import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogTables } from '../../loader/catalog/tables.ts';
import { growDatabase } from '../../loader/warehouse/duckdb/grow-database.ts';
import { DEFAULT_LIMITS, withDatabase } from '../../loader/warehouse/duckdb/open.ts';

let template: Promise<Uint8Array> | undefined;

/**
 * Writes a database file with every table of the catalog and no rows: what the first load of a new file would make. Made once
 * per process: the comments alone take seconds, and most tests are about something else.
 */
export async function writeEmptyWarehouse(path: string): Promise<void> {
  template ??= makeTemplate();
  await writeFile(path, await template);
}

async function makeTemplate(): Promise<Uint8Array> {
  const dir = await mkdtemp(join(tmpdir(), 'ledgerlake-empty-'));
  const path = join(dir, 'empty.duckdb');
  try {
    await withDatabase({ path, mode: 'write', limits: DEFAULT_LIMITS }, (engine) =>
      growDatabase(engine, catalogTables(), []),
    );
    return await readFile(path);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
