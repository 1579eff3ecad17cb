import type { SourceClient } from '../api/source-client.ts';
import type { CallbackApi, ProviderCallback } from '../sources/callback-api.ts';
import { type BookKeeper, withCallback, withoutCallback } from './book.ts';

/** How long handshakes of callbacks that are still being registered are taken. */
const REGISTERING_MS = 10 * 60_000;
/** The receiver takes 20 handshakes a minute; a few are left for those that come twice. */
const PER_MINUTE = 15;
const MINUTE_MS = 60_000;

export interface RegisterContext {
  readonly callbacks: CallbackApi;
  readonly client: SourceClient;
  readonly book: BookKeeper;
  readonly clock: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  readonly onRegistered?: (event: string, index: number, total: number) => void;
}

export interface Registered {
  readonly event: string;
  readonly id: string;
  /**
   * `registered`: newly; `kept`: confirmed already; `resent`: known and unconfirmed, its handshake was asked for again; `replaced`: it
   * was confirmed with a verifier that we do not have, which cannot be recovered, so it was removed and registered again
   */
  readonly state: 'registered' | 'kept' | 'resent' | 'replaced';
}

/**
 * Registers what is missing of these events for one URI. Run again, it changes nothing that is in order: the provider's list, not our
 * memory, says what there is.
 *
 * @throws AppError of the vault and the client; what was registered until then is written down
 */
export async function registerCallbacks(
  context: RegisterContext,
  wanted: { readonly events: readonly string[]; readonly uri: string },
): Promise<readonly Registered[]> {
  const { callbacks, client, book } = context;
  const existing = (await callbacks.list(client)).filter(({ uri }) => uri === wanted.uri);
  const known = new Set((await book.read()).secrets.map(({ callback_id }) => callback_id));
  const done: Registered[] = [];
  let expected = 0;
  for (const [index, event] of wanted.events.entries()) {
    const found = existing.find((callback) => callback.event === event);
    if (found?.isVerified === true && known.has(found.id)) {
      await remember(context, found, true);
      done.push({ event, id: found.id, state: 'kept' });
      continue;
    }
    if (expected > 0 && expected % PER_MINUTE === 0) await context.sleep(MINUTE_MS);
    expected += 1;
    done.push(await registerOne(context, { event, uri: wanted.uri, found }));
    context.onRegistered?.(event, index + 1, wanted.events.length);
  }
  await book.update((current) =>
    current.registering_until === null ? current : { ...current, registering_until: null },
  );
  return done;
}

async function registerOne(
  context: RegisterContext,
  { event, uri, found }: { event: string; uri: string; found: ProviderCallback | undefined },
): Promise<Registered> {
  const { callbacks, client, book, clock } = context;
  if (found !== undefined && !found.isVerified) {
    await remember(context, found, false);
    if ((await callbacks.resend(client, found.id)) === 'sent') return { event, id: found.id, state: 'resent' };
  }
  if (found?.isVerified === true) {
    await callbacks.remove(client, found.id);
    await book.update((current) => withoutCallback(current, found.id));
  }
  // The handshake may be there before the answer that says which id it is about.
  const until = new Date(clock().getTime() + REGISTERING_MS).toISOString();
  await book.update((current) => ({ ...current, registering_until: until }));
  const made = await callbacks.register(client, { event, uri });
  await remember(context, made, false);
  return { event, id: made.id, state: found?.isVerified === true ? 'replaced' : 'registered' };
}

async function remember(
  { book, clock }: RegisterContext,
  callback: ProviderCallback,
  isConfirmed: boolean,
): Promise<void> {
  const { id, event, uri } = callback;
  const now = clock().toISOString();
  await book.update((current) => {
    const known = current.callbacks.find((one) => one.id === id);
    if (known !== undefined && (known.confirmed_at !== null) === isConfirmed) return current;
    const registered_at = known?.registered_at ?? now;
    return withCallback(current, { id, event, uri, registered_at, confirmed_at: isConfirmed ? now : null });
  });
}
