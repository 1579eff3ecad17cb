import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config } from '../../receiver/config/config.ts';
import { AppError } from '../../receiver/errors.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { loadPrefix } from './load-id.ts';
import type { Outcome } from './manifest.ts';

/** Makes a load's Parquet readable for the engine. The path is the same at every attempt, because COPY INTO remembers it. */
export type StageLoad = (loadId: string, parts: Outcome['parts']) => Promise<StagedLoad>;

export interface StagedLoad {
  /** folder with the load's `part-*.parquet` */
  readonly path: string;
  /** removes what was only copied for the engine */
  readonly dispose: () => Promise<void>;
}

/**
 * Where the engine finds the parts: the embedded one reads a landing folder in place; from S3 the parts are copied beside
 * the warehouse file for as long as a load is applied.
 */
export function stageFor(config: Pick<Config, 'landing' | 'warehouse'>, store: LandingStore): StageLoad {
  const { landing, warehouse } = config;
  if (warehouse.engine === 'databricks') {
    return async () => {
      throw new AppError('stage_unsupported', 'this release cannot stage Parquet for engine "databricks"', {
        hint: 'set warehouse.engine to duckdb',
      });
    };
  }
  if (landing.kind === 'folder') {
    const root = landing.path;
    return async (loadId) => ({ path: join(root, loadPrefix(loadId)).replace(/[/\\]$/, ''), dispose: async () => {} });
  }
  const root = join(dirname(warehouse.path), '.stage');
  return async (loadId, parts) => {
    const path = join(root, loadId);
    await mkdir(path, { recursive: true });
    for (const part of parts) await download(store, `${loadPrefix(loadId)}${part.name}`, join(path, part.name));
    return { path, dispose: async () => rm(path, { recursive: true, force: true }) };
  };
}

async function download(store: LandingStore, key: string, file: string): Promise<void> {
  const bytes = await store.read(key);
  if (bytes === undefined) {
    throw new AppError('load_file_missing', `${key} does not exist`, {
      hint: 'objects under loads/ are never removed: restore it from a backup of the landing zone',
    });
  }
  const present = await stat(file).catch(() => undefined);
  if (present?.size === bytes.byteLength) return;
  // A kill in the middle must not leave half a file under the name that the engine reads.
  await writeFile(`${file}.tmp`, bytes);
  await rename(`${file}.tmp`, file);
}
