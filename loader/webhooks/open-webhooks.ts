import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { AppError } from '../../receiver/errors.ts';
import type { LoaderContext } from '../context.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import type { CallbackApi } from '../sources/callback-api.ts';
import { webhookSetup } from '../sources/index.ts';
import { openBook } from './book.ts';
import { type Confirmation, type ConfirmContext, confirmCallbacks } from './confirm-callbacks.ts';

export interface CallbackParts {
  readonly fetch: FetchContext;
  readonly callbacks: CallbackApi;
}

/** What the callback commands and the runs confirm with. */
export function callbackContext(context: LoaderContext, { fetch, callbacks }: CallbackParts): ConfirmContext {
  const { store, config, vault, clock } = context;
  const { connection, client } = fetch;
  const book = openBook(vault, connection.name);
  return { store, connection, vaultKeys: config.vault?.keys, book, callbacks, client, clock };
}

/**
 * Confirms what waits for it, as the connection's only fetching process: a verifier that is given back twice would be refused, and
 * withdrawn, the second time. Nothing while another process fetches.
 *
 * @throws AppError of the vault, the landing store and the client
 */
export async function confirmLanded(context: LoaderContext, fetch: FetchContext): Promise<readonly Confirmation[]> {
  const setup = webhookSetup(fetch.connection);
  if (setup.kind !== 'callbacks') return [];
  const lease = await fetch.acquireLease();
  if (lease === undefined) return [];
  try {
    return await confirmCallbacks(callbackContext(context, { fetch, callbacks: setup.callbacks }));
  } finally {
    await lease.release();
  }
}

/** Where a provider reaches the connection's webhooks. @throws AppError `public_url_missing` */
export function publicWebhookUrl({ config }: LoaderContext, connection: ConnectionConfig): string {
  const { publicUrl, path } = config.receiver;
  if (publicUrl !== undefined) return `${publicUrl}${path}/${connection.name}`;
  throw new AppError('public_url_missing', 'receiver.public_url is not set: nobody knows where the webhooks shall go', {
    hint: 'set receiver.public_url to the https:// address under which the provider reaches "ledgerlake serve"',
  });
}
