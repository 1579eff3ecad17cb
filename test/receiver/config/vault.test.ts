import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { Config } from '../../../receiver/config/config.ts';
import { type LoadConfigOptions, loadZone } from '../../../receiver/config/load.ts';
import { loadConfigWithVault } from '../../../receiver/config/load-with-vault.ts';
import { openLandingStore } from '../../../receiver/landing/index.ts';
import { openVault } from '../../../receiver/vault/vault.ts';
import { stubConfig, useStubCredentials } from '../../support/landing-places.ts';
import { startS3Stub } from '../../support/s3-stub.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { minimal } from './support.ts';

const KEY = Buffer.alloc(32, 7).toString('base64');
const OTHER_KEY = Buffer.alloc(32, 8).toString('base64');
const VAULT = 'vault: { key: "${LEDGERLAKE_VAULT_KEY}" }';
const SECRET = 'hunter2hunter2';

interface Given {
  readonly yaml: string;
  /** what the vault of `./data/landing` holds */
  readonly secrets?: Readonly<Record<string, string>>;
  readonly key?: string;
  readonly env?: Readonly<Record<string, string>>;
}

async function given({ yaml, secrets = {}, key = KEY, env = {} }: Given): Promise<LoadConfigOptions & { dir: string }> {
  const dir = tempDir();
  writeFileSync(join(dir, 'ledgerlake.yaml'), yaml);
  const store = await openLandingStore({ kind: 'folder', path: join(dir, 'data/landing') });
  const vault = openVault(store, [key]);
  for (const [name, text] of Object.entries(secrets))
    await vault.write(`secret.${name}`, { generation: 1, value: text });
  await store.close();
  return { dir, cwd: dir, env: { LEDGERLAKE_VAULT_KEY: KEY, ...env } };
}

async function load(what: Given): Promise<Config> {
  return await loadConfigWithVault(await given(what));
}

/** The problems of a configuration that must be refused, one text each. */
async function problemsIn(what: Given): Promise<string[]> {
  const error: unknown = await load(what).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code: 'config_invalid' });
  expect(inspect(error, { depth: 10 })).not.toContain(SECRET);
  const [, ...lines] = (error as Error).message.split('\n');
  return lines.map((line) => line.trim());
}

describe('a secret of the vault', () => {
  test('stands wherever a text may, as a part of one too', async () => {
    const config = await load({
      yaml: minimal(
        'warehouse: { engine: databricks, client_secret: "${vault:DB_SECRET}", job: "x-${vault:job}-${A}" }',
        VAULT,
      ).replace('correct-horse-battery', '"${vault:DB_SECRET}"'),
      secrets: { DB_SECRET: SECRET, job: '${A}' },
      env: { A: 'a' },
    });
    // what has been put in is not searched again
    expect(config.warehouse).toMatchObject({ clientSecret: SECRET, job: 'x-${A}-a' });
    expect(config.connections['acme_books']!.webhookSecrets[0]!.secret).toBe(SECRET);
    expect(JSON.stringify(config) + inspect(config, { depth: 20 })).not.toContain(SECRET);
  });

  test('$${vault:NAME} is no reference', async () => {
    const yaml = minimal().replace('correct-horse-battery', () => '"$${vault:NAME}"');
    expect((await load({ yaml })).connections['acme_books']!.webhookSecrets[0]!.secret).toBe('${vault:NAME}');
  });

  test('is read from the landing zone that the file names, on S3 too', async () => {
    useStubCredentials();
    const stub = await startS3Stub();
    const store = await openLandingStore(stubConfig(stub, 'books'));
    try {
      await openVault(store, [KEY]).write('secret.DB_SECRET', { generation: 1, value: SECRET });
      const options = await given({
        yaml: minimal(
          `landing: s3://${stub.bucket}/books`,
          `s3: { endpoint: "${stub.url}", force_path_style: true }`,
          'warehouse: { engine: databricks, client_secret: "${vault:DB_SECRET}" }',
          VAULT,
        ),
      });
      expect((await loadConfigWithVault(options)).warehouse).toMatchObject({ clientSecret: SECRET });
    } finally {
      await store.close();
      await stub.close();
    }
  });

  test('a file that names none opens no landing zone', async () => {
    const dir = tempDir();
    writeFileSync(join(dir, 'ledgerlake.yaml'), minimal('landing: ./elsewhere'));
    await loadConfigWithVault({ env: {}, cwd: dir });
    expect(existsSync(join(dir, 'elsewhere'))).toBe(false);
  });
});

