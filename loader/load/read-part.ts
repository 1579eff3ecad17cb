import { AppError } from '../../receiver/errors.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { loadPrefix } from './load-id.ts';

/** The bytes of a load's part. @throws AppError `load_file_missing` */
export async function readPart(store: LandingStore, loadId: string, name: string): Promise<Uint8Array> {
  const key = `${loadPrefix(loadId)}${name}`;
  const bytes = await store.read(key);
  if (bytes !== undefined) return bytes;
  throw new AppError('load_file_missing', `${key} does not exist`, {
    hint: 'objects under loads/ are never removed: restore it from a backup of the landing zone',
  });
}
