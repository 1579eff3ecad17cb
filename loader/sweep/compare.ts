/** What the comparison keeps of a row of a list. Times are ms since 1970. */
export interface ListedVersion {
  /** start of the request that listed it */
  readonly askedMs: number;
  /** Zoho Books: the record's own time of change, by which silver's values sort; undefined where they sort by the time of reading */
  readonly versionMs: number | undefined;
  /** the record's own stamp (`stamps.ts`), where values sort by the time of reading */
  readonly stamp: string | undefined;
  /** of the row's payload, where the record says nothing of when it was changed */
  readonly sha256: string | undefined;
  readonly isDeleted: boolean;
  /** false: no engine may see the row, and quarantine says why */
  readonly isReadable: boolean;
}

/** What silver says of a record. Times are ms since 1970. */
export interface SilverVersion {
  readonly id: string;
  readonly isDeleted: boolean;
  /** of `_version`: the record's own time, or when it was read; undefined where only its deletion is known */
  readonly versionMs: number | undefined;
  /** the latest sign of deletion, and of life */
  readonly deletedMs: number | undefined;
  readonly seenMs: number | undefined;
  /** the record's own stamps, one per column that holds one */
  readonly stamps: readonly string[];
  /** of the document that its values are from; undefined when it was not asked for */
  readonly sha256: string | undefined;
}

/**
 * What a list says that silver does not: `missed`, an id that silver does not know; `stale`, a version that it does not have;
 * `deleted`, the list has it as deleted and silver does not; `restored`, the other way round.
 */
export type Finding = 'known' | 'missed' | 'stale' | 'deleted' | 'restored';

/**
 * Compares a row with silver. What silver learned by a read that began after the list was asked for is newer than the list.
 */
export function compare(row: ListedVersion, silver: SilverVersion | undefined): Finding {
  if (!row.isReadable) return 'known';
  if (silver === undefined) return 'missed';
  if (row.isDeleted) {
    const isKnown = silver.isDeleted || isLater(silver.seenMs, row.askedMs);
    return isKnown ? 'known' : 'deleted';
  }
  if (silver.isDeleted) return isLater(silver.deletedMs, row.askedMs) ? 'known' : 'restored';
  return hasVersion(row, silver) ? 'known' : 'stale';
}

function hasVersion(row: ListedVersion, { versionMs, stamps, sha256 }: SilverVersion): boolean {
  if (versionMs === undefined) return false; // only its deletion is known
  if (row.versionMs !== undefined) return versionMs >= row.versionMs;
  if (versionMs > row.askedMs) return true;
  if (row.stamp !== undefined) return stamps.includes(row.stamp);
  return row.sha256 !== undefined && row.sha256 === sha256;
}

/** Whether silver has a record as alive although a complete list, asked for from `startedMs` on, does not show it. */
export function isAbsent(silver: SilverVersion, startedMs: number): boolean {
  if (silver.isDeleted) return false;
  return !isLater(silver.versionMs, startedMs) && !isLater(silver.seenMs, startedMs);
}

function isLater(ms: number | undefined, thanMs: number): boolean {
  return ms !== undefined && ms > thanMs;
}
