import pLimit from 'p-limit';
import { decodeEnvelope } from '../../receiver/envelope.ts';
import { entitySegment } from '../../receiver/landing/keys.ts';
import type { Entity } from '../catalog/entity.ts';
import { ownText } from '../documents/json.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import { listRaw } from '../plan/list-raw.ts';
import { documentSplitter } from '../sources/index.ts';

const READS_AT_ONCE = 16;

export interface GoneOptions {
  readonly entity: Entity;
  /** ids that were asked for */
  readonly ids: ReadonlySet<string>;
  /** before the first of the requests began */
  readonly since: Date;
}

/** Which of these records landed answers say are gone: the provider's word about the one, or a mark on it. */
export async function confirmedGone(
  { store, connection }: Pick<FetchContext, 'store' | 'connection'>,
  { entity, ids, since }: GoneOptions,
): Promise<ReadonlySet<string>> {
  const gone = new Set<string>();
  if (ids.size === 0) return gone;
  const limit = pLimit(READS_AT_ONCE);
  const reads: Promise<unknown>[] = [];
  for await (const { key, parsed } of listRaw(store, {
    from: since,
    source: connection.source,
    connection: connection.name,
  })) {
    if (parsed.origin !== 'hydrate' || parsed.entity !== entitySegment(entity.name)) continue;
    reads.push(
      limit(async () => {
        const bytes = await store.read(key);
        const id = goneIn(bytes, entity);
        if (id !== undefined && ids.has(id)) gone.add(id);
      }),
    );
  }
  await Promise.all(reads);
  return gone;
}

function goneIn(bytes: Uint8Array | undefined, entity: Entity): string | undefined {
  if (bytes === undefined) return undefined;
  const envelope = decodeEnvelope(bytes);
  if (envelope.entity !== entity.name) return undefined;
  const organizationIds = [envelope.organization_id];
  const [document] = documentSplitter(envelope.source).split(envelope, { organizationIds });
  if (document === undefined || document.problem !== undefined) return undefined;
  const { deletedWhen } = entity;
  const isMarked =
    deletedWhen !== undefined &&
    document.content !== undefined &&
    ownText(document.content, deletedWhen.field) === deletedWhen.value;
  return document.action === 'missing' || isMarked ? document.entityId : undefined;
}
