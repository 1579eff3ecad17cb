import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough, Readable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import type { Host } from '../../../loader/commands/command-line.ts';
import { runCommandLine } from '../../../loader/program.ts';
import { loadProcessConfig } from '../../../receiver/config/process.ts';
import { keyIds } from '../../../receiver/vault/seal.ts';
import { textSink } from '../../support/loader-context.ts';
import { tempDir } from '../../support/temp-dir.ts';

const KEY = Buffer.alloc(32, 1).toString('base64');
const NEW_KEY = Buffer.alloc(32, 2).toString('base64');
const NOON = new Date('2026-11-20T12:00:00.000Z');
const SECRET = 'dose-hunter2-canary';

const yaml = (keys: readonly string[]): string => `
landing: ./landing
warehouse: { engine: databricks, client_id: app, client_secret: "\${vault:DATABRICKS_CLIENT_SECRET}" }
connections:
  acme_books: { source: zoho_books, organization_id: "10234695", webhook_secrets: ["Zoho0Secret1For2Tests"] }
${keys.length === 0 ? '' : `vault: { keys: [${keys.map((key) => `"${key}"`).join(', ')}] }`}
`;

interface Answer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

interface Place {
  readonly dir: string;
  readonly file: string;
  readonly run: (argv: readonly string[], stdin?: Host['stdin'], signal?: AbortSignal) => Promise<Answer>;
  readonly set: (name: string, text: string) => Promise<Answer>;
}

/** A configured folder whose warehouse needs a secret that nobody has stored yet. */
function place(keys: readonly string[] = [KEY]): Place {
  const dir = tempDir();
  const file = join(dir, 'ledgerlake.yaml');
  writeFileSync(file, yaml(keys));
  const run: Place['run'] = async (argv, stdin = Readable.from([]), signal = new AbortController().signal) => {
    const stdout = textSink();
    const stderr = textSink();
    const host: Host = { stdout, stderr, stdin, signal, seams: { clock: () => NOON } };
    const code = await runCommandLine(['secrets', ...argv, '--config', file], host);
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  };
  return { dir, file, run, set: (name, text) => run(['set', name], Readable.from([Buffer.from(text)])) };
}

/** What a text would look like anywhere in the landing zone. */
function landed(dir: string): string {
  const files = readdirSync(join(dir, 'landing'), { recursive: true, encoding: 'utf8' })
    .map((name) => join(dir, 'landing', name))
    .filter((path) => statSync(path).isFile());
  return files.map((path) => `${path}\n${readFileSync(path, 'utf8')}`).join('\n');
}

async function clientSecret(file: string): Promise<string | undefined> {
  const { warehouse } = await loadProcessConfig(file);
  return warehouse.engine === 'databricks' ? warehouse.clientSecret : undefined;
}

