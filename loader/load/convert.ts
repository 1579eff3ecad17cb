import type { ConnectionConfig } from '../../receiver/config/config.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import type { Drift } from '../documents/drift.ts';
import type { Manifest, Outcome } from './manifest.ts';

export interface ConvertRequest {
  readonly landing: LandingStore;
  readonly manifest: Manifest;
  readonly connections: Readonly<Record<string, ConnectionConfig>>;
  readonly onProgress?: (progress: { readonly objectsDone: number; readonly objectsTotal: number }) => void;
}

/** What a load's Parquet holds. */
export interface Converted {
  readonly parts: Outcome['parts'];
  /** documents, each one row of bronze */
  readonly rows: number;
  /** documents by `source.entity` */
  readonly entities: Readonly<Record<string, number>>;
  /** fields of them that the catalog does not know; absent: not counted */
  readonly drift?: Drift;
}

/**
 * Landed objects to Parquet: writes the load's parts create-only. The same manifest gives the same bytes, so that a part
 * which exists is the right one.
 */
export type ConvertLoad = (request: ConvertRequest) => Promise<Converted>;
