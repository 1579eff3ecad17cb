import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  accessDenied,
  type FakeFreshbooks,
  gatedFeature,
  htmlPage,
  inactiveAccount,
  missingScope,
  startFakeFreshbooks,
  tooManyRequests,
} from '../support/fake-freshbooks/index.ts';
import { freshbooksClient, freshbooksInvoice } from '../support/payloads/freshbooks.ts';
import type { Doc } from '../support/payloads/json.ts';

let now = new Date('2026-06-09T14:00:00.000Z');
let fresh: FakeFreshbooks;
let access: string;

beforeEach(async () => {
  now = new Date('2026-06-09T14:00:00.000Z');
  fresh = await startFakeFreshbooks({ clock: () => now });
  access = fresh.tokens.accessToken();
});

afterEach(() => fresh.close());

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly json: Doc;
  readonly headers: Headers;
}

async function get(path: string, token = access): Promise<Answer> {
  const response = await fetch(fresh.url + path, { headers: { authorization: `Bearer ${token}` } });
  const text = await response.text();
  return {
    status: response.status,
    text,
    json: text.startsWith('{') ? JSON.parse(text) : {},
    headers: response.headers,
  };
}

const accounting = (path: string): string => `/accounting/account/6BApk/${path}`;

describe('objects', () => {
  it('answers an invoice with its lines only when asked for them', async () => {
    fresh.books.put('invoices', freshbooksInvoice());
    const bare = await get(accounting('invoices/invoices/60417'));
    const full = await get(accounting('invoices/invoices/60417?include[]=lines'));
    expect(bare.json).toMatchObject({ response: { result: { invoice: { id: 60417 } } } });
    expect(bare.text).not.toContain('"lines"');
    expect(full.text).toContain('"lines":[{');
  });

  it.each([
    ['object', 'old', 200, { response: { result: { invoice: { vis_state: 1 } } } }],
    ['1011', 'old', 404, { response: { errors: [{ errno: 1011, value: '60417' }] } }],
    ['1012', 'new', 404, { code: 5, details: [{ reason: '1012' }] }],
  ] as const)('a deleted one reads as %s, %s shape', async (deletedReads, shape, status, body) => {
    fresh.knobs.deletedReads = deletedReads;
    fresh.knobs.errors = { shape };
    fresh.books.put('invoices', freshbooksInvoice());
    fresh.books.remove('invoices', 60417);
    const answer = await get(accounting('invoices/invoices/60417'));
    expect(answer).toMatchObject({ status, json: body });
    fresh.books.restore('invoices', 60417);
    expect((await get(accounting('invoices/invoices/60417'))).status).toBe(200);
  });

  it('an unknown id has errno 1012, a wrong account has none, and errors may hide under 200', async () => {
    expect((await get(accounting('invoices/invoices/9'))).text).toContain('"errno":1012');
    const wrong = await get('/accounting/account/XYZ/invoices/invoices/9');
    expect(wrong).toMatchObject({ status: 404, json: { errno: 404 } });
    fresh.knobs.errors = { shape: 'old', under200: true };
    expect((await get(accounting('invoices/invoices/9'))).status).toBe(200);
  });

  it.each([
    ['/accounting/account/6BApk/credit_notes/credit_notes/5', 'credit_notes', { id: 5, lines: [] }],
    ['/accounting/account/6BApk/bill_vendors/bill_vendors/5', 'bill_vendors', { vendorid: 5 }],
    ['/accounting/account/6BApk/other_incomes/other_incomes/5', 'other_incomes', { incomeid: 5 }],
    ['/projects/business/91822/project/5', 'projects', { id: 5 }],
    ['/timetracking/business/91822/time_entries/5', 'time_entries', { id: 5 }],
    ['/comments/business/91822/service/5', 'services', { id: 5 }],
    [
      '/accounting/businesses/6d0c1a52-9f7e-4b1b-8a54-0c7d1f2e3a4b/ledger_accounts/accounts/5',
      'ledger_accounts',
      { uuid: '5' },
    ],
  ] as const)('%s is one of %s; not there, and with another business: 404', async (path, entity, document) => {
    expect((await get(path)).status).toBe(404);
    fresh.books.put(entity, document);
    expect((await get(path)).status).toBe(200);
    expect((await get(path.replace(/6BApk|91822|6d0c1a52/, 'other'))).status).toBe(404);
    fresh.books.purge(entity, '5');
    expect((await get(path)).status).toBe(404);
  });

  it.each([
    ['/projects/business/91822/projects', 'projects'],
    ['/accounting/account/6BApk/other_incomes/other_incomes', 'other_income'],
    ['/accounting/account/6BApk/users/staffs', 'staff'],
  ])('%s lists under %s', async (path, key) => {
    const { json, text } = await get(path);
    expect(text).toContain(`"${key}":[]`);
    const [context] = path.startsWith('/projects') ? [json['meta']] : [(json['response'] as Doc)['result']];
    expect(context).toMatchObject({ page: 1, per_page: path.startsWith('/projects') ? 30 : 15, total: 0 });
  });

  it.each([
    [accessDenied({ shape: 'old' }), 401, '"errno":1003'],
    [accessDenied({ shape: 'new', under200: true }), 200, '"reason":"1003"'],
    [accessDenied({ shape: 'old', single: true }), 401, '"errors":{'],
    [inactiveAccount(), 403, '"errno":1042'],
    [gatedFeature(12_001), 200, '"errno":12001'],
    [missingScope('user:bills:read'), 403, 'Required scopes: user:bills:read'],
  ] as const)('refuses in the words of the provider (%#)', async (fault, status, words) => {
    fresh.faults.queue(fault);
    const answer = await get(accounting('items/items/1'));
    expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(words)]);
  });

  it.each([
    ['/events/account/6BApk/events/callbacks', 'errno'],
    ['/accounting/account/6BApk/users/clients', 'error_description'],
    ['/projects/business/91822/projects', 'message'],
  ])('%s without a good token is 401 with %s', async (path, word) => {
    const answer = await get(path, 'worn-out');
    expect([answer.status, answer.json]).toEqual([401, expect.objectContaining({ [word]: expect.anything() })]);
  });

  it('stamps changes with Eastern time', () => {
    fresh.books.put('invoices', freshbooksInvoice());
    expect(fresh.books.patch('invoices', 60417, { po_number: 'PO 1' })).toMatchObject({
      updated: '2026-06-09 10:00:00',
      version: '2026-06-09 10:00:00.000000',
    });
  });

  it('lists: 15 by default, at most 100, deleted ones only when asked for, nothing past the end', async () => {
    for (let id = 1; id <= 120; id += 1) fresh.books.put('clients', freshbooksClient({ id, userid: id }));
    fresh.books.remove('clients', 7);
    const rows = async (query: string): Promise<readonly Doc[]> => {
      const { json } = await get(accounting(`users/clients${query}`));
      return (json as { response: { result: { clients: Doc[] } } }).response.result.clients;
    };
    expect(await rows('')).toHaveLength(15);
    expect(await rows('?per_page=500')).toHaveLength(100);
    expect(await rows('?per_page=100&page=2')).toHaveLength(19);
    expect(await rows('?page=99')).toEqual([]);
    expect((await rows('?search[vis_state]=1')).map(({ id }) => id)).toEqual([7]);
    expect((await rows('?search[updated_min]=2026-06-09')).map(({ id }) => id)).toEqual([]);
    expect((await rows('?sort=id_desc')).at(0)).toMatchObject({ id: 120 });
    expect((await get(accounting('users/clients?page=x'))).status).toBe(400);
  });
});