describe('set', () => {
  test('stores while the configuration names what is not there yet; then it loads', async () => {
    const { dir, file, set, run } = place();
    await expect(loadProcessConfig(file)).rejects.toMatchObject({
      message: expect.stringContaining('run "ledgerlake secrets set DATABRICKS_CLIENT_SECRET"'),
    });
    const answer = await set('DATABRICKS_CLIENT_SECRET', `${SECRET}\n`);
    expect(answer).toMatchObject({ code: 0, stdout: expect.stringMatching(/^stored DATABRICKS_CLIENT_SECRET;/) });
    expect(await clientSecret(file)).toBe(SECRET);
    const listed = await run(['list', '--json']);
    for (const text of [answer.stdout, answer.stderr, listed.stdout, listed.stderr, landed(dir)]) {
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain(Buffer.from(SECRET).toString('base64'));
    }
  });

  test.each([
    ['one line feed goes', 'a\n', 'a'],
    ['of DOS too', 'a\r\n', 'a'],
    ['but only one', 'a\nb\n\n', 'a\nb\n'],
    ['a byte order mark goes', '\uFEFFa', 'a'],
    ['the rest stays', 'ä\u{1F511} "\\', 'ä\u{1F511} "\\'],
    ['64 KiB are not too many', 'x'.repeat(65_536), 'x'.repeat(65_536)],
  ])('of standard input: %s', async (_, text, expected) => {
    const { file, set } = place();
    writeFileSync(file, readFileSync(file, 'utf8').replace('client_id: app', 'client_id: app, job: "j${vault:J}"'));
    await set('DATABRICKS_CLIENT_SECRET', SECRET);
    expect(await set('J', text)).toMatchObject({ code: 0 });
    expect((await loadProcessConfig(file)).warehouse).toMatchObject({ job: `j${expected}` });
  });

  test('replaces, also what no key opens any more', async () => {
    const { file, set } = place([KEY]);
    await set('DATABRICKS_CLIENT_SECRET', 'old-old-old');
    await set('DATABRICKS_CLIENT_SECRET', 'newer');
    expect(await clientSecret(file)).toBe('newer');
    writeFileSync(file, yaml([NEW_KEY]));
    await expect(loadProcessConfig(file)).rejects.toMatchObject({ code: 'vault_key_wrong' });
    expect(await set('DATABRICKS_CLIENT_SECRET', 'newest')).toMatchObject({ code: 0 });
    expect(await clientSecret(file)).toBe('newest');
  });

  test.each<[string, string[], string, RegExp]>([
    ['nothing', ['set', 'NAME'], '', /^error: the secret NAME is empty\nhint: /],
    ['a line feed alone', ['set', 'NAME'], '\n', /^error: the secret NAME is empty/],
    ['white space alone', ['set', 'NAME'], ' \t\n', /^error: the secret NAME is empty/],
    ['too much', ['set', 'NAME'], 'x'.repeat(65_537), /^error: more than 65536 bytes came/],
    ['no name', ['set'], SECRET, /^error: missing required argument 'name'/],
    ['a name that is none', ['set', 'a-b'], SECRET, /^error: "a-b" cannot be the name of a secret\nhint: /],
    ['a path as a name', ['set', '../x'], SECRET, /^error: "..\/x" cannot be the name/],
    ['the value as an argument', ['set', 'NAME', SECRET], '', /^error: a secret is never an argument/],
    ['an unknown one to remove', ['remove', 'NAME'], '', /^error: there is no secret NAME\nhint: /],
  ])('refuses %s with 2', async (_, argv, text, message) => {
    const { dir, run } = place();
    const answer = await run(argv, Readable.from([Buffer.from(text)]));
    expect(answer).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
    expect(answer.stderr).not.toContain(SECRET);
    expect(readdirSync(dir).includes('landing') ? landed(dir) : '').not.toContain('sealed');
  });

  test('refuses bytes that are no text', async () => {
    const answer = await place().run(['set', 'NAME'], Readable.from([Buffer.from([0x61, 0xff, 0xfe])]));
    expect(answer).toMatchObject({ code: 2, stderr: expect.stringMatching(/^error: what came is not UTF-8/) });
  });

  test('refuses a name that differs from another in case alone', async () => {
    const { set } = place();
    await set('Name', 'a');
    expect(await set('NAME', 'b')).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/^error: there is a secret Name already/),
    });
  });

  test('without a vault key it says so before it asks', async () => {
    const never = new PassThrough();
    const answer = await place([]).run(['set', 'NAME'], never);
    expect(answer).toMatchObject({ code: 1, stderr: expect.stringMatching(/no vault key\nhint: set vault\.key/) });
  });

  test('ends when the process shall end', async () => {
    const stop = new AbortController();
    const waiting = place().run(['set', 'NAME'], new PassThrough(), stop.signal);
    stop.abort();
    expect(await waiting).toMatchObject({ code: 2, stderr: expect.stringMatching(/^error: nothing was entered/) });
  });
});

