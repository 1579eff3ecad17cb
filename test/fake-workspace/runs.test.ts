import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoadToApply, Warehouse } from '../../loader/warehouse/warehouse.ts';
import { landBooks } from '../support/books.ts';
import { type FakeWorkspace, startFakeWorkspace } from '../support/fake-workspace/index.ts';
import { installJob } from '../support/fake-workspace/install-job.ts';
import { objectsIn } from '../support/fake-workspace/json.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import { type Call, caller, finished } from './client.ts';

// The notebooks of this repository over signed deliveries, as a job of the workspace on DuckDB.
let lab: Lab;
let workspace: FakeWorkspace;
let call: Call;
let jobId: string;
let load: LoadToApply & { readonly rows: number };
let embedded: Warehouse;

beforeAll(async () => {
  lab = await openLab();
  workspace = await startFakeWorkspace({ root: join(lab.dir, 'workspace') });
  call = caller(workspace);
  jobId = await installJob(workspace);
  load = await lab.convert(await landBooks(lab));
  embedded = await lab.warehouse();
  await applied(embedded, load);
});
afterAll(async () => {
  await workspace.close();
  await lab.close();
});

const query = async (statement: string): Promise<unknown> => {
  const { json } = await call('POST', '/api/2.0/sql/statements', {
    warehouse_id: workspace.warehouseId,
    statement,
    catalog: 'main',
    schema: 'ledgerlake',
    wait_timeout: '50s',
  });
  return json;
};

describe('a job over the notebooks of this repository', () => {
  it('applies a load from the volume and gives the rows that the embedded engine gives', async () => {
    const stage = `/Volumes/main/ledgerlake/landing/loads/${load.loadId}`;
    await cp(load.stagePath, workspace.volumes.local(stage), { recursive: true });
    const body = {
      job_id: BigInt(jobId),
      idempotency_token: 'first',
      job_parameters: { catalog: 'main', schema: 'ledgerlake', load_id: load.loadId, attempt: '1', stage },
    };
    const started = await call('POST', '/api/2.2/jobs/run-now', body);
    expect(started).toMatchObject({ status: 200 });
    const runId = started.json['run_id'];
    expect((await call('POST', '/api/2.2/jobs/run-now', body)).json['run_id']).toBe(runId);
    const run = await finished(workspace, call, runId);
    // these books are odd on purpose, and the last task says so; everything before it was done
    expect(run['state']).toMatchObject({ life_cycle_state: 'TERMINATED', result_state: 'FAILED' });
    const tasks = objectsIn(run['tasks']).map((task) => [
      task['task_key'],
      objectsIn([task['state']])[0]?.['result_state'],
    ]);
    expect(tasks.filter(([, result]) => result !== 'SUCCESS')).toEqual([['checks', 'FAILED']]);
    expect(tasks.length).toBeGreaterThan(10);
    for (const table of ['bronze_events', 'silver_zoho_books_invoices', 'silver_quarantine', 'ops_loads']) {
      const sql = `SELECT count(*) AS n FROM ${table}`;
      const [row] = await embedded.query(sql);
      expect(await query(sql)).toMatchObject({
        status: { state: 'SUCCEEDED' },
        manifest: { schema: { columns: [{ name: 'n', type_name: 'LONG', position: 0 }] } },
        result: { data_array: [[row?.['n']]] },
      });
      expect(Number(row?.['n'])).toBeGreaterThan(0);
    }
  });

  it('runs only the tasks named', async () => {
    const parameters = { load_id: 'none', attempt: '7', stage: '' };
    const { json } = await call('POST', '/api/2.2/jobs/run-now', {
      job_id: BigInt(jobId),
      job_parameters: parameters,
      only: ['ops_loads', 'setup'],
    });
    const run = await finished(workspace, call, json['run_id']);
    expect(run['state']).toMatchObject({ result_state: 'SUCCESS' });
    expect(objectsIn(run['tasks']).map((task) => task['task_key'])).toEqual(['setup', 'ops_loads']);
    expect(
      await query("SELECT state FROM main.ledgerlake.ops_loads WHERE load_id = 'none' AND attempt = 7"),
    ).toMatchObject({
      result: { data_array: [['applied']] },
    });
  });

  it('shows tables and columns as Unity Catalog does', async () => {
    const columns =
      await query(`SELECT column_name, data_type, full_data_type, numeric_precision FROM main.information_schema.columns AS c
      WHERE table_schema = 'ledgerlake' AND table_name = 'silver_zoho_books_invoices' AND column_name IN ('total', 'invoice_id', '_loaded_at')
      ORDER BY column_name`);
    expect(columns).toMatchObject({
      result: {
        data_array: [
          ['_loaded_at', 'TIMESTAMP', 'timestamp', null],
          ['invoice_id', 'STRING', 'string', null],
          ['total', 'DECIMAL', 'decimal(28,10)', '28'],
        ],
      },
    });
    expect(
      await query(
        "SELECT table_type FROM information_schema.tables WHERE table_schema = 'ledgerlake' AND table_name = 'bronze_events'",
      ),
    ).toMatchObject({ result: { data_array: [['MANAGED']] } });
  });

  it('fails the task whose folder is missing, with its error, and what depends on it', async () => {
    const { json } = await call('POST', '/api/2.2/jobs/run-now', {
      job_id: BigInt(jobId),
      job_parameters: { load_id: 'lost', attempt: '1', stage: '/Volumes/main/ledgerlake/landing/loads/lost' },
      only: ['setup', 'bronze_events', 'silver_zoho_books_contacts'],
    });
    const run = await finished(workspace, call, json['run_id']);
    expect(run['state']).toMatchObject({ life_cycle_state: 'TERMINATED', result_state: 'FAILED' });
    const [setup, bronze, silver] = objectsIn(run['tasks']);
    expect(setup?.['state']).toMatchObject({ result_state: 'SUCCESS' });
    expect(bronze?.['state']).toMatchObject({ result_state: 'FAILED' });
    expect(silver?.['state']).toMatchObject({ result_state: 'UPSTREAM_FAILED' });
    const output = await call('GET', `/api/2.2/jobs/runs/get-output?run_id=${String(bronze?.['run_id'])}`);
    expect(output.json['error']).toContain('ENOENT');
    // the task was tried again, as the job says
    expect(bronze?.['attempt_number']).toBe(1);
  });

  it('fails where the catalog or the schema does not exist', async () => {
    const { json } = await call('POST', '/api/2.2/jobs/run-now', {
      job_id: BigInt(jobId),
      job_parameters: { catalog: 'nowhere' },
      only: ['setup'],
    });
    const [setup] = objectsIn((await finished(workspace, call, json['run_id']))['tasks']);
    const output = await call('GET', `/api/2.2/jobs/runs/get-output?run_id=${String(setup?.['run_id'])}`);
    expect(output.json['error']).toMatch(/^setup, cell 2: \[NO_SUCH_CATALOG_EXCEPTION\]/);
    const body = { warehouse_id: workspace.warehouseId, statement: 'SELECT 1', catalog: 'main', schema: 'nowhere' };
    expect((await call('POST', '/api/2.0/sql/statements', body)).json['status']).toMatchObject({
      state: 'FAILED',
      error: { message: expect.stringContaining('[SCHEMA_NOT_FOUND]') },
    });
  });
});
