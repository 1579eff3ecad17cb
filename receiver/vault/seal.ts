import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';
import { AppError } from '../errors.ts';

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const SEALED = /^v1\.([0-9a-f]{8})\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{22,})$/;

export interface Opened {
  readonly text: string;
  /** whether the first key sealed it; an older one is still in use otherwise */
  readonly isCurrent: boolean;
}

/**
 * Seals a text with AES-256-GCM under the first key: `v1.<key id>.<iv>.<ciphertext and tag>`, base64url.
 *
 * @param keys  base64 of 32 bytes each, the current one first
 * @param context  bound to the result, not part of it: what was sealed for one place does not open in another
 * @throws AppError `vault_key_missing`
 */
export function seal(text: string, { keys, context }: SealOptions): string {
  const key = firstKey(keys);
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(context, 'utf8'));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]);
  return `v1.${keyId(key)}.${iv.toString('base64url')}.${sealed.toString('base64url')}`;
}

export interface SealOptions {
  readonly keys: readonly string[] | undefined;
  readonly context: string;
}

/**
 * Opens what `seal` made, with whichever of the keys sealed it.
 *
 * @throws AppError `vault_key_missing`, `vault_key_wrong` (sealed by a key that is not among these), `vault_damaged`
 */
export function unseal(sealed: string, { keys, context }: SealOptions): Opened {
  const [, id = '', iv = '', body = ''] = SEALED.exec(sealed) ?? [];
  if (id === '') throw damaged(context);
  const current = firstKey(keys);
  const key = (keys ?? []).map(decodeKey).find((candidate) => keyId(candidate) === id);
  if (key === undefined) {
    throw new AppError(
      'vault_key_wrong',
      `${context} was sealed with key ${id}, which the configuration does not name`,
      {
        hint: 'give the key that was used before as the second of vault.keys: [new, old]',
      },
    );
  }
  try {
    const bytes = Buffer.from(body, 'base64url');
    // Base64 has spare bits at its end: only the text that was made counts.
    if (bytes.toString('base64url') !== body) throw damaged(context);
    const decipher = createDecipheriv(ALGORITHM, key, Buffer.from(iv, 'base64url'), { authTagLength: TAG_BYTES })
      .setAAD(Buffer.from(context, 'utf8'))
      .setAuthTag(bytes.subarray(-TAG_BYTES));
    const text = Buffer.concat([decipher.update(bytes.subarray(0, -TAG_BYTES)), decipher.final()]).toString('utf8');
    return { text, isCurrent: keyId(current) === id };
  } catch {
    throw damaged(context);
  }
}

/** Whether a text has the form that `seal` gives. */
export function isSealed(text: string): boolean {
  return SEALED.test(text);
}

/** Which key sealed a text, by its id; undefined when the text was not sealed. */
export function sealedBy(text: string): string | undefined {
  return SEALED.exec(text)?.[1];
}

/** The ids of keys, in their order. They tell nothing about the keys. */
export function keyIds(keys: readonly string[] | undefined): readonly string[] {
  return (keys ?? []).map((key) => keyId(decodeKey(key)));
}

/** A name for a secret text that tells nothing about it without the key. @throws AppError `vault_key_missing` */
export function keyedHash(text: string | Uint8Array, { keys, context }: SealOptions): string {
  return createHmac('sha256', firstKey(keys)).update(context).update('\0').update(text).digest('hex');
}

function firstKey(keys: readonly string[] | undefined): Buffer {
  const [first] = keys ?? [];
  if (first === undefined) throw missingKey();
  return decodeKey(first);
}

/** What everything that needs a key throws without one: `vault_key_missing`. */
export function missingKey(): AppError {
  return new AppError('vault_key_missing', 'the configuration names no vault key', {
    hint: 'set vault.key to 32 bytes in base64 (openssl rand -base64 32), best as ${LEDGERLAKE_VAULT_KEY}',
  });
}

function decodeKey(key: string): Buffer {
  return Buffer.from(key, 'base64');
}

function keyId(key: Buffer): string {
  return createHash('sha256').update('ledgerlake.vault').update(key).digest('hex').slice(0, 8);
}

function damaged(context: string): AppError {
  return new AppError('vault_damaged', `${context} is not what was sealed`, {
    hint: 'store the credential again: "ledgerlake connect <connection>" or "ledgerlake secrets set <name>"',
  });
}
