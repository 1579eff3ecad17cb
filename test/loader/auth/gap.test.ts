import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openAccessTokens } from '../../../loader/auth/open-access-tokens.ts';
import { openLandingStore } from '../../../receiver/landing/index.ts';
import type { LandingStore } from '../../../receiver/landing/store.ts';
import { openVault } from '../../../receiver/vault/vault.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { freshLab, HOUR_MS, VAULT_KEY } from './support.ts';

// Between the provider's answer and our durable write a kill costs the sign-in. This prints how long that lasts on this machine.

const ROUNDS = 60;

test('the gap between the answer and the durable tokens, measured', async () => {
  const lab = await freshLab();
  const inner = await openLandingStore({ kind: 'folder', path: join(tempDir(), 'landing') });
  let answeredAt: number | undefined;
  const gapsMs: number[] = [];
  const store: LandingStore = Object.create(inner, {
    create: {
      value: async (...args: Parameters<LandingStore['create']>) => {
        const outcome = await inner.create(...args);
        if (answeredAt !== undefined) gapsMs.push(performance.now() - answeredAt);
        answeredAt = undefined;
        return outcome;
      },
    },
    list: { value: (...args: Parameters<LandingStore['list']>) => inner.list(...args) },
    read: { value: (key: string) => inner.read(key) },
    remove: { value: (key: string) => inner.remove(key) },
  });
  const tokens = openAccessTokens({
    connection: lab.connection,
    vault: openVault(store, [VAULT_KEY]),
    clock: () => lab.now,
    fetch: async (...request) => {
      const answer = await fetch(...request);
      const bytes = await answer.arrayBuffer();
      answeredAt = performance.now();
      return new Response(bytes, answer);
    },
    sleep: () => Promise.resolve(),
    nonce: randomUUID,
    owner: { host: 'here', pid: process.pid, id: randomUUID() },
  });
  for (let round = 0; round < ROUNDS; round += 1) {
    await tokens.get();
    lab.pass(13 * HOUR_MS);
  }
  await inner.close();
  expect(gapsMs).toHaveLength(ROUNDS);
  const sorted = gapsMs.toSorted((a, b) => a - b);
  const at = (part: number): string => (sorted[Math.min(ROUNDS - 1, Math.floor(ROUNDS * part))] ?? 0).toFixed(2);
  console.log(`gap over ${ROUNDS} refreshes, folder: median ${at(0.5)} ms, 95 % ${at(0.95)} ms, longest ${at(1)} ms`);
});
