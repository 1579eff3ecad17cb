import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  documentMaker,
  MAX_KEY_LENGTH,
  MAX_PAYLOAD_BYTES,
  payloadOf,
  sha256Hex,
} from '../../../loader/documents/payload.ts';
import { secretFields, withoutSecrets } from '../../../loader/documents/secrets.ts';

const isSecret = secretFields({ names: ['jwt'], endings: ['_url'], harmless: ['photo_url'], customFields: ['cf_'] });
const makeDocument = documentMaker(isSecret);

describe('text of a document', () => {
  test.each<[string, unknown]>([
    ['text as it is', { a: 'é 🚚 \u2028', b: ['1.10'] }],
    ['whole surrogate pairs', { 'a🚚': '🚚' }],
    ['a backslash before what looks like an escape', { a: '\\ud83d', b: '\\\\u0000', c: '\\' }],
    ['nesting at the limit', nested(100)],
    ['text at the limit', { a: 'x'.repeat(MAX_PAYLOAD_BYTES - 8) }],
  ])('%s', (_name, value) => {
    const payload = payloadOf(value, isSecret);
    expect(payload.kind).toBe('text');
    expect(JSON.parse(payload.kind === 'text' ? payload.text : '')).toStrictEqual(value);
  });

  test.each<[string, unknown, string]>([
    ['a lone high surrogate', { a: 'x\ud83d' }, 'lone_surrogate'],
    ['a lone low surrogate in a key', { 'a\ude9a': 1 }, 'lone_surrogate'],
    ['a lone surrogate behind a backslash', { a: '\\\ud83d' }, 'lone_surrogate'],
    ['a reversed pair', { a: '\ude9a\ud83d' }, 'lone_surrogate'],
    ['NUL', { a: 'x\0' }, 'nul_character'],
    ['NUL in a key', { '\0': '' }, 'nul_character'],
    ['nesting above the limit', nested(101), 'too_deep'],
    ['text above the limit', { a: 'x'.repeat(MAX_PAYLOAD_BYTES - 7) }, 'too_large'],
    ['a key above the limit', { a: [{ ['k'.repeat(MAX_KEY_LENGTH + 1)]: '' }] }, 'too_large'],
    ['text above the limit in bytes, not in characters', { a: 'é'.repeat(MAX_PAYLOAD_BYTES / 2) }, 'too_large'],
  ])('%s', (_name, value, problem) => {
    expect(payloadOf(value, isSecret)).toStrictEqual({ kind: 'problem', problem });
  });
});

test('a document that no engine may see keeps its facts and the reason', () => {
  const facts = { entity: 'invoices', entityId: '1', action: 'updated', versionAt: undefined, problem: undefined };
  expect(makeDocument(facts, { a: '\0' })).toStrictEqual({
    ...facts,
    payload: undefined,
    content: undefined,
    problem: 'nul_character',
  });
  expect(makeDocument({ ...facts, problem: 'entity_mismatch' }, {})).toStrictEqual({
    ...facts,
    payload: '{}',
    content: {},
    problem: 'entity_mismatch',
  });
});

describe('secret fields stay behind', () => {
  test.each<[string, unknown, unknown]>([
    ['at the top', { a: '1', jwt: 'x' }, { a: '1' }],
    ['whatever their case', { JWT: 'x', Invoice_URL: 'x' }, {}],
    ['by their ending', { invoice_url: 'x', url_of: 'y', myurl: 'z' }, { url_of: 'y', myurl: 'z' }],
    ['with all that is in them', { jwt: { a: ['b'] }, c: null }, { c: null }],
    ['in rows of an array of rows', { a: [[{ jwt: 'x', b: '1' }], ['jwt']] }, { a: [[{ b: '1' }], ['jwt']] }],
    ['not the harmless ones', { photo_url: 'x' }, { photo_url: 'x' }],
    ['not what a customer named so', { hash: { cf_shop_url: 'x' } }, { hash: { cf_shop_url: 'x' } }],
    ['beside keys of the language', JSON.parse('{"__proto__":{"jwt":"x"}}'), JSON.parse('{"__proto__":{}}')],
  ])('%s', (_name, value, expected) => {
    expect(withoutSecrets(value, isSecret)).toStrictEqual(expected);
    expect(payloadOf(value, isSecret)).toMatchObject({ kind: 'text', text: JSON.stringify(expected) });
  });

  test('a value without any is not copied', () => {
    const value = { a: [{ b: '1' }], c: { d: null } };
    expect(withoutSecrets(value, isSecret)).toBe(value);
  });
});

test('SHA-256 of text is that of its UTF-8', () => {
  expect(sha256Hex('é')).toBe(createHash('sha256').update(Buffer.from('é', 'utf8')).digest('hex'));
});

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let level = 1; level < depth; level += 1) value = [value];
  return value;
}
