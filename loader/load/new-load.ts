import type { LandingStore } from '../../receiver/landing/store.ts';
import type { PlannedObject } from '../plan/plan-loads.ts';
import { MAX_OBJECTS_PER_LOAD, planLoads } from '../plan/plan-loads.ts';
import { keysSha256, loadId } from './load-id.ts';
import type { Manifest } from './manifest.ts';
import { CONVERTER_VERSION } from './manifest.ts';
import { createManifest } from './manifest-io.ts';

export interface NewLoads {
  readonly objects: Iterable<PlannedObject>;
  readonly reason: Manifest['reason'];
  /** loads whose keys are loaded again here */
  readonly of: readonly string[];
  readonly maxLoadBytes: number;
  readonly parquetWriter: Manifest['parquet_writer'];
}

/** What makes a load id unique; injected so that tests are repeatable. */
export interface LoadIdSource {
  readonly clock: () => Date;
  /** random text, another one at each call */
  readonly nonce: () => string;
}

/**
 * Splits objects into loads and writes their manifests, in the order of their keys. When this resolves, every object is
 * named in exactly one durable manifest; after a crash the first ones are, and the rest is still new.
 */
export async function createLoads(
  store: LandingStore,
  plan: NewLoads,
  ids: LoadIdSource & { readonly assertHeld: () => void },
): Promise<readonly Manifest[]> {
  const groups = planLoads(plan.objects, { maxLoadBytes: plan.maxLoadBytes, maxObjects: MAX_OBJECTS_PER_LOAD });
  // One instant for all, a millisecond apart, so that load ids sort as their keys do.
  const base = ids.clock().getTime();
  const manifests: Manifest[] = [];
  for (const [index, objects] of groups.entries()) {
    const plannedAt = new Date(base + index);
    for (;;) {
      ids.assertHeld();
      const manifest = newManifest({ ...plan, objects, plannedAt, nonce: ids.nonce() });
      // `exists` cannot happen by chance; another name is right whatever the reason was.
      if ((await createManifest(store, manifest)) === 'exists') continue;
      manifests.push(manifest);
      break;
    }
  }
  return manifests;
}

export interface NewManifest {
  readonly objects: readonly PlannedObject[];
  readonly reason: Manifest['reason'];
  readonly of: readonly string[];
  readonly parquetWriter: Manifest['parquet_writer'];
  readonly plannedAt: Date;
  readonly nonce: string;
}

/** The manifest of one load by this release's converter; pure. */
export function newManifest(options: NewManifest): Manifest {
  const { objects, reason, plannedAt, nonce } = options;
  const hash = keysSha256(objects.map((object) => object.key));
  return {
    v: 1,
    load_id: loadId({ plannedAt, reason, keysSha256: hash, nonce }),
    planned_at: plannedAt.toISOString(),
    reason,
    of: [...options.of],
    converter: CONVERTER_VERSION,
    parquet_writer: options.parquetWriter,
    objects: objects.map(({ key, bytes }) => ({ key, bytes })),
    object_count: objects.length,
    byte_count: objects.reduce((sum, object) => sum + object.bytes, 0),
    keys_sha256: hash,
  };
}
