import { type Envelope, type EnvelopeWithoutBody, encodeEnvelope, sealEnvelope } from '../../receiver/envelope.ts';
import { type Origin, rawKey } from '../../receiver/landing/keys.ts';
import { createLatePointer, needsLatePointer } from '../../receiver/landing/late.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';

/** One answer of a source API, as received: errors such as 404 are answers too. */
export interface ApiAnswer {
  readonly source: string;
  readonly connection: string;
  readonly organizationId: string;
  readonly origin: Exclude<Origin, 'webhook'>;
  /** entity as in the tables */
  readonly entity: string;
  /** the record that was asked for; undefined for a list */
  readonly entityId: string | undefined;
  /** without credentials */
  readonly url: string;
  readonly status: number;
  /** the fetch that this answer belongs to; with the page it names the landed object */
  readonly fetchId: string;
  readonly startedAt: Date;
  readonly receivedAt: Date;
  /** from 1; undefined where there are no pages */
  readonly page: number | undefined;
  readonly isLast: boolean;
  /** raw keys of the hints that this answer answers */
  readonly answers: readonly string[];
  readonly contentType: string | undefined;
  /** paths of what was sealed or removed from the body before */
  readonly redacted: readonly string[];
  readonly body: Uint8Array;
}

/**
 * Lands an API answer by the same door as a webhook: raw, once, before anything is made of it. The object is named by its fetch
 * and page, so a fetch that is repeated after a crash lands nothing twice.
 *
 * @returns the raw key, and whether this call created the object
 * @throws AppError as `LandingStore.create`
 */
export async function landAnswer(
  store: LandingStore,
  answer: ApiAnswer,
): Promise<{ readonly key: string; readonly kind: 'created' | 'exists' }> {
  const { source, connection, origin, entity } = answer;
  const key = rawKey({
    source,
    connection,
    origin,
    entity,
    time: answer.startedAt,
    identity: [answer.fetchId, String(answer.page ?? ''), entity, answer.entityId ?? ''],
  });
  if (needsLatePointer(answer.startedAt, answer.receivedAt)) {
    await createLatePointer(store, { arrival: answer.receivedAt, key });
  }
  const kind = await store.create(key, encodeEnvelope(answerEnvelope(answer)));
  return { key, kind };
}

/** An answer as it is landed. */
export function answerEnvelope(answer: ApiAnswer): Envelope {
  return sealEnvelope(factsOf(answer), answer.body);
}

function factsOf(answer: ApiAnswer): EnvelopeWithoutBody {
  return {
    source: answer.source,
    connection: answer.connection,
    organization_id: answer.organizationId,
    origin: answer.origin,
    entity: answer.entity,
    entity_id: answer.entityId ?? null,
    action: answer.entityId === undefined ? 'list' : 'read',
    event_at: null,
    received_at: answer.receivedAt.toISOString(),
    window_end: null,
    request: null,
    fetch: {
      id: answer.fetchId,
      url: answer.url,
      status: answer.status,
      started_at: answer.startedAt.toISOString(),
      page: answer.page ?? null,
      last: answer.isLast,
      answers: [...answer.answers],
    },
    content_type: answer.contentType ?? null,
    redacted: [...answer.redacted],
  };
}
