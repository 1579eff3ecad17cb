import { describe, expect, test } from 'vitest';
import { exchangeCode } from '../../../loader/auth/exchange-code.ts';
import { oauthOf } from '../../../loader/sources/index.ts';
import type { Fault } from '../../support/fake-freshbooks/index.ts';
import { type Lab, secretsIn, TOKEN_PATH, thrownBy, withOAuth, zohoLab } from './support.ts';

const CANARIES = {
  clientSecret: 'canary+Secret/9f31c07b2d5e48aa=',
  refreshToken: '1000.canary0refresh7712ab90.5e6f4d3c2b1a',
  code: '1000.canary0code55aa1199ee.77cc66dd88bb',
};
const ALL = Object.values(CANARIES);

const base64 = (text: string): string => Buffer.from(text).toString('base64');
const broken = (text: string): string => text.replace(/(.{7})/g, '$1\r\n ');
const inside = (text: string): string => base64(`client=ledgerlake&secret=${text}`);
const ECHOES: readonly (readonly [string, (text: string) => string])[] = [
  ['as it is', (text) => text],
  ['URL-encoded', (text) => encodeURIComponent(text)],
  ['in base64', base64],
  ['in base64 within more', inside],
  ['in hex', (text) => Buffer.from(text).toString('hex')],
  ['split over lines', broken],
  ['in base64, split over lines', (text) => broken(base64(text))],
  ['URL-encoded, split over lines', (text) => broken(encodeURIComponent(text))],
  ['in upper case', (text) => text.toUpperCase()],
];

/** Answers by which a provider gives back what it was sent. */
function echoes(of: (text: string) => string): readonly Fault[] {
  const words = ALL.map(of).join(' ');
  return [
    { kind: 'answer', json: { error: 'invalid_code', error_description: `got ${words}` } },
    { kind: 'answer', status: 401, json: { error: words } },
    { kind: 'answer', status: 400, json: { error: 'invalid_client', error_description: words } },
    { kind: 'answer', status: 429, json: { error: 'Access Denied', error_description: words } },
    { kind: 'answer', status: 500, json: { message: words } },
    { kind: 'answer', json: { access_token: '', refresh_token: words } },
    { kind: 'answer', status: 302, headers: { location: `https://elsewhere.example/?${encodeURIComponent(words)}` } },
    { kind: 'answer', bytes: Buffer.from(`<html>${words}</html>`) },
  ];
}

async function canaryLab(): Promise<Lab<unknown> & { readonly send: (fault: Fault) => void }> {
  const lab = await zohoLab();
  const { clientSecret, refreshToken } = CANARIES;
  const connection = withOAuth(lab.connection, { clientSecret, refreshToken });
  return Object.assign(lab, {
    connection,
    send: (fault: Fault) => lab.provider.faults.add({ path: TOKEN_PATH, fault }),
  });
}

describe('credentials that a provider gives back', () => {
  test.each(ECHOES)('%s are in no error and no state', async (_, of) => {
    for (const fault of echoes(of)) {
      const lab = await canaryLab();
      const { connection, vault } = lab;
      const clock = (): Date => lab.now;
      lab.send(fault);
      const refresh = await thrownBy(lab.tokens({ connection }).get());
      expect(refresh.code).toMatch(/^oauth_/);
      const again = await thrownBy(lab.tokens({ connection, fetch: () => Promise.reject(new Error('away')) }).get());
      const state = JSON.stringify(await lab.state(connection));
      lab.send(fault);
      const oauth = oauthOf('zoho_books');
      const client = connection.oauth!;
      const exchange = await thrownBy(exchangeCode({ connection, client, oauth, vault, clock, code: CANARIES.code }));
      expect(exchange.code).toMatch(/^oauth_/);
      for (const text of [refresh.all, again.all, state, exchange.all]) expect(secretsIn(text, ALL)).toEqual([]);
    }
  });

  test('what fails below HTTP is told without what was sent', async () => {
    const lab = await canaryLab();
    const explode: typeof fetch = (_url, init) => {
      const sent = typeof init?.body === 'string' ? init.body : '';
      expect(secretsIn(sent, ALL)).not.toEqual([]);
      return Promise.reject(new TypeError(`fetch failed for ${sent}`, { cause: new Error(sent) }));
    };
    const error = await thrownBy(lab.tokens({ connection: lab.connection, fetch: explode }).get());
    expect(error.code).toBe('oauth_unavailable');
    expect(secretsIn(error.all, ALL)).toEqual([]);
  });

  test('the search finds them in every form', () => {
    for (const [, of] of ECHOES) for (const one of ALL) expect(secretsIn(`x ${of(one)} y`, [one])).toEqual([one]);
  });
});
