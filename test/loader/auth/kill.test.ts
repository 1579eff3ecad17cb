import { setTimeout as delay } from 'node:timers/promises';
import pLimit from 'p-limit';
import { describe, expect, test } from 'vitest';
import { INTENT_MS } from '../../../loader/auth/token-chain.ts';
import { type SharedPlace, sharedPlace } from './processes.ts';
import { HOUR_MS, TOKEN_PATH } from './support.ts';
import type { Reply } from './token-process.ts';

/** A place where the access token is due for its refresh and still good for two hours. */
async function dueForRefresh(): Promise<{ place: SharedPlace; old: string }> {
  const place = await sharedPlace();
  const old = await place.token();
  place.offsetMs += 10 * HOUR_MS;
  return { place, old };
}

interface Afterwards {
  readonly replies: readonly (Reply | undefined)[];
  /** whether the provider takes the token that was given first */
  readonly isGood: boolean;
}

/** After the kill: a new process, once nobody can be refreshing any more; then half a day and a day later. */
async function afterwards(place: SharedPlace): Promise<Afterwards> {
  const next = place.start();
  place.offsetMs += INTENT_MS;
  const now = await next.get();
  const isGood = place.provider.tokens.isGood(now?.token ?? '');
  place.offsetMs += 12 * HOUR_MS;
  const later = await next.get();
  place.offsetMs += 12 * HOUR_MS;
  const replies = [now, later, await next.get()];
  await next.ended();
  return { replies, isGood };
}

const works = { token: expect.any(String), code: null, state: 'ok', command: null };
const ended = { token: null, code: 'oauth_refused', state: 'refused', command: 'ledgerlake connect acme_fresh' };
const WORKS = { replies: [works, works, works], isGood: true };
const ENDS = { replies: [{ ...works, state: 'ending', command: ended.command }, ended, ended], isGood: true };

describe('a refresh of single-use tokens killed with SIGKILL', () => {
  test('at every step: the connection works, but for the gap between the answer and our write', {
    timeout: 900_000,
  }, async () => {
    const { place: whole } = await dueForRefresh();
    const first = whole.start();
    await first.get();
    const { steps } = await first.ended();
    expect(steps.map((step) => step.replace(/^step \d+ (\w+( the \w+| hand)?).*$/, '$1'))).toEqual([
      'before',
      'after',
      'before the request',
      'after the answer',
      'before',
      'after',
      'in hand',
    ]);
    const atOnce = pLimit(2);
    const kill = async (step: number): Promise<void> => {
      const { place, old } = await dueForRefresh();
      const victim = place.start(step);
      expect(await victim.get()).toBeUndefined();
      const killed = await victim.ended();
      expect(killed.signal).toBe('SIGKILL');
      const isInGap = step === 4 || step === 5;
      const seen = await afterwards(place);
      const isOld = seen.replies[0]?.token === old;
      expect({ step, isOld, ...seen }).toMatchObject({ step, isOld: isInGap, ...(isInGap ? ENDS : WORKS) });
    };
    await Promise.all(steps.map((_, index) => atOnce(() => kill(index + 1))));
  });

  test('at any moment: it works, unless the provider had answered and nothing was written', {
    timeout: 900_000,
  }, async () => {
    const atOnce = pLimit(2);
    const KILLS = 16;
    let gaps = 0;
    const kill = async (afterMs: number, since: 'start' | 'request'): Promise<void> => {
      const { place } = await dueForRefresh();
      place.provider.faults.decide = () => ({ kind: 'slow', ms: 25 });
      const victim = place.start();
      await victim.ready;
      const sent = place.provider.requests.next('POST', TOKEN_PATH);
      const reply = victim.get();
      if (since === 'request') await sent;
      await delay(afterMs);
      victim.kill();
      await Promise.all([reply, victim.ended()]);
      const seen = await afterwards(place);
      const { reuses, refreshes } = place.provider.tokens;
      // Spent by the victim: nobody can ever know the token that replaced it. Else every refresh since was granted.
      const isInGap = reuses === 1;
      expect(refreshes).toBeGreaterThanOrEqual(isInGap ? 2 : 4);
      gaps += isInGap ? 1 : 0;
      expect({ since, afterMs, ...seen }).toMatchObject({ since, afterMs, ...(isInGap ? ENDS : WORKS) });
    };
    await Promise.all(
      Array.from({ length: KILLS }, (_, i) =>
        atOnce(() => (i % 2 === 0 ? kill(i * 10, 'start') : kill(i * 4, 'request'))),
      ),
    );
    expect(gaps).toBeGreaterThan(0);
    console.log(`${KILLS} kills at any moment of a refresh: ${gaps} in the gap`);
  });
});

describe('two processes that refresh at once', () => {
  test('200 rounds over one folder never lose the connection', { timeout: 900_000 }, async () => {
    const place = await sharedPlace();
    const { tokens, faults } = place.provider;
    tokens.strictReuse = true;
    const [here, there] = [place.start(), place.start()];
    await Promise.all([here.ready, there.ready]);
    const ROUNDS = 200;
    let served = 0;
    for (let round = 1; round <= ROUNDS; round += 1) {
      // Every other time the old access token has ended, and the slower one has nothing to go on with.
      const hasEnded = round % 2 === 0;
      place.offsetMs += hasEnded ? 13 * HOUR_MS : 10 * HOUR_MS;
      faults.decide = () => ({ kind: 'slow', ms: (round * 7) % 5 });
      const replies = await Promise.all([here.get(), there.get()]);
      const good = replies.filter((reply) => tokens.isGood(reply?.token ?? ''));
      expect({ round, good: good.length, replies }).toMatchObject({ round, good: 2 });
      expect({ round, refreshes: tokens.refreshes, reuses: tokens.reuses }).toEqual({
        round,
        refreshes: round,
        reuses: 0,
      });
      served += replies[0]?.token === replies[1]?.token ? 0 : 1;
    }
    console.log(`${ROUNDS} rounds, one refresh each; in ${served} the slower one was served the old token`);
    await Promise.all([here.ended(), there.ended()]);
  });
});
