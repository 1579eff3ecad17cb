import { randomBytes } from 'node:crypto';
import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { foldName } from '../../receiver/sources/fold-name.ts';
import { isBoundTo } from '../../receiver/vault/webhook-book.ts';
import type { WebhookRule } from '../sources/webhook-setup.ts';
import type { BookKeeper } from './book.ts';

/** A rule with what to type in. */
export interface WebhookEntry extends WebhookRule {
  readonly url: string;
  /** the secret itself where we made it up; otherwise where in the configuration it stands */
  readonly secret:
    | { readonly kind: 'generated'; readonly text: string }
    | { readonly kind: 'configured'; readonly path: string };
}

/** Letters and digits alone, as many as Zoho Books takes at most: 12 to 50. */
const SECRET_LENGTH = 40;
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/**
 * What to enter for each rule. A route without a secret bound to it gets one, kept sealed in the vault from then on: a secret per
 * route ties the path, which no signature covers, to what verifies. Asked again it gives the same.
 *
 * @param base  public URL of the connection's webhooks
 * @throws AppError of the vault and the landing store
 */
export async function webhookEntries(
  rules: readonly WebhookRule[],
  options: {
    readonly connection: ConnectionConfig;
    readonly book: BookKeeper;
    readonly base: string;
    readonly clock: () => Date;
  },
): Promise<readonly WebhookEntry[]> {
  const { connection, book, base, clock } = options;
  const missing = rules.filter((rule) => configuredAt(connection, rule) === undefined);
  const { secrets } = await book.update((current) => {
    let next = current;
    for (const { entity, action } of missing) {
      if (next.secrets.some((secret) => isBoundTo(secret, { entity, action }))) continue;
      const since = clock().toISOString();
      next = { ...next, secrets: [...next.secrets, { secret: newSecret(), entity, action, callback_id: null, since }] };
    }
    return next;
  });
  return rules.map((rule) => {
    const url = `${base}/${rule.entity}/${rule.action}`;
    const path = configuredAt(connection, rule);
    if (path !== undefined) return { ...rule, url, secret: { kind: 'configured', path } };
    const text = secrets.find((secret) => isBoundTo(secret, rule))?.secret ?? '';
    return { ...rule, url, secret: { kind: 'generated', text } };
  });
}

function configuredAt({ name, webhookSecrets }: ConnectionConfig, { entity, action }: WebhookRule): string | undefined {
  const index = webhookSecrets.findIndex(
    (secret) =>
      secret.entity !== undefined &&
      secret.action !== undefined &&
      foldName(secret.entity) === foldName(entity) &&
      foldName(secret.action) === foldName(action),
  );
  return index < 0 ? undefined : `connections.${name}.webhook_secrets[${index}]`;
}

/** Uniform over the alphabet: bytes beyond its largest multiple are drawn again. */
function newSecret(): string {
  let text = '';
  while (text.length < SECRET_LENGTH) {
    for (const byte of randomBytes(SECRET_LENGTH)) {
      if (byte < 248 && text.length < SECRET_LENGTH) text += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  return text;
}
