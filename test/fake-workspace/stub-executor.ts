import type { Executor, NotebookRun, StatementRun } from '../support/fake-workspace/executor.ts';

export interface StubExecutor extends Executor {
  readonly notebooks: NotebookRun[];
  readonly statements: StatementRun[];
  /** names of notebooks that fail, and how often more */
  readonly failing: Map<string, number>;
}

/** Runs nothing, and notes what it was given. */
export function stubExecutor(): StubExecutor {
  const failing = new Map<string, number>();
  const notebooks: NotebookRun[] = [];
  const statements: StatementRun[] = [];
  return {
    engine: 'duckdb',
    notebooks,
    statements,
    failing,
    runNotebook: async (run) => {
      notebooks.push(run);
      const times = failing.get(run.name) ?? 0;
      failing.set(run.name, times - 1);
      if (times > 0) throw new Error(`${run.name}, cell 1: broken`);
    },
    runStatement: async (run) => {
      statements.push(run);
      if (run.sql.includes('broken')) throw new Error('[PARSE_SYNTAX_ERROR] broken');
      return {
        columns: [
          { name: 'n', type: 'bigint' },
          { name: 'total', type: 'decimal(28,10)' },
          { name: 'at', type: 'timestamp with time zone' },
          { name: 'open', type: 'boolean' },
        ],
        rows: ['1', '2', '3'].map((n) => [
          n,
          '1.5000000000',
          `2026-01-0${n}T00:00:00.000000Z`,
          n === '3' ? null : true,
        ]),
      };
    },
    createSchema: async () => undefined,
    dropSchema: async () => undefined,
    close: async () => undefined,
  };
}
