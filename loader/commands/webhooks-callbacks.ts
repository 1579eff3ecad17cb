import { AppError } from '../../receiver/errors.ts';
import type { WebhookBook } from '../../receiver/vault/webhook-book.ts';
import { ENTITIES } from '../catalog/index.ts';
import type { LoaderContext } from '../context.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import { clientInTurn } from '../fetch/with-fetch-lease.ts';
import type { ProviderCallback } from '../sources/callback-api.ts';
import { count, renderTable } from '../terminal/table.ts';
import { withoutCallback } from '../webhooks/book.ts';
import type { Confirmation } from '../webhooks/confirm-callbacks.ts';
import { type CallbackParts, callbackContext, confirmLanded, publicWebhookUrl } from '../webhooks/open-webhooks.ts';
import { registerCallbacks } from '../webhooks/register-callbacks.ts';

/** Between two looks for handshakes that have landed. */
const LOOK_EVERY_MS = 2_000;

export interface CallbackOptions extends CallbackParts {
  /** undefined: all */
  readonly events: readonly string[] | undefined;
}

/** @throws AppError `usage` for an event that the catalog does not know */
function eventsOf({ fetch, callbacks, events }: CallbackOptions): readonly string[] {
  const names = ENTITIES.filter(({ source }) => source === fetch.connection.source).map(({ name }) => name);
  const known = callbacks.eventsOf(names);
  const unknown = events?.find((event) => !known.includes(event));
  if (unknown === undefined) return events ?? known;
  throw new AppError('usage', `no event is named ${JSON.stringify(unknown)}`, {
    hint: `use one of ${known.join(', ')}`,
  });
}

/** Registers what is missing, then waits for the handshakes and confirms them; what comes later is confirmed by a run. */
export async function register(
  context: LoaderContext,
  options: CallbackOptions & { readonly waitMs: number },
): Promise<number> {
  const { output, clock, sleep } = context;
  const { fetch, callbacks, waitMs } = options;
  const { connection } = fetch;
  const uri = publicWebhookUrl(context, connection);
  const { book } = callbackContext(context, options);
  const client = clientInTurn(options.fetch);
  const events = eventsOf(options);
  const done = await registerCallbacks(
    {
      callbacks,
      client,
      book,
      clock,
      sleep,
      onRegistered: (event, index, total) => output.note(`${index} of ${total}: ${event}`),
    },
    { events, uri },
  );
  const until = clock().getTime() + waitMs;
  let waiting = await unconfirmed(context, options);
  while (waiting.length > 0 && !context.signal.aborted) {
    await confirmLanded(context, fetch);
    waiting = await unconfirmed(context, options);
    if (waiting.length === 0 || clock().getTime() >= until) break;
    await sleep(LOOK_EVERY_MS);
  }
  output.text(`${uri}: ${count(done.length, 'event')}, ${done.length - waiting.length} confirmed`);
  if (waiting.length > 0) {
    output.warn(
      `${count(waiting.length, 'handshake')} did not land yet; "ledgerlake run" confirms them, "ledgerlake webhooks resend ${connection.name}" asks again. Is "ledgerlake serve" reachable at ${uri}?`,
    );
  }
  output.value({ uri, callbacks: done, unconfirmed: waiting.map(({ event }) => event) });
  return waiting.length > 0 ? 3 : 0;
}

async function unconfirmed(context: LoaderContext, options: CallbackOptions): Promise<WebhookBook['callbacks']> {
  const { book } = callbackContext(context, options);
  return (await book.read()).callbacks.filter(({ confirmed_at }) => confirmed_at === null);
}

export async function confirmNow(context: LoaderContext, fetch: FetchContext): Promise<number> {
  const done = await confirmLanded(context, fetch);
  for (const line of done.map(confirmationText)) context.output.text(line);
  if (done.length === 0) context.output.text('no callback waits for its confirmation');
  context.output.value(done);
  return done.every(({ state }) => state === 'confirmed') ? 0 : 3;
}

function confirmationText({ event, id, state }: Confirmation): string {
  const words = {
    confirmed: 'confirmed',
    waiting: 'its handshake has not landed',
    refused: 'the verifiers that landed were refused; ask for another: webhooks resend',
    gone: 'FreshBooks no longer has it; register again',
  };
  return `${event} (${id}): ${words[state]}`;
}

/** What the provider has and what we know of it. */
export async function listCallbacks(context: LoaderContext, options: CallbackOptions): Promise<number> {
  const { book } = callbackContext(context, options);
  const client = clientInTurn(options.fetch);
  const { callbacks, secrets } = await book.read();
  const rows = (await options.callbacks.list(client)).map((callback) => ({
    id: callback.id,
    event: callback.event,
    uri: callback.uri,
    verified: callback.isVerified,
    state: stateOf(callback, {
      isOurs: callbacks.some(({ id }) => id === callback.id),
      hasVerifier: secrets.some(({ callback_id }) => callback_id === callback.id),
    }),
  }));
  const head = ['event', 'id', 'verified', 'state', 'uri'];
  context.output.text(
    rows.length === 0
      ? 'no callbacks; "ledgerlake webhooks register" makes them'
      : renderTable({
          head,
          rows: rows.map((row) => [row.event, row.id, row.verified ? 'yes' : 'no', row.state, row.uri]),
        }),
  );
  context.output.value(rows);
  return 0;
}

function stateOf(callback: ProviderCallback, known: { isOurs: boolean; hasVerifier: boolean }): string {
  if (!known.isOurs) return 'not registered by us';
  if (callback.isVerified) return known.hasVerifier ? 'ready' : 'its verifier is lost: register again';
  return 'waits for its handshake';
}

/** Asks for the handshakes of callbacks that are not confirmed again. */
export async function resend(context: LoaderContext, options: CallbackOptions): Promise<number> {
  const client = clientInTurn(options.fetch);
  const waiting = (await unconfirmed(context, options)).filter(
    ({ event }) => options.events === undefined || options.events.includes(event),
  );
  const sent = [];
  for (const { id, event } of waiting) {
    sent.push({ id, event, state: await options.callbacks.resend(client, id) });
  }
  context.output.text(
    sent.length === 0 ? 'no callback waits for its handshake' : `asked for ${count(sent.length, 'handshake')} again`,
  );
  context.output.value(sent);
  return 0;
}

/** Removes callbacks of our URI at the provider, and their verifiers. */
export async function removeCallbacks(context: LoaderContext, options: CallbackOptions): Promise<number> {
  const uri = publicWebhookUrl(context, options.fetch.connection);
  const { book } = callbackContext(context, options);
  const client = clientInTurn(options.fetch);
  const ours = (await options.callbacks.list(client)).filter(
    (callback) => callback.uri === uri && (options.events === undefined || options.events.includes(callback.event)),
  );
  for (const { id } of ours) {
    await options.callbacks.remove(client, id);
    await book.update((current) => withoutCallback(current, id));
  }
  context.output.text(`${count(ours.length, 'callback')} removed`);
  context.output.value(ours.map(({ id, event }) => ({ id, event })));
  return 0;
}
