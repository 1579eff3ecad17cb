import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { stageOnVolume } from '../../../loader/load/stage-volume.ts';
import { openStageFiles } from '../../../loader/warehouse/index.ts';
import { type FakeWorkspace, startFakeWorkspace } from '../../support/fake-workspace/index.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { tempDir } from '../../support/temp-dir.ts';

const id = '20261120T120000000Z-0123456789ab';
const bytes = Buffer.from('PAR1 and more');
const parts = [{ name: 'part-00000.parquet', bytes: bytes.byteLength, rows: 1, sha256: 'f'.repeat(64) }];
const VOLUME = '/Volumes/main/ledgerlake/landing';

async function prepared(options: { readonly upload: boolean; readonly folder?: string }) {
  const fake = await startFakeWorkspace({ root: tempDir() });
  onTestFinished(() => fake.close());
  const place = { catalog: 'main', schema: 'ledgerlake' };
  await fake.unityCatalog.createSchema(place);
  await fake.unityCatalog.createVolume(place, 'landing', {}, options.folder);
  const store = memoryStore();
  await store.create(`loads/2026-11-20/${id}/part-00000.parquet`, bytes);
  const { url: host, clientId, clientSecret } = fake;
  const stage = { path: VOLUME, upload: options.upload };
  const config = {
    engine: 'databricks',
    host,
    clientId,
    clientSecret,
    job: 'j',
    sqlWarehouse: undefined,
    ...place,
    stage,
  } as const;
  return { fake, stage: stageOnVolume({ stage, store, files: () => openStageFiles(config) }) };
}
const uploads = (fake: FakeWorkspace) =>
  fake.requests.filter((request) => request.method === 'PUT' && request.path.includes('/fs/files/'));

describe('parts are uploaded', () => {
  test('to a folder of the load, once, never overwriting', async () => {
    const { fake, stage } = await prepared({ upload: true });
    const path = `${VOLUME}/loads/2026-11-20/${id}`;
    expect((await stage(id, parts)).path).toBe(path);
    expect((await stage(id, parts)).path).toBe(path);
    expect(uploads(fake).map(({ path: at, query, bytes: sent }) => [at, query.get('overwrite'), sent])).toEqual([
      [`/api/2.0/fs/files${path}/part-00000.parquet`, 'false', bytes],
    ]);
  });

  test('and the answer "exists" to a try whose answer was lost is success', async () => {
    const { fake, stage } = await prepared({ upload: true });
    fake.faults.add({ method: 'PUT', path: /\/fs\/files\//, fault: { kind: 'lost' } });
    await stage(id, parts);
    expect(uploads(fake).map((request) => request.status)).toEqual([undefined, 409]);
  });

  test('but what lies there with another size is never overwritten', async () => {
    const { fake, stage } = await prepared({ upload: true });
    await stage(id, parts);
    const other = [{ ...parts[0]!, bytes: 7 }];
    await expect(stage(id, other)).rejects.toMatchObject({ code: 'stage_size_differs', retryable: false });
    expect(uploads(fake)).toHaveLength(1);
  });
});

describe('a volume over the landing bucket', () => {
  test('shows the parts where they are, and nothing is uploaded', async () => {
    const folder = tempDir();
    mkdirSync(join(folder, '2026-11-20', id), { recursive: true });
    writeFileSync(join(folder, '2026-11-20', id, 'part-00000.parquet'), bytes);
    const { fake, stage } = await prepared({ upload: false, folder });
    expect((await stage(id, parts)).path).toBe(`${VOLUME}/2026-11-20/${id}`);
    expect(fake.requests.some((request) => request.method === 'PUT')).toBe(false);
  });

  test('that lies over something else is told as such', async () => {
    const { stage } = await prepared({ upload: false });
    const error = { code: 'databricks_stage_missing', hint: expect.stringContaining('loads/') };
    await expect(stage(id, parts)).rejects.toMatchObject(error);
  });
});