describe('typed on a terminal', () => {
  const typed = async (keys: string): Promise<Answer & { readonly file: string }> => {
    const { file, run } = place();
    const stdin = Object.assign(new PassThrough(), { isTTY: true });
    stdin.write(keys);
    return { file, ...(await run(['set', 'DATABRICKS_CLIENT_SECRET'], stdin)) };
  };

  test('one line, which is not echoed', async () => {
    const { file, ...answer } = await typed(`${SECRET}x\u007f\r`);
    expect(answer).toMatchObject({ code: 0 });
    expect(answer.stderr).toMatch(/^secret DATABRICKS_CLIENT_SECRET \(not shown\): \n/);
    expect(answer.stderr + answer.stdout).not.toContain('hunter2');
    expect(await clientSecret(file)).toBe(SECRET);
  });

  test.each([
    ['Ctrl-C', `${SECRET}\u0003`, /error: nothing was entered\n/],
    ['Ctrl-D', '\u0004', /error: nothing was entered\n/],
    ['nothing', '\r', /error: the secret DATABRICKS_CLIENT_SECRET is empty\n/],
  ])('%s stores nothing', async (_, keys, message) => {
    const answer = await typed(keys);
    expect(answer).toMatchObject({ code: 2, stderr: expect.stringMatching(message) });
    expect(answer.stderr).not.toContain('hunter2');
  });
});

test('remove takes it away with its older values', async () => {
  const { dir, file, run, set } = place();
  for (const text of ['one-one-one', 'two-two-two']) await set('DATABRICKS_CLIENT_SECRET', text);
  const removed = JSON.parse((await run(['remove', 'DATABRICKS_CLIENT_SECRET', '--json'])).stdout);
  expect(removed).toEqual({ name: 'DATABRICKS_CLIENT_SECRET', removed: true, older_values_kept: false });
  expect(landed(dir)).toContain('removed_at');
  expect(landed(dir)).not.toContain('sealed');
  await expect(loadProcessConfig(file)).rejects.toMatchObject({ code: 'config_invalid' });
  expect(await run(['list'])).toMatchObject({ code: 0, stdout: 'the vault is empty\n' });
  expect(await run(['remove', 'DATABRICKS_CLIENT_SECRET'])).toMatchObject({ code: 2 });
});

describe('a key is replaced', () => {
  test('list names the old ones, reseal seals them anew, and the old key can be dropped', async () => {
    const { file, run, set } = place([KEY]);
    await set('DATABRICKS_CLIENT_SECRET', SECRET);
    writeFileSync(file, yaml([NEW_KEY, KEY]));
    await set('OTHER', 'other');
    const [newId, oldId] = keyIds([NEW_KEY, KEY]);
    const entry = (name: string, key: string, id: string | undefined) => ({
      entry: `secret.${name}`,
      kind: 'secret',
      name,
      set_at: NOON.toISOString(),
      key,
      key_id: id,
    });
    const listed = async () => JSON.parse((await run(['list', '--json'])).stdout);
    const other = entry('OTHER', 'current', newId);
    expect(await listed()).toEqual([entry('DATABRICKS_CLIENT_SECRET', 'older', oldId), other]);
    expect((await run(['list'])).stdout).toMatch(
      /^kind +name +set at +key\nsecret +DATABRICKS_CLIENT_SECRET +2026-11-20T12:00:00.000Z +older \([0-9a-f]{8}\)\n/,
    );
    expect(JSON.parse((await run(['reseal', '--json'])).stdout)).toEqual({
      resealed: ['secret.DATABRICKS_CLIENT_SECRET'],
      failed: [],
    });
    expect(await listed()).toEqual([entry('DATABRICKS_CLIENT_SECRET', 'current', newId), other]);
    writeFileSync(file, yaml([NEW_KEY]));
    expect(await clientSecret(file)).toBe(SECRET);
    expect(await run(['reseal'])).toMatchObject({ code: 0, stdout: '0 values sealed anew\n' });
  });

  test('reseal fails on what no key opens, and names it', async () => {
    const { file, run, set } = place([KEY]);
    await set('LOST', 'x');
    writeFileSync(file, yaml([NEW_KEY]));
    const answer = await run(['reseal']);
    expect(answer).toMatchObject({ code: 1, stdout: '0 values sealed anew\n' });
    expect(answer.stderr).toMatch(/^error: vault\.secret\.LOST was sealed with key [0-9a-f]{8}, which/);
    expect(answer.stderr).not.toContain('can be dropped');
    expect((await run(['list'])).stdout).toMatch(/LOST .* unknown \(/);
  });
});
