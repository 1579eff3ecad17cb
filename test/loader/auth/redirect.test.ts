import { describe, expect, onTestFinished, test } from 'vitest';
import { type LoopbackListener, listenForRedirect } from '../../../loader/auth/loopback.ts';
import { type RedirectOptions, readPasted, readRedirect } from '../../../loader/auth/redirect.ts';
import { oauthOf } from '../../../loader/sources/index.ts';
import { freePort } from '../../support/free-port.ts';
import { testConfig } from '../../support/receiver-config.ts';
import { thrownBy } from './support.ts';

const CODE = '1000.aaaa1111bbbb2222.cccc3333dddd4444';
const { acme_books, acme_fresh } = testConfig().connections;
const zoho: RedirectOptions = { connection: acme_books!, oauth: oauthOf('zoho_books'), state: 'st4te' };
const fresh: RedirectOptions = { connection: acme_fresh!, oauth: oauthOf('freshbooks'), state: 'st4te' };

async function pasted(text: string, options = zoho): Promise<Awaited<ReturnType<typeof thrownBy>> & { got?: string }> {
  let got: string | undefined;
  const error = await thrownBy(
    (async () => {
      got = readPasted(text, options);
    })(),
  );
  return { ...error, ...(got === undefined ? {} : { got }) };
}

describe('what a user pastes', () => {
  test.each([
    ['a bare code', CODE],
    ['with blanks around', `  ${CODE}\n`],
    ['the whole address', `https://localhost/callback?state=st4te&code=${CODE}`],
    ['an address with more in it', `https://localhost/cb?code=${CODE}&location=us&accounts-server=x&state=st4te#x`],
    ['the query alone', `?code=${CODE}&state=st4te`],
    ['the query without its mark', `code=${CODE}&state=st4te`],
  ])('%s gives the code', async (_, text) => {
    expect((await pasted(text)).got).toBe(CODE);
  });

  test.each([
    ['nothing', '', 'usage'],
    ['two lines', `${CODE} ${CODE}`, 'usage'],
    ['no address', `https://[broken?code=${CODE}`, 'usage'],
    ['another sign-in', `https://localhost/callback?state=other&code=${CODE}`, 'oauth_state_mismatch'],
    ['no state', `https://localhost/callback?code=${CODE}`, 'oauth_state_mismatch'],
    ['no code', 'https://localhost/callback?state=st4te', 'oauth_state_mismatch'],
    ['a refusal', 'https://localhost/callback?state=st4te&error=access_denied', 'oauth_denied'],
    ['another region', `https://localhost/callback?state=st4te&location=eu&code=${CODE}`, 'oauth_other_region'],
  ])('%s is refused without a word of it', async (_, text, code) => {
    const error = await pasted(text);
    expect(error.code).toBe(code);
    expect(error.all).not.toContain(CODE);
  });

  test('a region is named with what to set, unless the accounts host is configured', async () => {
    const text = `https://localhost/callback?state=st4te&location=ca&code=${CODE}`;
    expect((await pasted(text)).hint).toContain('connections.acme_books.region to ca');
    const overridden = { ...zoho, connection: { ...acme_books!, urls: { accounts: 'https://gateway.example' } } };
    expect((await pasted(text, overridden)).got).toBe(CODE);
    expect((await pasted(text, fresh)).got).toBe(CODE);
  });
});

