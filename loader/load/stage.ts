import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Config, DatabricksConfig } from '../../receiver/config/config.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import type { StageFiles } from '../warehouse/stage-files.ts';
import { loadPrefix } from './load-id.ts';
import { readPart } from './read-part.ts';
import type { StageLoad } from './stage-load.ts';
import { stageOnVolume } from './stage-volume.ts';

export interface StageDependencies {
  readonly store: LandingStore;
  /** the volume of a Databricks warehouse; asked when the first load needs it */
  readonly volumeFiles: (warehouse: DatabricksConfig) => Promise<StageFiles>;
}

/**
 * Where the engine finds the parts: the embedded one reads a landing folder in place; from S3 the parts are copied beside
 * the warehouse file for as long as a load is applied. Databricks reads them from a volume.
 */
export function stageFor(
  config: Pick<Config, 'landing' | 'warehouse'>,
  { store, volumeFiles }: StageDependencies,
): StageLoad {
  const { landing, warehouse } = config;
  if (warehouse.engine === 'databricks') {
    return stageOnVolume({ stage: warehouse.stage, store, files: () => volumeFiles(warehouse) });
  }
  if (landing.kind === 'folder') {
    const root = landing.path;
    return async (loadId) => ({ path: join(root, loadPrefix(loadId)).replace(/[/\\]$/, ''), dispose: async () => {} });
  }
  const root = join(dirname(warehouse.path), '.stage');
  return async (loadId, parts) => {
    const path = join(root, loadId);
    await mkdir(path, { recursive: true });
    for (const part of parts) await download(await readPart(store, loadId, part.name), join(path, part.name));
    return { path, dispose: async () => rm(path, { recursive: true, force: true }) };
  };
}

async function download(bytes: Uint8Array, file: string): Promise<void> {
  const present = await stat(file).catch(() => undefined);
  if (present?.size === bytes.byteLength) return;
  // A kill in the middle must not leave half a file under the name that the engine reads.
  await writeFile(`${file}.tmp`, bytes);
  await rename(`${file}.tmp`, file);
}
