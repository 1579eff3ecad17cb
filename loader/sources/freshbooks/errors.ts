import { isObject, type JsonObject, own } from '../../documents/json.ts';

/**
 * The error codes in an API answer, as text; an empty list for an error without any; undefined for an answer that is none.
 *
 * Shapes: accounting `{"response":{"errors":[{errno}]}}` (or one object) and, newer, `{"code","message","details":[{reason}]}`;
 * ledger `{"errors":{"status","details"}}`; projects and time `{"error":"text"}`, `{"errno","error":{…}}`, `{"message"}`;
 * auth `{"error","error_description"}`; online payments `{"error_type","message"}`.
 */
export function errorCodes(body: JsonObject): readonly string[] | undefined {
  const response = own(body, 'response');
  const accounting = isObject(response) ? own(response, 'errors') : undefined;
  if (accounting !== undefined) return texts(asList(accounting).map((error) => ownOf(error, 'errno')));
  if (isObject(response)) return undefined;
  const ledger = own(body, 'errors');
  if (ledger !== undefined) return reasons(ownOf(ledger, 'details'));
  if (own(body, 'details') !== undefined) return reasons(own(body, 'details'));
  if (['error', 'error_type', 'errno'].some((key) => Object.hasOwn(body, key))) return texts([own(body, 'errno')]);
  const keys = Object.keys(body);
  return keys.includes('message') && keys.every((key) => key === 'message' || key === 'code') ? [] : undefined;
}

// A reason is a code (`"1012"`) or, from the ledger, a sentence.
function reasons(details: unknown): readonly string[] {
  return texts(asList(details).map((detail) => ownOf(detail, 'reason'))).filter((reason) => /^\d+$/.test(reason));
}

function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}

function ownOf(value: unknown, key: string): unknown {
  return isObject(value) ? own(value, key) : undefined;
}

function texts(values: readonly unknown[]): readonly string[] {
  return values.filter((value) => typeof value === 'string');
}
