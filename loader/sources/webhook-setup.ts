import type { CallbackApi } from './callback-api.ts';

/** A webhook that a person enters in the provider's settings: where, and when it fires. */
export interface WebhookRule {
  /** of the route */
  readonly entity: string;
  readonly action: string;
  /** as the settings call it */
  readonly module: string;
  readonly when: string;
}

/** How the webhooks of a connection come to be: by the provider's API, or entered by a person. */
export type WebhookSetup =
  | { readonly kind: 'callbacks'; readonly callbacks: CallbackApi }
  | { readonly kind: 'rules'; readonly rules: (entities: readonly string[]) => readonly WebhookRule[] };
