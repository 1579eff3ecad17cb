import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError } from './errors.ts';
import { ORIGINS } from './landing/keys.ts';

export const ENVELOPE_VERSION = 1;

const instant = z.iso.datetime({ offset: false, precision: 3 });
const text = z.string();

/**
 * What is stored raw: the received bytes and what was known about them at the door (envelope version 1).
 * Instants are RFC 3339 UTC with milliseconds. Exactly one of `body` and `body_base64` is present.
 */
const envelopeSchema = z.strictObject({
  v: z.literal(ENVELOPE_VERSION),
  source: text,
  connection: text,
  organization_id: text,
  origin: z.enum(ORIGINS),
  /** entity as in the tables; for a webhook the path's (Zoho Books) or the noun's (FreshBooks), as received when unknown */
  entity: text,
  entity_id: text.nullable(),
  /** webhook: `created`, `updated`, `deleted`, `create`, …; API answer: `read` (one object) or `list` (a page) */
  action: text.nullable(),
  /** the provider's time of the event (Zoho Books: the record's modification time); null where it gives none */
  event_at: instant.nullable(),
  received_at: instant,
  /** end of the coalescing window of a hint; null elsewhere */
  window_end: instant.nullable(),
  request: z.strictObject({ path: text, query: text, headers: z.record(text, text) }).nullable(),
  fetch: z
    .strictObject({
      /** the fetch this answer belongs to */
      id: text,
      url: text,
      status: z.int(),
      started_at: instant,
      page: z.int().nullable(),
      last: z.boolean(),
      /** raw keys of the hints that this answer answers */
      answers: z.array(text),
    })
    .nullable(),
  content_type: text.nullable(),
  /** JSON paths or form fields whose values were sealed or removed before landing */
  redacted: z.array(text),
  /**
   * only on webhooks whose word does not count by itself (a Zoho Books deletion signed by a secret that is not bound to its route):
   * they say that an object must be read, and the answer counts
   */
  hint: z.literal(true).optional(),
  body_sha256: z.string().regex(/^[0-9a-f]{64}$/),
  body: text.optional(),
  body_base64: text.optional(),
});

export type Envelope = z.infer<typeof envelopeSchema>;
export type EnvelopeWithoutBody = Omit<Envelope, 'v' | 'body_sha256' | 'body' | 'body_base64'>;

/** Adds the body to the facts: as text exactly when it is valid UTF-8 (a BOM is kept), else as base64. */
export function sealEnvelope(facts: EnvelopeWithoutBody, body: Uint8Array): Envelope {
  const decoded = decodeUtf8(body);
  return {
    v: ENVELOPE_VERSION,
    ...facts,
    body_sha256: createHash('sha256').update(body).digest('hex'),
    ...(decoded === undefined ? { body_base64: Buffer.from(body).toString('base64') } : { body: decoded }),
  };
}

export function encodeEnvelope(envelope: Envelope): Uint8Array {
  return Buffer.from(JSON.stringify(envelope), 'utf8');
}

/**
 * Reads a landed object.
 *
 * @throws AppError `envelope_invalid`: not JSON, an unknown version or field, or a body that does not match its hash
 */
export function decodeEnvelope(bytes: Uint8Array): Envelope {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(bytes).toString('utf8'));
  } catch (cause) {
    throw invalid('it is not JSON', cause);
  }
  const version = (value as { v?: unknown } | null)?.v;
  if (version !== ENVELOPE_VERSION) {
    throw invalid(
      `envelope version ${JSON.stringify(version) ?? 'none'}, this release reads version ${ENVELOPE_VERSION}`,
    );
  }
  const parsed = envelopeSchema.safeParse(value);
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  const envelope = parsed.data;
  if ((envelope.body === undefined) === (envelope.body_base64 === undefined))
    throw invalid('it needs body or body_base64');
  const sha256 = createHash('sha256').update(bodyBytes(envelope)).digest('hex');
  if (sha256 !== envelope.body_sha256) throw invalid(`its body has SHA-256 ${sha256}, not ${envelope.body_sha256}`);
  return envelope;
}

/** The body's bytes, exactly as received (but for what `redacted` names). */
export function bodyBytes(envelope: Envelope): Buffer {
  return envelope.body === undefined
    ? Buffer.from(envelope.body_base64 ?? '', 'base64')
    : Buffer.from(envelope.body, 'utf8');
}

/** Text of valid UTF-8 bytes, BOM kept; undefined when the bytes are not valid UTF-8. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function invalid(why: string, cause?: unknown): AppError {
  return new AppError('envelope_invalid', `a landed object cannot be read: ${why}`, {
    hint: 'landed objects are never edited: restore the object, or read it with the release that wrote it',
    cause,
  });
}
