import { AppError } from '../../receiver/errors.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { BRONZE_COLUMNS, type BronzeRow } from '../bronze.ts';
import { driftCounter } from '../documents/drift.ts';
import { bronzeRows } from '../documents/rows.ts';
import type { Converted } from '../load/convert.ts';
import { loadPrefix } from '../load/load-id.ts';
import type { Manifest } from '../load/manifest.ts';
import { openParquetWriter } from './index.ts';
import { readInOrder } from './read-in-order.ts';
import { memorySink } from './writer.ts';

export const PART_NAME = 'part-00000.parquet';

export interface ConvertOptions {
  readonly store: LandingStore;
  readonly manifest: Manifest;
  /** organization or account ids by connection name, as configured */
  readonly organizationIds: Readonly<Record<string, readonly string[]>>;
  /** reads in flight: a disk is fastest with few, object storage needs many */
  readonly concurrency: number;
  readonly onProgress?: ((objectsDone: number) => void) | undefined;
}

export interface ConvertedLoad extends Converted {
  /** documents with a `_problem`, by problem */
  readonly problems: Readonly<Record<string, number>>;
}

/**
 * Makes a load's Parquet from its manifest and lands it create-only. A part that exists already must have the same bytes;
 * a load without any document (empty list pages) has no part.
 *
 * Memory: rows stream, so it is the landed objects in flight (`readInOrder`), one row group, and the compressed part, which is
 * smaller than the load's raw bytes (`loader.max_load_bytes`, or one object if that is larger).
 *
 * @throws AppError `landed_object_missing`, `load_part_differs`, and what the landing store throws
 */
export async function convertObjects(options: ConvertOptions): Promise<ConvertedLoad> {
  const { store, manifest } = options;
  const counter = driftCounter();
  const load = {
    loadId: manifest.load_id,
    loadedAt: new Date(manifest.planned_at),
    organizationIds: options.organizationIds,
    onDocument: counter.add,
  };
  const sink = memorySink();
  const writer = await openParquetWriter(manifest.parquet_writer, { columns: BRONZE_COLUMNS, sink });
  const tally = newTally();
  let objectsDone = 0;
  for await (const { key, bytes } of readInOrder(store, manifest.objects, options.concurrency)) {
    if (bytes === undefined) throw missing(key, manifest.load_id);
    const rows = bronzeRows({ key, bytes }, load);
    await writer.write(rows);
    tally.add(rows);
    objectsDone += 1;
    options.onProgress?.(objectsDone);
  }
  const { rows, bytes, sha256 } = await writer.close();
  const counts = { ...tally.counts(), drift: counter.drift() };
  if (rows === 0) return { parts: [], rows, ...counts };
  await landPart(store, `${loadPrefix(manifest.load_id)}${PART_NAME}`, sink.bytes());
  return { parts: [{ name: PART_NAME, bytes, rows, sha256 }], rows, ...counts };
}

async function landPart(store: LandingStore, key: string, bytes: Uint8Array): Promise<void> {
  if ((await store.create(key, bytes)) === 'created') return;
  const landed = await store.read(key);
  if (landed !== undefined && Buffer.compare(landed, bytes) === 0) return;
  throw new AppError('load_part_differs', `${key} exists with other bytes than its manifest gives now`, {
    hint: 'another version of Node or of a library wrote it: plan its objects anew with `ledgerlake replay --load <id>`',
  });
}

function newTally(): {
  add(rows: readonly BronzeRow[]): void;
  counts(): Pick<ConvertedLoad, 'entities' | 'problems'>;
} {
  const entities = new Map<string, number>();
  const problems = new Map<string, number>();
  return {
    add(rows) {
      for (const row of rows) {
        count(entities, `${String(row['source'])}.${String(row['entity'])}`);
        if (typeof row['_problem'] === 'string') count(problems, row['_problem']);
      }
    },
    counts: () => ({ entities: sorted(entities), problems: sorted(problems) }),
  };
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}

function sorted(counts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function missing(key: string, loadId: string): AppError {
  return new AppError('landed_object_missing', `load ${loadId} names ${key}, which is not in the landing zone`, {
    hint: 'landed objects are never removed: restore it from a backup of the landing zone',
  });
}
