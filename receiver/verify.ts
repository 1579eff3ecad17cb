import type { Delivery } from './land.ts';
import { configuredSecrets, type KnownBook, type LiveSecret } from './live-book.ts';
import type { LiveBooks } from './live-books.ts';
import { type SignatureFault, verifySignature } from './signature.ts';

export type Verified =
  | { readonly kind: 'valid'; readonly secret: LiveSecret }
  | { readonly kind: 'bad_signature'; readonly reason: SignatureFault }
  /** too many deliveries wait for the book already */
  | { readonly kind: 'busy' }
  /** nobody knows whether a secret that went live just now signed it */
  | { readonly kind: 'unchecked'; readonly error: unknown };

export interface VerifyOptions {
  /** undefined without a vault key: then the configured secrets are all there are */
  readonly books: LiveBooks | undefined;
  /** for the look at fresh secrets */
  readonly budgetMs: number;
}

/**
 * Whether a live secret of the connection signed a delivery. A signature that no known secret made is held against fresh secrets
 * before it is refused: the one that made it may have gone live since the vault was read. Never throws.
 */
export async function verifyDelivery(delivery: Delivery, { books, budgetMs }: VerifyOptions): Promise<Verified> {
  const { connection } = delivery;
  const known = books?.known(connection.name);
  const verdict = judge(delivery, known?.secrets ?? configuredSecrets(connection));
  if (books === undefined || verdict.kind === 'valid' || !isAboutSecrets(verdict.reason)) return verdict;
  try {
    const isEnough = ({ secrets }: KnownBook): boolean => judge(delivery, secrets).kind === 'valid';
    const fresh = await books.look(connection.name, { budgetMs, isEnough });
    if (fresh === 'crowded') return { kind: 'busy' };
    return fresh === known ? verdict : judge(delivery, fresh.secrets);
  } catch (error) {
    return { kind: 'unchecked', error };
  }
}

type Judged = Extract<Verified, { kind: 'valid' | 'bad_signature' }>;

function judge({ source, request }: Delivery, secrets: readonly LiveSecret[]): Judged {
  const verdict = verifySignature(source.scheme, { secrets, request });
  if (verdict.kind === 'invalid') return { kind: 'bad_signature', reason: verdict.reason };
  const secret = secrets[verdict.secretIndex];
  return secret === undefined ? { kind: 'bad_signature', reason: 'mismatch' } : { kind: 'valid', secret };
}

// The other faults are the request's own: no secret mends them.
function isAboutSecrets(reason: SignatureFault): boolean {
  return reason === 'mismatch' || reason === 'no_secret';
}
