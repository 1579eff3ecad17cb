import type { WebhookSource } from '../source.ts';
import { zohoBooksFacts } from './facts.ts';
import { zohoBooksScheme } from './signature.ts';

export const zohoBooks: WebhookSource = {
  name: 'zoho_books',
  route: 'entity',
  scheme: zohoBooksScheme,
  // Zoho Books sends no verification request.
  isHandshake: () => false,
  facts: zohoBooksFacts,
};
