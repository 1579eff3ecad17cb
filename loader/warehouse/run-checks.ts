import { type RunTasksOptions, runTasks, StatementError } from './run-tasks.ts';

/** The job's last task: it alone failing leaves the load applied. */
export const CHECKS_TASK = 'checks';

/** Names of the checks of a load that do not hold. */
export const FAILED_CHECKS =
  'select check_name from ops_checks where load_id = :load_id and failures > 0 order by check_name';

/**
 * Runs the checks of a load that is applied.
 *
 * @returns the names of the checks that do not hold, or what kept the checks from running
 */
export async function runChecks(options: RunTasksOptions): Promise<readonly string[]> {
  try {
    await runTasks(options);
    return [];
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    const { rows } = await options.engine.execute(FAILED_CHECKS, { load_id: options.parameters.loadId });
    return rows.length === 0 ? [error.message] : rows.map(([name]) => String(name));
  }
}
