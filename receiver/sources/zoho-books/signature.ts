import { type FormPair, formBodyPairs, formPairs, isFormType } from '../form.ts';
import type { SignatureScheme } from '../source.ts';

/**
 * Zoho's webhook signature: HMAC-SHA256 in lower-case hex over the query's and the form's pairs, in one list sorted by
 * key, each key followed by its value with nothing between, then the body as received unless it was a form.
 *
 * The algorithm is documented for Zoho Billing (FAQ "How do I secure my webhooks", read 2026-11); Books documents the same
 * secret and sends the same header. There is no time and no nonce in it, and pairs are joined without separators: who has
 * seen one signed delivery can send it again. The landing zone's names make that harmless.
 */
export const zohoBooksScheme: SignatureScheme = {
  header: 'x-zoho-webhook-signature',
  encoding: 'hex',
  hash: 'sha256',
  signedBytes(request) {
    const form = isFormType(request.headers['content-type']);
    const pairs = [...formPairs(request.query), ...(form ? formBodyPairs(request.body) : [])];
    const text = Buffer.from(pairs.sort(byKey).flat().join(''), 'utf8');
    return form ? text : Buffer.concat([text, request.body]);
  },
};

// By UTF-16 code units, as JavaScript compares; Array.prototype.sort is stable, so equal keys keep their order.
function byKey([a]: FormPair, [b]: FormPair): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
