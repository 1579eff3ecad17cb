import { setTimeout as sleep } from 'node:timers/promises';
import type { ConnectionConfig, WebhookSecret } from './config/config.ts';
import type { Vault } from './vault/vault.ts';
import { EMPTY_WEBHOOK_BOOK, type WebhookBook, webhookBookName, webhookBookSchema } from './vault/webhook-book.ts';

/** A secret that may sign now. */
export interface LiveSecret extends WebhookSecret {
  /** for the log: its index in the configuration, or `vault:<callback id>` */
  readonly name: number | string;
}

/** What is known of a connection's webhooks; another object as soon as something else is known. */
export interface KnownBook {
  /** those of the configuration, then those of the vault */
  readonly secrets: readonly LiveSecret[];
  /** ids of the callbacks that we registered */
  readonly callbackIds: ReadonlySet<string>;
  /** until then a callback may be one of ours although its id is not known yet */
  readonly registeringUntil: Date | undefined;
}

export interface LiveBookOptions {
  readonly connection: ConnectionConfig;
  readonly vault: Vault;
  /** at least between the starts of two looks */
  readonly lookEveryMs: number;
  readonly monotonicMs: () => number;
}

/** The configured secrets alone: all that is known of a connection without a vault. */
export function configuredSecrets(connection: ConnectionConfig): readonly LiveSecret[] {
  return connection.webhookSecrets.map((secret, name) => ({ ...secret, name }));
}

/** One connection's webhook book, as read last; the last good reading stays in use while the vault cannot be read. */
export class LiveBook {
  readonly #options: LiveBookOptions;
  readonly #configured: readonly LiveSecret[];
  #known: KnownBook;
  #generation = -1;
  #startedMs = Number.NEGATIVE_INFINITY;
  #running: Promise<void> | undefined;
  #next: Promise<void> | undefined;

  constructor(options: LiveBookOptions) {
    this.#options = options;
    this.#configured = configuredSecrets(options.connection);
    this.#known = this.#knownFrom(EMPTY_WEBHOOK_BOOK);
  }

  get known(): KnownBook {
    return this.#known;
  }

  /**
   * Resolves after a reading that began after this call. All who ask at the same time share it, and readings are spaced: who
   * comes just after one waits for the next, unless what a reading under way brings is enough.
   *
   * @throws AppError as `Vault.read`
   */
  async look(isEnough: (known: KnownBook) => boolean = () => false): Promise<void> {
    if (this.#running !== undefined) {
      await this.#running.catch(() => undefined);
      if (isEnough(this.#known)) return;
    }
    this.#next ??= this.#lookNext();
    await this.#next;
  }

  async #lookNext(): Promise<void> {
    await this.#running?.catch(() => undefined);
    const waitMs = this.#startedMs + this.#options.lookEveryMs - this.#options.monotonicMs();
    if (waitMs > 0) await sleep(waitMs, undefined, { ref: false });
    this.#startedMs = this.#options.monotonicMs();
    // Who asks from here on needs a later reading.
    this.#next = undefined;
    this.#running = this.#read();
    try {
      await this.#running;
    } finally {
      this.#running = undefined;
    }
  }

  async #read(): Promise<void> {
    const { vault, connection } = this.#options;
    const entry = await vault.read(webhookBookName(connection.name), webhookBookSchema);
    const generation = entry?.generation ?? 0;
    if (generation === this.#generation) return;
    this.#generation = generation;
    this.#known = this.#knownFrom(entry?.value ?? EMPTY_WEBHOOK_BOOK);
  }

  #knownFrom(book: WebhookBook): KnownBook {
    return {
      secrets: [...this.#configured, ...book.secrets.map(liveSecret)],
      callbackIds: new Set(book.callbacks.map(({ id }) => id)),
      registeringUntil: book.registering_until === null ? undefined : new Date(book.registering_until),
    };
  }
}

function liveSecret({ secret, entity, action, callback_id: id }: WebhookBook['secrets'][number]): LiveSecret {
  const route = [entity, action].filter((part) => part !== null).join('/');
  return { secret, entity: entity ?? undefined, action: action ?? undefined, name: `vault:${id ?? route}` };
}
