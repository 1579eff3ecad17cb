import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runCommandLine } from '../../../loader/program.ts';
import { type FakeFreshbooks, startFakeFreshbooks } from '../../support/fake-freshbooks/index.ts';
import { type FakeZoho, startFakeZoho } from '../../support/fake-zoho/index.ts';
import { freePort } from '../../support/free-port.ts';
import { textSink } from '../../support/loader-context.ts';
import { tempDir } from '../../support/temp-dir.ts';

const LINK = /^http:\/\/127\.0\.0\.1:\d+\/\S+$/m;

interface Signing {
  /** the link to open, once it is printed */
  readonly link: Promise<string>;
  /** gives standard input and ends it */
  enter(text: string): void;
  /** the end: exit code and what was printed */
  readonly end: Promise<{ code: number; out: string; err: string }>;
}

interface Place {
  connect(...args: string[]): Signing;
  run(...args: string[]): Promise<{ code: number; out: string; err: string }>;
}

interface Settings {
  readonly oauth: Readonly<Record<string, string>>;
  readonly urls: Readonly<Record<string, string>>;
  readonly account?: string;
  readonly hasKey?: boolean;
}

function placeOf(name: 'acme_fresh' | 'acme_books', { oauth, urls, account, hasKey = true }: Settings): Place {
  const dir = tempDir();
  const which =
    name === 'acme_fresh'
      ? { source: 'freshbooks', account_id: account ?? '6BApk' }
      : { source: 'zoho_books', organization_id: account ?? '10234695' };
  const config = {
    landing: './landing',
    warehouse: { engine: 'duckdb', path: './lake.duckdb' },
    connections: { [name]: { ...which, webhook_secrets: ['Zoho0Secret1For2Tests'], oauth, urls } },
    ...(hasKey ? { vault: { key: randomBytes(32).toString('base64') } } : {}),
  };
  const file = join(dir, 'ledgerlake.yaml');
  writeFileSync(file, JSON.stringify(config));

  const start = (argv: readonly string[]): Signing => {
    const stdin = new PassThrough();
    const [stdout, stderr] = [textSink(), textSink()];
    const stop = new AbortController();
    onTestFinished(() => stop.abort());
    const link = Promise.withResolvers<string>();
    link.promise.catch(() => undefined);
    const look = (): void => {
      const found = LINK.exec(`${stdout.text()}\n${stderr.text()}`)?.[0];
      if (found !== undefined) link.resolve(found);
    };
    for (const stream of [stdout, stderr]) {
      const write = stream.write.bind(stream);
      stream.write = ((chunk: string) => {
        const isOpen = write(chunk);
        setImmediate(look);
        return isOpen;
      }) as typeof stream.write;
    }
    const end = runCommandLine([...argv, '--config', file], { stdout, stderr, stdin, signal: stop.signal }).then(
      (code) => {
        link.reject(new Error(`no link: ${stderr.text()}`));
        return { code, out: stdout.text(), err: stderr.text() };
      },
    );
    return { link: link.promise, enter: (text) => void stdin.end(text), end };
  };
  return { connect: (...args) => start(['connect', ...args]), run: (...args) => start(args).end };
}

async function freshPlace(
  settings: Partial<Settings> = {},
): Promise<{ provider: FakeFreshbooks; place: Place; secrets: string[] }> {
  const provider = await startFakeFreshbooks();
  onTestFinished(() => provider.close());
  const { clientId, clientSecret, redirectUri, url } = provider;
  const oauth = { client_id: clientId, client_secret: clientSecret, redirect_uri: redirectUri };
  const place = placeOf('acme_fresh', { oauth, urls: { api: url, accounts: url, auth: url }, ...settings });
  return { provider, place, secrets: [clientSecret] };
}

async function zohoPlace(
  redirectUri?: string,
  settings: Partial<Settings> = {},
): Promise<{ provider: FakeZoho; place: Place }> {
  const provider = await startFakeZoho();
  onTestFinished(() => provider.close());
  const { clientId, clientSecret, url, apiUrl } = provider;
  const redirect = redirectUri === undefined ? {} : { redirect_uri: redirectUri };
  const oauth = { client_id: clientId, client_secret: clientSecret, ...redirect };
  return { provider, place: placeOf('acme_books', { oauth, urls: { api: apiUrl, accounts: url }, ...settings }) };
}

/** What the browser does: the user consents, and is sent on. */
async function consent(link: string): Promise<string> {
  const response = await fetch(link, { redirect: 'manual' });
  const location = response.headers.get('location');
  expect({ status: response.status, location }).toMatchObject({ status: 302, location: expect.any(String) });
  return location!;
}

