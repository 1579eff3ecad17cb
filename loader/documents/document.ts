import type { Envelope } from '../../receiver/envelope.ts';
import type { JsonObject } from './json.ts';
import type { IsSecret } from './secrets.ts';

/** Why a document cannot be given to a SQL engine, or must not type silver; the `_problem` of its bronze row. */
export const PROBLEMS = [
  'envelope_invalid',
  'invalid_utf8',
  'invalid_json',
  'not_an_object',
  'empty_payload',
  'lone_surrogate',
  'nul_character',
  'too_deep',
  'too_large',
  'entity_mismatch',
  'organization_mismatch',
  'entity_id_missing',
  'api_error',
] as const;
export type Problem = (typeof PROBLEMS)[number];

/** One document of a landed object: a webhook is one, a list page many. Becomes one row of `bronze_events` per load. */
export interface Document {
  readonly entity: string;
  readonly entityId: string | undefined;
  /**
   * webhook: the provider's own (`created`, `updated`, `deleted`, …; FreshBooks `create`, `update`, `delete`, …);
   * API answer: `read` (the object as it is now), `missing` (the API says that it is gone), `error` (any other failure)
   */
  readonly action: string | undefined;
  /** the instant that values sort by: Zoho Books the record's modification time, FreshBooks the request start */
  readonly versionAt: Date | undefined;
  /** this one document's JSON text, every number a string of its source digits; undefined when no engine may see it */
  readonly payload: string | undefined;
  readonly problem: Problem | undefined;
  /** the same as `payload`, parsed; undefined too when the document is no object */
  readonly content: JsonObject | undefined;
}

/** Splits a landed object into documents; pure, never throws for content. The registry is `loader/sources/index.ts`. */
export interface DocumentSplitter {
  readonly source: string;
  /** fields that a payload never holds */
  readonly isSecret: IsSecret;
  /** fields that are removed from an API answer before it lands: credentials that no record needs */
  readonly isCredential: IsSecret;
  /** keys under which a document of this entity has its id; none for an entity that this release does not know */
  idFields(entity: string): readonly string[];
  split(envelope: Envelope, connection: { readonly organizationIds: readonly string[] }): readonly Document[];
}
