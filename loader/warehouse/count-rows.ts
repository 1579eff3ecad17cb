import { EVERY_LOAD, StatementError } from './run-tasks.ts';
import { asCount, type SqlEngine } from './sql-engine.ts';

/**
 * How many rows a load (`*`: all of them) has in bronze and in quarantine.
 *
 * @throws StatementError
 */
export async function countRows(
  engine: SqlEngine,
  loadId: string,
): Promise<{ readonly rows: number; readonly quarantined: number }> {
  const count = async (table: string): Promise<number> =>
    asCount(
      await engine.execute(
        `SELECT count(*) AS n FROM ${table} WHERE :load_id = '${EVERY_LOAD}' OR _load_id = :load_id`,
        {
          load_id: loadId,
        },
      ),
    );
  try {
    return { rows: await count('bronze_events'), quarantined: await count('silver_quarantine') };
  } catch (cause) {
    throw new StatementError('count of rows', 1, cause);
  }
}
