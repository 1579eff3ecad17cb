import { describe, expect, test } from 'vitest';
import { INTENT_MS } from '../../../loader/auth/token-chain.ts';
import type { Vault } from '../../../receiver/vault/vault.ts';
import { serverError } from '../../support/fake-freshbooks/index.ts';
import { faultStore } from '../../support/fault-store.ts';
import { freshLab, HOUR_MS, MINUTE_MS, secretsIn, TOKEN_PATH, thrownBy, withOAuth } from './support.ts';

describe('FreshBooks, whose refresh tokens work once', () => {
  test('begins with the configured token, keeps the new one before it hands anything out, and refreshes early', async () => {
    const lab = await freshLab();
    expect(await lab.state()).toMatchObject({ kind: 'ready', problem: undefined });
    const tokens = lab.tokens();
    let stored = '';
    lab.store.beforeAnswer = async (key) => {
      if (key.startsWith('state/vault.')) stored = (await lab.chain())?.refresh_token ?? '';
    };
    const first = await tokens.get();
    expect(lab.provider.tokens.isGood(first.token)).toBe(true);
    expect(lab.provider.tokens.isCurrent(stored)).toBe(true);
    expect(first.expiresAt).toEqual(new Date(lab.now.getTime() + 12 * HOUR_MS));
    expect(await lab.state()).toEqual({
      kind: 'ok',
      expiresAt: first.expiresAt,
      nextRefreshAt: new Date(lab.now.getTime() + 9 * HOUR_MS),
      problem: undefined,
      command: undefined,
    });
    lab.pass(9 * HOUR_MS - 1);
    expect((await tokens.get()).token).toBe(first.token);
    expect((await lab.tokens().get()).token).toBe(first.token);
    lab.pass(1);
    expect((await tokens.get()).token).not.toBe(first.token);
    expect(lab.provider.tokens).toMatchObject({ refreshes: 2, reuses: 0 });
  });

  test('prints as <secret>, and nothing of it stands in the landing zone', async () => {
    const lab = await freshLab();
    const token = await lab.tokens().get();
    expect(JSON.stringify(token)).toContain('<secret>');
    const chain = await lab.chain();
    const secrets = [token.token, chain!.refresh_token, lab.connection.oauth!.refreshToken!];
    const landed = [...lab.store.objects.values()].map((bytes) => bytes.toString()).join('\n');
    expect(secretsIn(landed, secrets)).toEqual([]);
    expect(secretsIn(chain!.refresh_token, secrets)).toEqual([chain!.refresh_token]);
  });

  test('an answer that repeats the old creation time is not refreshed again and again', async () => {
    const lab = await freshLab();
    lab.provider.tokens.createdAt = 'original';
    const tokens = lab.tokens();
    await tokens.get();
    lab.pass(9 * HOUR_MS);
    for (let i = 0; i < 50; i += 1) await tokens.get();
    expect(lab.provider.tokens.refreshes).toBe(2);
    expect((await lab.state()).nextRefreshAt).toEqual(new Date(lab.now.getTime() + 1.5 * HOUR_MS));
  });

  test('ten callers at once share one refresh; after a 401 they share one more', async () => {
    const lab = await freshLab();
    const tokens = lab.tokens();
    const got = await Promise.all(Array.from({ length: 10 }, () => tokens.get()));
    expect(new Set(got.map(({ token }) => token)).size).toBe(1);
    const renewed = await Promise.all(got.map((token) => tokens.renew(token)));
    expect(new Set(renewed.map(({ token }) => token)).size).toBe(1);
    expect(renewed[0]!.token).not.toBe(got[0]!.token);
    expect(lab.provider.tokens.refreshes).toBe(2);
  });

  test('after a 401 the token that another process got meanwhile serves', async () => {
    const lab = await freshLab();
    const [here, there] = [lab.tokens(), lab.tokens()];
    const old = await here.get();
    const renewed = await there.renew(await there.get());
    expect((await here.renew(old)).token).toBe(renewed.token);
    expect(lab.provider.tokens.refreshes).toBe(2);
  });

  test('a refresh under way elsewhere: the old token is served, and without one it is waited for', async () => {
    const lab = await freshLab();
    await lab.tokens().get();
    lab.pass(10 * HOUR_MS);
    const { promise: until, resolve: release } = Promise.withResolvers<void>();
    lab.provider.faults.add({ path: TOKEN_PATH, fault: { kind: 'hold', until, when: 'after' } });
    const sent = lab.provider.requests.next('POST', TOKEN_PATH);
    const winning = lab.tokens().get();
    await sent;
    const served = await lab.tokens().get();
    expect(lab.provider.tokens.isGood(served.token)).toBe(true);
    const looks: number[] = [];
    const waiting = lab
      .tokens({
        sleep: async (ms) => {
          if (looks.push(ms) === 3) release();
          await new Promise(setImmediate);
        },
      })
      .renew(served);
    expect((await waiting).token).toBe((await winning).token);
    expect(looks.length).toBeGreaterThanOrEqual(3);
    expect(lab.provider.tokens).toMatchObject({ refreshes: 2, reuses: 0 });
  });
});

