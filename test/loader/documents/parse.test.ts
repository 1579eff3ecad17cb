import { describe, expect, test } from 'vitest';
import { parseBody, parseJsonOrForm } from '../../../loader/documents/parse.ts';
import { delivery } from './envelopes.ts';

const FORM = 'application/x-www-form-urlencoded';

describe('JSON bodies', () => {
  test.each<[string, string | Uint8Array, unknown]>([
    ['numbers are text', '{"a":1.10,"b":[1e2]}', { a: '1.10', b: ['1e2'] }],
    ['a byte order mark is stripped', '\uFEFF{"a":"b"}', { a: 'b' }],
    ['of a doubled key the last value counts', '{"a":"x","b":1,"a":"y"}', { a: 'y', b: '1' }],
    ['blanks around the value', ' \n{"a":true}\r\n', { a: true }],
    ['a scalar', '7', '7'],
    ['nesting just below the limit', nested(1000), JSON.parse(nested(1000))],
  ])('%s', (_name, body, value) => {
    expect(parseBody(delivery(body))).toStrictEqual({ kind: 'value', value });
  });

  test.each<[string, string | Uint8Array, string]>([
    ['bytes that are not UTF-8', Buffer.from([0x7b, 0xff, 0x7d]), 'invalid_utf8'],
    ['text after the value', '{"a":1}x', 'invalid_json'],
    ['a second value', '{"a":1}{"a":2}', 'invalid_json'],
    ['two byte order marks', '\uFEFF\uFEFF{}', 'invalid_json'],
    ['leading zero', '{"a":01}', 'invalid_json'],
    ['NaN', '{"a":NaN}', 'invalid_json'],
    ['single quotes', "{'a':1}", 'invalid_json'],
    ['a cut body', '{"invoice":{"invoice_id":"98', 'invalid_json'],
    ['HTML', '<html>502 Bad Gateway</html>', 'invalid_json'],
    ['nothing but blanks', ' \n ', 'empty_payload'],
    ['nothing but a byte order mark', '\uFEFF', 'empty_payload'],
    ['nesting above the limit', nested(1001), 'too_deep'],
    ['nesting that would overflow a stack', nested(200_000), 'too_deep'],
  ])('%s', (_name, body, problem) => {
    expect(parseBody(delivery(body))).toStrictEqual({ kind: 'problem', problem });
  });

  test('a key named __proto__ is a key like any other', () => {
    const parsed = parseBody(delivery('{"__proto__":{"a":1}}'));
    expect(JSON.stringify(parsed)).toBe('{"kind":"value","value":{"__proto__":{"a":"1"}}}');
  });
});

describe('form bodies that carry JSON', () => {
  test.each<[string, string, string, unknown]>([
    ['a field JSONString', `x=1&JSONString=${encodeURIComponent('{"a":1.10}')}`, FORM, { a: '1.10' }],
    ['plus signs are blanks', 'JSONString=%7B%22a%22%3A+%22b+c%22%7D', FORM, { a: 'b c' }],
    ['the only field that begins with a brace', `data=${encodeURIComponent(' {"a":1}')}&b=2`, FORM, { a: '1' }],
    ['JSONString under another media type', `JSONString=${encodeURIComponent('{"a":1}')}`, 'text/plain', { a: '1' }],
    ['a charset beside the media type', 'JSONString=%7B%7D', `${FORM}; charset=utf-8`, {}],
    [
      'chosen fields',
      'invoice_id=982&total=1.10&name=M%C3%B6we',
      FORM,
      { invoice_id: '982', total: '1.10', name: 'Möwe' },
    ],
    ['a doubled field: the last value at its first place', 'a=1&b=2&a=3', FORM, { a: '3', b: '2' }],
    ['JSON under the media type of forms', '{"a":"b=c"}', FORM, { a: 'b=c' }],
    ['a replacement character that was really sent', 'a=%EF%BF%BD', FORM, { a: '\uFFFD' }],
  ])('%s', (_name, body, contentType, value) => {
    expect(parseJsonOrForm(delivery(body, { contentType }))).toStrictEqual({ kind: 'value', value });
  });

  test.each<[string, string | Uint8Array, string | null, string]>([
    ['two fields that begin with a brace are chosen fields, not a guess', 'a=%7B%7D&b=%7B%7D', FORM, 'value'],
    ['broken JSON in the field', 'JSONString=%7B%22a', FORM, 'invalid_json'],
    ['percent-encoded bytes that are not UTF-8', 'a=%FF', FORM, 'invalid_utf8'],
    ['bytes that are not UTF-8', Buffer.from('a=\xff', 'latin1'), FORM, 'invalid_utf8'],
    ['an empty form', '&', FORM, 'empty_payload'],
    ['more fields than any sender has', 'a=1&'.repeat(10_001), FORM, 'not_an_object'],
    ['a form under the media type of JSON', 'a=1&b=2', 'application/json', 'invalid_json'],
    ['text without a media type', 'a=1&b=2', null, 'invalid_json'],
  ])('%s', (_name, body, contentType, outcome) => {
    const parsed = parseJsonOrForm(delivery(body, { contentType }));
    expect(parsed.kind === 'problem' ? parsed.problem : parsed.kind).toBe(outcome);
  });
});

function nested(depth: number): string {
  return '['.repeat(depth) + ']'.repeat(depth);
}
