import type { WebhookSecret } from '../../config/config.ts';
import type { FactsContext, WebhookFacts, WebhookRequest } from '../source.ts';
import { zohoEntity, zohoEntityName } from './entities.ts';
import { findRecord, own, recordId } from './record.ts';
import { parseZohoTime } from './time.ts';

/** What a route without an action stands for. */
export const DEFAULT_ACTION = 'updated';

/**
 * Entity and action from the path (the payload has neither), id and modification time from the record as far as it can
 * be read. Never throws. Same id and time with another body or action are two events, hence both in the identity.
 */
export function zohoBooksFacts(request: WebhookRequest, context: FactsContext): WebhookFacts {
  const entity = zohoEntityName(request.entity ?? 'unknown');
  const action = (request.action ?? DEFAULT_ACTION).toLowerCase();
  const known = zohoEntity(entity);
  const record = findRecord(request.body, known);
  const entityId = record === undefined ? undefined : recordId(record, known);
  const eventAt = record === undefined ? undefined : modifiedAt(record);
  return {
    entity,
    entityId,
    action,
    eventAt,
    keyTime: eventAt,
    windowEnd: undefined,
    identity: [entity, entityId ?? '', action, eventAt?.toISOString() ?? '', context.bodySha256],
  };
}

/**
 * A deletion signed by a secret that is not bound to its route needs proof: the path is not signed, so a captured update, sent to
 * the route of deletions, would do the same.
 */
export function zohoBooksNeedsProof(facts: WebhookFacts, signedBy: WebhookSecret | undefined): boolean {
  const isBound = signedBy?.entity !== undefined && signedBy.action !== undefined;
  return facts.action === 'deleted' && !isBound;
}

// A customer payment's detail has updated_time alone; elsewhere last_modified_time is the version.
function modifiedAt(record: Readonly<Record<string, unknown>>): Date | undefined {
  return parseZohoTime(own(record, 'last_modified_time')) ?? parseZohoTime(own(record, 'updated_time'));
}
