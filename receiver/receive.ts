import { type HandshakeContext, type HandshakeReceipt, receiveHandshake } from './handshake.ts';
import { type Delivery, land } from './land.ts';
import type { LiveSecret } from './live-book.ts';
import type { SignatureFault } from './signature.ts';
import type { WebhookRequest } from './sources/source.ts';
import { verifyDelivery } from './verify.ts';

export type ReceiveContext = HandshakeContext;

export type Receipt =
  | {
      readonly kind: 'stored' | 'duplicate';
      readonly key: string;
      /** what the log calls the secret that signed it */
      readonly secretName: LiveSecret['name'];
    }
  | { readonly kind: 'unsupported_media_type' | 'empty_body' | 'busy' }
  | { readonly kind: 'bad_signature'; readonly reason: SignatureFault }
  | {
      readonly kind: 'landing_unavailable';
      readonly error: unknown;
      /** `secrets`: the vault could not be read; that says nothing about whether deliveries can be landed */
      readonly stage: 'secrets' | 'landing';
    }
  | HandshakeReceipt;

/**
 * Receives one delivery: checks it in the contract's order and lands it. Knows nothing of HTTP frameworks.
 *
 * `stored` and `duplicate` are returned only once the object is durable. What is signed is never refused for its content.
 * Never throws: whatever goes wrong after the signature is `landing_unavailable`, so that the sender keeps the delivery.
 */
export async function receiveDelivery(delivery: Delivery, context: ReceiveContext): Promise<Receipt> {
  const { source, request } = delivery;
  const { timeBudgetMs } = context;
  if (isEncoded(request)) return { kind: 'unsupported_media_type' };
  if (request.body.byteLength === 0) return { kind: 'empty_body' };
  const handshake = source.readHandshake(request);
  if (handshake !== undefined) return receiveHandshake(delivery, { handshake, context });
  const startedMs = performance.now();
  const verified = await verifyDelivery(delivery, { books: context.books, budgetMs: timeBudgetMs });
  if (verified.kind === 'unchecked') return { kind: 'landing_unavailable', error: verified.error, stage: 'secrets' };
  if (verified.kind !== 'valid') return verified;
  const leftMs = Math.max(1, timeBudgetMs - Math.floor(performance.now() - startedMs));
  try {
    const landed = await land({ ...delivery, signedBy: verified.secret }, { ...context, timeBudgetMs: leftMs });
    return { ...landed, secretName: verified.secret.name };
  } catch (error) {
    return { kind: 'landing_unavailable', error, stage: 'landing' };
  }
}

// Nothing is inflated: a small body that unpacks to a large one would pass the size check, and the bytes are what is signed.
function isEncoded(request: WebhookRequest): boolean {
  const encoding = request.headers['content-encoding']?.trim().toLowerCase();
  return encoding !== undefined && encoding !== '' && encoding !== 'identity';
}
