import type { Envelope } from '../../../receiver/envelope.ts';
import { type FormPair, formPairs } from '../../../receiver/sources/form.ts';
import type { Document, Problem } from '../../documents/document.ts';
import { envelopeFacts, refusedDocument } from '../../documents/facts.ts';
import { idUnder, ownText } from '../../documents/json.ts';
import { bodyText, formObject } from '../../documents/parse.ts';
import { makeDocument } from './make-document.ts';

/**
 * A delivery as a document: its form fields in received order. Entity and action are those that the receiver read from the
 * same fields; it has no version, since it types nothing. What was redacted stays out, sealed or not: a landed handshake is
 * a row without its verifier.
 */
export function splitHint(envelope: Envelope, organizationIds: readonly string[]): Document {
  const facts = { ...envelopeFacts(envelope), versionAt: undefined };
  const text = bodyText(envelope);
  if (text === undefined) return refusedDocument({ ...facts, problem: 'invalid_utf8' });
  if (text.trim() === '') return refusedDocument({ ...facts, problem: 'empty_payload' });
  const pairs = pairsOf(text)?.filter(([name]) => !envelope.redacted.includes(name));
  if (pairs === undefined) return refusedDocument({ ...facts, problem: 'not_an_object' });
  const fields = formObject(pairs);
  const entityId = idUnder(fields, ['object_id']) ?? facts.entityId;
  return makeDocument({ ...facts, entityId, problem: problemOf(fields, { entityId, organizationIds }) }, fields);
}

function problemOf(
  fields: Readonly<Record<string, string>>,
  known: { readonly entityId: string | undefined; readonly organizationIds: readonly string[] },
): Problem | undefined {
  const account = ownText(fields, 'account_id');
  if (account !== undefined && !known.organizationIds.includes(account)) return 'organization_mismatch';
  // A form that names no event tells nothing, whatever else is in it.
  if (ownText(fields, 'name') === undefined) return 'empty_payload';
  return known.entityId === undefined ? 'entity_id_missing' : undefined;
}

/** The fields of a form; undefined for what is none: JSON or other text has no field names. */
function pairsOf(text: string): readonly FormPair[] | undefined {
  if (/^\s*[{["]/.test(text) || !text.includes('=')) return undefined;
  try {
    return formPairs(text);
  } catch {
    return undefined; // more fields than any sender has
  }
}
