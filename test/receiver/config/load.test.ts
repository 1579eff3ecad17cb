import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { configFileOf, loadConfig } from '../../../receiver/config/load.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { load, minimal } from './support.ts';

const VAULT_KEY = Buffer.alloc(32, 7).toString('base64');

describe('defaults', () => {
  test('one connection is enough; everything else has the documented default', () => {
    const { config, dir } = load({ yaml: minimal() });
    expect(config).toEqual({
      file: join(dir, 'ledgerlake.yaml'),
      landing: { kind: 'folder', path: join(dir, 'data/landing') },
      warehouse: { engine: 'duckdb', path: join(dir, 'data/ledgerlake.duckdb') },
      receiver: {
        host: '127.0.0.1',
        port: 8080,
        path: '/webhooks',
        publicUrl: undefined,
        maxBodyBytes: 8_388_608,
        timeBudgetMs: 4000,
        coalesceSeconds: 60,
      },
      loader: {
        schedule: '*/5 * * * *',
        lookbackHours: 72,
        settleSeconds: 30,
        fetchSeconds: 120,
        maxLoadBytes: 33_554_432,
        leaseSeconds: 60,
        parquetWriter: 'hyparquet-writer',
        quotaReserve: 0.1,
        sweep: '30 3 * * *',
      },
      gold: { costCentre: 'category' },
      connections: {
        acme_books: {
          name: 'acme_books',
          source: 'zoho_books',
          organizationId: '10234695',
          region: 'us',
          webhookSecrets: [{ secret: 'correct-horse-battery', entity: undefined, action: undefined }],
          oauth: undefined,
          urls: {},
          poll: {},
          businessId: undefined,
          businessUuid: undefined,
        },
      },
      warnings: [],
    });
  });

  test('a section whose keys are all commented out counts as absent', () => {
    const { config } = load({ yaml: minimal('receiver:', '# port: 1', 'loader: ~', 'landing:') });
    expect(config.receiver.port).toBe(8080);
    expect(config.loader.settleSeconds).toBe(30);
    expect(config.landing.kind).toBe('folder');
  });
});

