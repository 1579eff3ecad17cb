import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeLoad } from '../loader/warehouse/bronze-files.ts';
import { SMALL_NOTEBOOKS, thing, writeProject } from '../loader/warehouse/small-project.ts';
import { type SparkSession, startSpark } from '../spark/spark-session.ts';
import { sparkExecutor } from '../support/fake-workspace/executors/spark.ts';
import { type FakeWorkspace, startFakeWorkspace } from '../support/fake-workspace/index.ts';
import { installJob } from '../support/fake-workspace/install-job.ts';
import type { JsonObject } from '../support/fake-workspace/json.ts';
import { type Lab, openLab } from '../support/lab.ts';
import { type Call, caller, finished } from './client.ts';

let lab: Lab;
let session: SparkSession;
let workspace: FakeWorkspace;
let call: Call;

beforeAll(async () => {
  lab = await openLab();
  session = await startSpark();
  workspace = await startFakeWorkspace({ root: join(lab.dir, 'workspace'), executor: sparkExecutor({ session }) });
  call = caller(workspace);
});
afterAll(async () => {
  await workspace.close();
  await session.close();
  await lab.close();
});

const query = async (statement: string, more: JsonObject = {}): Promise<JsonObject> => {
  const body = {
    warehouse_id: workspace.warehouseId,
    statement,
    catalog: 'main',
    schema: 'small',
    wait_timeout: '50s',
    ...more,
  };
  return (await call('POST', '/api/2.0/sql/statements', body)).json;
};

describe('a job on Spark and Delta', () => {
  it('reads the volume, and its tables are there for statements', async () => {
    const jobId = await installJob(workspace, {
      jobFile: await writeProject(lab.dir, SMALL_NOTEBOOKS),
      schema: 'small',
    });
    const stage = '/Volumes/main/small/landing/loads/l1';
    const local = await writeLoad(lab.dir, 'l1', [
      thing('a', '2026-03-02T09:00:00Z'),
      thing('b', '2026-03-01T09:00:00Z'),
    ]);
    await cp(local, workspace.volumes.local(stage), { recursive: true });
    const parameters = { catalog: 'main', schema: 'small', load_id: 'l1', attempt: '1', stage };
    const { json } = await call('POST', '/api/2.2/jobs/run-now', { job_id: BigInt(jobId), job_parameters: parameters });
    const run = await finished(workspace, call, json['run_id']);
    expect(run['state']).toMatchObject({ result_state: 'SUCCESS' });
    const rows = await query('SELECT thing_id, total, changed_at FROM main.small.silver_things WHERE thing_id = :id', {
      parameters: [{ name: 'id', value: 'a' }],
    });
    expect(rows).toMatchObject({
      manifest: {
        schema: { columns: [{ type_name: 'STRING' }, { type_name: 'DECIMAL' }, { type_name: 'TIMESTAMP' }] },
      },
      result: { data_array: [['a', '1.1000000000', '2026-03-02T09:00:00.000Z']] },
    });
    const columns = await query(`SELECT column_name, full_data_type FROM main.information_schema.columns
      WHERE table_schema = 'small' AND table_name = 'silver_things' ORDER BY ordinal_position LIMIT 3`);
    expect(columns).toMatchObject({
      result: {
        data_array: [
          ['connection', 'string'],
          ['thing_id', 'string'],
          ['total', 'decimal(28,10)'],
        ],
      },
    });
    const tables = await query(
      `SELECT table_name, table_type FROM information_schema.tables
      WHERE table_schema = :s AND table_name IN ('history_things', 'silver_things') ORDER BY 1`,
      {
        parameters: [{ name: 's', value: 'small' }],
      },
    );
    expect(tables).toMatchObject({
      result: {
        data_array: [
          ['history_things', 'VIEW'],
          ['silver_things', 'MANAGED'],
        ],
      },
    });
    expect(await query('SELECT 1 FROM nowhere')).toMatchObject({
      status: { state: 'FAILED', error: { message: expect.stringContaining('TABLE_OR_VIEW_NOT_FOUND') } },
    });
  });
});
