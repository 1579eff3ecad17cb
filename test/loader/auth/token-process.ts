import { randomUUID } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { openAccessTokens } from '../../../loader/auth/open-access-tokens.ts';
import { tokenState } from '../../../loader/auth/token-state.ts';
import type { ConnectionConfig } from '../../../receiver/config/config.ts';
import { openLandingStore } from '../../../receiver/landing/index.ts';
import type { LandingStore } from '../../../receiver/landing/store.ts';
import { openVault } from '../../../receiver/vault/vault.ts';

// A process that asks for access tokens and kills itself with SIGKILL at its n-th step:
//   node token-process.ts <file with its orders> <n>
// n = 0 never kills. Steps are named on stderr. Each line on stdin is the offset of its clock in ms; then it gets a token, says
// so in one line of JSON on stdout and waits for the next.

export interface Orders {
  readonly landing: string;
  readonly vaultKey: string;
  readonly connection: ConnectionConfig;
}

export interface Reply {
  /** null when there was none: then `code` says why */
  readonly token: string | null;
  readonly code: string | null;
  readonly state: string;
  readonly command: string | null;
}

const [file = '', killAt = '0'] = process.argv.slice(2);
const { landing, vaultKey, connection } = JSON.parse(readFileSync(file, 'utf8')) as Orders;
let offsetMs = 0;
let step = 0;

function reach(name: string): void {
  step += 1;
  writeSync(2, `step ${step} ${name}\n`);
  if (step === Number(killAt)) process.kill(process.pid, 'SIGKILL');
}

function killing(inner: LandingStore): LandingStore {
  return {
    description: inner.description,
    create: async (key, bytes, options) => {
      reach(`before ${key}`);
      const outcome = await inner.create(key, bytes, options);
      reach(`after ${key}`);
      return outcome;
    },
    read: (key) => inner.read(key),
    list: (prefix, options) => inner.list(prefix, options),
    folders: (prefix) => inner.folders(prefix),
    remove: (key) => inner.remove(key),
    now: () => inner.now(),
    close: () => inner.close(),
  };
}

const clock = (): Date => new Date(Date.now() + offsetMs);
const vault = openVault(killing(await openLandingStore({ kind: 'folder', path: landing })), [vaultKey]);
const tokens = openAccessTokens({
  connection,
  vault,
  clock,
  fetch: async (...request) => {
    reach('before the request');
    const answer = await fetch(...request);
    reach('after the answer');
    return answer;
  },
  // the waits are for real time, of which little passes here
  sleep: (ms) => delay(ms / 25),
  nonce: randomUUID,
  owner: { host: 'here', pid: process.pid, id: randomUUID() },
});

process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  offsetMs = Number(line);
  const got = await tokens.get().then(
    ({ token }) => ({ token, code: null }),
    (error: unknown) => ({ token: null, code: (error as { code?: string }).code ?? String(error) }),
  );
  reach('in hand');
  const { kind, command = null } = await tokenState({ connection, vault, clock });
  process.stdout.write(`${JSON.stringify({ ...got, state: kind, command } satisfies Reply)}\n`);
}
