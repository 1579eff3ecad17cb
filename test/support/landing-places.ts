import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openLandingStore } from '../../receiver/landing/index.ts';
import type { S3LandingConfig } from '../../receiver/landing/s3-client.ts';
import type { LandingPlace } from '../contract/landing-store.ts';
import { type S3Stub, startS3Stub } from './s3-stub.ts';

/** A new folder under the system's temporary one. */
export async function tempFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'ledgerlake-test-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

export async function folderPlace(): Promise<LandingPlace> {
  const folder = await tempFolder();
  return {
    open: () => openLandingStore({ kind: 'folder', path: join(folder.path, 'deep', 'landing') }),
    remove: () => folder.remove(),
  };
}

/** The SDK's default chain finds these before it looks anywhere else. */
export function useStubCredentials(): void {
  process.env['AWS_ACCESS_KEY_ID'] = 'test';
  process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
  delete process.env['AWS_SESSION_TOKEN'];
  delete process.env['AWS_PROFILE'];
}

export function stubConfig(stub: S3Stub, prefix = 'some/prefix'): S3LandingConfig {
  return { kind: 's3', bucket: stub.bucket, prefix, region: undefined, endpoint: stub.url, forcePathStyle: true };
}

export async function stubPlace(prefix?: string): Promise<LandingPlace> {
  useStubCredentials();
  const stub = await startS3Stub();
  // Small pages, so that every listing has several.
  stub.pageSize = 3;
  return { open: () => openLandingStore(stubConfig(stub, prefix)), remove: () => stub.close() };
}
