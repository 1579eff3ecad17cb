import type { GoldConfig } from '../../../receiver/config/config.ts';
import type { CatalogTable } from '../../catalog/tables.ts';
import type { SqlEngine } from '../sql-engine.ts';
import type { Workspace } from './adapter.ts';
import type { Following } from './follow-run.ts';
import type { Tagging } from './tag-columns.ts';

/** What a change needs: everything looked up. */
export interface DatabricksTarget {
  readonly workspace: Workspace;
  readonly jobId: string;
  readonly catalog: string;
  readonly schema: string;
  readonly following: Following;
  /** what must be there before a load; missing tables and columns are made */
  readonly tables: readonly CatalogTable[];
  readonly tagging: Tagging;
  /** kept in `gold_settings`; undefined: what is there stays */
  readonly gold?: GoldConfig | undefined;
  /** the job's tasks that a load with these entities needs */
  readonly tasksForEntities: (entities: readonly string[]) => readonly string[];
  /** statements with names that lie in a schema; default: the warehouse's own */
  engine(schema?: string): SqlEngine;
}
