import { createHmac, timingSafeEqual } from 'node:crypto';
import type { WebhookSecret } from './config/config.ts';
import { foldName } from './sources/fold-name.ts';
import type { SignatureScheme, WebhookRequest } from './sources/source.ts';

/** Why a signature does not hold; for the log and the tests, never for the sender. */
export type SignatureFault = 'missing' | 'malformed' | 'no_secret' | 'unsignable' | 'mismatch';

export type SignatureVerdict =
  | {
      readonly kind: 'valid' /** position of the secret that verified, to see when an old one can go */;
      readonly secretIndex: number;
    }
  | { readonly kind: 'invalid'; readonly reason: SignatureFault };

export interface SignedRequest {
  readonly secrets: readonly WebhookSecret[];
  readonly request: WebhookRequest;
}

const HEX = /^[0-9a-f]{64}$/;
const BASE64 = /^[A-Za-z0-9+/]{43}=$/;

/**
 * Whether a live secret of the connection signed these bytes. Pure: no clock, no I/O, never throws.
 *
 * Every secret that may sign this route is tried, also after one has matched, and compared in constant time, so that the
 * time taken tells nothing. An empty secret never verifies. A secret bound to an entity or action verifies only that route.
 */
export function verifySignature(scheme: SignatureScheme, { secrets, request }: SignedRequest): SignatureVerdict {
  const header = request.headers[scheme.header];
  if (header === undefined || header === '') return invalid('missing');
  const received = decodeSignature(scheme.encoding, header);
  if (received === undefined) return invalid('malformed');
  const live = secrets.map((secret, index) => ({ secret, index })).filter(({ secret }) => maySign(secret, request));
  if (live.length === 0) return invalid('no_secret');
  try {
    const signed = scheme.signedBytes(request);
    let secretIndex = -1;
    for (const { secret, index } of live) {
      const expected = createHmac(scheme.hash, secret.secret).update(signed).digest();
      if (timingSafeEqual(expected, received) && secretIndex < 0) secretIndex = index;
    }
    return secretIndex < 0 ? invalid('mismatch') : { kind: 'valid', secretIndex };
  } catch {
    // a body from which the signed text cannot be rebuilt was not signed: failing closed is the only safe reading
    return invalid('unsignable');
  }
}

/** The 32 bytes of a signature in exactly the provider's spelling; undefined for any other text (two spellings would be two doors). */
function decodeSignature(encoding: SignatureScheme['encoding'], text: string): Buffer | undefined {
  if (!(encoding === 'hex' ? HEX : BASE64).test(text)) return undefined;
  const bytes = Buffer.from(text, encoding);
  return bytes.length === 32 && bytes.toString(encoding) === text ? bytes : undefined;
}

function maySign(secret: WebhookSecret, request: WebhookRequest): boolean {
  return secret.secret !== '' && matches(secret.entity, request.entity) && matches(secret.action, request.action);
}

function matches(bound: string | undefined, route: string | undefined): boolean {
  return bound === undefined || (route !== undefined && foldName(bound) === foldName(route));
}

function invalid(reason: SignatureFault): SignatureVerdict {
  return { kind: 'invalid', reason };
}