describe('FreshBooks', () => {
  test('the address that the browser was sent to is entered; what it reaches is said', async () => {
    const { provider, place, secrets } = await freshPlace();
    const signing = place.connect('acme_fresh');
    const address = await consent(await signing.link);
    signing.enter(`${address}\n`);
    const { code, out, err } = await signing.end;
    expect({ code, err }).toEqual({
      code: 0,
      err: expect.stringContaining(`connections.acme_fresh.business_id is not set: set it to "${provider.businessId}"`),
    });
    expect(out).toContain('signed in; the tokens are sealed in folder');
    expect(out).toContain('the account 6BApk is reachable');
    expect(out).toContain(`business "Harbor & Pine LLC": business_id ${provider.businessId}`);
    expect(out).toContain('its data can be read');
    const authCode = new URL(address).searchParams.get('code')!;
    for (const secret of [authCode, ...secrets]) expect(out + err).not.toContain(secret);
    const paths = provider.requests.all.map(({ method, path }) => `${method} ${path}`);
    expect(paths.filter((path) => !path.includes('/oauth/'))).toEqual([
      'GET /auth/api/v1/users/me',
      'GET /accounting/account/6BApk/users/clients',
    ]);
    const status = JSON.parse((await place.run('status', '--json', '--quiet')).out);
    expect(status.connections[0].sign_in).toMatchObject({ state: 'ok', problem: null, command: null });
  });

  test('a bare code serves a script; the result is one JSON value', async () => {
    const { provider, place } = await freshPlace();
    const signing = place.connect('acme_fresh', '--code-stdin', '--json');
    await signing.link;
    signing.enter(provider.tokens.code());
    const { code, out } = await signing.end;
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      connection: 'acme_fresh',
      source: 'freshbooks',
      expires_at: expect.stringMatching(/Z$/),
      found: expect.arrayContaining(['the account 6BApk is reachable']),
      warnings: expect.any(Array),
    });
  });

  test('an account that only a role names is found', async () => {
    const { provider, place } = await freshPlace();
    provider.knobs.hidesAccount = true;
    const signing = place.connect('acme_fresh');
    signing.enter(await consent(await signing.link));
    expect(await signing.end).toMatchObject({ code: 0, out: expect.stringContaining('business_id 91822') });
  });

  test.each([
    ['another sign-in’s address', 'https://localhost/callback?state=x&code=SECRETCODE', 'does not answer this sign-in'],
    ['a refusal', 'error=access_denied', 'does not answer this sign-in'],
    ['a code that is not good', 'SECRETCODE', 'the provider does not take the code: HTTP 400 invalid_grant'],
    ['nothing', '', 'is empty'],
  ])('%s: nothing is stored', async (_, text, message) => {
    const { place } = await freshPlace();
    const signing = place.connect('acme_fresh');
    await signing.link;
    signing.enter(text);
    const { code, out, err } = await signing.end;
    expect({ failed: code > 0, err }).toEqual({ failed: true, err: expect.stringContaining(message) });
    expect(err).toMatch(/^hint: /m);
    expect(out + err).not.toContain('SECRETCODE');
    expect(JSON.parse((await place.run('secrets', 'list', '--json')).out)).toEqual([]);
  });

  test('another account than the configured one is told with those that can be reached', async () => {
    const { place } = await freshPlace({ account: 'Other1' });
    const signing = place.connect('acme_fresh');
    signing.enter(await consent(await signing.link));
    const { code, err } = await signing.end;
    expect(code).toBe(1);
    expect(err).toContain('does not reach the account Other1; reachable: 6BApk');
    expect(err).toContain('hint: set connections.acme_fresh.account_id');
  });

  test('without a vault key or a redirect_uri nobody is asked to consent', async () => {
    const noKey = await freshPlace({ hasKey: false });
    const { code, out, err } = await noKey.place.connect('acme_fresh').end;
    expect({ code, out, err }).toEqual({ code: 2, out: '', err: expect.stringContaining('vault: is missing') });
    const noRedirect = await freshPlace({ oauth: { client_id: 'a', client_secret: 'b' } });
    expect(await noRedirect.place.connect('acme_fresh').end).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('redirect_uri'),
    });
  });

  test('a code among the arguments is refused and not repeated; an unknown connection is named', async () => {
    const { place } = await freshPlace();
    const argument = await place.connect('acme_fresh', 'SECRETCODE').end;
    expect(argument.code).toBe(2);
    expect(argument.out + argument.err).not.toContain('SECRETCODE');
    expect(await place.connect('nobody').end).toMatchObject({ code: 2, err: expect.stringContaining('"nobody"') });
  });
});

describe('Zoho Books', () => {
  test('a redirect to this machine is listened for', async () => {
    const { place } = await zohoPlace(`http://localhost:${await freePort()}/callback`);
    const signing = place.connect('acme_books');
    const address = (await consent(await signing.link)).replace('localhost', '127.0.0.1');
    const foreign = new URL(address);
    foreign.searchParams.set('state', 'x');
    expect((await fetch(foreign)).status).toBe(400);
    expect(await (await fetch(address)).text()).toContain('Signed in');
    const { code, out } = await signing.end;
    expect(code).toBe(0);
    expect(out).toContain('the organization 10234695 "Möwe Bootsbau" is listed: PROFESSIONAL, America/New_York, EUR');
    expect(out).toContain('its data can be read');
  });

  test('a Self Client’s code needs no redirect; the console and the scopes are named', async () => {
    const { provider, place } = await zohoPlace();
    const signing = place.connect('acme_books');
    signing.enter(provider.tokens.code());
    const { code, out } = await signing.end;
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringContaining('Self Client') });
    expect(out).toContain('scope: ZohoBooks.contacts.READ,');
  });

  test('a disabled user lists organizations and reads nothing', async () => {
    const { provider, place } = await zohoPlace();
    provider.knobs.userDisabled = true;
    const signing = place.connect('acme_books');
    signing.enter(provider.tokens.code());
    const { code, err } = await signing.end;
    expect(code).toBe(1);
    expect(err).toContain('6018');
    expect(err).toContain('hint: let an administrator enable the user');
  });

  test('another organization than the configured one', async () => {
    const { provider, place } = await zohoPlace(undefined, { account: '999' });
    const signing = place.connect('acme_books');
    signing.enter(provider.tokens.code());
    expect(await signing.end).toMatchObject({ code: 1, err: expect.stringContaining('reachable: 10234695 "Möwe') });
  });
});
