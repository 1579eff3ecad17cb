import type { MinuteLimit } from './handshake-limit.ts';
import { type Delivery, KEPT_HEADERS, type LandContext, type Landed, landAs } from './land.ts';
import type { KnownBook } from './live-book.ts';
import type { LiveBooks } from './live-books.ts';
import { redactBody } from './redact.ts';
import { credentialContext, HANDSHAKE_ACTION, HANDSHAKE_ENTITY } from './sources/handshake.ts';
import type { Handshake } from './sources/source.ts';
import { windowAt } from './sources/window.ts';
import { keyedHash, type SealOptions, seal } from './vault/seal.ts';

/** Why a handshake is refused; for the log, never for the sender. */
export type HandshakeFault = 'other_account' | 'incomplete' | 'not_registered';

export type HandshakeReceipt =
  | (Landed & { readonly callbackId: string })
  | { readonly kind: 'vault_key_missing' | 'too_many_handshakes' | 'busy' }
  | { readonly kind: 'unknown_callback'; readonly reason: HandshakeFault }
  | { readonly kind: 'landing_unavailable'; readonly error: unknown; readonly stage: 'secrets' | 'landing' };

export interface HandshakeContext extends LandContext {
  /** undefined without a vault key: then no handshake can be kept */
  readonly books?: LiveBooks | undefined;
  readonly handshakeLimit?: MinuteLimit | undefined;
}

/**
 * Receives a provider's handshake. It is unsigned and brings a secret, so it counts only for a callback that we registered, and
 * lands with the secret sealed. A callback that the vault does not know (yet) is looked up again before it is refused; while
 * callbacks are being registered it lands all the same, counted apart, so that strangers cannot starve those that are known.
 *
 * Never throws.
 */
export async function receiveHandshake(
  delivery: Delivery,
  { handshake, context }: { readonly handshake: Handshake; readonly context: HandshakeContext },
): Promise<HandshakeReceipt> {
  const { books, vaultKeys, handshakeLimit, timeBudgetMs } = context;
  const { name, organizationId } = delivery.connection;
  const { callbackId, accountId, verifier } = handshake;
  if (books === undefined || vaultKeys === undefined || handshakeLimit === undefined) {
    return { kind: 'vault_key_missing' };
  }
  if (accountId !== undefined && accountId !== organizationId) return unknown('other_account');
  if (callbackId === undefined || verifier === undefined) return unknown('incomplete');
  const startedMs = performance.now();
  try {
    let known: KnownBook = books.known(name);
    if (!known.callbackIds.has(callbackId)) {
      const isEnough = ({ callbackIds }: KnownBook): boolean => callbackIds.has(callbackId);
      const fresh = await books.look(name, { budgetMs: timeBudgetMs, isEnough });
      if (fresh === 'crowded') return { kind: 'busy' };
      known = fresh;
    }
    const isRegistered = known.callbackIds.has(callbackId);
    const isExpected = known.registeringUntil !== undefined && context.clock() < known.registeringUntil;
    if (!isRegistered && !isExpected) return unknown('not_registered');
    if (!handshakeLimit.take(`${name}/${isRegistered ? 'registered' : 'expected'}`)) {
      return { kind: 'too_many_handshakes' };
    }
  } catch (error) {
    return { kind: 'landing_unavailable', error, stage: 'secrets' };
  }
  try {
    const leftMs = Math.max(1, timeBudgetMs - Math.ceil(performance.now() - startedMs));
    return { ...(await landHandshake(delivery, { callbackId, vaultKeys, context, leftMs })), callbackId };
  } catch (error) {
    return { kind: 'landing_unavailable', error, stage: 'landing' };
  }
}

interface LandHandshake {
  readonly callbackId: string;
  readonly vaultKeys: readonly string[];
  readonly context: LandContext;
  readonly leftMs: number;
}

async function landHandshake(
  delivery: Delivery,
  { callbackId, vaultKeys: keys, context, leftMs }: LandHandshake,
): Promise<Landed> {
  const { connection, source, request } = delivery;
  const sealing: SealOptions = { keys, context: credentialContext(connection.name, callbackId) };
  const { body, redacted } = redactBody(request.body, {
    isCredential: ([field]) => source.credentialFields.includes(field),
    seal: (value) => seal(value, sealing),
  });
  const landing = {
    ...delivery,
    kept: { body, redacted },
    // Not the signature: nobody can check it, and it is made with the secret over the secret.
    headers: KEPT_HEADERS,
    factsAt: (now: Date) => ({
      entity: HANDSHAKE_ENTITY,
      entityId: callbackId,
      action: HANDSHAKE_ACTION,
      eventAt: undefined,
      keyTime: windowAt(now, context.coalesceSeconds).start,
      // It is no hint: no answer of the API is awaited.
      windowEnd: undefined,
      identity: ['handshake', keyedHash(request.body, sealing)],
    }),
    isHint: () => false,
  };
  return landAs(landing, { ...context, timeBudgetMs: leftMs });
}

function unknown(reason: HandshakeFault): HandshakeReceipt {
  return { kind: 'unknown_callback', reason };
}
