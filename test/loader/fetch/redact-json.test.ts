import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { redactJson } from '../../../loader/fetch/redact-json.ts';

const redact = (json: string) => redactJson(json, (key) => key === 'api_token');

describe('values that are taken out of a JSON text', () => {
  test.each<[string, string, string, readonly string[]]>([
    ['a text', '{"a":1.10,"api_token":"x"}', '{"a":1.10,"api_token":null}', ['$.api_token']],
    ['blanks stay', '{ "api_token" : "x" , "b":1 }', '{ "api_token" : null , "b":1 }', ['$.api_token']],
    ['a number', '{"api_token":-1e2\n}', '{"api_token":null\n}', ['$.api_token']],
    ['a literal', '[{"api_token":true,"b":"c"}]', '[{"api_token":null,"b":"c"}]', ['$[0].api_token']],
    ['an object', '{"api_token":{"k":["}",{}]},"b":1}', '{"api_token":null,"b":1}', ['$.api_token']],
    ['an array', '{"api_token":["x","]"]}', '{"api_token":null}', ['$.api_token']],
    ['quotes in it', String.raw`{"api_token":"a\"b\\","b":1}`, '{"api_token":null,"b":1}', ['$.api_token']],
    ['an escaped key', String.raw`{"api\u005ftoken":"x"}`, String.raw`{"api\u005ftoken":null}`, ['$.api_token']],
    [
      'every row',
      '{"r":{"staff":[{"api_token":"x"},{"a":[1,2]},{"b":"api_token","api_token":"y"}]}}',
      '{"r":{"staff":[{"api_token":null},{"a":[1,2]},{"b":"api_token","api_token":null}]}}',
      ['$.r.staff[0].api_token', '$.r.staff[2].api_token'],
    ],
    ['a text cut in it', '{"a":[{"api_token":"secr', '{"a":[{"api_token":null', ['$.a[0].api_token']],
    ['an object cut in it', '{"api_token":{"k":"secr', '{"api_token":null', ['$.api_token']],
    [
      'twice',
      '{"api_token":"x","api_token":"y"}',
      '{"api_token":null,"api_token":null}',
      ['$.api_token', '$.api_token'],
    ],
  ])('%s', (_name, json, text, paths) => {
    expect(redact(json)).toStrictEqual({ text, paths });
  });

  test.each([
    '{"api_token":null}',
    '{"a":"api_token"}',
    '["api_token",":","x"]',
    '{"api_token":}',
    '{"api_tokens":"x"}',
    '<html>"not JSON',
    '',
    '"',
    '}]}',
  ])('nothing in %s', (json) => {
    expect(redact(json)).toStrictEqual({ text: json, paths: [] });
  });

  test('whatever JSON it is, the rest parses as before and the value is gone', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue({ maxDepth: 1 }),
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(fc.constantFrom('api_token', 'a', 'b"', 'ü'), tie('any'), { maxKeys: 4 }),
      ),
    })).any;
    fc.assert(
      fc.property(value, fc.constantFrom(undefined, 1, '\t'), (found, space) => {
        const json = JSON.stringify(found, null, space);
        const without = JSON.parse(json, (key, inner) => (key === 'api_token' ? null : inner));
        expect(JSON.parse(redact(json).text)).toStrictEqual(without);
      }),
      { numRuns: 500 },
    );
  });
});
