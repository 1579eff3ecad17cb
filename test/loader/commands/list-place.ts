import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { runCommandLine } from '../../../loader/program.ts';
import { openLandingStore } from '../../../receiver/landing/index.ts';
import type { LandingStore } from '../../../receiver/landing/store.ts';
import { type FakeZoho, startFakeZoho } from '../../support/fake-zoho/index.ts';
import { textSink } from '../../support/loader-context.ts';
import { tempDir } from '../../support/temp-dir.ts';

const MAIN = fileURLToPath(new URL('../../../loader/main.ts', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Running {
  readonly end: Promise<Ran>;
  stop(): void;
}

/** A user's folder with a connection to a provider on loopback, and one without credentials. */
export interface ListPlace {
  readonly fake: FakeZoho;
  readonly store: LandingStore;
  readonly refreshToken: string;
  /** `ledgerlake <args>` as a process of its own */
  readonly start: (...args: readonly string[]) => Running;
  readonly run: (...args: readonly string[]) => Promise<Ran>;
  /** the same in this process: quicker, for what asks nothing */
  readonly here: (...args: readonly string[]) => Promise<Ran>;
}

export async function listPlace(): Promise<ListPlace> {
  const fake = await startFakeZoho();
  onTestFinished(() => fake.close());
  const dir = tempDir();
  const { clientId, clientSecret, organizationId } = fake;
  const refreshToken = fake.tokens.issue();
  const oauth = { client_id: clientId, client_secret: clientSecret, refresh_token: refreshToken };
  const source = { source: 'zoho_books', region: 'us', webhook_secrets: ['Zoho0Secret1For2Tests'] };
  const config = {
    landing: './landing',
    warehouse: { engine: 'duckdb', path: './lake.duckdb' },
    vault: { key: randomBytes(32).toString('base64') },
    connections: {
      acme_books: {
        ...source,
        organization_id: organizationId,
        oauth,
        urls: { api: fake.apiUrl, accounts: fake.url },
      },
      silent: { ...source, organization_id: '10234696' },
    },
  };
  const file = join(dir, 'ledgerlake.yaml');
  writeFileSync(file, JSON.stringify(config));
  const store = await openLandingStore({ kind: 'folder', path: join(dir, 'landing') });
  onTestFinished(() => store.close());
  const start = (...args: readonly string[]): Running => {
    const child = spawn(process.execPath, [MAIN, ...args, '--config', file], { stdio: ['ignore', 'pipe', 'pipe'] });
    const printed = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) {
      child[name].on('data', (chunk: Buffer) => {
        printed[name] += chunk.toString('utf8');
      });
    }
    const end = new Promise<Ran>((resolve) => {
      child.on('close', (code) => resolve({ code, ...printed }));
    });
    return { end, stop: () => void child.kill('SIGTERM') };
  };
  const here = async (...args: readonly string[]): Promise<Ran> => {
    const [stdout, stderr] = [textSink(), textSink()];
    const host = { stdout, stderr, stdin: Readable.from([]), signal: new AbortController().signal };
    const code = await runCommandLine([...args, '--config', file], host);
    return { code, stdout: stdout.text(), stderr: stderr.text() };
  };
  return { fake, store, refreshToken, start, here, run: (...args) => start(...args).end };
}
