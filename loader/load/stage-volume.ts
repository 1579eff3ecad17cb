import type { DatabricksConfig } from '../../receiver/config/config.ts';
import { AppError } from '../../receiver/errors.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import type { StageFiles } from '../warehouse/stage-files.ts';
import { loadPrefix } from './load-id.ts';
import type { Outcome } from './manifest.ts';
import { readPart } from './read-part.ts';
import type { StageLoad } from './stage-load.ts';

type Part = Outcome['parts'][number];

export interface VolumeStage {
  readonly stage: DatabricksConfig['stage'];
  readonly store: LandingStore;
  /** opened when the first load needs it */
  readonly files: () => Promise<StageFiles>;
}

/**
 * Where a Databricks job finds the parts: uploaded to `<stage.path>/loads/<date>/<load_id>`, never overwriting, or in place
 * through a volume over the landing bucket's `loads/`, at `<stage.path>/<date>/<load_id>`. Either way every part is there
 * with its size before the job is asked. What was uploaded stays: COPY INTO remembers paths, and the volume is its record.
 */
export function stageOnVolume({ stage, store, files }: VolumeStage): StageLoad {
  return async (loadId, parts) => {
    const folder = loadPrefix(loadId).replace(/\/$/, '');
    const path = `${stage.path}/${stage.upload ? folder : folder.replace(/^loads\//, '')}`;
    const volume = await files();
    for (const part of parts) {
      if (stage.upload) await upload(volume, { folder: path, part, bytes: () => readPart(store, loadId, part.name) });
      await assertSize(volume, { path: `${path}/${part.name}`, part, isUpload: stage.upload });
    }
    return { path, dispose: async () => {} };
  };
}

interface Upload {
  readonly folder: string;
  readonly part: Part;
  readonly bytes: () => Promise<Uint8Array>;
}

/** An earlier attempt may have brought it; a second try after a lost answer is answered with "exists". */
async function upload(volume: StageFiles, { folder, part, bytes }: Upload): Promise<void> {
  const path = `${folder}/${part.name}`;
  if ((await volume.size(path)) !== undefined) return;
  await volume.makeFolder(folder);
  await volume.create(path, await bytes());
}

async function assertSize(
  volume: StageFiles,
  { path, part, isUpload }: { readonly path: string; readonly part: Part; readonly isUpload: boolean },
): Promise<void> {
  const size = await volume.size(path);
  if (size === part.bytes) return;
  if (size === undefined) {
    throw new AppError('databricks_stage_missing', `${path} does not exist`, {
      hint: isUpload
        ? 'check that nothing removes files from the landing volume'
        : "check that the volume lies over the landing bucket's loads/, or set warehouse.stage.upload to true",
    });
  }
  throw new AppError('stage_size_differs', `${path} has ${size} bytes, the load's part has ${part.bytes}`, {
    hint: 'staged files are never overwritten: find out who wrote it, remove it, then replay the load',
  });
}
