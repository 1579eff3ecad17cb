import { describe, expect, test } from 'vitest';
import { bodyWithJobId, isId, parseExact } from '../../../../loader/warehouse/databricks/exact-json.ts';

test('answers are read without rounding', () => {
  const text =
    '{"run_id":6917529027641081857,"job_id":7,"big":9007199254740993,"n":42,"x":1.5,"tasks":[{"run_id":1}],"key":"9"}';
  expect(parseExact(text)).toEqual({
    run_id: '6917529027641081857',
    job_id: '7',
    big: '9007199254740993',
    n: 42,
    x: 1.5,
    tasks: [{ run_id: '1' }],
    key: '9',
  });
  expect(() => parseExact('<html>')).toThrow(expect.objectContaining({ code: 'databricks_answer_invalid' }));
});

describe('a job id stands in a body as a bare number', () => {
  test.each([
    ['4611686018427446005', { only: ['a'] }, '{"job_id":4611686018427446005,"only":["a"]}'],
    ['7', {}, '{"job_id":7}'],
  ])('%s', (id, rest, body) => {
    expect(bodyWithJobId(id, rest)).toBe(body);
  });

  test.each(['', '0', '07', '-1', '1e3', '1,"only":[]', '12345678901234567890'])('%j is none', (id) => {
    expect(isId(id)).toBe(false);
    expect(() => bodyWithJobId(id, {})).toThrow(expect.objectContaining({ code: 'databricks_job_invalid' }));
  });
});
