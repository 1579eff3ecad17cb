import { projectFile } from '../../loader/project-files.ts';
import { parseNotebook, readNotebook } from '../../loader/warehouse/notebook.ts';
import { type LoadedTask, runTasks, StatementError } from '../../loader/warehouse/run-tasks.ts';
import type { SqlEngine } from '../../loader/warehouse/sql-engine.ts';

/** What the bronze notebook does with a stage. */
export const STAGE_CASES: readonly (readonly [stage: string, outcome: 'copied' | 'nothing' | 'refused'])[] = [
  ['/Volumes/main/ledgerlake/landing/loads/2026-06-09/20260609T101112Z-ab12/', 'copied'],
  ['/home/ü b/it’s/data (1)/a[1]*?{x}/k=v', 'copied'],
  ["/home/o'brien/..data/a..b/...", 'copied'],
  ['/', 'copied'],
  ['', 'nothing'],
  ['relative/folder', 'refused'],
  ['/a/../b', 'refused'],
  ['/a/..', 'refused'],
  ['/a" ) fileformat = parquet --', 'refused'],
  [String.raw`/a\" )`, 'refused'],
  [String.raw`/a\u0022 )`, 'refused'],
  ['/a\nb', 'refused'],
  ['/a\u007fb', 'refused'],
];

const task = (key: string, notebook: LoadedTask['notebook']): LoadedTask => ({
  key,
  task: { key, dependsOn: [], notebookFile: '', parameters: {} },
  notebook,
});
const job = { name: 'ledgerlake', parameters: { catalog: 'main', schema: 'default' }, tasks: [] };

/** Runs the shipped bronze notebook with a stage; a COPY INTO is only looked at. */
export async function outcomeOf(engine: SqlEngine, stage: string): Promise<'copied' | 'nothing' | 'refused'> {
  const folders: string[] = [];
  const watched: SqlEngine = {
    execute: (sql, parameters) => engine.execute(sql, parameters),
    copyInto: async (copy, { folder, loadId }) => {
      folders.push(folder);
      if (copy.target !== 'bronze_events' || copy.pattern !== 'part-*.parquet' || loadId !== 'l1')
        throw new Error(`another COPY INTO: ${JSON.stringify(copy)}`);
    },
  };
  const notebook = await readNotebook(projectFile('notebooks/bronze_events.sql'));
  const parameters = { loadId: 'l1', attempt: 1, stage };
  try {
    await runTasks({ engine: watched, job, tasks: [task('bronze_events', notebook)], parameters });
  } catch (error) {
    if (error instanceof StatementError && error.message.includes('stage must be an absolute path')) return 'refused';
    throw error;
  }
  if (folders.length > 1 || (folders.length === 1 && folders[0] !== stage))
    throw new Error(`copied ${folders.join(', ')}`);
  return folders.length === 1 ? 'copied' : 'nothing';
}

/** Runs cells one after the other as a notebook's; `:stage` is `s`. */
export async function runCells(engine: SqlEngine, cells: readonly string[]): Promise<void> {
  const text = ['-- Databricks notebook source', ...cells].join('\n\n-- COMMAND ----------\n\n');
  const parameters = { loadId: 'l1', attempt: 1, stage: 's' };
  await runTasks({ engine, job, tasks: [task('cells', parseNotebook('cells', text))], parameters });
}

/** Session variables: cells, then the value of `session.v`. */
export const VARIABLE_CASES: readonly {
  readonly name: string;
  readonly cells: readonly string[];
  readonly value: unknown;
}[] = [
  { name: 'declared without a value', cells: ['DECLARE OR REPLACE VARIABLE v STRING'], value: null },
  {
    name: 'declared with a default, computed once',
    cells: [
      "DECLARE OR REPLACE VARIABLE w STRING DEFAULT 'a'",
      "DECLARE OR REPLACE VARIABLE v STRING = session.w || 'b'",
      "SET VARIABLE w = 'c'",
    ],
    value: 'ab',
  },
  {
    name: 'set from a marker, a query, itself',
    cells: [
      'DECLARE OR REPLACE VARIABLE V STRING',
      "SET VAR v = :stage || ''",
      "SET VARIABLE V = (SELECT max(x) || session.v FROM (VALUES ('a'), ('b')) AS q(x))",
    ],
    value: 'bs',
  },
  {
    name: 'run as a statement, and a text as well',
    cells: [
      "DECLARE OR REPLACE VARIABLE v STRING DEFAULT 'old'",
      'DECLARE OR REPLACE VARIABLE w STRING DEFAULT \'SET VARIABLE v = "new"\'',
      'EXECUTE IMMEDIATE w',
      "EXECUTE IMMEDIATE 'SET VARIABLE v = session.v || 1'",
    ],
    value: 'new1',
  },
];

/** Cells that no engine takes, and what it says (both wordings). */
export const REFUSED_CELLS: readonly { readonly cells: readonly string[]; readonly message: RegExp }[] = [
  { cells: ['DECLARE OR REPLACE VARIABLE v STRING DEFAULT :stage'], message: /cell 2: [^]*marker/i },
  {
    cells: ['DECLARE OR REPLACE VARIABLE v STRING', 'EXECUTE IMMEDIATE v'],
    message: /cell 3: .*holds no text/,
  },
  { cells: ["EXECUTE IMMEDIATE 'SELECT :stage'"], message: /cell 2: [^]*stage/ },
  { cells: ["EXECUTE IMMEDIATE 'EXECUTE IMMEDIATE v'"], message: /cell 2: .*inside of another/ },
  { cells: ["EXECUTE IMMEDIATE 'SELECT 1' INTO v"], message: /cell 2: .*more than one/ },
];