describe('the full file', () => {
  const yaml = `
landing: ./data/landing            # a folder | s3://bucket/prefix
s3: { region: eu-central-1, endpoint: "http://127.0.0.1:9000", force_path_style: true }
warehouse:
  engine: duckdb
  path: ./data/ledgerlake.duckdb
receiver: { host: 127.0.0.1, port: 8080, path: /webhooks, public_url: "https://hooks.example.com",
            max_body_bytes: 8388608, time_budget_ms: 4000, coalesce_seconds: 60 }
loader: { schedule: "*/5 * * * *", lookback_hours: 72, settle_seconds: 30, fetch_seconds: 120, max_load_bytes: 33554432, lease_seconds: 60,
          parquet_writer: hyparquet-writer, quota_reserve: 0.1 }
gold: { cost_centre: "tag:Cost centre" }
connections:
  acme_books:
    source: zoho_books
    organization_id: "10234695"
    region: us
    webhook_secrets: ["\${ACME_ZOHO_SECRET}", { secret: "\${ACME_ZOHO_DELETE}", entity: invoices, action: deleted }]
    oauth: { client_id: "\${ID}", client_secret: "\${SECRET}", refresh_token: "\${TOKEN}" }
    urls: { api: "https://www.zohoapis.com/books/v3", accounts: "https://accounts.zoho.com" }
  acme_fresh:
    source: freshbooks
    account_id: 6BApk
    business_id: "0012"
    webhook_secrets: ["\${ACME_FB_VERIFIER}"]
    oauth: { client_id: "\${ID}", client_secret: "\${SECRET}", refresh_token: "\${TOKEN}", redirect_uri: "https://localhost/callback" }
    urls: { api: "https://api.freshbooks.com", accounts: "https://api.freshbooks.com", auth: "https://auth.freshbooks.com/" }
    poll: { accounts: daily, items: "0 3 * * *", taxes: off }
vault: { key: "\${LEDGERLAKE_VAULT_KEY}" }
`;
  const env = {
    ACME_ZOHO_SECRET: 'zohosecret0001',
    ACME_ZOHO_DELETE: 'zohosecret0002',
    ACME_FB_VERIFIER: 'verifier',
    ID: 'client-1',
    SECRET: 'shh-client',
    TOKEN: 'shh-token',
    LEDGERLAKE_VAULT_KEY: VAULT_KEY,
  };

  test('every documented key is accepted and arrives', () => {
    const { config } = load({ yaml, env });
    expect(config.connections['acme_books']!.webhookSecrets).toEqual([
      { secret: 'zohosecret0001', entity: undefined, action: undefined },
      { secret: 'zohosecret0002', entity: 'invoices', action: 'deleted' },
    ]);
    expect(config.connections['acme_books']).toMatchObject({
      oauth: { clientId: 'client-1', clientSecret: 'shh-client', refreshToken: 'shh-token', redirectUri: undefined },
      urls: { api: 'https://www.zohoapis.com/books/v3', accounts: 'https://accounts.zoho.com' },
      poll: {},
    });
    expect(config.connections['acme_fresh']).toMatchObject({
      organizationId: '6BApk',
      region: undefined,
      businessId: '0012',
      urls: { auth: 'https://auth.freshbooks.com' },
      poll: { accounts: 'daily', items: '0 3 * * *', taxes: 'off' },
    });
    expect(config.vault).toEqual({ keys: [VAULT_KEY] });
    expect(config.receiver.publicUrl).toBe('https://hooks.example.com');
    expect(config.gold).toEqual({ costCentre: 'tag:Cost centre' });
  });

  test('a redirect URI keeps the slash at its end, a base URL does not', () => {
    const oauth = 'oauth: { client_id: a, client_secret: b, redirect_uri: "http://localhost:8765/" }';
    const connection = `{ source: freshbooks, account_id: x, ${oauth}, urls: { api: "https://api.example.com/" } }`;
    const { config } = load({ yaml: `vault: { key: ${VAULT_KEY} }\nconnections: { a: ${connection} }` });
    expect(config.connections['a']).toMatchObject({
      oauth: { redirectUri: 'http://localhost:8765/' },
      urls: { api: 'https://api.example.com' },
    });
  });

  test('it is frozen, and prints without its secrets', () => {
    const { config } = load({ yaml, env });
    const printed = JSON.stringify(config) + inspect(config, { depth: 20 });
    for (const name of ['ACME_ZOHO_SECRET', 'ACME_ZOHO_DELETE', 'ACME_FB_VERIFIER', 'SECRET', 'TOKEN'] as const)
      expect(printed).not.toContain(`${env[name]}"`);
    expect(printed).not.toContain('shh-');
    expect(printed).not.toContain('zohosecret');
    expect(printed).not.toContain(VAULT_KEY);
    expect(printed).toContain('<secret>');
    expect(() => Object.assign(config.receiver, { port: 1 })).toThrow(TypeError);
    expect(() => Object.assign(config.connections['acme_books']!.webhookSecrets[0]!, { secret: '' })).toThrow(
      TypeError,
    );
  });
});

describe('values', () => {
  test.each([
    [
      'ids keep their zeros',
      minimal().replace('"10234695"', '0010'),
      (c: Loaded) => c.connections['acme_books']!.organizationId,
      '0010',
    ],
    [
      'an account id that looks like a number stays text',
      'connections: { f: { source: freshbooks, account_id: 12e34 } }',
      (c: Loaded) => c.connections['f']!.organizationId,
      '12e34',
    ],
    [
      'a path loses its last slash',
      minimal('receiver: { path: /in/hooks/ }'),
      (c: Loaded) => c.receiver.path,
      '/in/hooks',
    ],
    [
      'a number may come from the environment',
      minimal('receiver: { port: "${PORT}" }'),
      (c: Loaded) => c.receiver.port,
      9090,
    ],
    ['port 0 is a free port', minimal('receiver: { port: 0 }'), (c: Loaded) => c.receiver.port, 0],
    [
      'an anchor is followed',
      minimal('receiver: { host: &h "::1", path: *h }').replace('path: *h', 'public_url: https://h.example'),
      (c: Loaded) => c.receiver.host,
      '::1',
    ],
    [
      's3 without a prefix',
      minimal('landing: s3://my-bucket'),
      (c: Loaded) => c.landing,
      { kind: 's3', bucket: 'my-bucket', prefix: '', region: undefined, endpoint: undefined, forcePathStyle: false },
    ],
    [
      's3 with everything',
      minimal(
        'landing: s3://my-bucket/books/eu/',
        's3: { region: eu-central-1, endpoint: "http://minio:9000/", force_path_style: true }',
      ),
      (c: Loaded) => c.landing,
      {
        kind: 's3',
        bucket: 'my-bucket',
        prefix: 'books/eu',
        region: 'eu-central-1',
        endpoint: 'http://minio:9000',
        forcePathStyle: true,
      },
    ],
    [
      'databricks with its defaults',
      minimal('warehouse: { engine: databricks, catalog: fin }'),
      (c: Loaded) => c.warehouse,
      {
        engine: 'databricks',
        host: undefined,
        clientId: undefined,
        clientSecret: undefined,
        job: 'ledgerlake',
        sqlWarehouse: undefined,
        catalog: 'fin',
        schema: 'ledgerlake',
        stage: { path: '/Volumes/fin/ledgerlake/landing', upload: true },
      },
    ],
    [
      'a databricks host without scheme',
      minimal('warehouse: { engine: databricks, host: w.cloud.databricks.com, stage: { upload: false } }'),
      (c: Loaded) => c.warehouse,
      {
        engine: 'databricks',
        host: 'https://w.cloud.databricks.com',
        job: 'ledgerlake',
        catalog: 'main',
        schema: 'ledgerlake',
        stage: { path: '/Volumes/main/ledgerlake/landing', upload: false },
      },
    ],
    [
      'two vault keys while rotating',
      minimal(`vault: { keys: [${VAULT_KEY}, ${Buffer.alloc(32, 8).toString('base64')}] }`),
      (c: Loaded) => c.vault?.keys.length,
      2,
    ],
  ])('%s', (_, yaml, pick, expected) => {
    expect(pick(load({ yaml, env: { PORT: '9090' } }).config)).toEqual(expected);
  });

  test('a connection cannot be named like a property of every object', () => {
    const { connections } = load({ yaml: minimal() }).config;
    expect(connections['constructor']).toBeUndefined();
    expect(connections['toString']).toBeUndefined();
  });
});

