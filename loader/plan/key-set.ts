import { hash } from 'node:crypto';

const DIGEST_BYTES = 16;

/**
 * A set of keys that only says whether it has one. It keeps 128 bits of each key's SHA-256, a quarter of what the key itself takes:
 * a full listing asks for every object that ever landed. Two keys with the same bits do not happen.
 */
export class KeySet {
  readonly #digests = new Set<string>();

  add(key: string): void {
    this.#digests.add(digest(key));
  }

  has(key: string): boolean {
    return this.#digests.has(digest(key));
  }
}

/** One byte a character: half of what hex would take. */
function digest(key: string): string {
  return hash('sha256', key, 'buffer').toString('latin1', 0, DIGEST_BYTES);
}
