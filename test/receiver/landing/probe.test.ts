import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLandingStore } from '../../../receiver/landing/index.ts';
import { probeLandingStore } from '../../../receiver/landing/probe.ts';
import type { LandingStore } from '../../../receiver/landing/store.ts';
import { folderPlace, stubConfig, useStubCredentials } from '../../support/landing-places.ts';
import { type S3Stub, startS3Stub } from '../../support/s3-stub.ts';

let stub: S3Stub;
let store: LandingStore;

beforeEach(async () => {
  useStubCredentials();
  stub = await startS3Stub();
  store = await openLandingStore(stubConfig(stub));
});
afterEach(async () => {
  await store.close();
  await stub.close();
});

/** A store whose creates are replaced; the rest is the stub's. */
function creating(create: LandingStore['create']): LandingStore {
  return {
    description: 'planned',
    create,
    read: (key) => store.read(key),
    list: (prefix, options) => store.list(prefix, options),
    folders: (prefix) => store.folders(prefix),
    remove: (key) => store.remove(key),
    now: () => store.now(),
    close: () => Promise.resolve(),
  };
}

const refused = { code: 'landing_not_exclusive', retryable: false };

describe('start-up probe', () => {
  it('passes a folder and leaves nothing', async () => {
    const place = await folderPlace();
    const folder = await place.open();
    const report = await probeLandingStore(folder);
    expect(Math.abs(report.skewMs)).toBeLessThan(30_000);
    for await (const { key } of folder.list('')) expect(key).toBe('nothing');
    await folder.close();
    await place.remove();
  });

  it('passes a store that obeys the condition, with 16 writers a round, and leaves nothing', async () => {
    const report = await probeLandingStore(store);
    expect(Math.abs(report.skewMs)).toBeLessThan(30_000);
    expect(stub.objects.size).toBe(0);
    const raced = new Map<string, number>();
    for (const { method, key } of stub.requests) if (method === 'PUT') raced.set(key, (raced.get(key) ?? 0) + 1);
    expect([...raced.values()]).toEqual([17, 17, 17]);
    expect([...raced.keys()].every((key) => key.startsWith('some/prefix/state/probe/'))).toBe(true);
  });

  it('refuses a store that ignores the condition', async () => {
    stub.ignoreConditions = true;
    await expect(probeLandingStore(store)).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('16 of 16'),
      hint: expect.stringContaining('If-None-Match'),
    });
    expect(stub.objects.size).toBe(0);
  });

  it('refuses a store in which several of many win', async () => {
    let calls = 0;
    const racy = creating(async (key, bytes) => {
      calls += 1;
      const isFavoured = calls % 16 === 3 || calls % 16 === 4;
      const outcome = await store.create(key, bytes);
      return isFavoured ? 'created' : outcome;
    });
    await expect(probeLandingStore(racy)).rejects.toMatchObject({
      ...refused,
      message: expect.stringMatching(/[23] of 16/),
    });
  });

  it('refuses a store that obeys only under concurrency', async () => {
    let calls = 0;
    const late = creating(async (key, bytes) => {
      calls += 1;
      const outcome = await store.create(key, bytes);
      return calls > 16 ? 'created' : outcome;
    });
    await expect(probeLandingStore(late)).rejects.toMatchObject({
      ...refused,
      message: expect.stringContaining('later'),
    });
  });

  it("refuses a store that keeps another writer's bytes, or none", async () => {
    const altering = creating((key) => store.create(key, Buffer.from('other')));
    await expect(probeLandingStore(altering)).rejects.toMatchObject(refused);
    const seen = new Set<string>();
    const forgetting = creating((key) => {
      const outcome = seen.has(key) ? 'exists' : 'created';
      seen.add(key);
      return Promise.resolve(outcome);
    });
    await expect(probeLandingStore(forgetting)).rejects.toMatchObject(refused);
  });

  it('races again when the winning answer was lost, and does not call that a fault of the store', async () => {
    stub.script('PUT', { kind: 'drop' });
    await expect(probeLandingStore(store)).resolves.toBeDefined();
    await expect(probeLandingStore(creating(() => Promise.resolve('exists')))).rejects.toMatchObject({
      code: 'landing_unavailable',
      retryable: true,
    });
  });

  it('passes on that a store denies or is away', async () => {
    stub.faultFor = ({ method }) =>
      method === 'PUT' ? { kind: 'status', status: 403, code: 'AccessDenied' } : undefined;
    await expect(probeLandingStore(store)).rejects.toMatchObject({ code: 'landing_denied' });
  });

  it('does not need the right to delete', async () => {
    stub.faultFor = ({ method }) =>
      method === 'DELETE' ? { kind: 'status', status: 403, code: 'AccessDenied' } : undefined;
    await expect(probeLandingStore(store)).resolves.toBeDefined();
  });

  it.each([3_600_000, -90_000])('measures a clock that is %i ms off', async (offsetMs) => {
    stub.clockOffsetMs = offsetMs;
    const { skewMs } = await probeLandingStore(store);
    expect(Math.abs(skewMs - offsetMs)).toBeLessThan(30_000);
    const ours = () => new Date(Date.now() + offsetMs);
    expect(Math.abs((await probeLandingStore(store, { now: ours })).skewMs)).toBeLessThan(30_000);
  });
});
