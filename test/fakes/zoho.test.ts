import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeZoho, problemFault, startFakeZoho } from '../support/fake-zoho/index.ts';
import type { Doc } from '../support/payloads/json.ts';
import { digits } from '../support/payloads/json.ts';
import { zohoContact, zohoCustomerPayment, zohoInvoice } from '../support/payloads/zoho-books.ts';

let now = new Date('2026-06-09T14:00:00.000Z');
let zoho: FakeZoho;
let access: string;

beforeEach(async () => {
  now = new Date('2026-06-09T14:00:00.000Z');
  zoho = await startFakeZoho({ clock: () => now });
  access = zoho.tokens.accessToken();
});

afterEach(() => zoho.close());

interface Answer {
  readonly status: number;
  readonly text: string;
  readonly json: Doc;
  readonly headers: Headers;
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, text, json: JSON.parse(text), headers: response.headers };
}

async function get(path: string, query: Readonly<Record<string, string>> = {}): Promise<Answer> {
  const search = new URLSearchParams({ organization_id: zoho.organizationId, ...query }).toString();
  const headers = { authorization: `Zoho-oauthtoken ${access}` };
  return answerOf(await fetch(`${zoho.apiUrl}${path}?${search}`, { headers }));
}

async function token(fields: Readonly<Record<string, string>>): Promise<Answer> {
  const { clientId: client_id, clientSecret: client_secret } = zoho;
  const body = new URLSearchParams({ client_id, client_secret, grant_type: 'refresh_token', ...fields });
  return answerOf(await fetch(`${zoho.url}/oauth/v2/token`, { method: 'POST', body }));
}

describe('records', () => {
  it('answers details under irregular keys, with the digits of numbers', async () => {
    const id = zoho.books.put('customer_payments', zohoCustomerPayment({ amount: digits('200.10') }));
    const { text, json } = await get(`/customerpayments/${id}`);
    expect(json).toMatchObject({ code: 0, payment: { payment_id: id } });
    expect(text).toContain('"amount":200.10');
  });

  it('answers 1002 for what is gone', async () => {
    const id = zoho.books.put('invoices', zohoInvoice());
    zoho.books.remove('invoices', id);
    expect(await get(`/invoices/${id}`)).toMatchObject({ status: 404, json: { code: 1002 } });
    zoho.knobs.missingStatus = 200;
    expect(await get(`/invoices/${id}`)).toMatchObject({ status: 200, json: { code: 1002 } });
  });

  it('stamps changes in the zone of the organization, unless only balances moved', () => {
    const id = zoho.books.put('contacts', zohoContact());
    const at = (document: Doc): unknown => document['last_modified_time'];
    expect(at(zoho.books.patch('contacts', id, { outstanding_receivable_amount: 1 }, { keepsTime: true }))).toBe(
      '2026-06-02T08:00:00-0400',
    );
    expect(at(zoho.books.patch('contacts', id, { notes: 'x' }))).toBe('2026-06-09T10:00:00-0400');
  });

  it('lists rows without lines, times where only rows have them, pages with a context', async () => {
    for (let n = 1; n <= 3; n += 1) zoho.books.put('invoices', zohoInvoice({ invoice_id: String(n) }));
    zoho.books.put('customer_payments', zohoCustomerPayment());
    const { json, text } = await get('/invoices', { per_page: '2' });
    expect(json).toMatchObject({
      invoices: [{ documents: '', billing_address: { zipcode: expect.any(String) } }, {}],
      page_context: { page: 1, per_page: 2, has_more_page: true },
    });
    expect(text).not.toContain('line_items');
    expect((await get('/invoices', { per_page: '2', page: '3' })).json['invoices']).toEqual([]);
    const payments = await get('/customerpayments');
    expect(payments.text).not.toMatch(/exchange_rate|"invoices"/);
    expect(payments.json).toMatchObject({ customerpayments: [{ last_modified_time: expect.any(String) }] });
  });

  it('filters by modification only where Zoho Books does', async () => {
    const old = zoho.books.put('invoices', zohoInvoice({ invoice_id: '1' }));
    zoho.books.put('invoices', zohoInvoice({ invoice_id: '2' }));
    zoho.books.put('contacts', zohoContact());
    zoho.books.patch('invoices', old, { notes: 'later' });
    const from = { last_modified_time: '2026-06-09T10:00:00-0400' };
    expect((await get('/invoices', from)).json['invoices']).toMatchObject([{ invoice_id: '1' }]);
    expect((await get('/contacts', from)).json['contacts']).toHaveLength(1);
    expect((await get('/invoices', { last_modified_time: '2026-06-09T10:00:00 0200' })).status).toBe(400);
  });

  it('sorts purchase orders newest first whatever is asked, and hides inactive accounts', async () => {
    for (const n of [1, 2]) {
      zoho.books.put('purchase_orders', { purchaseorder_id: `${n}`, created_time: `2026-06-0${n}T00:00:00-0400` });
      zoho.books.put('chart_of_accounts', { account_id: `${n}`, is_active: n === 1 });
    }
    expect((await get('/purchaseorders', { sort_order: 'A' })).json).toMatchObject({
      purchaseorders: [{ purchaseorder_id: '2' }, { purchaseorder_id: '1' }],
      page_context: { sort_order: 'D' },
    });
    expect((await get('/chartofaccounts')).json['chartofaccounts']).toHaveLength(1);
    expect((await get('/chartofaccounts', { filter_by: 'AccountType.All' })).json['chartofaccounts']).toHaveLength(2);
  });
});

