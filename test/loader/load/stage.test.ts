import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { stageFor } from '../../../loader/load/stage.ts';
import type { LandingConfig } from '../../../receiver/config/config.ts';
import type { LandingStore } from '../../../receiver/landing/store.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { tempDir } from '../../support/temp-dir.ts';

const id = '20261120T120000000Z-0123456789ab';
const parts = [{ name: 'part-00000.parquet', bytes: 4, rows: 1, sha256: 'f'.repeat(64) }];
const s3: LandingConfig = {
  kind: 's3',
  bucket: 'b',
  prefix: '',
  region: undefined,
  endpoint: undefined,
  forcePathStyle: false,
};

const on = (store: LandingStore) => ({ store, volumeFiles: () => Promise.reject(new Error('no volume')) });

describe('staging for the embedded engine', () => {
  test('reads a landing folder in place', async () => {
    const config = {
      landing: { kind: 'folder', path: '/srv/landing' },
      warehouse: { engine: 'duckdb', path: '/srv/lake.duckdb' },
    } as const;
    const staged = await stageFor(config, on(memoryStore()))(id, parts);
    expect(staged.path).toBe(`/srv/landing/loads/2026-11-20/${id}`);
    await staged.dispose();
  });

  test('copies from S3 beside the warehouse file, to the same path each time, and removes it', async () => {
    const dir = tempDir();
    const store = memoryStore();
    await store.create(`loads/2026-11-20/${id}/part-00000.parquet`, Buffer.from('PAR1'));
    const stage = stageFor({ landing: s3, warehouse: { engine: 'duckdb', path: join(dir, 'lake.duckdb') } }, on(store));
    for (const _ of [1, 2]) {
      const staged = await stage(id, parts);
      expect(staged.path).toBe(join(dir, '.stage', id));
      expect(readFileSync(join(staged.path, 'part-00000.parquet'), 'utf8')).toBe('PAR1');
      await stage(id, parts);
      await staged.dispose();
      expect(existsSync(staged.path)).toBe(false);
    }
  });

  test('says which part is missing', async () => {
    const warehouse = { engine: 'duckdb', path: join(tempDir(), 'lake.duckdb') } as const;
    const staged = stageFor({ landing: s3, warehouse }, on(memoryStore()))(id, parts);
    await expect(staged).rejects.toMatchObject({ code: 'load_file_missing' });
  });
});
