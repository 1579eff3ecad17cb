import type { ConnectionConfig } from '../../receiver/config/config.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import type { SourceClient } from '../api/source-client.ts';
import type { CallbackApi } from '../sources/callback-api.ts';
import { type BookKeeper, confirmed, withoutCallback, withoutVerifier, withVerifier } from './book.ts';
import { type LandedHandshake, landedHandshakes } from './handshakes.ts';

const MOST_REFUSED = 200;

export interface ConfirmContext {
  readonly store: LandingStore;
  readonly connection: ConnectionConfig;
  readonly vaultKeys: readonly string[] | undefined;
  readonly book: BookKeeper;
  readonly callbacks: CallbackApi;
  readonly client: SourceClient;
  readonly clock: () => Date;
}

export interface Confirmation {
  readonly id: string;
  readonly event: string;
  /** `waiting`: no handshake has landed (any more) that could be its; `gone`: the provider no longer has the callback */
  readonly state: 'confirmed' | 'waiting' | 'refused' | 'gone';
}

/**
 * Gives the verifiers that have landed back to the provider, for every callback that is not confirmed. A verifier is live just before
 * the provider hears of it, since deliveries may begin at once, and withdrawn when it is refused: strangers can send
 * handshakes too. Costs one read of the vault when everything is confirmed, and one list of callbacks when something is not.
 *
 * @throws AppError of the vault, the landing store and the client
 */
export async function confirmCallbacks(context: ConfirmContext): Promise<readonly Confirmation[]> {
  const { store, connection, book } = context;
  const { callbacks, refused = [] } = await book.read();
  const waiting = callbacks.filter(({ confirmed_at }) => confirmed_at === null);
  if (waiting.length === 0) return [];
  const since = new Date(Math.min(...waiting.map(({ registered_at }) => Date.parse(registered_at))));
  const landed = await landedHandshakes(store, connection, { since, vaultKeys: context.vaultKeys });
  const candidatesOf = (id: string): readonly LandedHandshake[] =>
    landed.filter(({ callbackId, key }) => callbackId === id && !refused.includes(key));
  const isAsked = waiting.some(({ id }) => candidatesOf(id).length > 0);
  const known = isAsked ? await context.callbacks.list(context.client) : [];
  const done: Confirmation[] = [];
  for (const { id, event } of waiting) {
    const isVerified = known.find((callback) => callback.id === id)?.isVerified === true;
    const state = isVerified ? await rememberVerified(context, id) : await confirmOne(context, id, candidatesOf(id));
    done.push({ id, event, state });
  }
  return done;
}

/** The provider took a verifier, and we ended before that was written down: what it then was is still live. */
async function rememberVerified({ book, clock }: ConfirmContext, id: string): Promise<Confirmation['state']> {
  const { secrets } = await book.update((current) => ({
    ...current,
    callbacks: current.callbacks.map((callback) =>
      callback.id === id && current.secrets.some(({ callback_id }) => callback_id === id)
        ? { ...callback, confirmed_at: clock().toISOString() }
        : callback,
    ),
  }));
  return secrets.some(({ callback_id }) => callback_id === id) ? 'confirmed' : 'refused';
}

async function confirmOne(
  context: ConfirmContext,
  id: string,
  candidates: readonly LandedHandshake[],
): Promise<Confirmation['state']> {
  const { book, callbacks, clock } = context;
  let state: Confirmation['state'] = 'waiting';
  for (const handshake of candidates) {
    const secret = handshake.verifier;
    await book.update((current) => withVerifier(current, { id, secret, since: clock() }));
    const answer = await callbacks.confirm(context.client, id, secret);
    if (answer === 'confirmed') {
      await book.update((current) => confirmed(current, { id, secret, at: clock() }));
      return 'confirmed';
    }
    if (answer === 'gone') {
      await book.update((current) => withoutCallback(current, id));
      return 'gone';
    }
    await book.update((current) => ({
      ...withoutVerifier(current, { id, secret }),
      refused: [...(current.refused ?? []), handshake.key].slice(-MOST_REFUSED),
    }));
    state = 'refused';
  }
  return state;
}
