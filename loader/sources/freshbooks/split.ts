import type { DocumentSplitter } from '../../documents/document.ts';
import { splitAnswer } from './answer.ts';
import { splitHint } from './hint.ts';

/** Webhooks are hints that name an object; what the object is comes as an API answer. */
export const freshbooksSplitter: DocumentSplitter = {
  source: 'freshbooks',
  split: (envelope, connection) =>
    envelope.fetch === null ? [splitHint(envelope, connection.organizationIds)] : splitAnswer(envelope, envelope.fetch),
};