describe('tokens', () => {
  const refresh = async (refresh_token: string, more: Doc = {}): Promise<Answer> => {
    const { clientId: client_id, clientSecret: client_secret, redirectUri: redirect_uri } = fresh;
    const body = { client_id, client_secret, redirect_uri, grant_type: 'refresh_token', refresh_token, ...more };
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(`${fresh.url}/auth/oauth/token`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    const text = await response.text();
    return { status: response.status, text, json: JSON.parse(text), headers: response.headers };
  };

  it('gives a new refresh token each time, and refuses one that was used', async () => {
    const first = fresh.tokens.issue();
    const { json } = await refresh(first);
    expect(json).toMatchObject({ expires_in: 43_200, created_at: now.getTime() / 1000 });
    expect(await refresh(first)).toMatchObject({ status: 400, json: { error: 'invalid_grant' } });
    expect((await get('/auth/api/v1/users/me', String(json['access_token']))).status).toBe(200);
    expect((await refresh(String(json['refresh_token']))).status).toBe(200);
    expect(fresh.tokens.refreshes).toBe(2);
  });

  it('ends the chain at the first re-use when strict', async () => {
    fresh.tokens.strictReuse = true;
    const first = fresh.tokens.issue();
    const { json } = await refresh(first);
    await refresh(first);
    expect((await refresh(String(json['refresh_token']))).status).toBe(400);
    expect((await get('/auth/api/v1/users/me', String(json['access_token']))).status).toBe(401);
  });

  it('ends access tokens by the clock, at created_at + expires_in', async () => {
    fresh.tokens.createdAt = 'original';
    const began = now.getTime();
    const { json } = await refresh(fresh.tokens.issue());
    now = new Date(began + 3_600_000);
    const again = await refresh(String(json['refresh_token']));
    expect(again.json['created_at']).toBe(began / 1000);
    now = new Date(began + 43_200_000);
    expect((await get('/auth/api/v1/users/me', String(again.json['access_token']))).status).toBe(401);
  });

  it('wants the secret and the redirect URI with a refresh', async () => {
    const token = fresh.tokens.issue();
    expect((await refresh(token, { client_secret: 'x' })).json['error']).toBe('invalid_client');
    expect((await refresh(token, { redirect_uri: 'https://other.example' })).json['error']).toBe('invalid_grant');
    expect((await refresh(token)).status).toBe(200);
  });

  it('a lost answer has spent the token', async () => {
    const token = fresh.tokens.issue();
    fresh.faults.add({ path: /oauth.token/, fault: { kind: 'lost' } });
    await expect(refresh(token)).rejects.toThrow('fetch failed');
    expect(fresh.tokens.isCurrent(token)).toBe(false);
  });

  it('signs in by a code that works once', async () => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: fresh.clientId,
      redirect_uri: fresh.redirectUri,
      state: 's 1',
    });
    const consent = await fetch(`${fresh.url}/oauth/authorize/?${query.toString()}`, { redirect: 'manual' });
    const location = new URL(consent.headers.get('location')!);
    expect(location.searchParams.get('state')).toBe('s 1');
    const code = location.searchParams.get('code');
    expect((await refresh('', { grant_type: 'authorization_code', code })).status).toBe(200);
    expect((await refresh('', { grant_type: 'authorization_code', code })).status).toBe(400);
  });
});

