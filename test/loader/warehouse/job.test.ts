import { describe, expect, it } from 'vitest';
import { parseJob, readJob, selectTasks, taskParameters } from '../../../loader/warehouse/job.ts';

const task = (key: string, after: readonly string[] = []): string =>
  `{ task_key: ${key}, depends_on: [${after.map((k) => `{ task_key: ${k} }`).join(', ')}], ` +
  `notebook_task: { notebook_path: ../notebooks/${key}.sql } }`;
const bundle = (tasks: readonly string[]): string => `
resources:
  jobs:
    ledgerlake:
      name: any
      parameters: [{ name: load_id, default: "" }, { name: attempt, default: 1 }]
      tasks:
${tasks.map((line) => `        - ${line}`).join('\n')}`;
const jobOf = (tasks: readonly string[]) =>
  parseJob({ file: '/project/bundle/job.yml', name: 'ledgerlake', source: bundle(tasks) });

describe('a job', () => {
  it('runs every task after those it depends on, otherwise in the order of the file', () => {
    const job = jobOf([task('gold', ['b', 'a']), task('b', ['setup']), task('a', ['setup']), task('setup')]);
    expect(job.tasks.map((t) => t.key)).toEqual(['setup', 'b', 'a', 'gold']);
    expect(job.tasks[0]?.notebookFile).toBe('/project/notebooks/setup.sql');
    expect(job.parameters).toEqual({ load_id: '', attempt: '1' });
  });

  it('runs only the named tasks, in its own order', () => {
    const job = jobOf([task('setup'), task('a', ['setup']), task('b', ['setup']), task('c', ['a', 'b'])]);
    expect(selectTasks(job, ['c', 'a', 'setup']).map((t) => t.key)).toEqual(['setup', 'a', 'c']);
    expect(() => selectTasks(job, ['d'])).toThrow(expect.objectContaining({ code: 'job_invalid' }));
  });

  it("lets the job's parameters win over the task's own", () => {
    const [only] = jobOf([
      '{ task_key: a, notebook_task: { notebook_path: a.sql, base_parameters: { load_id: x, part: "p-{{job.parameters.load_id}}" } } }',
    ]).tasks;
    expect(taskParameters(only!, { load_id: '7' })).toEqual({ load_id: '7', part: 'p-7' });
  });

  it.each([
    ['an unknown dependency', [task('a', ['zzz'])], 'depends on zzz'],
    ['a circle', [task('x'), task('a', ['b']), task('b', ['a'])], 'depend on each other: a, b'],
    ['a double key', [task('a'), task('a')], 'same task_key'],
    ['a task without notebook', ['{ task_key: a, sql_task: {} }'], 'notebook_task'],
  ])('refuses %s', (_, tasks, message) => {
    expect(() => jobOf(tasks)).toThrow(
      expect.objectContaining({ code: 'job_invalid', message: expect.stringContaining(message) }),
    );
  });

  it.each([
    ['no YAML', 'a: [', 'job_invalid'],
    [
      'another job',
      'resources: { jobs: { other: { tasks: [{ task_key: a, notebook_task: { notebook_path: a.sql } }] } } }',
      'job_invalid',
    ],
    ['no jobs', 'resources: {}', 'job_invalid'],
  ])('refuses a file with %s', (_, source, code) => {
    expect(() => parseJob({ file: '/b.yml', name: 'ledgerlake', source })).toThrow(expect.objectContaining({ code }));
  });

  it('names a file that is not there', async () => {
    await expect(readJob('/nowhere/job.yml')).rejects.toMatchObject({ code: 'job_invalid' });
  });
});
