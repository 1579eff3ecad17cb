/**
 * The landing store: the one primitive that everything rests on. An object is created exactly once, never edited; "exists"
 * means "complete and durable". Drivers: folder, S3-compatible. One contract suite (`test/contract/`) runs over all of them.
 */
export interface LandingStore {
  /** for messages: `folder /srv/landing`, `s3 s3://bucket/prefix` */
  readonly description: string;

  /**
   * Creates an object. Durable when this resolves, also in the `exists` case (a duplicate may be acknowledged).
   *
   * @param key  checked by `assertKey`; at most 1024 bytes
   * @returns `created`, or `exists` when a complete object was already there (its bytes are not compared)
   * @throws AppError `landing_unavailable` (retryable: nothing is known to be stored, or the budget ran out),
   *   `landing_denied` (permissions, unknown bucket), `landing_key_invalid`
   */
  create(key: string, bytes: Uint8Array, options?: CreateOptions): Promise<'created' | 'exists'>;

  /** The object's bytes, or undefined when there is none. @throws AppError `landing_unavailable`, `landing_denied` */
  read(key: string): Promise<Uint8Array | undefined>;

  /**
   * Objects whose key begins with `prefix`, in ascending byte order of their keys, as a stream of pages' entries.
   * `startAfter` is exclusive and compared by bytes. A folder of keys is not an entry; unfinished writes never show.
   */
  list(prefix: string, options?: ListOptions): AsyncIterable<ListedObject>;

  /**
   * The immediate sub-folders of a prefix that ends with `/`, as full prefixes ending with `/`, ascending.
   * `folders('raw/')` gives `raw/source=zoho_books/`.
   */
  folders(prefix: string): Promise<readonly string[]>;

  /**
   * Removes an object; absent is fine. Only for pruned generations under `state/` and the probe's own objects: `raw/`,
   * `late/` and `loads/` are never removed from (throws `landing_immutable`).
   */
  remove(key: string): Promise<void>;

  /** The store's own clock (folder: this machine's; S3: the Date header of an answer), to compare with ours. */
  now(): Promise<Date>;

  close(): Promise<void>;
}

export interface CreateOptions {
  /** give up with `landing_unavailable` after this many ms; default 30 000 (the receiver passes what is left of its time budget) */
  readonly budgetMs?: number;
}

export interface ListOptions {
  readonly startAfter?: string;
}

export interface ListedObject {
  readonly key: string;
  /** bytes */
  readonly size: number;
}
