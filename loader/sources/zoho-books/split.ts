import type { DocumentSplitter } from '../../documents/document.ts';
import { splitAnswer } from './answer.ts';
import { splitWebhook } from './webhook.ts';

/** Webhooks carry one record each; API answers one record, a page of rows, or an error. */
export const zohoBooksSplitter: DocumentSplitter = {
  source: 'zoho_books',
  split: (envelope, connection) =>
    envelope.fetch === null
      ? [splitWebhook(envelope, connection.organizationIds)]
      : splitAnswer(envelope, envelope.fetch),
};
