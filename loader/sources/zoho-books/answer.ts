import type { Envelope } from '../../../receiver/envelope.ts';
import { type ZohoEntity, zohoEntity } from '../../../receiver/sources/zoho-books/entities.ts';
import type { Document } from '../../documents/document.ts';
import { type DocumentFacts, envelopeFacts, refusedDocument, rowDocuments } from '../../documents/facts.ts';
import { isObject, type JsonObject, own } from '../../documents/json.ts';
import { parseBody } from '../../documents/parse.ts';
import { judgeZoho } from './judge.ts';
import { makeDocument } from './make-document.ts';
import { modifiedAt } from './modified-at.ts';
import { recordId, withCurrency } from './record-id.ts';

/** Keys beside the record or the rows of an answer. */
const AROUND = new Set(['code', 'message', 'page_context', 'instrumentation']);

/**
 * The documents of an API answer: one read, the rows of a page in order (an empty page gives none), or one that says
 * why there is none.
 */
export function splitAnswer(envelope: Envelope, fetch: NonNullable<Envelope['fetch']>): readonly Document[] {
  const facts: DocumentFacts = { ...envelopeFacts(envelope), action: 'error', versionAt: undefined };
  const failed = fetch.status < 200 || fetch.status > 299;
  const parsed = parseBody(envelope);
  if (parsed.kind === 'problem') {
    return [refusedDocument({ ...facts, problem: failed ? 'api_error' : parsed.problem })];
  }
  const body = parsed.value;
  if (!isObject(body)) return [refusedDocument({ ...facts, problem: failed ? 'api_error' : 'not_an_object' })];

  const judgement = judgeZoho(body, { status: fetch.status, askedId: facts.entityId });
  if (judgement.kind === 'gone') return [makeDocument({ ...facts, action: 'missing' }, body)];
  if (judgement.kind === 'error') return [makeDocument({ ...facts, problem: 'api_error' }, body)];
  return readDocuments(body, facts, fetch.url);
}

function readDocuments(body: JsonObject, facts: DocumentFacts, url: string): readonly Document[] {
  const entity = zohoEntity(facts.entity);
  const value = entity === undefined ? onlyContent(body) : contentOf(body, entity);
  if (isObject(value)) {
    const read = readFacts(value, facts, entity);
    const entityId = read.entityId ?? facts.entityId;
    return [makeDocument({ ...read, entityId, problem: entityId === undefined ? read.problem : undefined }, value)];
  }
  if (Array.isArray(value)) {
    const rows = facts.entity === 'exchange_rates' ? value.map((row) => withCurrency(row, url)) : value;
    return rowDocuments(rows, { factsOf: (row) => readFacts(row, facts, entity), otherwise: facts, makeDocument });
  }
  return [makeDocument({ ...facts, problem: 'entity_mismatch' }, body)];
}

function readFacts(record: JsonObject, facts: DocumentFacts, entity: ZohoEntity | undefined): DocumentFacts {
  const entityId = entity === undefined ? undefined : recordId(record, entity);
  const isMissing = entity !== undefined && entityId === undefined;
  return {
    entity: facts.entity,
    entityId,
    action: 'read',
    versionAt: modifiedAt(record),
    problem: isMissing ? 'entity_id_missing' : undefined,
  };
}

/** The record under its detail key, or the rows under the list key; undefined when the answer is about something else. */
function contentOf(body: JsonObject, entity: ZohoEntity): unknown {
  for (const key of entity.keys) if (isObject(own(body, key))) return own(body, key);
  for (const key of entity.lists) if (Array.isArray(own(body, key))) return own(body, key);
  return undefined;
}

/** Of an entity that this release does not know: the one object or array in the answer. */
function onlyContent(body: JsonObject): unknown {
  const values = Object.entries(body).filter(([key, value]) => !AROUND.has(key) && typeof value === 'object');
  return values.length === 1 ? values[0]?.[1] : undefined;
}
