import { describe, expect, test } from 'vitest';
import { isSealed, keyedHash, keyIds, seal, sealedBy, unseal } from '../../../receiver/vault/seal.ts';
import { errorFrom, KEY_A, KEY_B, KEY_C } from './support.ts';

const context = 'vault.secret.NAME';
const ALPHABET = Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_');

describe('what is sealed opens again', () => {
  test.each([
    ['nothing', ''],
    ['a token', '1000.8f2c.41aa'],
    ['lines', '-----BEGIN KEY-----\nabc\r\n\u0000\n'],
    ['other scripts', 'Schlüssel 鍵 \u{1F511}'],
    ['100 kB', 'x'.repeat(102_400)],
  ])('%s', (_, text) => {
    const sealed = seal(text, { keys: [KEY_A], context });
    expect(isSealed(sealed)).toBe(true);
    expect(unseal(sealed, { keys: [KEY_A], context })).toEqual({ text, isCurrent: true });
  });

  test('the same text never twice in the same form, and nothing of it shows', () => {
    const sealed = Array.from({ length: 100 }, () => seal('refresh-token-1', { keys: [KEY_A], context }));
    expect(new Set(sealed).size).toBe(100);
    expect(new Set(sealed.map((text) => text.split('.')[2])).size).toBe(100);
    for (const plain of ['refresh-token-1', Buffer.from('refresh-token-1').toString('base64url'), KEY_A])
      expect(sealed.join()).not.toContain(plain);
  });

  test('with whichever key sealed it, and says whether that is the current one', () => {
    const old = seal('text', { keys: [KEY_B], context });
    expect(unseal(old, { keys: [KEY_A, KEY_B], context })).toEqual({ text: 'text', isCurrent: false });
    expect(unseal(old, { keys: [KEY_B, KEY_A], context })).toEqual({ text: 'text', isCurrent: true });
    expect(sealedBy(old)).toBe(keyIds([KEY_B])[0]);
    const anew = seal('text', { keys: [KEY_A, KEY_B], context });
    expect(sealedBy(anew)).toBe(keyIds([KEY_A])[0]);
  });
});

describe('what does not open', () => {
  const sealed = seal('hunter2hunter', { keys: [KEY_A], context });

  test.each([
    ['another key', 'vault_key_wrong', sealed, { keys: [KEY_B, KEY_C], context }],
    ['no key', 'vault_key_missing', sealed, { keys: undefined, context }],
    ['an empty list of keys', 'vault_key_missing', sealed, { keys: [], context }],
    ['another place', 'vault_damaged', sealed, { keys: [KEY_A], context: 'vault.secret.OTHER' }],
    ['its end missing', 'vault_damaged', sealed.slice(0, -1), { keys: [KEY_A], context }],
    ['something added', 'vault_damaged', `${sealed}A`, { keys: [KEY_A], context }],
    ['a line feed at its end', 'vault_damaged', `${sealed}\n`, { keys: [KEY_A], context }],
    ['another version', 'vault_damaged', sealed.replace('v1.', 'v2.'), { keys: [KEY_A], context }],
    ['plain text', 'vault_damaged', 'hunter2hunter', { keys: [KEY_A], context }],
    ['nothing', 'vault_damaged', '', { keys: [KEY_A], context }],
  ])('%s: %s', (_, code, text, how) => {
    const error = errorFrom(() => unseal(text, how));
    expect(error.code).toBe(code);
    expect(`${error.message}${error.hint}${String(error.cause)}`).not.toMatch(/hunter2/);
    expect(error.message).toContain(code === 'vault_key_missing' ? 'names no vault key' : how.context);
  });

  test('any other character in any place', () => {
    for (let at = 0; at < sealed.length; at += 1) {
      const now = sealed.charAt(at);
      const others = ALPHABET.filter((letter) => letter !== now);
      // All of them at the end, where base64 has spare bits; a few elsewhere.
      for (const other of at >= sealed.length - 2 ? others : others.slice(0, 3)) {
        const changed = sealed.slice(0, at) + other + sealed.slice(at + 1);
        const { code } = errorFrom(() => unseal(changed, { keys: [KEY_A], context }));
        expect(['vault_damaged', 'vault_key_wrong'], `${other} at ${at}`).toContain(code);
      }
    }
  });

  test('two parts that were sealed apart', () => {
    const other = seal('hunter3hunter', { keys: [KEY_A], context }).split('.');
    const [version, id, iv] = sealed.split('.');
    const mixed = [version, id, iv, other[3]].join('.');
    expect(errorFrom(() => unseal(mixed, { keys: [KEY_A], context })).code).toBe('vault_damaged');
  });
});

test('sealing needs a key', () => {
  for (const keys of [undefined, []]) {
    expect(errorFrom(() => seal('x', { keys, context })).code).toBe('vault_key_missing');
    expect(errorFrom(() => keyedHash('x', { keys, context })).code).toBe('vault_key_missing');
  }
});

test('a keyed hash depends on text, key and context, and on bytes as on their text', () => {
  const hash = keyedHash('verifier', { keys: [KEY_A], context });
  expect(hash).toMatch(/^[0-9a-f]{64}$/);
  expect(keyedHash(Buffer.from('verifier'), { keys: [KEY_A, KEY_B], context })).toBe(hash);
  const others = [
    keyedHash('verifies', { keys: [KEY_A], context }),
    keyedHash('verifier', { keys: [KEY_B], context }),
    keyedHash('verifier', { keys: [KEY_A], context: 'other' }),
    keyedHash('', { keys: [KEY_A], context: `${context}verifier` }),
  ];
  expect(new Set([hash, ...others]).size).toBe(5);
});

test('what was not sealed names no key', () => {
  expect(sealedBy('plain')).toBeUndefined();
  expect(isSealed('v1.00000000.short.x')).toBe(false);
  expect(keyIds(undefined)).toEqual([]);
  expect(new Set(keyIds([KEY_A, KEY_B, KEY_C])).size).toBe(3);
});
