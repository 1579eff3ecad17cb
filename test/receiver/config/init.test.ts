import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { initConfig } from '../../../receiver/config/init.ts';
import { loadConfig } from '../../../receiver/config/load.ts';
import { loadProcessConfig } from '../../../receiver/config/process.ts';
import { tempDir } from '../../support/temp-dir.ts';

const FILES = ['ledgerlake.yaml', '.env.example'];

function readyFolder(): string {
  const dir = join(tempDir(), 'new');
  initConfig(dir);
  const example = readFileSync(join(dir, '.env.example'), 'utf8');
  writeFileSync(join(dir, '.env'), example.replace('ACME_ZOHO_SECRET=', 'ACME_ZOHO_SECRET=0123456789abcdef'));
  return dir;
}

test('the written configuration loads once the variables have values', () => {
  const dir = readyFolder();
  const config = loadConfig({ env: {}, cwd: dir });
  expect(config.connections['acme_books']).toMatchObject({
    source: 'zoho_books',
    organizationId: '10234695',
    region: 'us',
  });
  expect(config.landing).toEqual({ kind: 'folder', path: join(dir, 'data/landing') });
  expect(config.warnings).toEqual([]);
});

test('before that, the one thing to do is named', () => {
  const dir = tempDir();
  initConfig(dir);
  const load = () => loadConfig({ env: { ACME_ZOHO_ORGANIZATION_ID: '1' }, cwd: dir });
  expect(load).toThrow(/has a problem:\n.*webhook_secrets\[0\].*ACME_ZOHO_SECRET is not set/);
});

test('the commented defaults are the defaults, and the commented connections are valid', () => {
  const dir = readyFolder();
  const before = loadConfig({ env: {}, cwd: dir });
  const path = join(dir, 'ledgerlake.yaml');
  const all = readFileSync(path, 'utf8')
    .replaceAll(
      /^# {3}(?=[a-z_]+: )(?!engine|host: \$|client|job|sql|catalog|schema|stage|region|endpoint|force|public)/gm,
      '  ',
    )
    .replaceAll(
      /^ {2}# (?= *(acme_fresh|source|account_id|webhook_secrets|oauth|client|refresh|redirect|poll))/gm,
      '  ',
    )
    .replace('# vault:', 'vault:');
  expect(all).toContain('\n  lease_seconds: 60');
  expect(all).toContain('\n  acme_fresh:\n    source: freshbooks');
  writeFileSync(path, all);
  const env = {
    ACME_FB_VERIFIER: 'v',
    FB_CLIENT_ID: 'i',
    FB_CLIENT_SECRET: 's',
    FB_REFRESH_TOKEN: 'r',
    LEDGERLAKE_VAULT_KEY: Buffer.alloc(32, 1).toString('base64'),
  };
  const after = loadConfig({ env, cwd: dir });
  expect({ receiver: after.receiver, loader: after.loader }).toEqual({
    receiver: before.receiver,
    loader: before.loader,
  });
  expect(Object.keys(after.connections)).toEqual(['acme_books', 'acme_fresh']);
});

test('every variable that the file mentions stands in the example', () => {
  const dir = tempDir();
  initConfig(dir);
  const [yaml, example] = FILES.map((name) => readFileSync(join(dir, name), 'utf8')) as [string, string];
  const mentioned = [...yaml.matchAll(/\$\{([A-Z_]+)\}/g)].map(([, name]) => name).filter((name) => name !== 'NAME');
  expect(mentioned.length).toBeGreaterThan(5);
  for (const name of mentioned) expect(example).toMatch(new RegExp(`^(# )?${name}=`, 'm'));
});

test('nothing is overwritten', () => {
  const dir = tempDir();
  const paths = FILES.map((name) => join(dir, name));
  writeFileSync(paths[0]!, 'mine');
  expect(initConfig(dir)).toEqual({ written: [paths[1]], kept: [paths[0]] });
  expect(readFileSync(paths[0]!, 'utf8')).toBe('mine');
  expect(initConfig(dir)).toEqual({ written: [], kept: paths });
});

test('a process finds the variables of .env in its environment, its own first', async () => {
  const dir = readyFolder();
  writeFileSync(
    join(dir, '.env'),
    'ACME_ZOHO_ORGANIZATION_ID=7\nACME_ZOHO_SECRET=0123456789abcdef\nLEDGERLAKE_TEST_A=file\nLEDGERLAKE_TEST_B=file\n',
  );
  const kept = { ...process.env };
  try {
    process.env['LEDGERLAKE_TEST_B'] = 'real';
    expect((await loadProcessConfig(join(dir, 'ledgerlake.yaml'))).connections['acme_books']!.organizationId).toBe('7');
    expect(process.env['LEDGERLAKE_TEST_A']).toBe('file');
    expect(process.env['LEDGERLAKE_TEST_B']).toBe('real');
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in kept)) delete process.env[name];
  }
});
