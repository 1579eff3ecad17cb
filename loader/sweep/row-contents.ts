import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { decodeEnvelope } from '../../receiver/envelope.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import type { JsonObject } from '../documents/json.ts';
import { documentSplitter } from '../sources/index.ts';
import type { Listed } from './read-lists.ts';

/** The contents of a few rows, from the pages that have landed. */
export async function rowContents(
  store: LandingStore,
  connection: ConnectionConfig,
  rows: ReadonlyMap<string, Listed>,
): Promise<ReadonlyMap<string, JsonObject>> {
  const contents = new Map<string, JsonObject>();
  for (const key of new Set([...rows.values()].map(({ pageKey }) => pageKey))) {
    const bytes = await store.read(key);
    if (bytes === undefined) continue;
    const envelope = decodeEnvelope(bytes);
    const organizationIds = [connection.organizationId];
    for (const { entityId, content } of documentSplitter(envelope.source).split(envelope, { organizationIds })) {
      if (entityId === undefined || content === undefined || rows.get(entityId)?.pageKey !== key) continue;
      contents.set(entityId, content);
    }
  }
  return contents;
}
