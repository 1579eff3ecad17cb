import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { tasksForEntities } from '../../loader/catalog/tasks.ts';
import { openWarehouse } from '../../loader/warehouse/index.ts';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import type { Config } from '../../receiver/config/config.ts';
import { loadConfig } from '../../receiver/config/load.ts';
import { openLandingStore } from '../../receiver/landing/index.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { openLog } from '../../receiver/log.ts';
import { startReceiver } from '../../receiver/main.ts';
import { FRESH_SECRET, ZOHO_SECRET } from './receiver-config.ts';
import type { SignedDelivery } from './sign.ts';

const MAIN = fileURLToPath(new URL('../../loader/main.ts', import.meta.url));

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A user's folder: `ledgerlake.yaml`, a landing zone and a warehouse beside it; removed when the test ends. */
export interface Project {
  readonly dir: string;
  readonly config: Config;
  readonly store: LandingStore;
  readonly warehouse: Warehouse;
  /** `ledgerlake <args>` as a process of its own */
  cli(...args: readonly string[]): Promise<CliResult>;
  /** the same with `--json`; the exit code must be one of `codes` */
  json(codes: readonly number[], ...args: readonly string[]): Promise<Record<string, unknown>>;
  /** a receiver on a free port; its answer's status */
  send(delivery: SignedDelivery): Promise<number>;
}

export async function openProject(settings = ''): Promise<Project> {
  const dir = await mkdtemp(join(tmpdir(), 'ledgerlake-project-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const env = { ZOHO_SECRET, FRESH_SECRET };
  await writeFile(join(dir, 'ledgerlake.yaml'), `${YAML}${settings}`);
  const config = loadConfig({ env, cwd: dir });
  const store = await openLandingStore(config.landing);
  onTestFinished(() => store.close());
  const warehouse = await openWarehouse(config.warehouse, { tasksForEntities });
  onTestFinished(() => warehouse.close());
  let url: string | undefined;

  const cli: Project['cli'] = (...args) =>
    new Promise((resolve) => {
      const options = { cwd: dir, env: { ...process.env, ...env }, maxBuffer: 1 << 26 };
      const child = execFile(process.execPath, [MAIN, ...args], options, (_error, stdout, stderr) =>
        resolve({ code: child.exitCode ?? -1, stdout, stderr }),
      );
    });
  return {
    dir,
    config,
    store,
    warehouse,
    cli,
    json: async (codes, ...args) => {
      const result = await cli(...args, '--json');
      if (!codes.includes(result.code)) throw new Error(`exit ${result.code}\n${result.stdout}\n${result.stderr}`);
      return JSON.parse(result.stdout);
    },
    send: async ({ path, headers, body }) => {
      if (url === undefined) {
        const log = openLog({ level: 'silent' });
        const receiver = await startReceiver(config, { log, limits: { drainGraceMs: 0 } });
        onTestFinished(() => receiver.stop());
        url = receiver.url;
      }
      const response = await fetch(url + path, { method: 'POST', headers, body: new Uint8Array(body) });
      await response.text();
      return response.status;
    },
  };
}

const YAML = `landing: ./landing
warehouse: { engine: duckdb, path: ./books.duckdb }
receiver: { port: 0 }
connections:
  acme_books:
    source: zoho_books
    organization_id: "10234695"
    webhook_secrets: ["\${ZOHO_SECRET}"]
  acme_fresh:
    source: freshbooks
    account_id: 6BApk
    webhook_secrets: ["\${FRESH_SECRET}"]
`;
