import { z } from 'zod';
import { foldName } from '../sources/fold-name.ts';

const instant = z.iso.datetime({ offset: false, precision: 3 });

/**
 * What the vault keeps about a connection's webhooks, one sealed value named `webhooks.<connection>`: the FreshBooks callbacks that we
 * registered, and the secrets that sign deliveries besides those of the configuration (verifiers; generated Zoho secrets).
 */
export const webhookBookSchema = z.strictObject({
  v: z.literal(1),
  callbacks: z.array(
    z.strictObject({
      /** the provider's callback id */
      id: z.string(),
      /** `invoice.create` */
      event: z.string(),
      uri: z.string(),
      registered_at: instant,
      /** when the provider took our confirmation */
      confirmed_at: instant.nullable(),
    }),
  ),
  secrets: z.array(
    z.strictObject({
      secret: z.string().min(1),
      /** bound to a route of Zoho Books; null: every route */
      entity: z.string().nullable(),
      action: z.string().nullable(),
      /** the callback whose verifier it is; null for a generated secret */
      callback_id: z.string().nullable(),
      since: instant,
    }),
  ),
  /** until when handshakes of callbacks that are not in the list yet are taken: the handshake may come before the answer to the POST */
  registering_until: instant.nullable(),
  /** raw keys of handshakes whose verifier the provider refused: strangers can send handshakes too */
  refused: z.array(z.string()).optional(),
});
export type WebhookBook = z.infer<typeof webhookBookSchema>;

export const EMPTY_WEBHOOK_BOOK: WebhookBook = { v: 1, callbacks: [], secrets: [], registering_until: null };

/** Name in the vault. */
export function webhookBookName(connection: string): string {
  return `webhooks.${connection}`;
}

/** Whether a secret of the book was made for exactly this route of Zoho Books. */
export function isBoundTo(secret: WebhookBook['secrets'][number], route: { entity: string; action: string }): boolean {
  if (secret.entity === null || secret.action === null) return false;
  return foldName(secret.entity) === foldName(route.entity) && foldName(secret.action) === foldName(route.action);
}
