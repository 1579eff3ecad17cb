import { type Delivery, type LandContext, land } from './land.ts';
import { type SignatureFault, verifySignature } from './signature.ts';
import type { WebhookRequest } from './sources/source.ts';

export type Receipt =
  | { readonly kind: 'stored' | 'duplicate'; readonly key: string; readonly secretIndex: number }
  | { readonly kind: 'unsupported_media_type' | 'empty_body' | 'handshake_unsupported' }
  | { readonly kind: 'bad_signature'; readonly reason: SignatureFault }
  | { readonly kind: 'landing_unavailable'; readonly error: unknown };

/**
 * Receives one delivery: checks it in the contract's order and lands it. Knows nothing of HTTP frameworks.
 *
 * `stored` and `duplicate` are returned only once the object is durable. What is signed is never refused for its content.
 * Never throws: whatever goes wrong after the signature is `landing_unavailable`, so that the sender keeps the delivery.
 */
export async function receiveDelivery(delivery: Delivery, context: LandContext): Promise<Receipt> {
  const { connection, source, request } = delivery;
  if (isEncoded(request)) return { kind: 'unsupported_media_type' };
  if (request.body.byteLength === 0) return { kind: 'empty_body' };
  if (source.isHandshake(request)) return { kind: 'handshake_unsupported' };
  const verdict = verifySignature(source.scheme, { secrets: connection.webhookSecrets, request });
  if (verdict.kind === 'invalid') return { kind: 'bad_signature', reason: verdict.reason };
  try {
    return { ...(await land(delivery, context)), secretIndex: verdict.secretIndex };
  } catch (error) {
    return { kind: 'landing_unavailable', error };
  }
}

// Nothing is inflated: a small body that unpacks to a large one would pass the size check, and the bytes are what is signed.
function isEncoded(request: WebhookRequest): boolean {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase();
  return encoding !== undefined && encoding !== '' && encoding !== 'identity';
}
