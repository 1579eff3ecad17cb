import { projectFile } from '../../loader/project-files.ts';
import type { LoadToApply, Warehouse } from '../../loader/warehouse/warehouse.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import { startSpark } from './spark-session.ts';
import { openSparkWarehouse, tasksOfTables } from './spark-warehouse.ts';

export type Fingerprints = Awaited<ReturnType<Warehouse['fingerprints']>>;

/** Landed objects, what DuckDB makes of them, and a Spark to compare with. */
export interface Referee {
  readonly lab: Lab;
  readonly keys: readonly string[];
  /** all of them in one load */
  readonly whole: LoadToApply;
  /** DuckDB's tables after it */
  readonly expected: Fingerprints;
  /** The committed notebooks, unchanged, on open-source Spark + Delta, in a schema of their own. */
  open(schema: string): Promise<Warehouse>;
  close(): Promise<void>;
}

export async function openReferee(land: (lab: Lab) => Promise<unknown>): Promise<Referee> {
  const lab = await openLab();
  const session = await startSpark();
  await land(lab);
  const keys = await lab.keys();
  const whole = await lab.convert(keys);
  const duckdb = await lab.warehouse();
  await applied(duckdb, whole);
  return {
    lab,
    keys,
    whole,
    expected: await duckdb.fingerprints(),
    open: (schema) =>
      openSparkWarehouse({
        jobFile: projectFile('bundle/ledgerlake.job.yml'),
        tasksForEntities: tasksOfTables,
        session,
        schema,
        rebuilt: whole.entities,
      }),
    close: async () => {
      await session.close();
      await lab.close();
    },
  };
}

/** Those of the silver tables. */
export function silverOf(all: Fingerprints): Fingerprints {
  return Object.fromEntries(Object.entries(all).filter(([table]) => table.startsWith('silver_')));
}
