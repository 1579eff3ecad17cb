import { expect, test } from 'vitest';
import { KeySet } from '../../../loader/plan/key-set.ts';

test('has what was added, and nothing else', () => {
  const keys = new KeySet();
  const names = Array.from({ length: 2_000 }, (_, n) => `raw/source=zoho_books/connection=acme/${n}.json`);
  for (const name of names.slice(0, 1_000)) keys.add(name);
  expect(names.filter((name) => keys.has(name))).toEqual(names.slice(0, 1_000));
});
