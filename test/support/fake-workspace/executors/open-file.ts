import type { DuckdbEngine } from '../../../../loader/warehouse/duckdb/engine.ts';
import { DEFAULT_LIMITS, withDatabase } from '../../../../loader/warehouse/duckdb/open.ts';

export interface OpenFile {
  readonly engine: DuckdbEngine;
  close(): Promise<void>;
}

/** A database that stays open: opening it anew for each of some hundred statements would cost more than all of them. */
export async function openFile(path: string): Promise<OpenFile> {
  const opened = Promise.withResolvers<DuckdbEngine>();
  const released = Promise.withResolvers<void>();
  const done = withDatabase({ path, mode: 'write', limits: DEFAULT_LIMITS }, (engine) => {
    opened.resolve(engine);
    return released.promise;
  });
  done.catch(opened.reject);
  const engine = await opened.promise;
  return {
    engine,
    close: async () => {
      released.resolve();
      await done;
    },
  };
}
