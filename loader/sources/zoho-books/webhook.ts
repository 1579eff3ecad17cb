import type { Envelope } from '../../../receiver/envelope.ts';
import { type ZohoEntity, zohoEntity } from '../../../receiver/sources/zoho-books/entities.ts';
import type { Document, Problem } from '../../documents/document.ts';
import { type DocumentFacts, envelopeFacts, refusedDocument } from '../../documents/facts.ts';
import { isObject, type JsonObject, own, ownText } from '../../documents/json.ts';
import { parseJsonOrForm } from '../../documents/parse.ts';
import { makeDocument } from './make-document.ts';
import { modifiedAt } from './modified-at.ts';
import { recordId } from './record-id.ts';

interface Found {
  readonly record: JsonObject;
  readonly problem: Problem | undefined;
}

/**
 * The record of a webhook. The default payload is one top-level key named after the record's kind; a template may also
 * send the record at top level, or in a form. A delete hook may carry an id and nothing else: that is a whole document.
 *
 * A deletion that the envelope marks as a hint is a `delete_hint`: its values count, its word does not.
 *
 * What another entity or organization claims for itself keeps its payload and gets a problem; of an entity that this
 * release does not know nothing is demanded.
 */
export function splitWebhook(envelope: Envelope, organizationIds: readonly string[]): Document {
  const facts = webhookFacts(envelope);
  const parsed = parseJsonOrForm(envelope);
  if (parsed.kind === 'problem') return refusedDocument({ ...facts, problem: parsed.problem });
  const body = parsed.value;
  if (!isObject(body)) return refusedDocument({ ...facts, problem: 'not_an_object' });
  if (isEmpty(body)) return makeDocument({ ...facts, problem: 'empty_payload' }, body);

  const entity = zohoEntity(envelope.entity);
  const { record, problem } = entity === undefined ? findUnknown(body) : findRecord(body, entity);
  const entityId = (entity === undefined ? undefined : recordId(record, entity)) ?? facts.entityId;
  const isForeign = claimedOrganizations(envelope, [body, record]).some((id) => !organizationIds.includes(id));
  const missing: Problem | undefined = entity !== undefined && entityId === undefined ? 'entity_id_missing' : undefined;
  return makeDocument(
    {
      ...facts,
      entityId,
      versionAt: modifiedAt(record) ?? facts.versionAt,
      problem: isForeign ? 'organization_mismatch' : (problem ?? missing),
    },
    record,
  );
}

function webhookFacts(envelope: Envelope): DocumentFacts {
  const facts = envelopeFacts(envelope);
  return envelope.hint === true && facts.action === 'deleted' ? { ...facts, action: 'delete_hint' } : facts;
}

function findRecord(body: JsonObject, entity: ZohoEntity): Found {
  const key = entity.keys.find((candidate) => Object.hasOwn(body, candidate));
  const record = key === undefined ? undefined : own(body, key);
  if (isObject(record)) return { record, problem: isEmpty(record) ? 'empty_payload' : undefined };
  if (recordId(body, entity) !== undefined) return { record: body, problem: undefined };
  if (key !== undefined) {
    return { record: body, problem: record === '' || record === null ? 'empty_payload' : 'not_an_object' };
  }
  const other = onlyObject(body);
  return other === undefined ? { record: body, problem: undefined } : { record: other, problem: 'entity_mismatch' };
}

function findUnknown(body: JsonObject): Found {
  return { record: (Object.keys(body).length === 1 ? onlyObject(body) : undefined) ?? body, problem: undefined };
}

/** The one object among a body's values: another entity's record, beside which there may be scalars. */
function onlyObject(body: JsonObject): JsonObject | undefined {
  const objects = Object.values(body).filter(isObject);
  return objects.length === 1 ? objects[0] : undefined;
}

/** `{}`, or the probe with an empty `payload` that was seen when a webhook is set up. */
function isEmpty(body: JsonObject): boolean {
  const keys = Object.keys(body);
  return keys.length === 0 || (keys.length === 1 && own(body, 'payload') === '');
}

/** Organizations named in the query (fixed parameters of the webhook's definition) or in the document. */
function claimedOrganizations(envelope: Envelope, objects: readonly JsonObject[]): readonly string[] {
  const query = new URLSearchParams(envelope.request?.query ?? '');
  return [
    ...query.getAll('organization_id'),
    ...query.getAll('org'),
    ...objects.map((object) => ownText(object, 'organization_id') ?? ''),
  ].filter((id) => id !== '');
}
