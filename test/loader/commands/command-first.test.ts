import { expect, test } from 'vitest';
import { commandFirst } from '../../../loader/commands/command-line.ts';

test.each([
  [
    ['status', '--json'],
    ['status', '--json'],
  ],
  [
    ['--config', 'a.yaml', 'status'],
    ['status', '--config', 'a.yaml'],
  ],
  [
    ['--config=a.yaml', '--json', 'run', '--full'],
    ['run', '--config=a.yaml', '--json', '--full'],
  ],
  [
    ['--quiet', '--verbose', 'loads', '--limit', '3'],
    ['loads', '--quiet', '--verbose', '--limit', '3'],
  ],
  [['--help'], ['--help']],
  [
    ['--json', '--help'],
    ['--json', '--help'],
  ],
  [['--config'], ['--config']],
  [[], []],
])('%j is read as %j', (argv, expected) => {
  expect(commandFirst(argv)).toEqual(expected);
});
