import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Cli } from './find-cli.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));

/** What lies about in a clone and must stay there. */
const STRAYS: Readonly<Record<string, string>> = {
  '.env': 'ZOHO_SECRET=canary-in-dot-env\n',
  'ledgerlake.yaml': 'landing: ./data/landing\n',
  'notebooks/.env': '',
  'package.json': '{}\n',
  'loader/main.ts': 'export {};\n',
  'node_modules/x/index.js': 'module.exports = 1;\n',
  'data/landing/raw/secret.json': '{}\n',
};

/** Who deploys. */
export type Deployer =
  | { readonly kind: 'user'; readonly token: string }
  | { readonly kind: 'service principal'; readonly clientId: string; readonly clientSecret: string };

export interface CliResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  /** both, stdout first */
  readonly output: string;
}

/** A clone of the project, as far as the CLI sees it, and the CLI in it: nothing of this machine's own settings takes part. */
export interface Clone {
  readonly dir: string;
  /** Runs `databricks <args>` in the clone. */
  run(args: readonly string[]): Promise<CliResult>;
  remove(): void;
}

export interface CloneOptions {
  readonly cli: Cli;
  readonly url: string;
  readonly deployer: Deployer;
  /** BUNDLE_VAR_* by name */
  readonly variables: Readonly<Record<string, string>>;
}

export function makeClone({ cli, url, deployer, variables }: CloneOptions): Clone {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'ledgerlake-bundle-')));
  const dir = join(base, 'clone');
  for (const path of ['databricks.yml', 'bundle', 'notebooks', '.gitignore']) {
    cpSync(join(ROOT, path), join(dir, path), { recursive: true });
  }
  if (cli.version.includes('-dev')) dropVersion(join(dir, 'databricks.yml'));
  for (const [path, text] of Object.entries(STRAYS)) {
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    writeFileSync(join(dir, path), text);
  }
  for (const folder of ['home', 'tmp']) mkdirSync(join(base, folder));
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: join(base, 'home'),
    TMPDIR: join(base, 'tmp'),
    DATABRICKS_HOST: url,
    ...credentialsOf(deployer),
    DATABRICKS_CONFIG_FILE: join(base, 'home', 'no-such-file'),
    DATABRICKS_BUNDLE_TMP: join(base, 'tmp'),
    DATABRICKS_CACHE_ENABLED: 'false',
    DATABRICKS_CLI_DISABLE_TELEMETRY: '1',
    DATABRICKS_CLI_DISABLE_UPDATE_CHECK: '1',
    DATABRICKS_BUNDLE_RETRY_INTERVAL_MS: '10',
    ...Object.fromEntries(Object.entries(variables).map(([name, value]) => [`BUNDLE_VAR_${name}`, value])),
  };
  return {
    dir,
    run: (args) => runCli({ cli: cli.path, args, dir, env }),
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}

/** A build between two releases meets no version constraint, and warns of that: all else can be tested with it. */
function dropVersion(file: string): void {
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replace(/^ *databricks_cli_version:.*\n/m, ''));
}

function credentialsOf(deployer: Deployer): Record<string, string> {
  if (deployer.kind === 'user') return { DATABRICKS_AUTH_TYPE: 'pat', DATABRICKS_TOKEN: deployer.token };
  return {
    DATABRICKS_AUTH_TYPE: 'oauth-m2m',
    DATABRICKS_CLIENT_ID: deployer.clientId,
    DATABRICKS_CLIENT_SECRET: deployer.clientSecret,
  };
}

interface Started {
  readonly cli: string;
  readonly args: readonly string[];
  readonly dir: string;
  readonly env: Record<string, string>;
}

function runCli({ cli, args, dir, env }: Started): Promise<CliResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(cli, args, { cwd: dir, env, stdio: ['ignore', 'pipe', 'pipe'], timeout: 280_000 });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr, output: `${stdout}${stderr}` }));
  });
}
