import type { SqlResult } from '../../../loader/warehouse/sql-engine.ts';
import type { ColumnTags } from './executors/column-tags.ts';
import type { Place } from './unity-catalog.ts';

/** A notebook with everything resolved. */
export interface NotebookRun {
  readonly name: string;
  /** text of the notebook, with or without its header line */
  readonly source: string;
  readonly parameters: Readonly<Record<string, string>>;
  /** the local path of a path under /Volumes. @throws where there is no such volume */
  readonly localPath: (path: string) => string;
  /** names of the catalogs that there are */
  readonly catalogs: readonly string[];
}

export interface StatementParameter {
  readonly name: string;
  readonly value: string | null;
  /** default STRING */
  readonly type: string;
}

export interface StatementRun extends Pick<NotebookRun, 'localPath' | 'catalogs'> {
  readonly sql: string;
  readonly parameters: readonly StatementParameter[];
  readonly place: Place;
}

/** What runs SQL behind the workspace; notebooks and statements see the same tables. */
export interface Executor {
  readonly engine: string;
  /** tags of columns; none where it has no SQL of its own */
  readonly tags?: ColumnTags;
  /** Cell by cell, no transaction around it, as on a SQL warehouse. @throws Error: the task's error */
  runNotebook(run: NotebookRun): Promise<void>;
  /** @throws Error: the statement's error */
  runStatement(run: StatementRun): Promise<SqlResult>;
  createSchema(place: Place): Promise<void>;
  dropSchema(place: Place): Promise<void>;
  close(): Promise<void>;
}
