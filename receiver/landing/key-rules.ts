import { AppError } from '../errors.ts';
import { assertKey } from './keys.ts';

/** The only place objects may be removed from: pruned generations and the probe's own objects. */
const REMOVABLE = 'state/';
const PARTIAL_SEGMENT = /^[A-Za-z0-9_=.-]*$/;

/** Whether a name found in a store is a key that a store can have created; foreign names are never listed. */
export function isKey(name: string): boolean {
  try {
    assertKey(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * Refuses a prefix (or `startAfter`) that no key can begin with. Empty means everything; the last segment may be cut anywhere.
 *
 * @throws AppError `landing_key_invalid`
 */
export function assertPrefix(prefix: string): void {
  const cut = prefix.lastIndexOf('/');
  const last = prefix.slice(cut + 1);
  const whole = cut < 0 ? undefined : prefix.slice(0, cut);
  const bad =
    prefix.length > 1024 || last.length > 255 || last.startsWith('.') || !PARTIAL_SEGMENT.test(last) || whole === '';
  if (bad) {
    throw new AppError('landing_key_invalid', `not a prefix of landing keys: ${JSON.stringify(prefix.slice(0, 200))}`, {
      hint: 'use segments of A-Z a-z 0-9 _ = . - separated by single slashes, none starting with a dot or a slash',
    });
  }
  if (whole !== undefined) assertKey(whole);
}

/** Refuses a prefix that is no folder: it ends with `/`, or is empty for the whole zone. @throws AppError `landing_key_invalid` */
export function assertFolder(prefix: string): void {
  assertPrefix(prefix);
  if (prefix !== '' && !prefix.endsWith('/')) {
    throw new AppError('landing_key_invalid', `not a folder of keys: ${JSON.stringify(prefix)}`, {
      hint: 'end the prefix with a slash',
    });
  }
}

/** Refuses to remove what is immutable. @throws AppError `landing_immutable`, `landing_key_invalid` */
export function assertRemovable(key: string): void {
  assertKey(key);
  if (!key.startsWith(REMOVABLE)) {
    throw new AppError('landing_immutable', `landed objects are never removed: ${key}`, {
      hint: `only keys under ${REMOVABLE} may be removed; to hide data use the warehouse`,
    });
  }
}
