import { describe, expect, test } from 'vitest';
import { htmlPage, tooManyRequests } from '../../support/fake-zoho/index.ts';
import { MINUTE_MS, TOKEN_PATH, thrownBy, withOAuth, zohoLab } from './support.ts';

const HOUR = 60 * MINUTE_MS;

describe('Zoho, whose refresh tokens stay', () => {
  test('refreshes after 55 minutes, for all processes together, and keeps the refresh token', async () => {
    const lab = await zohoLab();
    const [here, there] = [lab.tokens(), lab.tokens()];
    const first = await here.get();
    expect(first).toMatchObject({ expiresAt: new Date(lab.now.getTime() + HOUR), apiDomain: lab.provider.url });
    expect((await there.get()).token).toBe(first.token);
    lab.pass(55 * MINUTE_MS - 1);
    expect((await here.get()).token).toBe(first.token);
    lab.pass(1);
    const second = await there.get();
    expect(second.token).not.toBe(first.token);
    expect((await here.get()).token).toBe(second.token);
    expect((await lab.chain())!.refresh_token).toBe(lab.connection.oauth!.refreshToken);
    expect(lab.provider.tokens.refreshes).toBe(2);
  });

  test('never more than 5 refreshes in 10 minutes, whoever asks; then the old token, or a clear no', async () => {
    const lab = await zohoLab();
    let token = await lab.tokens().get();
    for (let i = 1; i < 5; i += 1) {
      lab.pass(MINUTE_MS);
      token = await lab.tokens().renew(token);
    }
    const full = await thrownBy(lab.tokens().renew(token));
    expect(full).toMatchObject({ code: 'oauth_throttled' });
    expect(full.text).toContain(new Date(lab.now.getTime() + 6 * MINUTE_MS).toISOString());
    expect((await lab.tokens().get()).token).toBe(token.token);
    expect(lab.provider.tokens.refreshes).toBe(5);
    lab.pass(6 * MINUTE_MS);
    expect((await lab.tokens().renew(token)).token).not.toBe(token.token);
    for (const start of lab.provider.requests.all) {
      const end = start.at.getTime() + 10 * MINUTE_MS;
      const within = lab.provider.requests.all.filter(({ at }) => at >= start.at && at.getTime() < end);
      expect(within.length).toBeLessThanOrEqual(5);
    }
  });

  test.each([200, 400])('a refresh token that is no longer taken, under HTTP %i', async (status) => {
    const lab = await zohoLab();
    lab.provider.tokens.errorStatus = status;
    const first = await lab.tokens().get();
    lab.provider.tokens.revoke(lab.connection.oauth!.refreshToken!);
    lab.pass(56 * MINUTE_MS);
    expect((await lab.tokens().get()).token).toBe(first.token);
    expect(await lab.state()).toMatchObject({
      kind: 'ending',
      problem: { code: 'oauth_refused', message: expect.stringContaining(`HTTP ${status} invalid_code`) },
      command: 'ledgerlake connect acme_books',
    });
    const rejected = await thrownBy(lab.tokens().renew(first));
    expect(rejected).toMatchObject({ code: 'oauth_refused', hint: 'sign in again: "ledgerlake connect acme_books"' });
    // The API took it no more: it serves nobody else either.
    expect((await lab.state()).kind).toBe('refused');
    expect((await thrownBy(lab.tokens().get())).code).toBe('oauth_refused');
    const asked = lab.provider.requests.all.length;
    lab.pass(HOUR);
    await thrownBy(lab.tokens().get());
    expect(lab.provider.requests.all.length).toBe(asked);
  });

  test('a refresh token that was passed over works again when the present one does not', async () => {
    const lab = await zohoLab();
    await lab.tokens().get();
    const other = withOAuth(lab.connection, { refreshToken: lab.provider.tokens.issue() });
    const second = await lab.tokens({ connection: other }).get();
    expect((await lab.tokens().get()).token).toBe(second.token);
    lab.provider.tokens.revoke(other.oauth!.refreshToken!);
    lab.pass(HOUR);
    await thrownBy(lab.tokens({ connection: other }).get());
    const back = await lab.tokens().get();
    expect(lab.provider.tokens.isGood(back.token)).toBe(true);
  });

  test('a wrong client is said once, and mended by the configuration alone', async () => {
    const lab = await zohoLab();
    const wrong = withOAuth(lab.connection, { clientSecret: 'canary-wrong-secret' });
    const refused = await thrownBy(lab.tokens({ connection: wrong }).get());
    expect(refused).toMatchObject({
      code: 'oauth_refused',
      hint: 'correct client_id, client_secret, redirect_uri or region of connections.acme_books',
    });
    await thrownBy(lab.tokens({ connection: wrong }).get());
    expect(lab.provider.requests.all.length).toBe(1);
    expect(await lab.state(wrong)).toMatchObject({ kind: 'refused', command: undefined });
    expect((await lab.state()).kind).toBe('ready');
    expect(lab.provider.tokens.isGood((await lab.tokens().get()).token)).toBe(true);
  });

  test('"Access Denied" under HTTP 200 is a throttle: nothing is sent until it is over', async () => {
    const lab = await zohoLab();
    lab.provider.tokens.maxPerWindow = 0;
    const throttled = await thrownBy(lab.tokens().get());
    expect(throttled.code).toBe('oauth_throttled');
    expect(throttled.text).toContain('HTTP 200 Access Denied');
    lab.provider.tokens.maxPerWindow = 10;
    expect((await thrownBy(lab.tokens().get())).code).toBe('oauth_throttled');
    expect(await lab.state()).toMatchObject({ kind: 'ready', problem: { code: 'oauth_throttled' } });
    expect(lab.provider.requests.all.length).toBe(1);
    lab.pass(10 * MINUTE_MS);
    await lab.tokens().get();
  });

  test.each([
    ['429 with Retry-After', tooManyRequests(7), 'oauth_throttled'],
    ['a gateway page', htmlPage(502), 'oauth_unavailable'],
    ['an answer cut short', { kind: 'truncated', how: 'cut' } as const, 'oauth_unavailable'],
    ['an answer broken off', { kind: 'truncated', how: 'broken' } as const, 'oauth_unavailable'],
    ['JSON without tokens', { kind: 'answer', json: { status: 'success' } } as const, 'oauth_unavailable'],
    ['no life', { kind: 'answer', json: { access_token: 'x', expires_in: -5 } } as const, 'oauth_unavailable'],
    ['an error of its own', { kind: 'answer', json: { error: 'general_error' } } as const, 'oauth_unavailable'],
    [
      'a redirect',
      { kind: 'answer', status: 302, headers: { location: 'http://127.0.0.1:1/' } } as const,
      'oauth_unavailable',
    ],
  ])('%s: %3$s, and the next one tries again', async (_, fault, code) => {
    const lab = await zohoLab();
    lab.provider.faults.add({ path: TOKEN_PATH, fault });
    expect((await thrownBy(lab.tokens().get())).code).toBe(code);
    const before = lab.now.getTime();
    lab.pass(code === 'oauth_throttled' ? 7_000 : 0);
    await lab.tokens().get();
    expect(lab.now.getTime() - before).toBeLessThan(8_000);
  });

  test('while the provider is away the old token serves, and is not asked for again at every request', async () => {
    const lab = await zohoLab();
    const tokens = lab.tokens();
    const first = await tokens.get();
    lab.pass(56 * MINUTE_MS);
    lab.provider.faults.add({ path: TOKEN_PATH, times: 99, fault: { kind: 'reset' } });
    for (let i = 0; i < 20; i += 1) expect((await tokens.get()).token).toBe(first.token);
    expect(lab.provider.requests.all.length).toBe(2);
  });

  test('older answers give the life in milliseconds beside the seconds', async () => {
    const lab = await zohoLab();
    const json = {
      access_token: 'older',
      expires_in: 3_600_000,
      expires_in_sec: 3600,
      api_domain: 'https://www.zohoapis.eu',
    };
    lab.provider.faults.add({ path: TOKEN_PATH, fault: { kind: 'answer', json } });
    const token = await lab.tokens().get();
    expect(token).toMatchObject({ token: 'older', apiDomain: 'https://www.zohoapis.eu' });
    expect(token.expiresAt).toEqual(new Date(lab.now.getTime() + HOUR));
  });
});

describe('nothing to sign in with', () => {
  test('no oauth, nobody signed in, no redirect_uri, no vault key', async () => {
    const lab = await zohoLab();
    const none = { ...lab.connection, oauth: undefined };
    expect(await lab.state(none)).toMatchObject({ kind: 'none', problem: undefined, command: undefined });
    expect((await thrownBy(lab.tokens({ connection: none }).get())).code).toBe('oauth_missing');
    const nobody = withOAuth(lab.connection, { refreshToken: undefined });
    expect(await lab.state(nobody)).toMatchObject({
      kind: 'none',
      problem: { code: 'oauth_missing' },
      command: 'ledgerlake connect acme_books',
    });
    expect((await thrownBy(lab.tokens({ connection: nobody }).get())).code).toBe('oauth_missing');
    const fresh = { ...lab.connection, source: 'freshbooks' as const };
    expect((await thrownBy(lab.tokens({ connection: fresh }).get())).text).toContain('redirect_uri');
    expect(lab.provider.requests.all.length).toBe(0);
  });
});
