import { decodeEnvelope, type Envelope } from '../../receiver/envelope.ts';
import { codeOf } from '../../receiver/errors.ts';
import { parseRawKey } from '../../receiver/landing/keys.ts';
import type { BronzeRow } from '../bronze.ts';
import { documentSplitter } from '../sources/index.ts';
import type { Document } from './document.ts';
import type { DocumentPlace } from './drift.ts';
import { sha256Hex } from './payload.ts';

export interface LandedObject {
  readonly key: string;
  readonly bytes: Uint8Array;
}

export interface LoadFacts {
  readonly loadId: string;
  /** when the load was planned: the same in every attempt, so that the same manifest gives the same bytes */
  readonly loadedAt: Date;
  /** organization or account ids by connection name, as configured */
  readonly organizationIds: Readonly<Record<string, readonly string[]>>;
  /** told of every document of a landed object that can be read */
  readonly onDocument?: (document: Document, place: DocumentPlace) => void;
}

/**
 * `event_key`: SHA-256 hex of `<raw key>#<index>`, in UTF-8. Neither part can hold a `#`. The same document has the same key
 * in every load; SQL can check it: `sha2(concat(_raw_key, '#', _raw_index), 256)`.
 */
export function eventKey(rawKey: string, index: number): string {
  return sha256Hex(`${rawKey}#${index}`);
}

/**
 * The rows of `bronze_events` that a landed object gives, one per document, in order. An empty list page gives none: only
 * the load's manifest names it. What cannot be read at all (a damaged envelope, a source or version of another release)
 * is one row that says so, with the little that the key tells.
 */
export function bronzeRows(object: LandedObject, load: LoadFacts): readonly BronzeRow[] {
  const envelope = readEnvelope(object.bytes);
  const splitter = envelope === undefined ? undefined : findSplitter(envelope.source);
  if (envelope === undefined || splitter === undefined) return [unreadableRow(object.key, load)];
  const configured = load.organizationIds[envelope.connection] ?? [];
  // What the row says of itself is what its document is held against, also after the configuration has changed.
  const organizationIds = configured.includes(envelope.organization_id) ? configured : [envelope.organization_id];
  const { source, origin } = envelope;
  return splitter.split(envelope, { organizationIds }).map((document, index) => {
    load.onDocument?.(document, { rawKey: object.key, source, origin });
    return documentRow(document, { key: object.key, index, envelope, load });
  });
}

interface RowSource {
  readonly key: string;
  readonly index: number;
  readonly envelope: Envelope;
  readonly load: LoadFacts;
}

function documentRow(document: Document, { key, index, envelope, load }: RowSource): BronzeRow {
  const answers = envelope.fetch?.answers ?? [];
  return {
    event_key: eventKey(key, index),
    source: envelope.source,
    connection: envelope.connection,
    organization_id: clean(envelope.organization_id),
    entity: clean(document.entity),
    entity_id: document.entityId === undefined ? null : clean(document.entityId),
    action: document.action === undefined ? null : clean(document.action),
    version_at: document.versionAt === undefined ? null : micros(document.versionAt),
    received_at: micros(new Date(envelope.received_at)),
    fetched_at: envelope.fetch === null ? null : micros(new Date(envelope.fetch.started_at)),
    origin: envelope.origin,
    answers: answers.length === 0 ? null : JSON.stringify(answers),
    payload: document.payload ?? null,
    payload_sha256: document.payload === undefined ? null : sha256Hex(document.payload),
    _problem: document.problem ?? null,
    ...lineage(key, index, load),
  };
}

function unreadableRow(key: string, load: LoadFacts): BronzeRow {
  const parsed = parseRawKey(key);
  const connection = parsed?.connection ?? '';
  return {
    event_key: eventKey(key, 0),
    source: parsed?.source ?? '',
    connection,
    organization_id: load.organizationIds[connection]?.[0] ?? '',
    entity: parsed?.entity ?? 'unknown',
    entity_id: null,
    action: null,
    version_at: null,
    received_at: micros(parsed?.time ?? load.loadedAt),
    fetched_at: null,
    origin: parsed?.origin ?? 'webhook',
    answers: null,
    payload: null,
    payload_sha256: null,
    _problem: 'envelope_invalid',
    ...lineage(key, 0, load),
  };
}

function lineage(key: string, index: number, load: LoadFacts): BronzeRow {
  return { _raw_key: key, _raw_index: index, _load_id: load.loadId, _loaded_at: micros(load.loadedAt) };
}

function readEnvelope(bytes: Uint8Array): Envelope | undefined {
  try {
    return decodeEnvelope(bytes);
  } catch (error) {
    if (codeOf(error) === 'envelope_invalid') return undefined;
    throw error;
  }
}

function findSplitter(source: string): ReturnType<typeof documentSplitter> | undefined {
  try {
    return documentSplitter(source);
  } catch (error) {
    if (codeOf(error) === 'source_unknown') return undefined;
    throw error;
  }
}

/** What a column can hold: no lone surrogates (they have no UTF-8) and no NUL. Payloads with such are refused before. */
function clean(text: string): string {
  return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

function micros(time: Date): bigint {
  return BigInt(time.getTime()) * 1000n;
}
