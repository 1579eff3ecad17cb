import { isObject, type JsonObject, own, ownText } from '../../documents/json.ts';

/** One error of an API answer; numbers are text. */
export interface FreshbooksError {
  /** FreshBooks' own: `1012` */
  readonly code: string | undefined;
  readonly message: string | undefined;
  readonly field: string | undefined;
  /** the kind of object that it is about */
  readonly object: string | undefined;
  /** what was asked for or sent in that field */
  readonly value: string | undefined;
}

/**
 * The errors in an API answer; an empty list for an error that says nothing more; undefined for an answer that is none.
 *
 * Shapes: accounting `{"response":{"errors":[{errno}]}}` (or one object) and, newer, `{"code","message","details":[{reason}]}`;
 * ledger `{"errors":{"status","details"}}`; projects and time `{"error":"text"}`, `{"errno","error":{…}}`, `{"message"}`; events
 * `{"errno","message","details":["text"]}` and the newer one of accounting with `fieldViolations`; auth `{"error",
 * "error_description"}`; online payments `{"error_type","message"}`.
 * @see https://www.freshbooks.com/api/errors (read 2026-11)
 */
export function errorsOf(body: JsonObject): readonly FreshbooksError[] | undefined {
  const response = own(body, 'response');
  const accounting = isObject(response) ? own(response, 'errors') : undefined;
  if (accounting !== undefined) return asList(accounting).map((error) => errorOf(error, 'errno'));
  if (isObject(response)) return undefined;
  const ledger = own(body, 'errors');
  if (ledger !== undefined)
    return [...wordsOf(ledger), ...detailsOf(isObject(ledger) ? own(ledger, 'details') : ledger)];
  if (own(body, 'details') !== undefined) return [...wordsOf(body), ...detailsOf(own(body, 'details'))];
  if (['error', 'error_type', 'errno'].some((key) => Object.hasOwn(body, key))) return wordsOf(body);
  const keys = Object.keys(body);
  return keys.includes('message') && keys.every((key) => key === 'message' || key === 'code')
    ? wordsOf(body)
    : undefined;
}

/** The codes among them, in order. */
export function codesOf(errors: readonly FreshbooksError[]): readonly string[] {
  return errors.flatMap(({ code }) => code ?? []);
}

/** What the top of an error says: `message`, `error` (a text, or one for each field), `error_description`, `errno`. */
function wordsOf(body: unknown): readonly FreshbooksError[] {
  if (!isObject(body)) return [];
  const code = ownText(body, 'errno');
  const error = own(body, 'error');
  const words = [
    ownText(body, 'error_type'),
    ownText(body, 'error'),
    ownText(body, 'error_description'),
    ownText(body, 'message'),
    ...(isObject(error) ? Object.entries(error).map(([field, text]) => `${field}: ${String(text)}`) : []),
  ].filter((text) => text !== undefined);
  if (code === undefined && words.length === 0) return [];
  return [
    {
      code,
      message: words.length === 0 ? undefined : words.join('; '),
      field: undefined,
      object: undefined,
      value: undefined,
    },
  ];
}

// A reason is a code (`"1012"`) or, from the ledger, a sentence.
function detailsOf(details: unknown): readonly FreshbooksError[] {
  return asList(details).flatMap((detail) => {
    if (typeof detail === 'string')
      return [{ code: undefined, message: detail, field: undefined, object: undefined, value: undefined }];
    if (!isObject(detail)) return [];
    const reason = ownText(detail, 'reason');
    const isCode = reason !== undefined && /^\d+$/.test(reason);
    const about = errorOf(own(detail, 'metadata'), 'reason');
    const violations = asList(own(detail, 'fieldViolations')).map((violation) => errorOf(violation, 'code'));
    if (reason === undefined) return violations;
    const code = isCode ? reason : undefined;
    return [{ ...about, code, message: about.message ?? (isCode ? undefined : reason) }, ...violations];
  });
}

function errorOf(error: unknown, codeKey: string): FreshbooksError {
  const object = isObject(error) ? error : {};
  return {
    code: ownText(object, codeKey),
    message: ownText(object, 'message') ?? ownText(object, 'description'),
    field: ownText(object, 'field'),
    object: ownText(object, 'object'),
    value: ownText(object, 'value'),
  };
}

function asList(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined || value === null ? [] : [value];
}
