import { zohoEntity } from '../../../receiver/sources/zoho-books/entities.ts';
import type { DocumentSplitter } from '../../documents/document.ts';
import { splitAnswer } from './answer.ts';
import { isCredential, isSecret } from './secrets.ts';
import { splitWebhook } from './webhook.ts';

/** Webhooks carry one record each; API answers one record, a page of rows, or an error. */
export const zohoBooksSplitter: DocumentSplitter = {
  source: 'zoho_books',
  isSecret,
  isCredential,
  idFields: (name) => {
    const entity = zohoEntity(name);
    return entity === undefined ? [] : [entity.id];
  },
  split: (envelope, connection) =>
    envelope.fetch === null
      ? [splitWebhook(envelope, connection.organizationIds)]
      : splitAnswer(envelope, envelope.fetch),
};
