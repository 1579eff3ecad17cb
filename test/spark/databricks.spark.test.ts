import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tasksForEntities } from '../../loader/catalog/tasks.ts';
import { openWarehouse } from '../../loader/warehouse/index.ts';
import { loadConfig } from '../../receiver/config/load.ts';
import { landBooks } from '../support/books.ts';
import { sparkExecutor } from '../support/fake-workspace/executors/spark.ts';
import { type FakeWorkspace, startFakeWorkspace } from '../support/fake-workspace/index.ts';
import { installJob } from '../support/fake-workspace/install-job.ts';
import { applied, type Lab, openLab } from '../support/lab.ts';
import { type SparkSession, startSpark } from './spark-session.ts';

// The whole way to Databricks, as far as it can be gone without one: the real command stages, triggers and follows a job of
// a workspace that imitates the API and runs the uploaded notebooks on Spark + Delta.
const MAIN = fileURLToPath(new URL('../../loader/main.ts', import.meta.url));
let lab: Lab;
let session: SparkSession;
let fake: FakeWorkspace;
let env: Record<string, string>;

beforeAll(async () => {
  lab = await openLab();
  session = await startSpark();
  fake = await startFakeWorkspace({ root: join(lab.dir, 'workspace'), executor: sparkExecutor({ session }) });
  await installJob(fake);
  env = {
    DATABRICKS_HOST: fake.url,
    DATABRICKS_CLIENT_ID: fake.clientId,
    DATABRICKS_CLIENT_SECRET: fake.clientSecret,
    DATABRICKS_WAREHOUSE_ID: fake.warehouseId,
  };
  await writeFile(join(lab.dir, 'ledgerlake.yaml'), YAML);
});
afterAll(async () => {
  await fake.close();
  await session.close();
  await lab.close();
});

const YAML = `landing: ./landing
warehouse:
  engine: databricks
  host: \${DATABRICKS_HOST}
  client_id: \${DATABRICKS_CLIENT_ID}
  client_secret: \${DATABRICKS_CLIENT_SECRET}
  sql_warehouse: \${DATABRICKS_WAREHOUSE_ID}
connections:
  acme_books: { source: zoho_books, organization_id: "10234695", webhook_secrets: [abcdefghijklm] }
  acme_fresh: { source: freshbooks, account_id: 6BApk, webhook_secrets: [abcdefghijklm] }
`;

/** `ledgerlake <args> --json` as a process of its own. */
function ledgerlake(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    const options = { cwd: lab.dir, env: { ...process.env, ...env } };
    const child = execFile(process.execPath, [MAIN, ...args, '--json'], options, (_error, stdout, stderr) =>
      resolve({ code: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

describe('ledgerlake run into a workspace on Spark + Delta', () => {
  it('gives the tables of the embedded engine, hash for hash', async () => {
    const keys = await landBooks(lab);
    const run = await ledgerlake('run');
    expect({ code: run.code, stderr: run.stderr }).toMatchObject({ code: 3 });
    expect(JSON.parse(run.stdout)).toMatchObject({ objects: keys.length, loads: { applied: 1, failed: 0 } });

    const embedded = await lab.warehouse();
    await applied(embedded, await lab.convert(keys));
    const config = loadConfig({ env, cwd: lab.dir });
    const workspace = await openWarehouse(config.warehouse, { tasksForEntities });
    const expected = await embedded.fingerprints();
    // hashing a wide table costs Spark a second: of the empty ones only that they are
    const filled = Object.keys(expected).filter((table) => expected[table]!.rows > 0);
    const empty = Object.keys(expected).filter((table) => expected[table]!.rows === 0);
    expect(await workspace.fingerprints(filled)).toEqual(
      Object.fromEntries(filled.map((table) => [table, expected[table]])),
    );
    const counts = empty
      .map((table) => `select '${table}' as name, count(*) as rows from ${table}`)
      .join(' union all ');
    expect(await workspace.query(`select * from (${counts}) as counts where rows > 0`)).toEqual([]);
    await workspace.close();
  });

  it('and loads names the run', async () => {
    const { stdout } = await ledgerlake('loads');
    expect(stdout).toMatch(/"run_id":"\d{19}"/);
    expect((await ledgerlake('run')).code).toBe(0);
  });
});