describe('refused, with what to do', () => {
  const DATABRICKS = 'warehouse: { engine: databricks, client_secret: "${vault:DB_SECRET}" }';

  test.each<[string, Given, string[]]>([
    [
      'one that the vault does not hold, together with everything else',
      { yaml: minimal(DATABRICKS, VAULT, 'receiver: { port: x }') },
      [
        'warehouse.client_secret (line 6): the vault holds no secret DB_SECRET: run "ledgerlake secrets set DB_SECRET"',
        'receiver.port (line 8): "x" must be a whole number from 0 to 65535',
      ],
    ],
    [
      'one in landing',
      { yaml: minimal('landing: "${vault:PLACE}"', VAULT), secrets: { PLACE: './data/landing' } },
      ['landing (line 6): ${vault:PLACE} cannot stand here, because landing, s3 and vault say where the vault is and'],
    ],
    [
      'one in s3',
      { yaml: minimal('s3: { region: "${vault:R}" }', VAULT) },
      ['s3.region (line 6): ${vault:R} cannot stand here'],
    ],
    [
      'one in vault, beside others that are not looked up then',
      { yaml: minimal(DATABRICKS, 'vault: { key: "${vault:KEY}" }', 'loder: {}') },
      ['vault.key (line 7): ${vault:KEY} cannot stand here', 'loder (line 8): unknown key "loder"'],
    ],
    [
      'without a key',
      { yaml: minimal(DATABRICKS) },
      [
        'vault: is missing: must have a key (openssl rand -base64 32), because warehouse.client_secret names ${vault:DB_SECRET}',
      ],
    ],
    [
      'without a key that oauth needs too: said once',
      {
        yaml: `connections: { f: { source: freshbooks, account_id: "1", oauth: { client_id: i, client_secret: "\${vault:S}" } } }`,
      },
      ['vault: is missing: must have a key'],
    ],
    [
      'with a wrong key',
      { yaml: minimal(DATABRICKS, 'vault: { key: short }', 'loader: { lease_seconds: 0 }') },
      ['loader.lease_seconds (line 8): "0" must be', 'vault.key (line 7): <secret> must be 32 bytes'],
    ],
    [
      'with a value that does not fit: it is not shown',
      {
        yaml: minimal('receiver: { port: "${vault:P}", host: "${vault:P} x", path: "/\\t${vault:P}" }', VAULT),
        secrets: { P: SECRET },
      },
      [
        'receiver.host (line 6): <secret> must be a host',
        'receiver.port (line 6): <secret> must be a whole number',
        'receiver.path (line 6): <secret> must begin',
      ],
    ],
    [
      'by a name that is none',
      { yaml: minimal('landing: ./x', 'receiver: { host: "${vault:a b}" }') },
      ['receiver.host (line 7): not the name of a secret'],
    ],
  ])('%s', async (_, what, expected) => {
    const problems = await problemsIn(what);
    expect(problems.map((problem, i) => problem.slice(0, expected[i]?.length))).toEqual(expected);
  });

  test('one that another key sealed: that is no fault of the file', async () => {
    const yaml = minimal(DATABRICKS, VAULT);
    await expect(load({ yaml, secrets: { DB_SECRET: SECRET }, key: OTHER_KEY })).rejects.toMatchObject({
      code: 'vault_key_wrong',
      message: expect.stringContaining('vault.secret.DB_SECRET'),
      hint: expect.stringContaining('vault.keys: [new, old]'),
    });
    const rotating = minimal(DATABRICKS, `vault: { keys: ["${KEY}", "${OTHER_KEY}"] }`);
    const config = await load({ yaml: rotating, secrets: { DB_SECRET: SECRET }, key: OTHER_KEY });
    expect(config.warehouse).toMatchObject({ clientSecret: SECRET });
  });

  test('a landing zone that cannot be opened', async () => {
    const options = await given({ yaml: minimal(DATABRICKS, VAULT, 'landing: ./ledgerlake.yaml') });
    await expect(loadConfigWithVault(options)).rejects.toMatchObject({ code: expect.stringMatching(/^landing_/) });
  });
});

describe('the zone alone', () => {
  test('needs nothing else of the file to be right', async () => {
    const { dir, ...options } = await given({
      yaml: `loder: {}\nconnections: 7\nwarehouse: { client_secret: "\${vault:X}\${NOT_SET}" }\nlanding: ./there\n${VAULT}\n`,
    });
    const zone = loadZone(options);
    expect(zone).toEqual({
      file: join(dir, 'ledgerlake.yaml'),
      landing: { kind: 'folder', path: join(dir, 'there') },
      vault: { keys: [KEY] },
    });
    expect(JSON.stringify(zone)).not.toContain(KEY);
  });

  test.each([
    ['vault: { key: short }', 'vault.key (line 1): <secret> must be 32 bytes'],
    ['landing: "${vault:X}"', 'landing (line 1): ${vault:X} cannot stand here'],
    ['s3: { region: "${NOT_SET}" }', 's3.region (line 1): the environment variable NOT_SET is not set'],
    ['landing: [', 'the file: line 1'],
  ])('%s is refused', async (yaml, problem) => {
    const options = await given({ yaml });
    expect(() => loadZone(options)).toThrow(
      expect.objectContaining({ code: 'config_invalid', message: expect.stringContaining(problem) }),
    );
  });

  test('an empty file has the default landing zone and no key', async () => {
    const { dir, ...options } = await given({ yaml: '' });
    expect(loadZone(options)).toEqual({
      file: join(dir, 'ledgerlake.yaml'),
      landing: { kind: 'folder', path: join(dir, 'data/landing') },
    });
  });
});
