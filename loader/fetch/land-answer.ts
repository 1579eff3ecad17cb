import { type Envelope, type EnvelopeWithoutBody, encodeEnvelope, sealEnvelope } from '../../receiver/envelope.ts';
import { type Origin, rawKey } from '../../receiver/landing/keys.ts';
import { createLatePointer, needsLatePointer } from '../../receiver/landing/late.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { documentSplitter } from '../sources/index.ts';
import { redactJson } from './redact-json.ts';

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
 * and page, so a fetch that is repeated after a crash lands nothing twice. Credentials in the body (the source's list) become
 * `null` before, their paths are added to `redacted`; every other byte is as received.
 *
 * @returns the raw key, and whether this call created the object
 * @throws AppError as `LandingStore.create`, `source_unknown`
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

/** An answer as it is landed, without credentials. */
export function answerEnvelope(answer: ApiAnswer): Envelope {
  const { body, paths } = withoutCredentials(answer);
  return sealEnvelope(factsOf({ ...answer, redacted: [...answer.redacted, ...paths] }), body);
}

function withoutCredentials({ source, body }: ApiAnswer): {
  readonly body: Uint8Array;
  readonly paths: readonly string[];
} {
  // One character per byte: keys are ASCII, and bytes that are not UTF-8 come back as they were.
  const received = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1');
  const { text, paths } = redactJson(received, documentSplitter(source).isCredential);
  if (paths.length === 0) return { body, paths };
  return {
    body: Buffer.from(text, 'latin1'),
    paths: paths.map((path) => Buffer.from(path, 'latin1').toString('utf8')),
  };
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
