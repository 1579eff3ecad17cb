import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { inspect } from 'node:util';
import { expect, onTestFinished, test } from 'vitest';
import { runCommandLine } from '../../../loader/program.ts';
import { Credentials } from '../../../loader/warehouse/databricks/credentials.ts';
import { Redactor } from '../../../loader/warehouse/databricks/redact.ts';
import { openWarehouse } from '../../../loader/warehouse/index.ts';
import { loadProcessConfig } from '../../../receiver/config/process.ts';
import { startFakeWorkspace } from '../../support/fake-workspace/index.ts';
import { installJob } from '../../support/fake-workspace/install-job.ts';
import { textSink } from '../../support/loader-context.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { QUICK } from '../warehouse/databricks/support.ts';

const KEY = Buffer.alloc(32, 1).toString('base64');

test('the service principal signs in with a secret that lies sealed in the landing zone', async () => {
  const dir = tempDir();
  const fake = await startFakeWorkspace({ root: join(dir, 'workspace') });
  onTestFinished(() => fake.close());
  await installJob(fake);
  const file = join(dir, 'ledgerlake.yaml');
  writeFileSync(
    file,
    `
landing: ./landing
vault: { key: "${KEY}" }
warehouse:
  engine: databricks
  host: "${fake.url}"
  client_id: ${fake.clientId}
  client_secret: \${vault:DATABRICKS_CLIENT_SECRET}
  sql_warehouse: ${fake.warehouseId}
connections:
  acme_books: { source: zoho_books, organization_id: "10234695", webhook_secrets: ["Zoho0Secret1For2Tests"] }
`,
  );
  const set = async (secret: string): Promise<number> => {
    const { signal } = new AbortController();
    const host = { stdout: textSink(), stderr: textSink(), stdin: Readable.from([secret]), signal };
    return await runCommandLine(['secrets', 'set', 'DATABRICKS_CLIENT_SECRET', '--config', file], host);
  };

  /** What the credentials of the loaded configuration put into a request. */
  const authorization = async (): Promise<string | null> => {
    const { warehouse } = await loadProcessConfig(file);
    if (warehouse.engine !== 'databricks') throw new Error('another engine');
    const { host, clientId, clientSecret } = warehouse;
    const redactor = new Redactor();
    const { signal } = new AbortController();
    const credentials = new Credentials({ host, clientId, clientSecret, redactor, signal, patience: QUICK });
    const headers = new Headers();
    await credentials.authorize(headers);
    return headers.get('authorization');
  };

  expect(await set(`${fake.clientSecret}\n`)).toBe(0);
  expect(await authorization()).toMatch(/^Bearer \S+$/);
  const { warehouse: config } = await loadProcessConfig(file);
  const warehouse = await openWarehouse(config, { tasksForEntities: () => [] });
  onTestFinished(() => warehouse.close());
  expect(await warehouse.query('SELECT 1 AS one')).toHaveLength(1);

  expect(await set('another-secret-canary')).toBe(0);
  const refused: unknown = await authorization().catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'databricks_unauthorized' });
  expect(inspect(refused, { depth: 10 })).not.toContain('secret-canary');
});
