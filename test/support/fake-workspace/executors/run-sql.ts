import { parseNotebook } from '../../../../loader/warehouse/notebook.ts';
import { runTasks } from '../../../../loader/warehouse/run-tasks.ts';
import type { SqlEngine, SqlResult } from '../../../../loader/warehouse/sql-engine.ts';
import type { NotebookRun, StatementRun } from '../executor.ts';
import { checkMarkers, typedMarkers } from './placed-engine.ts';

/** A notebook cell by cell. @throws Error with the place of the cell that failed */
export async function runNotebookOn(engine: SqlEngine, { name, source, parameters }: NotebookRun): Promise<void> {
  const notebook = parseNotebook(name, source);
  const known = new Set(Object.keys(parameters));
  for (const cell of notebook.cells) checkMarkers(cell.sql, known);
  const task = { key: name, dependsOn: [], notebookFile: name, parameters: {} };
  await runTasks({
    engine,
    job: { name: 'run', parameters, tasks: [task] },
    tasks: [{ key: name, task, notebook }],
    parameters: {
      loadId: parameters['load_id'] ?? '',
      attempt: Number(parameters['attempt'] ?? '1'),
      stage: parameters['stage'] ?? '',
    },
  });
}

/** One statement with its typed parameters. */
export async function runStatementOn(engine: SqlEngine, { sql, parameters }: StatementRun): Promise<SqlResult> {
  checkMarkers(sql, new Set(parameters.map(({ name }) => name)));
  const types = new Map(parameters.map(({ name, type }) => [name, type]));
  return engine.execute(
    typedMarkers(sql, types),
    Object.fromEntries(parameters.map(({ name, value }) => [name, value])),
  );
}
