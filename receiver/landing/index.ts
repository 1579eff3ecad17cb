import type { LandingConfig } from '../config/config.ts';
import { openFolderStore } from './folder.ts';
import type { RetryClock } from './s3-retry.ts';
import type { LandingStore } from './store.ts';

export interface OpenOptions {
  /** this machine's clock, where the driver asks it; for tests */
  readonly now?: (() => Date) | undefined;
  /** time and chance of the retries against S3; for tests */
  readonly clock?: RetryClock | undefined;
}

/**
 * Opens the configured landing zone; the only place that knows the drivers. Close it when done.
 *
 * @throws AppError `landing_denied`, `landing_unavailable`
 */
export async function openLandingStore(config: LandingConfig, options: OpenOptions = {}): Promise<LandingStore> {
  switch (config.kind) {
    case 'folder':
      return await openFolderStore(config.path, { now: options.now });
    case 's3': {
      // Loaded when needed: the SDK takes a good part of a short command's start.
      const { openS3Store } = await import('./s3.ts');
      return openS3Store(config, { clock: options.clock });
    }
  }
}
