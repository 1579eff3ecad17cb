import { describe, expect, test } from 'vitest';
import { activeRuns, findJob, readRun, readTaskError, startRun } from '../../../../loader/warehouse/databricks/jobs.ts';
import type { StubAnswer, StubRequest } from './stub.ts';
import { refusal, startStub } from './stub.ts';
import { connect } from './support.ts';

const BIG = '4611686018427446005';
const job = (id: string, name: string): string => `{"job_id":${id},"settings":{"name":${JSON.stringify(name)}}}`;
const page = (jobs: readonly string[], next?: string): StubAnswer => ({
  body: `{"jobs":[${jobs.join(',')}]${next === undefined ? '' : `,"has_more":true,"next_page_token":"${next}"`}}`,
});

async function workspaceOf(answer: (request: StubRequest, n: number) => StubAnswer) {
  const stub = await startStub({ answer });
  return { stub, workspace: connect(stub) };
}
const named = (stub: { readonly requests: readonly StubRequest[] }) =>
  stub.requests.map((request) => Object.fromEntries(new URL(request.path, 'http://x').searchParams));

describe('the job', () => {
  test('given by id is not looked for', async () => {
    const { stub, workspace } = await workspaceOf(() => ({}));
    expect(await findJob(workspace, BIG)).toBe(BIG);
    expect(stub.requests).toEqual([]);
  });

  test('given by name is looked for on every page, in exactly these letters', async () => {
    const pages = [page([job('1', 'Ledgerlake'), job('2', 'ledgerlake ')], 'p2'), page([]), page([])];
    pages[1] = page([job(BIG, 'ledgerlake')], '');
    const { stub, workspace } = await workspaceOf((_, n) => pages[n] ?? page([]));
    expect(await findJob(workspace, 'ledgerlake')).toBe(BIG);
    expect(named(stub)).toEqual([
      { limit: '100', name: 'ledgerlake' },
      { limit: '100', name: 'ledgerlake', page_token: 'p2' },
    ]);
  });

  test('with a name that two have is an error that gives both ids', async () => {
    const { workspace } = await workspaceOf(() => page([job('11', 'a'), job(BIG, 'a')]));
    const error = { code: 'databricks_job_ambiguous', message: expect.stringContaining(`11, ${BIG}`) };
    await expect(findJob(workspace, 'a')).rejects.toMatchObject(error);
  });

  test('is never a development deployment by chance, but the hint names it', async () => {
    const { workspace } = await workspaceOf((request) =>
      request.path.includes('name=') ? page([]) : page([job('5', '[dev ada] ledgerlake'), job('6', 'other')]),
    );
    await expect(findJob(workspace, 'ledgerlake')).rejects.toMatchObject({
      code: 'databricks_job_not_found',
      hint: expect.stringContaining('"[dev ada] ledgerlake" (5)'),
    });
  });

  test('that nobody deployed', async () => {
    const { workspace } = await workspaceOf(() => ({}));
    const error = { code: 'databricks_job_not_found', hint: expect.stringContaining('bundle deploy') };
    await expect(findJob(workspace, 'ledgerlake')).rejects.toMatchObject(error);
  });
});

describe('a run', () => {
  test('is started with bare ids and a token, and started again with the same when its answer was lost', async () => {
    const { stub, workspace } = await workspaceOf((_, n) => (n === 0 ? 'reset' : { body: `{"run_id":${BIG}}` }));
    const request = { jobId: BIG, token: 't'.repeat(64), parameters: { load_id: 'l1' }, only: ['setup'] };
    expect(await startRun(workspace, request)).toBe(BIG);
    const body = `{"job_id":${BIG},"idempotency_token":"${'t'.repeat(64)}","job_parameters":{"load_id":"l1"},"only":["setup"]}`;
    expect(stub.requests.map((one) => `${one.method} ${one.path} ${one.body}`)).toEqual([
      `POST /api/2.2/jobs/run-now ${body}`,
      `POST /api/2.2/jobs/run-now ${body}`,
    ]);
  });

  test('is read with the tasks of every page', async () => {
    const pages = ['{"state":{"life_cycle_state":"RUNNING"},"tasks":[{"task_key":"a"}],"next_page_token":"n"}'];
    pages.push('{"state":{"life_cycle_state":"RUNNING"},"tasks":[{"task_key":"b"}]}');
    const { stub, workspace } = await workspaceOf((_, n) => ({ body: pages[n] ?? '' }));
    expect((await readRun(workspace, BIG)).tasks.map((task) => task.task_key)).toEqual(['a', 'b']);
    expect(named(stub)).toEqual([{ run_id: BIG }, { run_id: BIG, page_token: 'n' }]);
  });

  test('that is gone', async () => {
    const { workspace } = await workspaceOf(() => refusal(400, 'INVALID_PARAMETER_VALUE', 'Run 7 does not exist.'));
    await expect(readRun(workspace, '7')).rejects.toMatchObject({ code: 'databricks_not_found' });
  });

  test.each([
    ['its error', { body: '{"error":"no such column","error_trace":"at cell 3"}' }, 'no such column'],
    ['its trace', { body: '{"error_trace":"at cell 3"}' }, 'at cell 3'],
    ['nothing', { body: '{"metadata":{}}' }, undefined],
    ['nothing that may be read', refusal(403, 'PERMISSION_DENIED', 'no'), undefined],
  ] as const)('says %s', async (_, answer, expected) => {
    const { workspace } = await workspaceOf(() => answer);
    expect(await readTaskError(workspace, '7')).toBe(expected);
  });

  test('that goes on is listed', async () => {
    const { stub, workspace } = await workspaceOf(() => ({ body: `{"runs":[{"run_id":${BIG}}]}` }));
    expect(await activeRuns(workspace, '7')).toEqual([BIG]);
    expect(named(stub)).toEqual([{ job_id: '7', active_only: 'true', limit: '20' }]);
  });
});
