import type { WebhookSource } from '../source.ts';
import { zohoBooksFacts, zohoBooksNeedsProof } from './facts.ts';
import { zohoBooksScheme } from './signature.ts';

export const zohoBooks: WebhookSource = {
  name: 'zoho_books',
  route: 'entity',
  scheme: zohoBooksScheme,
  // Zoho Books sends no verification request.
  readHandshake: () => undefined,
  credentialFields: [],
  facts: zohoBooksFacts,
  needsProof: zohoBooksNeedsProof,
};
