import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { quoteJson, quoteNumbers } from '../../../loader/documents/quote-numbers.ts';

describe('digits survive', () => {
  test.each([
    '0',
    '-0',
    '-0.0',
    '1.10',
    '1e2',
    '1E+2',
    '-1.5e-10',
    '9007199254740993',
    '123456789012345678.12',
    '0.12345678901234567890123456',
    '1'.repeat(400),
  ])('%s', (digits) => {
    for (const around of [`{"a":${digits}}`, `{"a" : ${digits} }`, `[${digits}]`, `[1,${digits}\n]`]) {
      const parsed = JSON.parse(quoteNumbers(around)) as { a: string } | string[];
      expect(Array.isArray(parsed) ? parsed.at(-1) : parsed.a).toBe(digits);
    }
    expect(JSON.parse(quoteNumbers(digits))).toBe(digits);
  });
});

describe('what is no JSON number stays as it is, and is refused by JSON.parse', () => {
  test.each([
    '01',
    '-01',
    '1.',
    '.5',
    '+1',
    '1e',
    '1e+',
    '-',
    '--1',
    '0x10',
    '1_000',
    'NaN',
    'Infinity',
    '-Infinity',
    '1a',
    'a1',
    '1.2.3',
    '1e2e3',
    '1 2',
    'tru1',
    '1"a"',
    '１',
  ])('%s', (text) => {
    const json = `{"a":${text}}`;
    expect(() => JSON.parse(json)).toThrow(SyntaxError);
    expect(() => JSON.parse(quoteNumbers(json))).toThrow(SyntaxError);
  });

  test.each(['{1:2}', '{"a":1,2:3}', '{"a":1 "b":2}', '[1}', '{"a":1', '"a', '1 1', '1,', ''])('%s', (json) => {
    expect(() => JSON.parse(json)).toThrow(SyntaxError);
    expect(() => JSON.parse(quoteNumbers(json))).toThrow(SyntaxError);
  });
});

test.each([
  ['numbers in strings', '{"a":"1, 2","b":"x\\"3\\\\","c":"\\\\"}'],
  ['words', '[true,false,null]'],
  ['no text', ''],
])('%s are left alone', (_name, json) => {
  expect(quoteNumbers(json)).toBe(json);
});

test.each([
  ['1', 0],
  ['{}', 1],
  ['[[],[[]]]', 3],
  ['{"a":"[[[[","b":{"c":[1]}}', 3],
  ['['.repeat(5000) + ']'.repeat(5000), 5000],
])('depth of %s', (json, depth) => {
  expect(quoteJson(json).depth).toBe(depth);
});

test('any JSON: the numbers become text, all else stays', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 1, 2), (value, indent) => {
      const json = JSON.stringify(value, undefined, indent);
      // Parsing first gives what a reader sees: -0 is written as 0.
      expect(JSON.parse(quoteNumbers(json))).toStrictEqual(numbersAsText(JSON.parse(json)));
    }),
  );
});

test('any text: it parses exactly when it parsed before', () => {
  const pieces = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '"',
    '\\',
    '\\"',
    ' ',
    '\n',
    '1',
    '-',
    '0',
    '.',
    'e',
    '+',
    'a',
    'true',
    '"a"',
    '1.5',
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
      const text = parts.join('');
      expect(parses(quoteNumbers(text))).toBe(parses(text));
    }),
    { numRuns: 20_000 },
  );
});

test('a byte taken from, put into or changed in JSON: it parses exactly when it parsed before', () => {
  fc.assert(
    fc.property(
      fc.json(),
      fc.nat(),
      fc.constantFrom('', '0', '-', '"', ',', ':', ' ', 'e', '\\'),
      (json, at, piece) => {
        const index = at % (json.length + 1);
        for (const skipped of [0, 1]) {
          const text = json.slice(0, index) + piece + json.slice(index + skipped);
          expect(parses(quoteNumbers(text))).toBe(parses(text));
        }
      },
    ),
  );
});

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function numbersAsText(value: unknown): unknown {
  if (typeof value === 'number') return JSON.stringify(value);
  if (Array.isArray(value)) return value.map(numbersAsText);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, numbersAsText(inner)]));
}
