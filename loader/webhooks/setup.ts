import type { CallbackApi } from './callback-api.ts';
import type { WebhookRule } from './webhook-rules.ts';

/** How the webhooks of a connection come to be: by the provider's API, or entered by a person. */
export type WebhookSetup =
  | { readonly kind: 'callbacks'; readonly callbacks: CallbackApi }
  | { readonly kind: 'rules'; readonly rules: (entities: readonly string[]) => readonly WebhookRule[] };