type Loaded = ReturnType<typeof loadConfig>;

describe('which file', () => {
  test('--config wins over the variable, the variable over the working folder', () => {
    const cwd = tempDir();
    mkdirSync(join(cwd, 'conf'));
    for (const [name, port] of Object.entries({ 'ledgerlake.yaml': 1, 'conf/env.yaml': 2, 'conf/flag.yaml': 3 }))
      writeFileSync(join(cwd, name), minimal('landing: ./landing', `receiver: { port: ${port} }`));
    const env = { LEDGERLAKE_CONFIG: 'conf/env.yaml' };
    const flag = loadConfig({ path: join('conf', 'flag.yaml'), env, cwd });
    expect(flag.receiver.port).toBe(3);
    expect(flag.landing).toEqual({ kind: 'folder', path: join(cwd, 'conf/landing') });
    expect(loadConfig({ env, cwd }).receiver.port).toBe(2);
    expect(loadConfig({ env: {}, cwd }).receiver.port).toBe(1);
    expect(configFileOf({ env: { LEDGERLAKE_CONFIG: '' }, cwd })).toBe(join(cwd, 'ledgerlake.yaml'));
  });

  test.each([
    ['missing', undefined, /ledgerlake\.yaml cannot be read: there is no such file$/],
    ['not UTF-8', Buffer.from([0xff, 0xfe, 0x41]), /it is not UTF-8$/],
  ])('%s: refused with what to do', (_, content, message) => {
    const cwd = tempDir();
    if (content !== undefined) writeFileSync(join(cwd, 'ledgerlake.yaml'), content);
    expect(() => loadConfig({ env: {}, cwd })).toThrow(
      expect.objectContaining({
        code: 'config_invalid',
        message: expect.stringMatching(message),
        hint: expect.stringContaining('ledgerlake init'),
      }),
    );
  });
});

describe('warnings', () => {
  test.each([
    [
      'a Zoho Books connection without secrets',
      'connections: { a: { source: zoho_books, organization_id: "1" } }',
      /^connections\.a has no webhook_secrets: every delivery/,
    ],
    [
      'a FreshBooks connection without secrets',
      'connections: { a: { source: freshbooks, account_id: x } }',
      /^connections\.a has no webhook_secrets: every delivery/,
    ],
    [
      'a Zoho Books secret that Zoho Books would not take',
      'connections: { a: { source: zoho_books, organization_id: "1", webhook_secrets: [tooshort] } }',
      /^connections\.a\.webhook_secrets\[0\] is shorter than 12 characters/,
    ],
    [
      'a time budget shorter than a look at the vault',
      minimal(`receiver: { time_budget_ms: 900 }\nvault: { key: ${VAULT_KEY} }`),
      /^receiver\.time_budget_ms \(900\) is shorter than 1500 ms/,
    ],
    [
      'settling shorter than the time budget',
      minimal('loader: { settle_seconds: 4 }'),
      /^loader\.settle_seconds \(4\) is not longer/,
    ],
  ])('%s', (_, yaml, warning) => {
    expect(load({ yaml }).config.warnings).toEqual([expect.stringMatching(warning)]);
  });
});