describe('limits', () => {
  it('tells the daily quota, its reset as seconds left of the day in the zone of the organization', async () => {
    zoho.quota.use(zoho.quota.perDay - 1);
    const { headers } = await get('/items');
    expect(headers.get('x-rate-limit-remaining')).toBe('0');
    expect(headers.get('x-rate-limit-reset')).toBe(String(14 * 3600 - 1));
    expect(await get('/items')).toMatchObject({ status: 429, json: { code: 45 } });
    now = new Date(now.getTime() + 14 * 3600_000);
    access = zoho.tokens.accessToken();
    expect((await get('/items')).status).toBe(200);
  });

  it('answers 44 beyond 100 in a minute and 1070 beyond the concurrent ones', async () => {
    zoho.quota.perMinute = 2;
    const codes = [];
    for (let i = 0; i < 3; i += 1) codes.push((await get('/items')).json['code']);
    expect(codes).toEqual([0, 0, 44]);
    zoho.quota.perMinute = 100;
    zoho.quota.concurrent = 1;
    const { promise, resolve } = Promise.withResolvers<void>();
    zoho.faults.queue({ kind: 'hold', until: promise, when: 'after' });
    const first = zoho.requests.next('GET', '/books/v3/items');
    const held = get('/items');
    await first;
    expect((await get('/items')).json['code']).toBe(1070);
    resolve();
    expect((await held).json['code']).toBe(0);
    expect(zoho.requests.maxConcurrent).toBe(2);
  });
});

describe('who asks', () => {
  it('wants organization and token, in the right words', async () => {
    const url = `${zoho.apiUrl}/items`;
    const ask = (authorization: string, query = ''): Promise<Response> =>
      fetch(url + query, { headers: { authorization } });
    expect((await ask(`Bearer ${access}`, '?organization_id=10234695')).status).toBe(401);
    expect((await ask(`Zoho-oauthtoken ${access}`)).status).toBe(400);
    expect((await ask(`Zoho-oauthtoken ${access}`, '?organization_id=1')).status).toBe(400);
    zoho.knobs.withoutOrganization = 'default';
    expect((await ask(`Zoho-oauthtoken ${access}`)).status).toBe(200);
  });

  it('a deactivated user lists organizations and nothing else', async () => {
    zoho.knobs.userDisabled = true;
    expect((await get('/organizations')).json).toMatchObject({ organizations: [{ organization_id: '10234695' }] });
    expect((await get('/items')).json['code']).toBe(6018);
  });

  it('refreshes ten times in ten minutes, refusals come with HTTP 200', async () => {
    const refresh_token = zoho.tokens.issue();
    const { json } = await token({ refresh_token });
    expect(json).toMatchObject({ expires_in: 3600, api_domain: zoho.url });
    expect(json).not.toHaveProperty('refresh_token');
    for (let i = 0; i < 9; i += 1) await token({ refresh_token });
    expect(await token({ refresh_token })).toMatchObject({ status: 200, json: { error: 'Access Denied' } });
    now = new Date(now.getTime() + 600_001);
    expect((await token({ refresh_token })).json).toHaveProperty('access_token');
    zoho.tokens.revoke(refresh_token);
    expect(await token({ refresh_token })).toMatchObject({ status: 200, json: { error: 'invalid_code' } });
    expect([zoho.tokens.refreshes, zoho.tokens.throttled]).toEqual([11, 1]);
  });

  it('signs in by a code, once; the 21st consent ends the first', async () => {
    const code = zoho.tokens.code();
    const { json } = await token({ grant_type: 'authorization_code', code });
    expect(json).toHaveProperty('refresh_token');
    expect((await token({ grant_type: 'authorization_code', code })).json['error']).toBe('invalid_code');
    for (let i = 0; i < 20; i += 1) zoho.tokens.issue();
    expect((await token({ refresh_token: String(json['refresh_token']) })).json['error']).toBe('invalid_code');
  });

  it('answers scripted codes, also under HTTP 200', async () => {
    zoho.faults.queue(problemFault(1000), problemFault(45, { status: 200 }));
    expect(await get('/items')).toMatchObject({ status: 500, json: { code: 1000 } });
    expect(await get('/items')).toMatchObject({ status: 200, json: { code: 45 } });
  });
});
