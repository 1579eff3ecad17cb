import type { DocumentSplitter } from '../../documents/document.ts';
import { splitAnswer } from './answer.ts';
import { freshbooksEntity } from './entities.ts';
import { splitHint } from './hint.ts';
import { isCredential, isSecret } from './secrets.ts';

/** Webhooks are hints that name an object; what the object is comes as an API answer. */
export const freshbooksSplitter: DocumentSplitter = {
  source: 'freshbooks',
  isSecret,
  isCredential,
  idFields: (name) => freshbooksEntity(name)?.ids ?? [],
  split: (envelope, connection) =>
    envelope.fetch === null ? [splitHint(envelope, connection.organizationIds)] : splitAnswer(envelope, envelope.fetch),
};
