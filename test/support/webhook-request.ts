import type { WebhookRequest } from '../../receiver/sources/source.ts';
import type { SignedDelivery } from './sign.ts';

/** A received request for the pure parts, without a server. */
export function webhookRequest(
  parts: Partial<Omit<WebhookRequest, 'body'>> & { body?: string | Uint8Array } = {},
): WebhookRequest {
  return {
    method: 'POST',
    path: '/webhooks/acme_books/invoices/updated',
    query: '',
    headers: { 'content-type': 'application/json' },
    entity: 'invoices',
    action: 'updated',
    ...parts,
    body: Buffer.from(parts.body ?? ''),
  };
}

/** A signed delivery as it arrives. */
export function arrived(delivery: SignedDelivery): WebhookRequest {
  const [path = '', query = ''] = delivery.path.split('?', 2);
  const [, , , entity, action] = path.split('/');
  const route = { entity, action: entity === undefined ? undefined : (action ?? 'updated') };
  return { method: 'POST', path, query, headers: delivery.headers, body: delivery.body, ...route };
}
