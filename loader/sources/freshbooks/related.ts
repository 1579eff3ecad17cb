import type { ObjectRef } from '../../api/source-client.ts';
import { isObject, type JsonObject, own } from '../../documents/json.ts';

/**
 * The objects that an object's new state may have changed too. It is not known whether a payment sends a webhook for its invoice as
 * well, and none is sent for bill payments at all.
 *
 * @param payload  numbers as text or as numbers
 */
export function freshbooksRelated(entity: string, payload: JsonObject): readonly ObjectRef[] {
  const relations = Object.hasOwn(RELATED, entity) ? RELATED[entity] : undefined;
  const named = relations?.flatMap(({ entity: other, ids }) => ids(payload).map((id) => ({ entity: other, id })));
  const seen = new Set<string>();
  return (named ?? []).filter(({ entity: other, id }) => {
    const key = `${other} ${id}`;
    return !seen.has(key) && seen.add(key);
  });
}

interface Relation {
  readonly entity: string;
  readonly ids: (payload: JsonObject) => readonly string[];
}

const RELATED: Readonly<Record<string, readonly Relation[]>> = {
  payments: [
    { entity: 'invoices', ids: (payment) => idUnder(payment, 'invoiceid') },
    // a payment out of a credit lessens it
    { entity: 'credit_notes', ids: (payment) => idUnder(payment, 'creditid') },
  ],
  credit_notes: [
    {
      entity: 'invoices',
      ids: (note) => [
        ...idUnder(note, 'invoiceid'),
        ...rowsUnder(note, 'lines').flatMap((line) => idUnder(line, 'invoiceid')),
      ],
    },
  ],
  bill_payments: [{ entity: 'bills', ids: (payment) => idUnder(payment, 'billid') }],
};

/** An id under a key; 0 means none. */
function idUnder(object: JsonObject, key: string): readonly string[] {
  const value = own(object, key);
  const id = typeof value === 'number' ? String(value) : value;
  return typeof id === 'string' && /^[1-9]\d*$/.test(id) ? [id] : [];
}

function rowsUnder(object: JsonObject, key: string): readonly JsonObject[] {
  const rows = own(object, key);
  return Array.isArray(rows) ? rows.filter(isObject) : [];
}
