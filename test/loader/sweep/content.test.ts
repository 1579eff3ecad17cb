import { expect, test } from 'vitest';
import { ENTITIES } from '../../../loader/catalog/index.ts';
import { saySame } from '../../../loader/sweep/content.ts';

const projects = ENTITIES.find(({ source, name }) => source === 'zoho_books' && name === 'projects')!;

test.each([
  ['the same', { project_name: 'A' }, { project_name: 'A' }, true],
  ['another value', { project_name: 'A' }, { project_name: 'B' }, false],
  ['a key that one lacks', { project_name: 'A' }, { project_name: 'A', status: 'active' }, true],
  ['a number spelled otherwise', { rate: '100' }, { rate: '0100.00' }, true],
  ['another number', { rate: '100' }, { rate: '100.01' }, false],
  ['nothing spelled otherwise', { rate: '' }, { rate: null }, true],
  ['a key that is no column', { unheard_of: 'A' }, { unheard_of: 'B' }, true],
  ['lists', { tasks: [1] }, { tasks: [2] }, true],
])('%s', (_, a, b, expected) => {
  expect([saySame(projects, a, b), saySame(projects, b, a)]).toEqual([expected, expected]);
});
