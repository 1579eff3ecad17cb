import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FakeWorkspace } from '../support/fake-workspace/index.ts';
import { readJson, writeJson } from '../support/fake-workspace/json.ts';
import { type Call, caller } from './client.ts';
import { type Opened, openWorkspace } from './open.ts';
import type { StubExecutor } from './stub-executor.ts';

let opened: Opened;
let workspace: FakeWorkspace;
let executor: StubExecutor;
let call: Call;

beforeAll(async () => {
  opened = await openWorkspace({ pageSize: 2 });
  ({ workspace, executor, call } = opened);
});
afterAll(() => opened.close());

const ME = '/api/2.0/preview/scim/v2/Me';
const grant = (secret: string): Promise<Response> =>
  fetch(`${workspace.url}/oidc/v1/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${workspace.clientId}:${secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials&scope=all-apis',
  });

describe('who asks', () => {
  it('is a user by token', async () => {
    expect((await call('GET', ME)).json).toMatchObject({ userName: 'ada@example.com' });
    expect(await caller(workspace, 'wrong')('GET', ME)).toMatchObject({ status: 401 });
  });

  it('is a service principal by client credentials, until its token ends', async () => {
    expect(await grant('wrong')).toMatchObject({ status: 401 });
    const { token_endpoint: endpoint } = (await (
      await fetch(`${workspace.url}/oidc/.well-known/oauth-authorization-server`)
    ).json()) as Record<string, unknown>;
    expect(endpoint).toBe(`${workspace.url}/oidc/v1/token`);
    const fresh = async (): Promise<Call> => {
      const { access_token: token } = (await (await grant(workspace.clientSecret)).json()) as { access_token: string };
      return caller(workspace, token);
    };
    const asked = await fresh();
    expect((await asked('GET', ME)).json).toMatchObject({ userName: workspace.clientId, displayName: 'loader-sp' });
    workspace.auth.invalidateTokens();
    expect(await asked('GET', ME)).toMatchObject({ status: 401 });
    workspace.auth.tokenSeconds = 0;
    expect(await (await fresh())('GET', ME)).toMatchObject({ status: 401 });
    workspace.auth.tokenSeconds = 3600;
  });
});

describe('workspace files', () => {
  const put = (path: string, body: string, overwrite = false): ReturnType<Call> =>
    call('POST', `/api/2.0/workspace-files/import-file/${encodeURIComponent(path)}?overwrite=${overwrite}`, body);
  const status = (path: string): ReturnType<Call> =>
    call('GET', `/api/2.0/workspace/get-status?path=${encodeURIComponent(path)}`);

  it('come and go', async () => {
    expect(await put('Workspace/Users/ada@example.com/x y/f.json', '{}')).toMatchObject({ status: 404 });
    await call('POST', '/api/2.0/workspace/mkdirs', { path: '/Workspace/Users/ada@example.com/x y' });
    expect(await put('Workspace/Users/ada@example.com/x y/f.json', '{}')).toMatchObject({ status: 200 });
    expect(await put('Workspace/Users/ada@example.com/x y/f.json', '[]')).toMatchObject({ status: 409 });
    expect(await put('Users/ada@example.com/x y/f.json', '[]', true)).toMatchObject({ status: 200 });
    const exported = '/api/2.0/workspace/export?direct_download=true&path=';
    expect((await call('GET', `${exported}${encodeURIComponent('/Users/ada@example.com/x y/f.json')}`)).text).toBe(
      '[]',
    );
    expect((await status('/Users/ada@example.com/x y/f.json')).json).toMatchObject({ object_type: 'FILE', size: 2 });
    expect((await status('/Workspace/Users/ada@example.com/x y')).json).toMatchObject({ object_type: 'DIRECTORY' });
    const remove = (recursive: boolean): ReturnType<Call> =>
      call('POST', '/api/2.0/workspace/delete', { path: '/Users/ada@example.com/x y', recursive });
    expect((await remove(false)).json).toMatchObject({ error_code: 'DIRECTORY_NOT_EMPTY' });
    expect(await remove(true)).toMatchObject({ status: 200 });
    expect((await status('/Users/ada@example.com/x y/f.json')).json).toMatchObject({
      error_code: 'RESOURCE_DOES_NOT_EXIST',
    });
  });

  it('are notebooks where they begin so, without their extension', async () => {
    await put('Shared/n.sql', '-- Databricks notebook source\r\nselect 1');
    await put('Shared/plain.sql', 'select 1');
    const { json } = await call('GET', '/api/2.0/workspace/list?path=/Shared');
    expect(json['objects']).toMatchObject([
      { path: '/Shared/n', object_type: 'NOTEBOOK', language: 'SQL' },
      { path: '/Shared/plain.sql', object_type: 'FILE' },
    ]);
    expect((await status('/Shared/n.sql')).status).toBe(404);
    expect((await put('Shared/n.sql', '-- Databricks notebook source\n')).json['message']).toContain('already exists.');
  });

  it('have permissions, inherited ones too', async () => {
    const id = String((await status('/Shared')).json['object_id']);
    const answer = await call('PUT', `/api/2.0/permissions/directories/${id}`, {
      access_control_list: [{ group_name: 'users', permission_level: 'CAN_READ' }],
    });
    expect(answer.json['access_control_list']).toEqual([
      { group_name: 'users', all_permissions: [{ permission_level: 'CAN_READ', inherited: false }] },
      expect.objectContaining({
        all_permissions: [expect.objectContaining({ permission_level: 'CAN_MANAGE', inherited: true })],
      }),
    ]);
  });
});

describe('Unity Catalog and the Files API', () => {
  const ROOT = '/api/2.1/unity-catalog';

  it('keep schemas, volumes, grants and files', async () => {
    expect(await call('POST', `${ROOT}/volumes`, { catalog_name: 'main', schema_name: 's', name: 'v' })).toMatchObject({
      status: 404,
    });
    expect((await call('POST', `${ROOT}/schemas`, { catalog_name: 'main', name: 's' })).json).toMatchObject({
      full_name: 'main.s',
    });
    await call('POST', `${ROOT}/volumes`, {
      catalog_name: 'main',
      schema_name: 's',
      name: 'v',
      volume_type: 'MANAGED',
    });
    const grants = `${ROOT}/permissions/schema/main.s`;
    const change = (body: object): ReturnType<Call> =>
      call('PATCH', grants, { changes: [{ principal: 'users', ...body }] });
    await change({ add: ['USE_SCHEMA', 'SELECT'] });
    await change({ add: ['SELECT'], remove: ['ALL_PRIVILEGES'] });
    expect((await call('GET', grants)).json).toEqual({
      privilege_assignments: [{ principal: 'users', privileges: ['SELECT'] }],
    });
    expect(await change({ add: ['USE SCHEMA'] })).toMatchObject({ status: 400 });
    expect((await call('GET', `${ROOT}/effective-permissions/volume/main.s.v`)).json).toEqual({
      privilege_assignments: [
        {
          principal: 'users',
          privileges: [{ privilege: 'SELECT', inherited_from_type: 'SCHEMA', inherited_from_name: 'main.s' }],
        },
      ],
    });

    const file = '/api/2.0/fs/files/Volumes/main/s/v/d/part-1.parquet';
    const folder = '/api/2.0/fs/directories/Volumes/main/s/v/d';
    const bytes = new Uint8Array([0x50, 0xff, 0x00, 0x31]);
    expect(await call('PUT', `${file}?overwrite=false`, bytes)).toMatchObject({ status: 404 });
    expect(await call('HEAD', folder)).toMatchObject({ status: 404 });
    expect(await call('PUT', folder)).toMatchObject({ status: 204 });
    expect(await call('PUT', folder)).toMatchObject({ status: 204 });
    expect(await call('PUT', `${file}?overwrite=false`, bytes)).toMatchObject({ status: 204 });
    expect((await call('PUT', `${file}?overwrite=false`, bytes)).json).toMatchObject({ error_code: 'ALREADY_EXISTS' });
    expect((await call('HEAD', file)).headers.get('content-length')).toBe('4');
    expect(await readFile(workspace.volumes.local('/Volumes/main/s/v/d/part-1.parquet'))).toEqual(Buffer.from(bytes));
    for (const name of ['x', 'y']) await call('PUT', file.replace('part-1', name), name);
    const first = (await call('GET', folder)).json;
    const second = (await call('GET', `${folder}?page_token=${String(first['next_page_token'])}`)).json;
    expect([first['contents'], second['contents']].flat()).toHaveLength(3);
    expect(await call('PUT', '/api/2.0/fs/files/Volumes/main/s/w/x', 'x')).toMatchObject({ status: 404 });
    expect(await call('DELETE', file)).toMatchObject({ status: 204 });
    expect(await call('GET', file)).toMatchObject({ status: 404 });

    expect(await call('DELETE', `${ROOT}/schemas/main.s`)).toMatchObject({ status: 400 });
    expect(await call('DELETE', `${ROOT}/schemas/main.s?force=true`)).toMatchObject({ status: 200 });
    expect(await readdir(`${opened.dir}/volumes/main/s`)).toEqual([]);
  });
});

describe('dashboards', () => {
  it('have an etag that changes with their content only', async () => {
    const path = '/api/2.0/lakeview/dashboards';
    const { json } = await call('POST', path, {
      display_name: 'B',
      serialized_dashboard: '{}',
      parent_path: '/Shared',
    });
    const one = `${path}/${String(json['dashboard_id'])}`;
    expect((await call('GET', `${one}/published`)).status).toBe(404);
    await call('POST', `${one}/published`, { embed_credentials: false });
    expect((await call('GET', `${one}/published`)).json).toMatchObject({ embed_credentials: false });
    expect((await call('GET', one)).json['etag']).toBe(json['etag']);
    expect((await call('PATCH', one, { serialized_dashboard: '{"a":1}' })).json['etag']).not.toBe(json['etag']);
    expect((await call('PATCH', one, { etag: json['etag'], display_name: 'C' })).status).toBe(409);
  });
});

describe('statements', () => {
  const body = { statement: 'SELECT 1', catalog: 'main', schema: 's', wait_timeout: '5s' };
  const path = '/api/2.0/sql/statements';
  const execute = (more: object = {}): ReturnType<Call> =>
    call('POST', path, { warehouse_id: workspace.warehouseId, ...body, ...more });

  it('give typed columns and rows in chunks, every value as text', async () => {
    workspace.statements.rowsPerChunk = 2;
    const { json } = await execute({ parameters: [{ name: 'n', value: '1', type: 'INT' }] });
    expect(json).toMatchObject({
      status: { state: 'SUCCEEDED' },
      manifest: {
        schema: {
          columns: [
            { name: 'n', type_name: 'LONG', type_text: 'BIGINT' },
            { name: 'total', type_name: 'DECIMAL', type_text: 'DECIMAL(28,10)', type_precision: 28, type_scale: 10 },
            { name: 'at', type_name: 'TIMESTAMP' },
            { name: 'open', type_name: 'BOOLEAN' },
          ],
        },
        total_chunk_count: 2,
        total_row_count: 3,
      },
      result: {
        data_array: [['1', '1.5000000000', '2026-01-01T00:00:00.000Z', 'true'], expect.anything()],
        next_chunk_index: 1,
      },
    });
    const next = await call('GET', `${path}/${String(json['statement_id'])}/result/chunks/1`);
    expect(next.json['data_array']).toEqual([['3', '1.5000000000', '2026-01-03T00:00:00.000Z', null]]);
    expect(executor.statements.at(-1)).toMatchObject({
      parameters: [{ name: 'n', value: '1', type: 'INT' }],
      place: { schema: 's' },
    });
  });

  it('are polled, fail with their error, and are cancelled', async () => {
    const { json } = await execute({ wait_timeout: '0s' });
    expect(json).toEqual({ statement_id: expect.any(String), status: { state: 'PENDING' } });
    const one = `${path}/${String(json['statement_id'])}`;
    await expect.poll(async () => (await call('GET', one)).json['status']).toEqual({ state: 'SUCCEEDED' });
    expect((await execute({ statement: 'broken' })).json['status']).toEqual({
      state: 'FAILED',
      error: { error_code: 'BAD_REQUEST', message: '[PARSE_SYNTAX_ERROR] broken' },
    });
    workspace.statements.pendingPolls = 5;
    const slow = (await execute()).json;
    expect(slow['status']).toEqual({ state: 'RUNNING' });
    await call('POST', `${path}/${String(slow['statement_id'])}/cancel`);
    expect((await call('GET', `${path}/${String(slow['statement_id'])}`)).json['status']).toEqual({
      state: 'CANCELED',
    });
    workspace.statements.pendingPolls = 0;
  });

  it.each([
    { wait_timeout: '3s' },
    { warehouse_id: 'other' },
    { statement: '' },
    { parameters: [{ name: 'n', value: 1 }] },
  ])('are refused with %o', async (more) => expect((await execute(more)).status).toBeGreaterThanOrEqual(400));
});

it('an unknown route is 404 in JSON', async () => {
  expect(await call('POST', '/api/2.0/clusters/create', {})).toMatchObject({
    status: 404,
    json: { error_code: 'ENDPOINT_NOT_FOUND' },
  });
});

it('JSON keeps integers exact both ways', () => {
  const text = '{"a":9007199254740993,"b":[1,1.5,"9007199254740993"]}';
  expect(readJson(text)).toEqual({ a: 9007199254740993n, b: [1, 1.5, '9007199254740993'] });
  expect(writeJson(readJson(text))).toBe(text);
});