describe('faults and the log', () => {
  it('hits as scripted, then answers again', async () => {
    fresh.faults.queue(tooManyRequests(2), tooManyRequests(), htmlPage(502), { kind: 'truncated', how: 'cut' });
    const path = '/auth/api/v1/users/me';
    const limited = await get(path);
    expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '2']);
    expect((await get(path)).headers.get('retry-after')).toBeNull();
    expect((await get(path)).text).toContain('<h1>Bad Gateway</h1>');
    await expect(get(path)).rejects.toThrow(SyntaxError);
    fresh.faults.queue({ kind: 'reset' }, { kind: 'truncated', how: 'broken' });
    await expect(get(path)).rejects.toThrow(TypeError);
    await expect(get(path)).rejects.toThrow(TypeError);
    expect([(await get(path)).status, fresh.faults.pending]).toEqual([200, 0]);
  });

  it('can repeat what was sent, as careless servers do', async () => {
    fresh.faults.queue({ kind: 'echo', status: 400 });
    expect(fresh.tokens.issued).toContain(access);
    expect(await get('/auth/api/v1/users/me')).toMatchObject({ status: 400, text: expect.stringContaining(access) });
  });

  it('keeps no credential and counts the busiest minute', async () => {
    await get('/auth/api/v1/users/me?access_token=canary-token&page=2');
    now = new Date(now.getTime() + 61_000);
    await get('/auth/api/v1/users/me');
    await get('/auth/api/v1/users/me');
    expect(fresh.requests.maxPerMinute()).toBe(2);
    expect(JSON.stringify(fresh.requests.all.map((one) => [one, one.query.toString()]))).not.toContain('canary');
    expect(fresh.requests.all[0]?.query.toString()).toBe('page=2');
  });

  it('answers 429 beyond the limit that a test sets', async () => {
    fresh.knobs.requestsPerMinute = 2;
    const statuses = [];
    for (let i = 0; i < 3; i += 1) statuses.push((await get('/auth/api/v1/users/me')).status);
    expect(statuses).toEqual([200, 200, 429]);
  });
});
