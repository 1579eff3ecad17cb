import type { Vault } from '../../receiver/vault/vault.ts';
import {
  EMPTY_WEBHOOK_BOOK,
  type WebhookBook,
  webhookBookName,
  webhookBookSchema,
} from '../../receiver/vault/webhook-book.ts';

/** The sealed book of a connection's webhooks: reading and changing it. */
export interface BookKeeper {
  read(): Promise<WebhookBook>;
  /** `change` may run more than once */
  update(change: (book: WebhookBook) => WebhookBook): Promise<WebhookBook>;
}

export function openBook(vault: Vault, connection: string): BookKeeper {
  const name = webhookBookName(connection);
  return {
    read: async () => (await vault.read(name, webhookBookSchema))?.value ?? EMPTY_WEBHOOK_BOOK,
    update: (change) => vault.update(name, webhookBookSchema, (book) => change(book ?? EMPTY_WEBHOOK_BOOK)),
  };
}

type Callback = WebhookBook['callbacks'][number];

export function withCallback(book: WebhookBook, callback: Callback): WebhookBook {
  return { ...book, callbacks: [...book.callbacks.filter(({ id }) => id !== callback.id), callback] };
}

/** Without a callback, and without its verifier. */
export function withoutCallback(book: WebhookBook, id: string): WebhookBook {
  return {
    ...book,
    callbacks: book.callbacks.filter((callback) => callback.id !== id),
    secrets: book.secrets.filter(({ callback_id }) => callback_id !== id),
  };
}

/** Makes a verifier live beside those that are. */
export function withVerifier(book: WebhookBook, verifier: { id: string; secret: string; since: Date }): WebhookBook {
  const { id, secret, since } = verifier;
  if (book.secrets.some((known) => known.callback_id === id && known.secret === secret)) return book;
  const added = { secret, entity: null, action: null, callback_id: id, since: since.toISOString() };
  return { ...book, secrets: [...book.secrets, added] };
}

export function withoutVerifier(book: WebhookBook, { id, secret }: { id: string; secret: string }): WebhookBook {
  return {
    ...book,
    secrets: book.secrets.filter((known) => !(known.callback_id === id && known.secret === secret)),
  };
}

/** As confirmed: the verifier that was taken is the callback's only one. */
export function confirmed(book: WebhookBook, callback: { id: string; secret: string; at: Date }): WebhookBook {
  const { id, secret, at } = callback;
  return {
    ...book,
    callbacks: book.callbacks.map((known) => (known.id === id ? { ...known, confirmed_at: at.toISOString() } : known)),
    secrets: book.secrets.filter((known) => known.callback_id !== id || known.secret === secret),
  };
}
