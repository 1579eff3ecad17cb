import type { Handshake, WebhookRequest } from '../source.ts';
import { safeFields } from './signature.ts';

/** A real one has some 300 bytes. It is unsigned, so nothing larger gets past the signature check. */
const MAX_HANDSHAKE_BYTES = 8_192;
const CALLBACK_ID = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * FreshBooks' request after a callback was registered: `name=callback.verify`, the callback's id and its verifier, which signs
 * the deliveries to come.
 * @see https://www.freshbooks.com/api/webhooks (read 2026-11)
 */
export function readFreshbooksHandshake(request: WebhookRequest): Handshake | undefined {
  if (request.body.byteLength > MAX_HANDSHAKE_BYTES) return undefined;
  const fields = safeFields(request.body);
  if (fields.get('name') !== 'callback.verify') return undefined;
  const callbackId = fields.get('object_id') ?? '';
  return {
    callbackId: CALLBACK_ID.test(callbackId) ? callbackId : undefined,
    accountId: fields.get('account_id') || undefined,
    verifier: fields.get('verifier') || undefined,
  };
}
