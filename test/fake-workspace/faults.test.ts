import { request } from 'node:https';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FakeWorkspace, startFakeWorkspace } from '../support/fake-workspace/index.ts';
import { SELF_SIGNED } from '../support/self-signed.ts';
import { type Call, caller } from './client.ts';
import { type Opened, openWorkspace } from './open.ts';
import { stubExecutor } from './stub-executor.ts';

let opened: Opened;
let workspace: FakeWorkspace;
let call: Call;

beforeAll(async () => {
  opened = await openWorkspace();
  ({ workspace, call } = opened);
});
afterAll(() => opened.close());
beforeEach(() => workspace.faults.clear());

const ME = '/api/2.0/preview/scim/v2/Me';
const mkdirs = (path: string): ReturnType<Call> => call('POST', '/api/2.0/workspace/mkdirs', { path });

describe('faults', () => {
  it('answer a status, the nth time, as often as asked', async () => {
    workspace.faults.add({
      path: /scim/,
      nth: 2,
      times: 2,
      fault: { kind: 'status', status: 429, retryAfterSeconds: 3 },
    });
    const answers = [await call('GET', ME), await call('GET', ME), await call('GET', ME), await call('GET', ME)];
    expect(answers.map(({ status }) => status)).toEqual([200, 429, 429, 200]);
    expect(answers[1]?.headers.get('retry-after')).toBe('3');
    expect(answers[1]?.json).toMatchObject({ error_code: 'RESOURCE_EXHAUSTED' });
  });

  it('reset before the work, or lose the answer after it', async () => {
    workspace.faults.add({ method: 'POST', fault: { kind: 'reset' } });
    await expect(mkdirs('/Shared/before')).rejects.toThrow('fetch failed');
    workspace.faults.add({ method: 'POST', path: /mkdirs$/, fault: { kind: 'lost' } });
    await expect(mkdirs('/Shared/after')).rejects.toThrow('fetch failed');
    expect(workspace.files.find('/Shared/before')).toBeUndefined();
    expect(workspace.files.find('/Shared/after')).toBeDefined();
  });

  it('are slow, or answer HTML', async () => {
    workspace.faults.add({ path: /scim/, fault: { kind: 'slow', ms: 120 } });
    workspace.faults.add({ path: /scim/, fault: { kind: 'html' } });
    const began = performance.now();
    expect(await call('GET', ME)).toMatchObject({ status: 200 });
    expect(performance.now() - began).toBeGreaterThan(100);
    const html = await call('GET', ME);
    expect(html.headers.get('content-type')).toContain('text/html');
    expect(html.text).toContain('<html>');
  });

  it('are decided by a function where no rule hits', async () => {
    workspace.faults.decide = ({ path }) => (path === ME ? { kind: 'status', status: 503 } : undefined);
    expect(await call('GET', ME)).toMatchObject({ status: 503 });
    expect(await mkdirs('/Shared/x')).toMatchObject({ status: 200 });
  });

  it('leave every request in the log', async () => {
    const before = workspace.requests.length;
    workspace.faults.add({ method: 'POST', fault: { kind: 'lost' } });
    await expect(call('POST', '/api/2.2/jobs/run-now?x=1', '{"job_id":9007199254740993}')).rejects.toThrow(
      'fetch failed',
    );
    await call('GET', ME);
    expect(workspace.requests.slice(before)).toMatchObject([
      { method: 'POST', path: '/api/2.2/jobs/run-now', body: { job_id: 9007199254740993n }, status: undefined },
      { method: 'GET', path: ME, body: undefined, status: 200 },
    ]);
  });
});

it('speaks https with a key of its own', async () => {
  const secure = await startFakeWorkspace({ root: opened.dir, executor: stubExecutor(), tls: SELF_SIGNED });
  try {
    expect(secure.url).toMatch(/^https:/);
    await expect(caller(secure)('GET', ME)).rejects.toThrow('fetch failed');
    const status = await new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${secure.token}` };
      request(secure.url + ME, { ca: SELF_SIGNED.cert, headers }, (response) => resolve(response.resume().statusCode))
        .on('error', reject)
        .end();
    });
    expect(status).toBe(200);
  } finally {
    await secure.close();
  }
});
