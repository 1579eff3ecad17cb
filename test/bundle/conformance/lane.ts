import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type FakeWorkspace, startFakeWorkspace } from '../../support/fake-workspace/index.ts';
import { type CliResult, type Clone, makeClone } from './clone.ts';
import type { Cli } from './find-cli.ts';

export type Target = 'dev' | 'prod';
export type Who = 'user' | 'service principal';

/** A fake workspace, and a clone of the project that is deployed to it. */
export interface Lane {
  readonly workspace: FakeWorkspace;
  readonly clone: Clone;
  /** name of the schema in this target */
  readonly schema: string;
  /** of the deployment, in the workspace's tree */
  readonly root: string;
  /** `databricks bundle <args> --target <target>`: it must succeed and say nothing that sounds like a warning */
  ok(...args: readonly string[]): Promise<CliResult>;
  /** the same, whatever comes of it */
  cli(...args: readonly string[]): Promise<CliResult>;
  /** rows of a statement in the deployed schema, as the service answers: texts */
  query(sql: string): Promise<readonly (readonly (string | null)[])[]>;
  /** what a group may do with an object (`dashboards/<id>`) by entries of its own */
  levels(object: string, group: string): Promise<readonly string[]>;
  close(): Promise<void>;
}

export interface LaneOptions {
  readonly cli: Cli;
  readonly target: Target;
  readonly who: Who;
}

export async function openLane({ cli, target, who }: LaneOptions): Promise<Lane> {
  const folder = await mkdtemp(join(tmpdir(), 'ledgerlake-workspace-'));
  const workspace = await startFakeWorkspace({ root: folder });
  const { clientId, clientSecret, token, url, warehouseId, auth } = workspace;
  const deployer = who === 'user' ? auth.user : auth.servicePrincipal;
  const clone = makeClone({
    cli,
    url,
    deployer: who === 'user' ? { kind: who, token } : { kind: who, clientId, clientSecret },
    variables: {
      warehouse_id: warehouseId,
      ...(target === 'dev'
        ? {}
        : { service_principal: clientId, readers: 'finance', failure_email: 'books@example.com' }),
    },
  });
  const run = (args: readonly string[]) => clone.run(['bundle', ...args, '--target', target]);
  const schema = target === 'prod' ? 'ledgerlake' : `dev_${who === 'user' ? 'ada' : 'loader_sp'}_ledgerlake`;
  return {
    workspace,
    clone,
    schema,
    root: `/Users/${deployer.userName}/.bundle/ledgerlake/${target}`,
    ok: async (...args) => silent(await run(args)),
    cli: (...args) => run(args),
    query: (sql) => query(workspace, schema, sql),
    levels: (object, group) => levels(workspace, object, group),
    async close() {
      clone.remove();
      await workspace.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function query(workspace: FakeWorkspace, schema: string, sql: string) {
  const response = await fetch(`${workspace.url}/api/2.0/sql/statements`, {
    method: 'POST',
    headers: { authorization: `Bearer ${workspace.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      statement: sql,
      warehouse_id: workspace.warehouseId,
      catalog: 'main',
      schema,
      wait_timeout: '50s',
    }),
  });
  const answer = (await response.json()) as {
    readonly status?: { readonly state: string };
    readonly result?: { readonly data_array?: readonly (readonly (string | null)[])[] };
  };
  if (answer.status?.state !== 'SUCCEEDED') throw new Error(`${sql}: ${JSON.stringify(answer)}`);
  return answer.result?.data_array ?? [];
}

async function levels(workspace: FakeWorkspace, object: string, group: string) {
  const response = await fetch(`${workspace.url}/api/2.0/permissions/${object}`, {
    headers: { authorization: `Bearer ${workspace.token}` },
  });
  const { access_control_list: all } = (await response.json()) as {
    readonly access_control_list: readonly {
      readonly group_name?: string;
      readonly all_permissions: readonly { readonly permission_level: string }[];
    }[];
  };
  return all
    .filter((entry) => entry.group_name === group)
    .flatMap((entry) => entry.all_permissions.map((permission) => permission.permission_level));
}

function silent(result: CliResult): CliResult {
  if (result.code !== 0) throw new Error(`exit code ${result.code}: ${result.output}`);
  expect(result.output).not.toMatch(/\bwarn|\berror\b|deprecat|recommend/i);
  return result;
}
