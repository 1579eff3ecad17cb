import { onTestFinished } from 'vitest';
import type { Config, ConnectionConfig, ReceiverConfig } from '../../receiver/config/config.ts';
import { decodeEnvelope, type Envelope } from '../../receiver/envelope.ts';
import { openLog } from '../../receiver/log.ts';
import { type ReceiverOptions, startReceiver } from '../../receiver/main.ts';
import { openVault } from '../../receiver/vault/vault.ts';
import {
  EMPTY_WEBHOOK_BOOK,
  type WebhookBook,
  webhookBookName,
  webhookBookSchema,
} from '../../receiver/vault/webhook-book.ts';
import { type MemoryStore, memoryStore } from '../support/memory-store.ts';
import { post, type Reply } from '../support/receiver.ts';
import { testConfig } from '../support/receiver-config.ts';
import type { SignedDelivery } from '../support/sign.ts';

export const VAULT_KEY = Buffer.alloc(32, 7).toString('base64');
const BOOK_OBJECT = /^state\/vault\.webhooks\.([a-z_]+)\//;

/** A receiver whose configuration names a vault key, over a store in memory whose readings of webhook books are seen. */
export interface VaultReceiver {
  readonly url: string;
  readonly store: MemoryStore;
  readonly lines: Record<string, unknown>[];
  readonly stop: () => Promise<void>;
  /** connections whose book was read, in order */
  readonly looks: string[];
  post(delivery: SignedDelivery): Promise<Reply>;
  envelopes(): Envelope[];
  /** changes the book of a connection in the vault, as the loader does */
  write(connection: string, change: Partial<WebhookBook>): Promise<void>;
}

export interface VaultReceiverOptions extends Omit<ReceiverOptions, 'store'> {
  readonly store?: MemoryStore;
  /** undefined: no vault key at all */
  readonly keys?: readonly string[] | undefined;
  readonly books?: Readonly<Record<string, Partial<WebhookBook>>>;
  readonly receiver?: Partial<ReceiverConfig>;
  readonly connections?: Readonly<Record<string, Partial<ConnectionConfig>>>;
  /** before each reading of a book */
  readonly beforeLook?: (connection: string) => Promise<void> | void;
}

export async function startVaultReceiver(options: VaultReceiverOptions = {}): Promise<VaultReceiver> {
  const { store = memoryStore(), books = {}, limits, ...rest } = options;
  const keys = 'keys' in options ? options.keys : [VAULT_KEY];
  const vault = openVault(store, [VAULT_KEY]);
  const write: VaultReceiver['write'] = async (connection, change) => {
    await vault.update(webhookBookName(connection), webhookBookSchema, (book) => ({
      ...(book ?? EMPTY_WEBHOOK_BOOK),
      ...change,
    }));
  };
  for (const [connection, book] of Object.entries(books)) await write(connection, book);
  const looks: string[] = [];
  const lines: Record<string, unknown>[] = [];
  const running = await startReceiver(configOf(keys, options), {
    log: openLog({ level: 'debug', destination: { write: (line) => void lines.push(JSON.parse(line)) } }),
    ...rest,
    store: watching(store, async (connection) => {
      looks.push(connection);
      await options.beforeLook?.(connection);
    }),
    limits: { drainGraceMs: 0, drainTimeoutMs: 1_000, lookEveryMs: 10, secretsEveryMs: 3_600_000, ...limits },
  });
  onTestFinished(() => running.stop());
  return {
    url: running.url,
    stop: running.stop,
    store,
    lines,
    looks,
    write,
    post: (delivery) => post(running.url, delivery),
    envelopes: () =>
      [...store.objects].filter(([key]) => key.startsWith('raw/')).map(([, bytes]) => decodeEnvelope(bytes)),
  };
}

function configOf(
  keys: readonly string[] | undefined,
  { receiver, connections: changes }: VaultReceiverOptions,
): Config {
  const base = testConfig(receiver);
  const connections = Object.fromEntries(
    Object.entries(base.connections).map(([name, connection]) => [name, { ...connection, ...changes?.[name] }]),
  );
  return { ...base, connections, ...(keys === undefined ? {} : { vault: { keys } }) };
}

function watching(store: MemoryStore, onLook: (connection: string) => Promise<void>): MemoryStore {
  return {
    ...store,
    async *list(prefix, options) {
      const connection = BOOK_OBJECT.exec(prefix)?.[1];
      if (connection !== undefined) await onLook(connection);
      yield* store.list(prefix, options);
    },
  };
}

/** A callback of the book. */
export function callback(id: string): WebhookBook['callbacks'][number] {
  const registered_at = '2026-06-09T13:00:00.000Z';
  return { id, event: 'invoice.update', uri: 'https://hooks.example.com', registered_at, confirmed_at: null };
}

/** A live secret of the book: a verifier by its callback, or one that was generated for a route. */
export function bookSecret(
  secret: string,
  facts: { callbackId?: string; entity?: string; action?: string } = {},
): WebhookBook['secrets'][number] {
  const { callbackId = null, entity = null, action = null } = facts;
  return { secret, entity, action, callback_id: callbackId, since: '2026-06-09T13:00:00.000Z' };
}

/** FreshBooks' unsigned request. */
export function handshake(fields: Readonly<Record<string, string>>, path = '/webhooks/acme_fresh'): SignedDelivery {
  const all = { name: 'callback.verify', account_id: '6BApk', user_id: '1', ...fields };
  return {
    path,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(new URLSearchParams(all).toString()),
  };
}
