import { AppError } from '../../../receiver/errors.ts';
import { CHECKS_TASK, FAILED_CHECKS } from '../run-checks.ts';
import { asRows } from '../sql-engine.ts';
import type { ApplyResult, LoadToApply } from '../warehouse.ts';
import { failedRun, followRun, taskWords } from './follow-run.ts';
import { growSchema } from './grow-schema.ts';
import { startRun } from './jobs.ts';
import { judgeRun } from './judge-run.ts';
import type { Run } from './run-state.ts';
import { taskDurations } from './run-state.ts';
import { columnsOf } from './sql-place.ts';
import { SqlStateError } from './statements.ts';
import type { DatabricksTarget } from './target.ts';

/** The task that brings rows into bronze. */
export const BRONZE_TASK = 'bronze_events';

/**
 * Applies one load by a run of the job: started, or found by its token, or the one that an earlier process started; its id
 * is durable before it is followed. The load is applied when its tasks succeeded, whatever its checks say.
 *
 * @throws AppError `databricks_…`, `stopped`: nothing is known to be wrong with the load; `schema_conflict`
 */
export async function applyByJob(target: DatabricksTarget, load: LoadToApply): Promise<ApplyResult> {
  const wanted = target.tasksForEntities(load.entities);
  const runId = load.runId ?? (await start(target, load, wanted));
  if (load.runId === undefined) await load.onRun?.(runId);
  let run: Run;
  try {
    run = await followRun(target.workspace, runId, target.following);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'databricks_not_found') throw error;
    return { kind: 'failed', code: 'run_lost', message: `run ${runId} of this attempt no longer exists`, runId };
  }
  // a load that bronze held already was run without the task that copies it
  const verdict = judgeRun(
    run,
    wanted.filter((key) => key !== BRONZE_TASK),
  );
  if (verdict.kind === 'failed') return failedRun(target.workspace, runId, verdict);
  const counts = await counted(target, load.loadId);
  const failedChecks =
    verdict.kind === 'succeeded'
      ? []
      : await failedCheckNames(target, {
          loadId: load.loadId,
          otherwise: await taskWords(target.workspace, verdict.task),
        });
  return { kind: 'applied', ...counts, taskMs: taskDurations(run), failedChecks, runId };
}

async function start(target: DatabricksTarget, load: LoadToApply, wanted: readonly string[]): Promise<string> {
  const { workspace, jobId, catalog, schema } = target;
  await asked(() => growSchema(target, wanted));
  const isInBronze = await holdsRows(target, load.loadId);
  return startRun(workspace, {
    jobId,
    token: load.token,
    parameters: {
      catalog,
      schema,
      load_id: load.loadId,
      attempt: String(load.attempt),
      stage: load.stagePath,
    },
    only: isInBronze ? wanted.filter((key) => key !== BRONZE_TASK) : wanted,
  });
}

/**
 * Whether bronze holds the load. COPY INTO commits a load's one file at once, so some rows are all rows; and what it
 * remembers of a table that was rebuilt or vacuumed is not documented, so it is not asked to remember.
 */
async function holdsRows(target: DatabricksTarget, loadId: string): Promise<boolean> {
  return asked(async () => {
    const columns = await columnsOf(target.engine(), target.schema);
    if (!columns.some(({ table }) => table === 'bronze_events')) return false;
    const sql = 'select count(*) as row_count from bronze_events where _load_id = :load_id';
    const [row] = asRows(await target.engine().execute(sql, { load_id: loadId }));
    return Number(row?.['row_count'] ?? 0) > 0;
  });
}

/** How many rows a load (`*`: all of them) has in bronze and in quarantine. */
export async function counted(
  target: DatabricksTarget,
  loadId: string,
): Promise<{ readonly rows: number; readonly quarantined: number }> {
  const sql = `select bronze.row_count as bronze_rows, quarantine.row_count as quarantined_rows
     from (select count(*) as row_count from bronze_events where :load_id = '*' or _load_id = :load_id) as bronze
     cross join (
       select count(*) as row_count from silver_quarantine where :load_id = '*' or _load_id = :load_id
     ) as quarantine`;
  const [row] = await asked(async () => asRows(await target.engine().execute(sql, { load_id: loadId })));
  return { rows: Number(row?.['bronze_rows'] ?? 0), quarantined: Number(row?.['quarantined_rows'] ?? 0) };
}

/** The checks of a load that do not hold; what the task said where none is noted. */
export async function failedCheckNames(
  target: DatabricksTarget,
  about: { readonly loadId: string; readonly otherwise: string },
): Promise<readonly string[]> {
  try {
    const { rows } = await target.engine().execute(FAILED_CHECKS, { load_id: about.loadId });
    if (rows.length > 0) return rows.map(([name]) => String(name));
  } catch (error) {
    if (!(error instanceof SqlStateError)) throw error;
  }
  return [about.otherwise === '' ? CHECKS_TASK : about.otherwise];
}

/** A refused statement about a load leaves it open: the run itself is as it is. */
async function asked<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SqlStateError)) throw error;
    throw new AppError('databricks_query_failed', `the SQL warehouse refused a statement: ${error.message}`, {
      hint: 'deploy the bundle, which makes the schema, and grant its principal what bundle/README.md lists',
    });
  }
}
