import pLimit from 'p-limit';
import type { Config, ConnectionConfig } from '../../receiver/config/config.ts';
import type { Envelope } from '../../receiver/envelope.ts';
import { parseRawKey } from '../../receiver/landing/keys.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import type { ObjectRef } from '../api/source-client.ts';
import { isCompleteDocument } from '../catalog/completeness.ts';
import type { Document } from '../documents/document.ts';
import { documentSplitter } from '../sources/index.ts';
import type { Want } from './queue.ts';
import { readLanded } from './read-landed.ts';
import { differsFromTwin } from './same-second.ts';

const READS_AT_ONCE = 16;

export interface WantsOptions {
  readonly connection: ConnectionConfig;
  readonly settleSeconds: Config['loader']['settleSeconds'];
  /** whether the source's API can read this one object */
  readonly canRead: (object: ObjectRef) => boolean;
}

/**
 * What landed webhooks say must be read: FreshBooks hints; of Zoho Books deletions that count only once they are confirmed, documents
 * that are not complete, and two of one second with different content. Objects that cannot be read as envelopes are passed
 * over here: they end in quarantine.
 *
 * Cost: one read per key, and for Zoho Books one short listing.
 */
export async function findWants(
  store: LandingStore,
  keys: readonly string[],
  options: WantsOptions,
): Promise<readonly Want[]> {
  const limit = pLimit(READS_AT_ONCE);
  const found = await Promise.all(
    keys.filter(isWebhook).map((key) =>
      limit(async () => {
        const envelope = await readLanded(store, key);
        return envelope === undefined ? undefined : wantOf(store, { key, envelope, ...options });
      }),
    ),
  );
  return found.filter((want) => want !== undefined);
}

interface Landed extends WantsOptions {
  readonly key: string;
  readonly envelope: Envelope;
}

async function wantOf(store: LandingStore, landed: Landed): Promise<Want | undefined> {
  const { key, envelope, connection, settleSeconds } = landed;
  const [document] = documentSplitter(envelope.source).split(envelope, {
    organizationIds: [connection.organizationId],
  });
  if (document === undefined || document.problem !== undefined || document.entityId === undefined) return undefined;
  const object = { entity: document.entity, id: document.entityId };
  if (!landed.canRead(object)) return undefined;
  const dueAt = new Date(Date.parse(envelope.window_end ?? envelope.received_at) + settleSeconds * 1000);
  const reason = envelope.window_end === null ? await doubt(store, { key, envelope, document }) : 'hint';
  return reason === undefined ? undefined : { ...object, reason, dueAt, key };
}

/** Why a webhook that carries a document does not settle what it is about. */
async function doubt(
  store: LandingStore,
  { key, envelope, document }: { key: string; envelope: Envelope; document: Document },
): Promise<Want['reason'] | undefined> {
  if (envelope.hint === true) return 'deletion';
  if (document.action === 'deleted') return undefined;
  const payload =
    document.payload === undefined ? undefined : (JSON.parse(document.payload) as Record<string, unknown>);
  const name = { source: envelope.source, entity: document.entity };
  if (payload !== undefined && isCompleteDocument(name, payload) === false) return 'partial';
  return (await differsFromTwin(store, { key, envelope })) ? 'same_second' : undefined;
}

function isWebhook(key: string): boolean {
  return parseRawKey(key)?.origin === 'webhook';
}
