import { bodyBytes, type Envelope } from '../envelope.ts';
import { isSealed, unseal } from '../vault/seal.ts';
import { formBodyPairs } from './form.ts';

/** Entity and action of a landed handshake: the provider's unsigned request that brings a callback's secret. */
export const HANDSHAKE_ENTITY = 'callbacks';
export const HANDSHAKE_ACTION = 'verify';

/** What a sealed credential of a delivery is bound to, see `seal`: its connection and the id that the delivery names. */
export function credentialContext(connection: string, id: string): string {
  return `handshake.${connection}.${id}`;
}

/**
 * The callback and the verifier of a landed handshake; undefined for any other landed object.
 *
 * @throws AppError `vault_key_missing`, `vault_key_wrong`, `vault_damaged`
 */
export function openHandshake(
  envelope: Envelope,
  keys: readonly string[] | undefined,
): { readonly callbackId: string; readonly verifier: string } | undefined {
  const { connection, entity, action, entity_id: callbackId, redacted } = envelope;
  if (entity !== HANDSHAKE_ENTITY || action !== HANDSHAKE_ACTION || callbackId === null) return undefined;
  const sealed = formBodyPairs(bodyBytes(envelope)).findLast(([name]) => redacted.includes(name))?.[1];
  if (sealed === undefined || !isSealed(sealed)) return undefined;
  return { callbackId, verifier: unseal(sealed, { keys, context: credentialContext(connection, callbackId) }).text };
}
