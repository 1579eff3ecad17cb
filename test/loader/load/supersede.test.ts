import { describe, expect, test } from 'vitest';
import { endFailed, endSuperseded } from '../../../loader/load/attempts.ts';
import { failedLoads } from '../../../loader/load/failed-loads.ts';
import { listLoadFolders } from '../../../loader/load/load-folders.ts';
import { CONVERTER_VERSION, type Manifest } from '../../../loader/load/manifest.ts';
import {
  createAttempt,
  createAttemptResult,
  createManifest,
  createOutcome,
  readManifest,
  readOutcome,
} from '../../../loader/load/manifest-io.ts';
import { newManifest } from '../../../loader/load/new-load.ts';
import { settleRebuilds } from '../../../loader/load/settle-rebuilds.ts';
import { supersedeOutdated } from '../../../loader/load/supersede.ts';
import { NOON, testLoader } from '../../support/loader-context.ts';
import type { MemoryStore } from '../../support/memory-store.ts';

let planned = 0;
async function plan(store: MemoryStore, change: Partial<Manifest> = {}): Promise<Manifest> {
  planned += 1;
  const base = newManifest({
    objects: [{ key: `raw/${planned}`, bytes: 1 }],
    reason: 'run',
    of: [],
    parquetWriter: 'hyparquet-writer',
    plannedAt: new Date(NOON.getTime() + planned),
    nonce: String(planned),
  });
  const manifest = { ...base, ...change };
  await createManifest(store, manifest);
  return manifest;
}

const failure = { code: 'sql_error', message: 'bad' };

async function fail(store: MemoryStore, { load_id: loadId }: Manifest): Promise<void> {
  await createAttempt(store, { v: 1, load_id: loadId, attempt: 5, token: 't', started_at: NOON.toISOString() });
  const result = { v: 1, state: 'failed', finished_at: NOON.toISOString(), ...failure } as const;
  await createAttemptResult(store, { loadId, attempt: 5 }, result);
  await endFailed(store, { loadId, attempts: 5, failure, finishedAt: NOON });
}

async function succeed(store: MemoryStore, { load_id }: Manifest): Promise<void> {
  await createOutcome(store, {
    v: 1,
    load_id,
    state: 'applied',
    attempts: 1,
    finished_at: NOON.toISOString(),
    rows: 1,
    quarantined: 0,
    failed_checks: [],
    entities: {},
    parts: [],
    durations_ms: {},
    superseded_by: null,
    error: null,
  });
}

describe('a load planned by another converter version', () => {
  const outdated = { converter: CONVERTER_VERSION + 1 };

  async function supersede() {
    const { context, store } = testLoader();
    const run = async () =>
      supersedeOutdated(store, await listLoadFolders(store), {
        ...context,
        clock: () => new Date(NOON.getTime() + 1e6),
        assertHeld: () => {},
      });
    return { store, run };
  }

  test('is planned anew with the same keys, then ended', async () => {
    const { store, run } = await supersede();
    const old = await plan(store, outdated);
    await plan(store);
    const taken = await run();
    expect([...taken.keys()]).toEqual([old.load_id]);
    const next = taken.get(old.load_id)!;
    expect(next).toMatchObject({
      of: [old.load_id],
      reason: 'run',
      converter: CONVERTER_VERSION,
      objects: old.objects,
    });
    expect(await readManifest(store, next.load_id)).toEqual(next);
    expect(await readOutcome(store, old.load_id)).toMatchObject({ state: 'superseded', superseded_by: next.load_id });
    expect([...(await run()).keys()]).toEqual([]);
  });

  test('is not planned twice when the loader died between the two steps', async () => {
    const { store, run } = await supersede();
    const old = await plan(store, outdated);
    store.beforeCreate = (key) => {
      if (key.endsWith('outcome.json')) throw new Error('killed');
    };
    await expect(run()).rejects.toThrow('killed');
    store.beforeCreate = undefined;
    const taken = await run();
    expect(taken.get(old.load_id)?.of).toEqual([old.load_id]);
    expect(await listLoadFolders(store)).toHaveLength(2);
  });

  test('stays as it is when it is over', async () => {
    const { store, run } = await supersede();
    await succeed(store, await plan(store, outdated));
    expect((await run()).size).toBe(0);
  });
});

describe('what a rebuild left', () => {
  test('is ended before the swap, and kept open after it', async () => {
    const { context, store, warehouse } = testLoader();
    const lost = await plan(store, { reason: 'rebuild' });
    const swapped = await plan(store, { reason: 'rebuild' });
    const ordinary = await plan(store);
    warehouse.bronze.set(swapped.load_id, ['raw/x']);
    const options = { clock: context.clock, warehouse: context.openWarehouse, assertHeld: () => {} };
    const ended = await settleRebuilds(store, await listLoadFolders(store), options);
    expect(ended).toEqual([lost.load_id]);
    expect(await readOutcome(store, lost.load_id)).toMatchObject({
      state: 'failed',
      error: { code: 'rebuild_interrupted' },
    });
    expect(await readOutcome(store, swapped.load_id)).toBeUndefined();
    expect(await readOutcome(store, ordinary.load_id)).toBeUndefined();
  });
});

describe('the failed loads', () => {
  const failed = async (store: MemoryStore) =>
    (await failedLoads(store, await listLoadFolders(store))).map((folder) => folder.loadId);

  test('are those whose attempts are used up', async () => {
    const { store } = testLoader();
    const bad = await plan(store);
    await fail(store, bad);
    await succeed(store, await plan(store));
    await plan(store);
    const gone = await plan(store);
    await endSuperseded(store, { loadId: gone.load_id, attempts: 1, by: 'x', finishedAt: NOON });
    expect(await failed(store)).toEqual([bad.load_id]);
  });

  test('are settled by a replay of them, unless that failed too', async () => {
    const { store } = testLoader();
    const bad = await plan(store);
    await fail(store, bad);
    const replay = await plan(store, { reason: 'replay', of: [bad.load_id] });
    expect(await failed(store)).toEqual([]);
    await fail(store, replay);
    expect(await failed(store)).toEqual([bad.load_id, replay.load_id]);
    await plan(store, { reason: 'replay', of: [bad.load_id, replay.load_id] });
    expect(await failed(store)).toEqual([]);
  });

  test('are settled by a later rebuild from landing that was swapped in', async () => {
    const { store } = testLoader();
    const bad = await plan(store);
    await fail(store, bad);
    const rebuild = await plan(store, { reason: 'rebuild' });
    expect(await failed(store)).toEqual([bad.load_id]);
    await succeed(store, rebuild);
    expect(await failed(store)).toEqual([]);
    const later = await plan(store);
    await fail(store, later);
    expect(await failed(store)).toEqual([later.load_id]);
  });

  test('leave out rebuilds, which failed as a whole', async () => {
    const { store } = testLoader();
    await fail(store, await plan(store, { reason: 'rebuild' }));
    expect(await failed(store)).toEqual([]);
  });
});
