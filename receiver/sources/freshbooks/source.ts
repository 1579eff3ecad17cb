import type { WebhookSource } from '../source.ts';
import { freshbooksFacts, isFreshbooksHandshake } from './facts.ts';
import { freshbooksScheme } from './signature.ts';

export const freshbooks: WebhookSource = {
  name: 'freshbooks',
  route: 'bare',
  scheme: freshbooksScheme,
  isHandshake: isFreshbooksHandshake,
  facts: freshbooksFacts,
};
