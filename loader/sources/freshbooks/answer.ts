import type { Envelope } from '../../../receiver/envelope.ts';
import type { Document } from '../../documents/document.ts';
import { type DocumentFacts, envelopeFacts, refusedDocument, rowDocuments } from '../../documents/facts.ts';
import { idUnder, isObject, type JsonObject, own } from '../../documents/json.ts';
import { parseBody } from '../../documents/parse.ts';
import { freshbooksEndpoint } from './endpoints.ts';
import { type FreshbooksEntity, freshbooksEntity } from './entities.ts';
import { judgeFreshbooks } from './judge.ts';
import { makeDocument } from './make-document.ts';

/** Keys beside the object or the rows of an answer. */
const PAGING = new Set(['page', 'pages', 'per_page', 'total', 'sort', 'meta']);

/**
 * The documents of an API answer: one read, the rows of a page in order (an empty page gives none), or one that says why
 * there is none. Values sort by the request's start: every answer is the state of that moment, and `updated` runs backwards each autumn.
 */
export function splitAnswer(envelope: Envelope, fetch: NonNullable<Envelope['fetch']>): readonly Document[] {
  const facts: DocumentFacts = { ...envelopeFacts(envelope), action: 'error', versionAt: new Date(fetch.started_at) };
  const failed = fetch.status < 200 || fetch.status > 299;
  const parsed = parseBody(envelope);
  if (parsed.kind === 'problem') {
    return [refusedDocument({ ...facts, problem: failed ? 'api_error' : parsed.problem })];
  }
  const body = parsed.value;
  if (!isObject(body)) return [refusedDocument({ ...facts, problem: failed ? 'api_error' : 'not_an_object' })];

  const judgement = judgeFreshbooks(body, {
    status: fetch.status,
    askedId: facts.entityId,
    family: freshbooksEndpoint(facts.entity)?.family,
  });
  if (judgement.kind === 'gone') return [makeDocument({ ...facts, action: 'missing' }, body)];
  if (judgement.kind === 'error') return [makeDocument({ ...facts, problem: 'api_error' }, body)];
  return readDocuments(body, facts);
}

function readDocuments(body: JsonObject, facts: DocumentFacts): readonly Document[] {
  const entity = freshbooksEntity(facts.entity);
  const value = contentOf(body, entity);
  if (isObject(value)) {
    const read = readFacts(value, facts, entity);
    const entityId = read.entityId ?? facts.entityId;
    return [makeDocument({ ...read, entityId, problem: entityId === undefined ? read.problem : undefined }, value)];
  }
  if (Array.isArray(value))
    return rowDocuments(value, { factsOf: (row) => readFacts(row, facts, entity), otherwise: facts, makeDocument });
  return [makeDocument({ ...facts, problem: 'entity_mismatch' }, body)];
}

function readFacts(object: JsonObject, facts: DocumentFacts, entity: FreshbooksEntity | undefined): DocumentFacts {
  const entityId = idUnder(object, entity?.ids ?? ['id', 'uuid']);
  const isMissing = entity !== undefined && entityId === undefined;
  return { ...facts, entityId, action: 'read', problem: isMissing ? 'entity_id_missing' : undefined };
}

/**
 * Accounting answers are under `response.result.<key>`, projects and time entries under `<key>`, the ledger's under
 * `data`. Of an entity that this release does not know: the one object or array there is.
 */
function contentOf(body: JsonObject, entity: FreshbooksEntity | undefined): unknown {
  const response = own(body, 'response');
  const result = isObject(response) ? own(response, 'result') : undefined;
  const container = isObject(result) ? result : body;
  const contents = Object.entries(container).filter(
    ([key, value]) => !PAGING.has(key) && typeof value === 'object' && value !== null,
  );
  if (entity !== undefined) return contents.find(([key]) => entity.keys.includes(key))?.[1];
  return contents.length === 1 ? contents[0]?.[1] : undefined;
}
