import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { openAccessTokens } from '../../../loader/auth/open-access-tokens.ts';
import { openLandingStore } from '../../../receiver/landing/index.ts';
import { openVault } from '../../../receiver/vault/vault.ts';
import { type FakeFreshbooks, startFakeFreshbooks } from '../../support/fake-freshbooks/index.ts';
import { testConfig } from '../../support/receiver-config.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { VAULT_KEY } from './support.ts';
import type { Orders, Reply } from './token-process.ts';

const SCRIPT = fileURLToPath(new URL('./token-process.ts', import.meta.url));

/** A FreshBooks and a landing folder that several processes share; the clock is real but for an offset. */
export interface SharedPlace {
  readonly provider: FakeFreshbooks;
  offsetMs: number;
  /** gets a token within this process */
  token(): Promise<string>;
  start(killAt?: number): TokenProcess;
}

export interface TokenProcess {
  readonly ready: Promise<void>;
  /** Gets a token at the place's time; undefined when it was killed meanwhile. */
  get(): Promise<Reply | undefined>;
  kill(): void;
  /** Ends it, if nothing else did. */
  ended(): Promise<{ readonly signal: NodeJS.Signals | null; readonly steps: readonly string[] }>;
}

export async function sharedPlace(): Promise<SharedPlace> {
  const dir = tempDir();
  let place: SharedPlace | undefined;
  const provider = await startFakeFreshbooks({ clock: () => new Date(Date.now() + (place?.offsetMs ?? 0)) });
  onTestFinished(() => provider.close());
  const { clientId, clientSecret, redirectUri, url } = provider;
  const orders: Orders = {
    landing: join(dir, 'landing'),
    vaultKey: VAULT_KEY,
    connection: {
      ...testConfig().connections['acme_fresh']!,
      oauth: { clientId, clientSecret, redirectUri, refreshToken: provider.tokens.issue() },
      urls: { accounts: url },
    },
  };
  const file = join(dir, 'orders.json');
  writeFileSync(file, JSON.stringify(orders));
  place = {
    provider,
    offsetMs: 0,
    token: async () => {
      const store = await openLandingStore({ kind: 'folder', path: orders.landing });
      const { token } = await openAccessTokens({
        connection: orders.connection,
        vault: openVault(store, [VAULT_KEY]),
        clock: () => new Date(Date.now() + (place?.offsetMs ?? 0)),
        sleep: () => Promise.reject(new Error('there was nothing to wait for')),
        nonce: randomUUID,
        owner: { host: 'here', pid: process.pid, id: randomUUID() },
      }).get();
      await store.close();
      return token;
    },
    start: (killAt = 0) => startProcess([file, String(killAt)], () => place?.offsetMs ?? 0),
  };
  return place;
}

function startProcess(args: readonly string[], offsetMs: () => number): TokenProcess {
  const child = spawn(process.execPath, [SCRIPT, ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString('utf8');
  });
  // What is written to a process that is just being killed is lost, no more.
  child.stdin.on('error', () => undefined);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const closed = new Promise<NodeJS.Signals | null>((resolve) => {
    child.on('close', (_code, signal) => resolve(signal));
  });
  const ready = (async () => {
    const { value } = await lines.next();
    if (value !== 'ready') throw new Error(`the process did not start: ${stderr}`);
  })();
  return {
    ready,
    async get() {
      await ready;
      child.stdin.write(`${offsetMs()}\n`);
      const { done, value } = await lines.next();
      return done === true ? undefined : (JSON.parse(value) as Reply);
    },
    kill: () => void child.kill('SIGKILL'),
    async ended() {
      child.stdin.end();
      return { signal: await closed, steps: stderr.split('\n').filter((line) => line.startsWith('step ')) };
    },
  };
}
