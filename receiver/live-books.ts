import type { ConnectionConfig } from './config/config.ts';
import { AppError, codeOf } from './errors.ts';
import { DEFAULT_BUDGET_MS, withinBudget } from './landing/budget.ts';
import { type KnownBook, LiveBook } from './live-book.ts';
import { errorFields, type Log } from './log.ts';
import type { Vault } from './vault/vault.ts';
import { webhookBookName } from './vault/webhook-book.ts';

export interface LiveBooksOptions {
  readonly vault: Vault;
  readonly connections: readonly ConnectionConfig[];
  readonly log: Log;
  /** between two readings that nobody asked for */
  readonly everyMs: number;
  /** at least between two readings of one connection's book */
  readonly lookEveryMs: number;
  /** deliveries that may wait for a look at the same time */
  readonly maxWaiting: number;
  readonly monotonicMs: () => number;
}

export interface Look {
  readonly budgetMs: number;
  /** whether what is known answers the question */
  readonly isEnough: (known: KnownBook) => boolean;
}

/**
 * The webhook books of all connections: what the vault says about their callbacks and the secrets besides those of the
 * configuration. Read at start, on a timer, and when somebody looks.
 */
export class LiveBooks {
  readonly #options: LiveBooksOptions;
  readonly #books: ReadonlyMap<string, LiveBook>;
  /** by connection, the code of the error that was logged last */
  readonly #failing = new Map<string, string>();
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;
  #waiting = 0;

  constructor(options: LiveBooksOptions) {
    this.#options = options;
    this.#books = new Map(
      options.connections.map((connection) => [connection.name, new LiveBook({ ...options, connection })]),
    );
  }

  /** Reads all of them, then again and again. A book that cannot be read is logged, not thrown. */
  async start(): Promise<void> {
    await this.#refresh();
    this.#timer = setInterval(() => void this.#refresh(), this.#options.everyMs).unref();
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  /** What is known of a connection's webhooks without reading anything. */
  known(connection: string): KnownBook {
    return this.#book(connection).known;
  }

  /**
   * Reads a connection's book, unless a reading that is under way brings enough, and gives what is known after that;
   * `crowded` when too many wait already, most of whom are strangers with signatures of their own making.
   *
   * @throws AppError `landing_unavailable` when it cannot be read within `budgetMs`, and as `Vault.read`
   */
  async look(connection: string, { budgetMs, isEnough }: Look): Promise<KnownBook | 'crowded'> {
    if (this.#waiting >= this.#options.maxWaiting) return 'crowded';
    const book = this.#book(connection);
    this.#waiting += 1;
    try {
      await readWithin(book.look(isEnough), { connection, budgetMs });
      return book.known;
    } finally {
      this.#waiting -= 1;
    }
  }

  async #refresh(): Promise<void> {
    await Promise.all(Array.from(this.#books, ([connection, book]) => this.#refreshOne(connection, book)));
  }

  async #refreshOne(connection: string, book: LiveBook): Promise<void> {
    const { log } = this.#options;
    try {
      await readWithin(book.look(), { connection, budgetMs: DEFAULT_BUDGET_MS });
      if (this.#failing.delete(connection)) log.info({ connection }, 'webhook secrets of the vault are readable again');
    } catch (error) {
      const code = codeOf(error) ?? 'unexpected';
      // Once for each reason: it is tried every half minute.
      if (this.#stopped || this.#failing.get(connection) === code) return;
      this.#failing.set(connection, code);
      log.error({ connection, ...errorFields(error) }, 'webhook secrets of the vault cannot be read');
    }
  }

  #book(connection: string): LiveBook {
    const book = this.#books.get(connection);
    if (book === undefined) {
      throw new AppError('connection_unknown', `no webhook book of a connection named ${connection}`, {
        hint: 'this is a bug in the receiver: report it',
      });
    }
    return book;
  }
}

function readWithin(
  reading: Promise<void>,
  { connection, budgetMs }: { connection: string; budgetMs: number },
): Promise<void> {
  return withinBudget(reading, { what: `state/vault.${webhookBookName(connection)}`, does: 'get read', budgetMs });
}
