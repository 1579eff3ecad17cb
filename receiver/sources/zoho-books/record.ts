import { decodeUtf8 } from '../../envelope.ts';
import { formBodyPairs } from '../form.ts';
import type { ZohoEntity } from './entities.ts';

/** A JSON object; where an id is a bare number, numbers are the text of their source digits: ids beyond 2^53 keep them. */
export type ZohoRecord = Readonly<Record<string, unknown>>;

/**
 * The record in a webhook body, as far as one can be made out, for its id and time only. Never throws; undefined where
 * nothing looks like a record (the delivery is landed all the same, and judged by the loader).
 *
 * Body formats: JSON with the record under a top-level key (the default payload) or at top level, or a form with the
 * JSON text in a field of the user's choice (often `JSONString`), or a form of chosen fields. The Content-Type has no say:
 * it is not signed, so the same bytes under another one must stay the same event.
 */
export function findRecord(body: Uint8Array, entity: ZohoEntity | undefined): ZohoRecord | undefined {
  for (const document of documentsOf(body)) {
    const record = recordIn(document, entity);
    if (record !== undefined) return record;
  }
  return undefined;
}

function* documentsOf(body: Uint8Array): Generator<ZohoRecord> {
  const document = parseObject(decodeUtf8(body));
  if (document !== undefined) {
    yield document;
    return;
  }
  const pairs = safePairs(body);
  for (const [, value] of pairs) {
    const inner = value.trimStart().startsWith('{') ? parseObject(value) : undefined;
    if (inner !== undefined) yield inner;
  }
  yield Object.fromEntries(pairs);
}

function recordIn(document: ZohoRecord, entity: ZohoEntity | undefined): ZohoRecord | undefined {
  for (const key of entity?.keys ?? []) {
    const record = own(document, key);
    if (isObject(record)) return record;
  }
  const looksLike = (record: ZohoRecord): boolean =>
    entity === undefined ? guessIdField(record) !== undefined : own(record, entity.id) !== undefined;
  if (looksLike(document)) return document;
  const nested = Object.values(document).filter(isObject);
  return nested.find(looksLike) ?? nested.find(hasStamp) ?? (hasStamp(document) ? document : undefined);
}

/** The record's id as text: the entity's id field; for an unknown entity its first field if that is named `<something>_id`. */
export function recordId(record: ZohoRecord, entity: ZohoEntity | undefined): string | undefined {
  const field = entity?.id ?? guessIdField(record);
  const id = field === undefined ? undefined : own(record, field);
  return typeof id === 'string' && id !== '' && id.length <= 200 ? id : undefined;
}

export function own(record: ZohoRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

// Every detail answer of Zoho Books begins with the record's own id; other entities' ids follow further down.
function guessIdField(record: ZohoRecord): string | undefined {
  const first = Object.keys(record)[0];
  return first !== undefined && /^[a-z_]+_id$/.test(first) ? first : undefined;
}

function hasStamp(record: ZohoRecord): boolean {
  return own(record, 'last_modified_time') !== undefined || own(record, 'updated_time') !== undefined;
}

function isObject(value: unknown): value is ZohoRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function safePairs(body: Uint8Array): ReturnType<typeof formBodyPairs> {
  try {
    return formBodyPairs(body);
  } catch {
    return [];
  }
}

// Node >= 22 gives the reviver the source text of a primitive; TypeScript's library does not know it yet.
// @see https://github.com/tc39/proposal-json-parse-with-source
type SourceReviver = (key: string, value: unknown, context: { readonly source?: string }) => unknown;
const parseWithSource = JSON.parse as (text: string, reviver: SourceReviver) => unknown;
const digitsAsText: SourceReviver = (_key, value, context) =>
  typeof value === 'number' ? (context.source ?? String(value)) : value;

// A bare number in an id field is rare: only then is the dearer parse (8 times, measured) worth its exact digits.
const BARE_ID = /_id"\s*:\s*-?\d/;

function parseObject(text: string | undefined): ZohoRecord | undefined {
  if (text === undefined) return undefined;
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  try {
    const value = BARE_ID.test(json) ? parseWithSource(json, digitsAsText) : (JSON.parse(json) as unknown);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined; // not JSON, or nested deeper than the reviver's stack
  }
}
