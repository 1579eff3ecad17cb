import type { Outcome } from './manifest.ts';

/** Makes a load's Parquet readable for the engine. The path is the same at every attempt, because COPY INTO remembers it. */
export type StageLoad = (loadId: string, parts: Outcome['parts']) => Promise<StagedLoad>;

export interface StagedLoad {
  /** folder with the load's `part-*.parquet` */
  readonly path: string;
  /** removes what was only copied for the engine */
  readonly dispose: () => Promise<void>;
}