describe('where the user consents', () => {
  const request = { clientId: 'id+1', redirectUri: 'https://localhost/callback', state: 'st4te' };

  test('FreshBooks: only read scopes', () => {
    const url = new URL(oauthOf('freshbooks').authorizeUrl(acme_fresh!, request));
    expect(url.origin + url.pathname).toBe('https://auth.freshbooks.com/oauth/authorize/');
    const { scope = '', ...rest } = Object.fromEntries(url.searchParams);
    expect(rest).toEqual({
      response_type: 'code',
      client_id: 'id+1',
      redirect_uri: 'https://localhost/callback',
      state: 'st4te',
    });
    const scopes = scope.split(' ');
    expect(scopes).toContain('user:profile:read');
    expect(scopes.filter((one) => !/^user:[a-z_]+:read$/.test(one))).toEqual([]);
  });

  test.each([
    ['us', 'accounts.zoho.com'],
    ['eu', 'accounts.zoho.eu'],
    ['in', 'accounts.zoho.in'],
    ['au', 'accounts.zoho.com.au'],
    ['jp', 'accounts.zoho.jp'],
    ['ca', 'accounts.zohocloud.ca'],
    ['cn', 'accounts.zoho.com.cn'],
    ['sa', 'accounts.zoho.sa'],
    ['uk', 'accounts.zoho.uk'],
  ])('Zoho in %s: %s, for a refresh token that stays', (region, host) => {
    const connection = { ...acme_books!, region };
    const oauth = oauthOf('zoho_books');
    const url = new URL(oauth.authorizeUrl(connection, request));
    expect(url.origin + url.pathname).toBe(`https://${host}/oauth/v2/auth`);
    expect(oauth.tokenUrl(connection)).toBe(`https://${host}/oauth/v2/token`);
    const { scope = '', ...rest } = Object.fromEntries(url.searchParams);
    expect(rest).toMatchObject({ access_type: 'offline', prompt: 'consent', state: 'st4te' });
    expect(scope.split(',').filter((one) => !/^ZohoBooks\.[a-z]+\.READ$/.test(one))).toEqual([]);
  });
});

describe('a redirect to this machine', () => {
  async function listen(
    options: { timeoutMs?: number; signal?: AbortSignal; port?: number } = {},
  ): Promise<{ listener: LoopbackListener; url: string }> {
    const { timeoutMs = 60_000, signal = new AbortController().signal, port = await freePort() } = options;
    const url = `http://localhost:${port}/callback`;
    const read = (query: URLSearchParams) => readRedirect(query, zoho);
    const listener = await listenForRedirect({ redirectUri: url, read, timeoutMs, signal });
    onTestFinished(() => listener.close().catch(() => undefined));
    return { listener, url: url.replace('localhost', '127.0.0.1') };
  }

  test('gives the code; strangers end nothing', async () => {
    const { listener, url } = await listen();
    const status = async (query: string, init: RequestInit = {}): Promise<number> => {
      const response = await fetch(`${url}${query}`, init);
      expect(await response.text()).not.toContain(CODE);
      return response.status;
    };
    expect(await status(`?state=other&code=${CODE}`)).toBe(400);
    expect(await status(`?code=${CODE}`)).toBe(400);
    expect(await status('?state=other&error=access_denied')).toBe(400);
    expect(await status('/../favicon.ico')).toBe(404);
    expect(await status(`?state=st4te&code=${CODE}`, { method: 'POST' })).toBe(405);
    expect(await status(`?state=st4te&code=${CODE}`)).toBe(200);
    expect(await listener.code).toBe(CODE);
    await listener.close();
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  });

  test('ends with a refusal, with the time, and with the process', async () => {
    const refused = await listen();
    expect((await fetch(`${refused.url}?state=st4te&error=access_denied`)).status).toBe(200);
    expect((await thrownBy(refused.listener.code)).code).toBe('oauth_denied');
    const late = await listen({ timeoutMs: 5 });
    expect((await thrownBy(late.listener.code)).code).toBe('oauth_timeout');
    const stop = new AbortController();
    const stopped = await listen({ signal: stop.signal });
    stop.abort();
    expect((await thrownBy(stopped.listener.code)).code).toBe('stopped');
  });

  test('says when the port is taken', async () => {
    const { url } = await listen();
    const error = await thrownBy(listen({ port: Number(new URL(url).port) }));
    expect(error).toMatchObject({ code: 'port_in_use', text: expect.stringContaining('EADDRINUSE') });
  });
});
