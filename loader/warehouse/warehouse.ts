/** A value as every engine gives it back: DECIMAL and BIGINT as text, TIMESTAMP as ISO UTC with microseconds, DATE as text. */
export type SqlValue = string | number | boolean | null;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** What the warehouse needs to know to apply one load. */
export interface LoadToApply {
  readonly loadId: string;
  readonly attempt: number;
  readonly token: string;
  /** the folder that holds the load's `part-*.parquet`, readable by the engine */
  readonly stagePath: string;
  /** `source.entity` of every document in the load, e.g. `zoho_books.invoices`; decides which job tasks run */
  readonly entities: readonly string[];
  /** the run that an earlier process started for this attempt: it is followed instead of starting another one */
  readonly runId?: string;
  /** told the id of a run that was started, before it is followed; durable when it returns */
  readonly onRun?: (runId: string) => Promise<void>;
}

/** How a run ended that did not succeed. Engines without runs of their own give none. */
export type RunState = 'FAILED' | 'TIMEDOUT' | 'CANCELED' | 'SKIPPED' | 'INTERNAL_ERROR' | 'SUCCESS_WITH_FAILURES';

export type ApplyResult =
  | {
      readonly kind: 'applied';
      readonly rows: number;
      readonly quarantined: number;
      readonly taskMs: Readonly<Record<string, number>>;
      /** checks that do not hold; the load is applied all the same */
      readonly failedChecks: readonly string[];
      readonly runId?: string;
    }
  | {
      readonly kind: 'failed';
      readonly code: string;
      /** the failing task's own error where there is one */
      readonly message: string;
      readonly runId?: string;
      readonly state?: RunState;
    };

/** Where silver lives. Concrete engines are known only to `loader/warehouse/index.ts`. */
export interface Warehouse {
  readonly engine: string;
  /** Applies one load: COPY INTO bronze, MERGE silver, gold. Repeating it changes nothing. A failing statement is a `failed` result. */
  apply(load: LoadToApply): Promise<ApplyResult>;
  /** One read-only statement in the common dialect with `:name` markers. @throws AppError `warehouse_unavailable`, `warehouse_query_failed` */
  query(sql: string, parameters?: Readonly<Record<string, SqlValue>>): Promise<readonly SqlRow[]>;
  /**
   * Builds silver and gold again beside the old tables and swaps them in at once. With `loads`, bronze too, from these loads
   * (their Parquet already written); without, from the present bronze. On an error the old tables stay as they were.
   */
  rebuild(options: {
    readonly loads?: readonly LoadToApply[];
    readonly onProgress?: (text: string) => void;
  }): Promise<ApplyResult>;
  /** Row count and SHA-256 over all columns but the lineage of the load, per table, in any row order: equal means "the same table". */
  fingerprints(
    tables?: readonly string[],
  ): Promise<Readonly<Record<string, { readonly rows: number; readonly hash: string }>>>;
  close(): Promise<void>;
}
