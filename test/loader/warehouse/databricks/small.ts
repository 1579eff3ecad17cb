import { join } from 'node:path';
import type { LoadToApply } from '../../../../loader/warehouse/warehouse.ts';
import type { Executor } from '../../../support/fake-workspace/index.ts';
import { tempDir } from '../../../support/temp-dir.ts';
import { type BronzeEvent, writeLoad } from '../bronze-files.ts';
import { allTasks, SMALL_NOTEBOOKS, thing, writeProject } from '../small-project.ts';
import { type Deployed, deploy } from './support.ts';

export const A = thing('a', '2026-03-01T09:00:00Z');
export const B = thing('b', '2026-03-01T09:00:00Z', { total: 'abc' });
export const NEWER = thing('a', '2026-03-02T09:00:00Z', { total: '7.50' });

export interface SmallDeployment extends Deployed {
  /** a load whose Parquet lies on the volume; its token is its own for every attempt */
  load(loadId: string, events: readonly BronzeEvent[], more?: Partial<LoadToApply>): Promise<LoadToApply>;
}

const OPS_COLUMNS = `attempt INT NOT NULL, state STRING, started_at TIMESTAMP, finished_at TIMESTAMP, bronze_rows BIGINT,
  quarantined_rows BIGINT`;
const CHECKS = [
  'USE CATALOG IDENTIFIER(:catalog)',
  'USE SCHEMA IDENTIFIER(:schema)',
  `CREATE TABLE IF NOT EXISTS ops_checks (load_id STRING NOT NULL, check_name STRING NOT NULL, failures BIGINT NOT NULL) USING DELTA`,
  `MERGE INTO ops_checks AS t USING (
     SELECT :load_id AS load_id, 'things_are_newer' AS check_name, count(*) AS failures FROM silver_things WHERE total < 2
   ) AS s ON t.load_id = s.load_id
   WHEN MATCHED THEN UPDATE SET failures = s.failures
   WHEN NOT MATCHED THEN INSERT (load_id, check_name, failures) VALUES (s.load_id, s.check_name, s.failures)`,
  "SELECT CASE WHEN count(*) > 0 THEN raise_error('checks failed') ELSE 'held' END AS verdict FROM ops_checks WHERE load_id = :load_id AND failures > 0",
];

/** Few notebooks over things, deployed; with `checks`, the job's last task finds totals below 2 wrong. */
export async function deploySmall({
  checks = false,
  executor,
}: {
  readonly checks?: boolean;
  readonly executor?: Executor;
} = {}): Promise<SmallDeployment> {
  const folder = tempDir();
  const setup = SMALL_NOTEBOOKS['setup']?.map((cell) =>
    cell.replace('attempt INT NOT NULL, state STRING', OPS_COLUMNS),
  );
  const notebooks = { ...SMALL_NOTEBOOKS, setup: setup ?? [], ...(checks ? { checks: CHECKS } : {}) };
  const jobFile = await writeProject(folder, notebooks);
  const tasks = () => (checks ? [...allTasks(), 'checks'] : allTasks());
  const deployed = await deploy({
    jobFile,
    tasks,
    volumeFolder: join(folder, 'volume'),
    ...(executor === undefined ? {} : { executor }),
  });
  return {
    ...deployed,
    load: async (loadId, events, more = {}) => {
      await writeLoad(join(folder, 'volume'), loadId, events);
      const attempt = more.attempt ?? 1;
      return {
        loadId,
        attempt,
        token: `${loadId}/${attempt}`,
        stagePath: `/Volumes/main/ledgerlake/landing/${loadId}`,
        entities: ['zoho_books.things'],
        ...more,
      };
    },
  };
}
