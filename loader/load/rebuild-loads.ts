import { AppError } from '../../receiver/errors.ts';
import { listRaw } from '../plan/list-raw.ts';
import type { PlannedObject } from '../plan/plan-loads.ts';
import type { ApplyResult, LoadToApply, Warehouse } from '../warehouse/warehouse.ts';
import type { ApplyAllOptions } from './apply-all.ts';
import { convert } from './apply-load.ts';
import { endApplied, endFailed, openAttempt } from './attempts.ts';
import type { Converted } from './convert.ts';
import type { Manifest } from './manifest.ts';
import type { LoadIdSource } from './new-load.ts';
import { createLoads } from './new-load.ts';
import type { StagedLoad } from './stage-load.ts';

export interface RebuildFromLanding extends ApplyAllOptions, LoadIdSource {
  readonly maxLoadBytes: number;
  readonly parquetWriter: Manifest['parquet_writer'];
  readonly onStranger: (key: string) => void;
  /** runs when everything is listed and nothing is named in a manifest yet */
  readonly beforeLoads?: () => Promise<void>;
  readonly onStep: (text: string) => void;
}

export interface RebuiltFromLanding {
  readonly result: ApplyResult;
  readonly loads: readonly string[];
  readonly objects: number;
}

interface ReadyLoad {
  readonly manifest: Manifest;
  readonly converted: Converted;
  readonly staged: StagedLoad;
  readonly toApply: LoadToApply;
}

/**
 * Builds bronze, silver and gold anew from everything that ever landed: new loads over all of it, their Parquet, then one
 * swap. Until the swap the old tables are untouched; a rebuild that dies is ended by the next run (`settle-rebuilds.ts`).
 *
 * @throws AppError `nothing_landed`, `stopped`, `lease_lost`; what converting, the landing store or the warehouse says
 */
export async function rebuildFromLanding(options: RebuildFromLanding): Promise<RebuiltFromLanding> {
  const { store } = options;
  const objects: PlannedObject[] = [];
  for await (const { key, bytes } of listRaw(store, { from: undefined, onStranger: options.onStranger })) {
    objects.push({ key, bytes });
  }
  if (objects.length === 0) {
    throw new AppError(
      'nothing_landed',
      `${store.description} holds no landed object: the rebuilt tables would be empty`,
      {
        hint: 'check "landing" in the configuration',
      },
    );
  }
  await options.beforeLoads?.();
  const manifests = await createLoads(store, { ...options, objects, reason: 'rebuild', of: [] }, options);
  const ready: ReadyLoad[] = [];
  try {
    for (const [index, manifest] of manifests.entries()) {
      options.onLoad?.(index, manifests.length, manifest.load_id);
      ready.push(await prepare(manifest, options));
    }
    options.assertHeld();
    const warehouse = await options.warehouse();
    const loads = ready.filter((load) => load.converted.rows > 0).map((load) => load.toApply);
    const result = await warehouse.rebuild({ loads, onProgress: options.onStep });
    await endAll(ready, result, { ...options, open: warehouse });
    return { result, loads: manifests.map((manifest) => manifest.load_id), objects: objects.length };
  } finally {
    options.onLoad?.(manifests.length, manifests.length, '');
    for (const load of ready) await load.staged.dispose();
  }
}

async function prepare(manifest: Manifest, options: RebuildFromLanding): Promise<ReadyLoad> {
  if (options.signal.aborted) {
    throw new AppError('stopped', 'the rebuild was stopped before its tables were swapped in', {
      hint: 'the old tables are as they were; start it again when you like',
    });
  }
  options.assertHeld();
  const converted = await convert(manifest, options);
  const loadId = manifest.load_id;
  const attempt = await openAttempt(options.store, { loadId, state: { kind: 'planned' } }, options.clock());
  const staged = await options.stage(loadId, converted.parts);
  return {
    manifest,
    converted,
    staged,
    toApply: {
      loadId,
      attempt: attempt.attempt,
      token: attempt.token,
      stagePath: staged.path,
      entities: Object.keys(converted.entities).sort(),
    },
  };
}

async function endAll(
  ready: readonly ReadyLoad[],
  result: ApplyResult,
  options: RebuildFromLanding & { readonly open: Warehouse },
): Promise<void> {
  const quarantined = result.kind === 'applied' ? await quarantinedByLoad(options.open) : new Map<string, number>();
  for (const { manifest, converted } of ready) {
    const load = { loadId: manifest.load_id, attempts: 1, finishedAt: options.clock() };
    if (result.kind === 'failed') {
      await endFailed(options.store, { ...load, failure: { code: result.code, message: result.message } });
    } else {
      const rows = quarantined.get(manifest.load_id) ?? 0;
      await endApplied(options.store, { ...load, converted, quarantined: rows, failedChecks: [], durationsMs: {} });
    }
  }
}

async function quarantinedByLoad(warehouse: Warehouse): Promise<ReadonlyMap<string, number>> {
  const rows = await warehouse.query(
    'select _load_id, count(*) as row_count from silver_quarantine where _load_id is not null group by _load_id',
  );
  return new Map(rows.map((row) => [String(row['_load_id']), Number(row['row_count'])]));
}
