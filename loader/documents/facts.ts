import type { Envelope } from '../../receiver/envelope.ts';
import type { Document } from './document.ts';
import { isObject } from './json.ts';
import type { MakeDocument } from './payload.ts';

/** What the splitters know of a document before they look at its value. */
export type DocumentFacts = Omit<Document, 'payload' | 'content'>;

/** The facts that the envelope itself gives; the documents in it may know better. */
export function envelopeFacts(envelope: Envelope): DocumentFacts {
  return {
    entity: envelope.entity,
    entityId: envelope.entity_id ?? undefined,
    action: envelope.action ?? undefined,
    versionAt: envelope.event_at === null ? undefined : new Date(envelope.event_at),
    problem: undefined,
  };
}

/** A landed object that cannot be read as documents: one row without payload that says why. */
export function refusedDocument(facts: DocumentFacts): Document {
  return { ...facts, payload: undefined, content: undefined };
}

export interface RowOptions {
  readonly factsOf: (row: Readonly<Record<string, unknown>>) => DocumentFacts;
  /** facts of what is no object */
  readonly otherwise: DocumentFacts;
  readonly makeDocument: MakeDocument;
}

/** A page's rows as documents, in order; what is no object among them is a document with a problem, so that positions hold. */
export function rowDocuments(
  rows: readonly unknown[],
  { factsOf, otherwise, makeDocument }: RowOptions,
): readonly Document[] {
  return rows.map((row) =>
    isObject(row)
      ? makeDocument(factsOf(row), row)
      : refusedDocument({ ...otherwise, entityId: undefined, action: 'read', problem: 'not_an_object' }),
  );
}