describe('an answer that never came', () => {
  test('in the gap: the old access token serves until it expires; the command that mends it is named', async () => {
    const lab = await freshLab();
    const first = await lab.tokens().get();
    lab.pass(9 * HOUR_MS);
    lab.provider.faults.add({ path: TOKEN_PATH, fault: { kind: 'lost' } });
    expect((await lab.tokens().get()).token).toBe(first.token);
    expect(lab.provider.tokens.refreshes).toBe(2);
    const begunAt = lab.now.toISOString();
    // Whoever comes now neither sends the same token again nor fails.
    expect((await lab.tokens().get()).token).toBe(first.token);
    expect(await lab.state()).toMatchObject({ kind: 'ok', problem: undefined });
    lab.pass(INTENT_MS);
    expect(await lab.state()).toMatchObject({ kind: 'ok', problem: { code: 'oauth_unfinished' } });
    expect(lab.provider.tokens.reuses).toBe(0);
    expect((await lab.tokens().get()).token).toBe(first.token);
    expect(lab.provider.tokens.reuses).toBe(1);
    expect(await lab.state()).toMatchObject({
      kind: 'ending',
      expiresAt: first.expiresAt,
      nextRefreshAt: undefined,
      problem: { code: 'oauth_refused', message: expect.stringContaining(`begun at ${begunAt}`) },
      command: 'ledgerlake connect acme_fresh',
    });
    lab.now = new Date(first.expiresAt.getTime() - 1);
    expect((await lab.tokens().get()).token).toBe(first.token);
    lab.pass(1);
    expect(await thrownBy(lab.tokens().get())).toMatchObject({
      code: 'oauth_refused',
      hint: 'sign in again: "ledgerlake connect acme_fresh"',
    });
    expect((await lab.state()).kind).toBe('refused');
    expect(lab.provider.tokens.reuses).toBe(1);
  });

  test('ends by a new configured token, and a process with the old configuration goes along', async () => {
    const lab = await freshLab();
    await lab.tokens().get();
    lab.provider.tokens.revokeAll();
    lab.pass(12 * HOUR_MS);
    expect((await thrownBy(lab.tokens().get())).code).toBe('oauth_refused');
    const mended = withOAuth(lab.connection, { refreshToken: lab.provider.tokens.issue() });
    expect((await lab.state(mended)).kind).toBe('ready');
    const token = await lab.tokens({ connection: mended }).get();
    expect(lab.provider.tokens.isGood(token.token)).toBe(true);
    expect((await lab.tokens().get()).token).toBe(token.token);
    lab.pass(9 * HOUR_MS);
    const next = await lab.tokens().get();
    expect((await lab.tokens({ connection: mended }).get()).token).toBe(next.token);
    expect(lab.provider.tokens.isGood(next.token)).toBe(true);
    expect((await lab.state()).kind).toBe('ok');
  });

  test.each([
    ['the request is reset before it is done', { kind: 'reset' } as const],
    ['a gateway answers', serverError(502)],
  ])('%s: tried again with the same token once nobody can be using it', async (_, fault) => {
    const lab = await freshLab();
    lab.provider.faults.add({ path: TOKEN_PATH, fault });
    expect(await thrownBy(lab.tokens().get())).toMatchObject({ code: 'oauth_unavailable' });
    const before = lab.now.getTime();
    await lab.tokens().get();
    expect(lab.now.getTime() - before).toBeGreaterThanOrEqual(INTENT_MS);
    expect(lab.provider.tokens).toMatchObject({ refreshes: 1, reuses: 0 });
  });

  test('a provider that was never reached is asked again at once, and that does not count as a refresh', async () => {
    const lab = await freshLab();
    const refuse = (): never => {
      throw Object.assign(new TypeError('fetch failed'), {
        cause: Object.assign(new Error(''), { code: 'ECONNREFUSED' }),
      });
    };
    for (let i = 0; i < 7; i += 1) {
      expect((await thrownBy(lab.tokens({ fetch: refuse }).get())).code).toBe('oauth_unavailable');
    }
    const before = lab.now;
    await lab.tokens().get();
    expect(lab.now).toEqual(before);
  });

  test('a process that stood still between its intent and the request does not send what others have spent', async () => {
    const lab = await freshLab();
    let quick: string | undefined;
    const vault: Vault = {
      ...lab.vault,
      write: async (name, next) => {
        const outcome = await lab.vault.write(name, next);
        if (quick !== undefined) return outcome;
        lab.pass(2 * MINUTE_MS);
        quick = (await lab.tokens().get()).token;
        return outcome;
      },
    };
    const slow = await lab.tokens({ vault }).get();
    expect(slow.token).toBe(quick);
    expect(lab.provider.tokens).toMatchObject({ refreshes: 1, reuses: 0 });
  });
});

