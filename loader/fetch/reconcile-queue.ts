import pLimit from 'p-limit';
import type { ConnectionConfig } from '../../receiver/config/config.ts';
import type { Envelope } from '../../receiver/envelope.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { listRaw } from '../plan/list-raw.ts';
import { documentSplitter } from '../sources/index.ts';
import { findWants, type WantsOptions } from './find-wants.ts';
import { keyOf, type Want } from './queue.ts';
import { readLanded } from './read-landed.ts';

const READS_AT_ONCE = 16;

/**
 * What the whole landing zone of a connection still asks for: every want of a webhook that no landed answer has settled. For the
 * first fetch of a connection (deliveries came before its credentials, or its queue was lost) and for `run --full`.
 *
 * An answer settles a hint that it names, and one about the same object that its request came after.
 *
 * Cost: one read per landed object of the connection.
 */
export async function unansweredWants(
  store: LandingStore,
  connection: ConnectionConfig,
  options: Omit<WantsOptions, 'connection'>,
): Promise<readonly Want[]> {
  const webhooks: string[] = [];
  const answers: string[] = [];
  for await (const { key, parsed } of listRaw(store, {
    from: undefined,
    source: connection.source,
    connection: connection.name,
  })) {
    (parsed.origin === 'webhook' ? webhooks : answers).push(key);
  }
  const wants = await findWants(store, webhooks, { ...options, connection });
  if (wants.length === 0) return [];
  const settled = await settledBy(store, answers);
  return wants.filter(({ key, entity, id, dueAt }) => {
    const readAt = settled.objects.get(keyOf({ entity, id }));
    return !(key !== undefined && settled.keys.has(key)) && !(readAt !== undefined && readAt >= dueAt);
  });
}

async function settledBy(
  store: LandingStore,
  answers: readonly string[],
): Promise<{ keys: ReadonlySet<string>; objects: ReadonlyMap<string, Date> }> {
  const keys = new Set<string>();
  const objects = new Map<string, Date>();
  const limit = pLimit(READS_AT_ONCE);
  await Promise.all(
    answers.map((key) =>
      limit(async () => {
        const envelope = await readLanded(store, key);
        if (envelope === undefined || envelope.fetch === null) return;
        for (const answered of envelope.fetch.answers) keys.add(answered);
        const object = objectOf(envelope);
        if (object === undefined) return;
        const startedAt = new Date(envelope.fetch.started_at);
        const known = objects.get(object);
        if (known === undefined || known < startedAt) objects.set(object, startedAt);
      }),
    ),
  );
  return { keys, objects };
}

/** The object whose state a single read tells: its own, or that it is gone. A refusal tells nothing. */
function objectOf(envelope: Envelope): string | undefined {
  if (envelope.entity_id === null) return undefined;
  const [document] = documentSplitter(envelope.source).split(envelope, { organizationIds: [envelope.organization_id] });
  const isTold = document?.problem === undefined && (document?.action === 'read' || document?.action === 'missing');
  return isTold ? keyOf({ entity: envelope.entity, id: envelope.entity_id }) : undefined;
}
