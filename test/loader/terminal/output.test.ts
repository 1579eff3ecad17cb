import { describe, expect, test } from 'vitest';
import { createOutput, errorText } from '../../../loader/terminal/output.ts';
import { count, formatBytes, renderTable } from '../../../loader/terminal/table.ts';
import { AppError } from '../../../receiver/errors.ts';
import { textSink } from '../../support/loader-context.ts';

function written(options: { json?: boolean; quiet?: boolean; verbose?: boolean; isTTY?: boolean }) {
  const stdout = textSink();
  const stderr = Object.assign(textSink(), { isTTY: options.isTTY === true });
  const { json = false, quiet = false, verbose = false } = options;
  const output = createOutput({ stdout, stderr, json, quiet, verbose });
  output.text('text');
  output.value({ a: 1 });
  output.note('note');
  output.detail('detail');
  output.warn('careful');
  const bar = output.progress('loads');
  bar.update(1, 2, 'x');
  bar.stop();
  return { stdout: stdout.text(), stderr: stderr.text() };
}

describe('output', () => {
  test.each([
    [{}, 'text\n', 'note\nwarning: careful\n'],
    [{ json: true }, '{"a":1}\n', 'note\nwarning: careful\n'],
    [{ verbose: true }, 'text\n', 'note\ndetail\nwarning: careful\n'],
    [{ quiet: true }, 'text\n', 'warning: careful\n'],
    [{ quiet: true, verbose: true, isTTY: true }, 'text\n', 'warning: careful\n'],
  ])('%j: results on stdout, the rest on stderr', (options, stdout, stderr) => {
    expect(written(options)).toEqual({ stdout, stderr });
  });

  test('has a progress bar on a terminal only', () => {
    expect(written({ isTTY: true }).stderr).toMatch(/loads .*1\/2 x/);
    expect(written({ isTTY: false }).stderr).not.toContain('loads');
  });

  test('an error names what is wrong and what to do next', () => {
    const error = new AppError('x', 'no such load "7"', { hint: 'run "ledgerlake loads"' });
    expect(errorText(error)).toBe('error: no such load "7"\nhint: run "ledgerlake loads"');
    expect(errorText(Object.assign(new Error('boom'), { code: 'EIO' }))).toMatch(/^error: boom \(EIO\)\nhint: .+/);
    expect(errorText('boom')).toMatch(/^error: boom\nhint: .+/);
  });
});

describe('tables', () => {
  test('are plain columns without trailing spaces', () => {
    const table = renderTable({
      head: ['name', 'rows'],
      right: [1],
      rows: [
        ['a', 10],
        ['long name', null],
        ['b', 7],
      ],
    });
    expect(table).toBe(['name       rows', 'a            10', 'long name', 'b             7'].join('\n'));
  });

  test.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '1.0 kB'],
    [33_554_432, '33.6 MB'],
    [5e15, '5000.0 TB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(formatBytes(bytes)).toBe(text);
  });

  test('counts agree with their nouns', () => {
    expect([0, 1, 1234].map((number) => count(number, 'row'))).toEqual(['0 rows', '1 row', '1,234 rows']);
  });
});