describe('a landing zone that is away', () => {
  test.each(['before', 'after'] as const)('%s the new tokens are written: they are written again', async (when) => {
    const lab = await freshLab();
    const matches = (key: string): boolean => key.startsWith('state/vault.');
    const store = faultStore(lab.store, [{ method: 'create', call: 2, when, matches }]);
    const token = await lab.tokens({ store }).get();
    expect(lab.provider.tokens.isGood(token.token)).toBe(true);
    expect(lab.provider.tokens.isCurrent((await lab.chain())!.refresh_token)).toBe(true);
  });

  test('for long: nothing is handed out, and what is in hand is stored before anything else', async () => {
    const lab = await freshLab();
    let isAway = false;
    lab.store.beforeCreate = (key) => {
      if (isAway && key.startsWith('state/vault.')) throw new Error('away');
    };
    const send: typeof fetch = async (...request) => {
      const answer = await fetch(...request);
      isAway = true;
      return answer;
    };
    const tokens = lab.tokens({ fetch: send });
    expect((await thrownBy(tokens.get())).text).toBe('away');
    expect((await thrownBy(tokens.get())).text).toBe('away');
    isAway = false;
    const token = await tokens.get();
    expect(lab.provider.tokens.isGood(token.token)).toBe(true);
    expect(lab.provider.tokens).toMatchObject({ refreshes: 1, reuses: 0 });
    expect(lab.provider.tokens.isCurrent((await lab.chain())!.refresh_token)).toBe(true);
  });

  test('a newer sign-in is not overwritten by the answer to an older refresh', async () => {
    const lab = await freshLab();
    const { promise: until, resolve: release } = Promise.withResolvers<void>();
    lab.provider.faults.add({ path: TOKEN_PATH, fault: { kind: 'hold', until, when: 'after' } });
    const sent = lab.provider.requests.next('POST', TOKEN_PATH);
    const slow = lab.tokens().get();
    await sent;
    const other = withOAuth(lab.connection, { refreshToken: lab.provider.tokens.issue() });
    const newer = await lab.tokens({ connection: other }).get();
    release();
    expect((await slow).token).toBe(newer.token);
    expect((await lab.chain())!.access!.token).toBe(newer.token);
  });
});
