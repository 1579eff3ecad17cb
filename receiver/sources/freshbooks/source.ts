import type { WebhookSource } from '../source.ts';
import { freshbooksFacts } from './facts.ts';
import { readFreshbooksHandshake } from './handshake.ts';
import { freshbooksScheme } from './signature.ts';

export const freshbooks: WebhookSource = {
  name: 'freshbooks',
  route: 'bare',
  scheme: freshbooksScheme,
  readHandshake: readFreshbooksHandshake,
  credentialFields: ['verifier'],
  facts: freshbooksFacts,
  // Every delivery is a hint and says no more than that.
  needsProof: () => false,
};
