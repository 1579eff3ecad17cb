import { describe, expect, test } from 'vitest';
import { replaceFormValues } from '../../../receiver/sources/form.ts';

const swap = (body: string | Uint8Array) => {
  const result = replaceFormValues(Buffer.from(body), ([name]) => (name === 'key' ? 'n&w=' : undefined));
  return { body: Buffer.from(result.body).toString('latin1'), replaced: result.replaced };
};

describe('values of a form body are replaced, the rest stays byte for byte', () => {
  test.each<[string, string, readonly string[]]>([
    ['key=old', 'key=n%26w%3D', ['key']],
    ['a=1&key=old&b=%2f+x', 'a=1&key=n%26w%3D&b=%2f+x', ['key']],
    ['key=1&key=2', 'key=n%26w%3D&key=n%26w%3D', ['key']],
    ['k%65y=old', 'k%65y=n%26w%3D', ['key']],
    ['key=a=b', 'key=n%26w%3D', ['key']],
    ['key', 'key=n%26w%3D', ['key']],
    ['&&key=&', '&&key=n%26w%3D&', ['key']],
    ['?key=old', '?key=old', []],
    ['keys=1&a=key', 'keys=1&a=key', []],
    ['', '', []],
  ])('%s', (body, expected, replaced) => {
    expect(swap(body)).toEqual({ body: expected, replaced });
  });

  test('what is not UTF-8 is no form', () => {
    expect(swap(Buffer.from([0x6b, 0x65, 0x79, 0x3d, 0xff]))).toEqual({ body: 'key=\u00ff', replaced: [] });
  });
});
