import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import {
  MAX_KEY_LENGTH,
  MAX_PAYLOAD_BYTES,
  makeDocument,
  payloadOf,
  sha256Hex,
} from '../../../loader/documents/payload.ts';

describe('text of a document', () => {
  test.each<[string, unknown]>([
    ['text as it is', { a: 'é 🚚 \u2028', b: ['1.10'] }],
    ['whole surrogate pairs', { 'a🚚': '🚚' }],
    ['a backslash before what looks like an escape', { a: '\\ud83d', b: '\\\\u0000', c: '\\' }],
    ['nesting at the limit', nested(100)],
    ['text at the limit', { a: 'x'.repeat(MAX_PAYLOAD_BYTES - 8) }],
  ])('%s', (_name, value) => {
    const payload = payloadOf(value);
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
    expect(payloadOf(value)).toStrictEqual({ kind: 'problem', problem });
  });
});

test('a document that no engine may see keeps its facts and the reason', () => {
  const facts = { entity: 'invoices', entityId: '1', action: 'updated', versionAt: undefined, problem: undefined };
  expect(makeDocument(facts, { a: '\0' })).toStrictEqual({ ...facts, payload: undefined, problem: 'nul_character' });
  expect(makeDocument({ ...facts, problem: 'entity_mismatch' }, {})).toStrictEqual({
    ...facts,
    payload: '{}',
    problem: 'entity_mismatch',
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
