import { describe, expect, test } from 'vitest';
import { FRESHBOOKS_ENDPOINTS } from '../../../loader/sources/freshbooks/endpoints.ts';
import { FRESHBOOKS_ENTITIES } from '../../../loader/sources/freshbooks/entities.ts';
import { sourceApi } from '../../../loader/sources/index.ts';
import type { SourceApi } from '../../../loader/sources/source-api.ts';
import { connection, token } from '../api/support.ts';
import { actionOf, type Judged, readBoth } from './judged.ts';

const api: SourceApi = sourceApi('freshbooks');
const here = connection({ source: 'freshbooks', businessId: '91822', businessUuid: 'b3c5-77' });
const ID = '60417';
const ONE = {
  source: 'freshbooks',
  entity: 'invoices',
  id: ID,
  request: { path: `/accounting/account/Kq7Zr2/invoices/invoices/${ID}` },
} as const;
const LIST = { ...ONE, id: undefined, request: { path: '/accounting/account/Kq7Zr2/invoices/invoices' } } as const;

const old = (errno: number | string, more: object = {}) => ({
  response: { errors: [{ errno, field: 'invoiceid', message: 'words', object: 'invoice', value: ID, ...more }] },
});
const recent = (reason: string, metadata: object = { message: 'words', value: ID }) => ({
  code: 5,
  message: 'Request failed with status_code: 404',
  details: [{ '@type': 'type.example/ErrorInfo', reason, domain: 'accounting.example', metadata }],
});
const rpc = (code: number, message = 'words', details: readonly unknown[] = []) => ({ code, message, details });
const ledger = (status: number, reason: string) => ({
  errors: {
    message: `Request failed with status code ${status}`,
    status,
    details: [{ reason, metadata: { message: reason } }],
  },
});
const invoice = { response: { result: { invoice: { id: 60417 } } } };
const UNVERIFIED = 'The server could not verify that you are authorized to access the URL requested.';

const ACCOUNTING: readonly Judged[] = [
  { name: 'an object', status: 200, body: invoice, verdict: 'answer' },
  { name: 'unknown', status: 404, body: old(1012), verdict: 'gone' },
  { name: 'unknown under 200', status: 200, body: old(1012), verdict: 'gone' },
  { name: 'unknown, number as text', status: 404, body: old('1012'), verdict: 'gone' },
  { name: 'unknown without a value', status: 404, body: old(1012, { value: null }), verdict: 'gone' },
  { name: 'deleted', status: 400, body: old(1011), verdict: 'gone' },
  { name: 'errors as one object', status: 404, body: { response: { errors: { errno: 1012 } } }, verdict: 'gone' },
  { name: 'unknown, newer shape', status: 404, body: recent('1012'), verdict: 'gone' },
  { name: 'unknown, newer shape, 200', status: 200, body: recent('1012'), verdict: 'gone' },
  {
    name: 'an unknown account',
    status: 404,
    body: old(1012, { field: 'accountid', object: 'system', value: 'Kq7Zr2' }),
    verdict: 'refused api_not_found',
  },
  {
    name: 'an unknown account that is not repeated',
    status: 404,
    body: old(1012, { field: 'accountid', object: 'system', value: null }),
    verdict: 'refused api_not_found',
  },
  {
    name: 'another unknown object',
    status: 404,
    body: old(1012, { value: '1' }),
    verdict: 'refused api_not_found',
  },
  {
    name: 'an unknown account, newer shape',
    status: 404,
    body: recent('1012', { field: 'accountid', value: 'Kq7Zr2' }),
    verdict: 'refused api_not_found',
  },
  { name: 'unknown under 401', status: 401, body: old(1012), verdict: 'unauthorized api_unauthorized' },
  { name: 'unknown under 429', status: 429, body: old(1012), verdict: 'again api_rate_limited' },
  { name: 'no access', status: 403, body: old(1003), verdict: 'refused api_forbidden' },
  { name: 'no access under 200', status: 200, body: old(1003), verdict: 'refused api_forbidden' },
  { name: 'no access under 404', status: 404, body: old(1003), verdict: 'refused api_forbidden' },
  { name: 'no access, newer shape', status: 200, body: recent('1003'), verdict: 'refused api_forbidden' },
  {
    name: 'no access under 401',
    status: 401,
    body: old(1003, { message: UNVERIFIED }),
    verdict: 'unauthorized api_forbidden',
  },
  {
    name: 'a missing scope',
    status: 403,
    body: old(1003, { message: 'provided scopes: user:profile:read; needed scopes: user:invoices:read' }),
    verdict: 'refused api_scope_missing',
  },
  {
    name: 'a missing scope, flat',
    status: 403,
    body: { message: 'Needed scopes: user:invoices:read' },
    verdict: 'refused api_scope_missing',
  },
  {
    name: 'a missing scope, newer shape',
    status: 403,
    body: rpc(7, 'insufficient scope: needed user:bills:read'),
    verdict: 'refused api_scope_missing',
  },
  { name: 'bad per_page', status: 400, body: old(1013), verdict: 'refused api_invalid_request' },
  { name: 'bad page', status: 200, body: old(1014), verdict: 'refused api_invalid_request' },
  { name: 'inactive account', status: 403, body: old(1042), verdict: 'problem api_account_inactive' },
  { name: 'inactive account under 404', status: 404, body: old(1042), verdict: 'problem api_account_inactive' },
  ...[12_001, 31_001, 41_001, 41_101].flatMap((errno): readonly Judged[] => [
    { name: `gate ${errno}`, status: 200, body: old(errno), verdict: 'refused api_not_enabled' },
    { name: `gate ${errno}, newer`, status: 404, body: recent(String(errno)), verdict: 'refused api_not_enabled' },
  ]),
  { name: 'an unknown code', status: 200, body: old(4711), verdict: 'refused api_refused' },
  { name: 'the same under 422', status: 422, body: old(4711), verdict: 'refused api_invalid_request' },
  { name: 'no code at all under 200', status: 200, body: { response: { errors: [] } }, verdict: 'refused api_refused' },
];

const OTHERS: readonly Judged[] = [
  { name: 'rpc: not found under 200', status: 200, body: rpc(5), verdict: 'refused api_not_found' },
  { name: 'rpc: unauthenticated under 200', status: 200, body: rpc(16), verdict: 'unauthorized api_unauthorized' },
  { name: 'rpc: no permission under 200', status: 200, body: rpc(7), verdict: 'refused api_forbidden' },
  { name: 'rpc: exhausted under 200', status: 200, body: rpc(8), verdict: 'again api_rate_limited' },
  { name: 'rpc: unavailable under 200', status: 200, body: rpc(14), verdict: 'again api_unavailable' },
  {
    name: 'events, validation in the older shape',
    status: 400,
    body: rpc(3, 'Invalid data', [{ fieldViolations: [{ field: 'event', description: 'Unrecognized event.' }] }]),
    verdict: 'refused api_invalid_request',
  },
  {
    name: 'events, validation in the newer shape',
    status: 422,
    body: { errno: 422, message: 'semantic errors', details: ['event: Unrecognized event.'] },
    verdict: 'refused api_invalid_request',
  },
  {
    name: 'events, 401',
    status: 401,
    body: { errno: 401, message: 'invalid_token: x' },
    verdict: 'unauthorized api_unauthorized',
  },
  {
    name: 'events, 401 under 200',
    status: 200,
    body: { errno: 401, message: 'x' },
    verdict: 'unauthorized api_unauthorized',
  },
  {
    name: 'ledger, validation',
    status: 400,
    body: ledger(400, 'name: required'),
    verdict: 'refused api_invalid_request',
  },
  {
    name: 'projects, validation',
    status: 422,
    body: { errno: 2001, error: { title: 'field required', __root__: 'must have a duration' } },
    verdict: 'refused api_invalid_request',
  },
  {
    name: 'projects, validation under 200',
    status: 200,
    body: { errno: 2001, error: {} },
    verdict: 'refused api_invalid_request',
  },
  {
    name: 'projects, not signed in',
    status: 401,
    body: { message: UNVERIFIED },
    verdict: 'unauthorized api_unauthorized',
  },
  {
    name: 'projects, not signed in, 200',
    status: 200,
    body: { message: UNVERIFIED },
    verdict: 'unauthorized api_unauthorized',
  },
  {
    name: 'projects, not signed in, 404',
    status: 404,
    body: { message: UNVERIFIED },
    verdict: 'unauthorized api_unauthorized',
  },
  { name: 'projects, no access', status: 403, body: { message: UNVERIFIED }, verdict: 'refused api_forbidden' },
  {
    name: 'auth, unauthenticated',
    status: 401,
    body: { error: 'unauthenticated', error_description: 'This action requires authentication.' },
    verdict: 'unauthorized api_unauthorized',
  },
  { name: 'auth under 200', status: 200, body: { error: 'unauthenticated' }, verdict: 'unauthorized api_unauthorized' },
  {
    name: 'auth, invalid token',
    status: 400,
    body: { error: 'invalid_token', error_description: 'invalid', state: 'unauthorized' },
    verdict: 'unauthorized api_unauthorized',
  },
  {
    name: 'online payments',
    status: 401,
    body: { error_type: 'unauthorized', message: 'x' },
    verdict: 'unauthorized api_unauthorized',
  },
  { name: 'rate limit', status: 429, body: { message: 'Too Many Requests' }, verdict: 'again api_rate_limited' },
  { name: 'rate limit as a page', status: 429, body: '<html>', verdict: 'again api_rate_limited' },
  { name: 'a server error', status: 500, body: old(1012), verdict: 'again api_unavailable' },
  { name: 'a server error without a word', status: 502, body: '', verdict: 'again api_unavailable' },
  { name: '404 of a gateway', status: 404, body: '<html>', verdict: 'problem api_not_found' },
  {
    name: '404 of a gateway in JSON',
    status: 404,
    body: { path: '/x', status: 'none' },
    verdict: 'refused api_not_found',
  },
  { name: 'HTML', status: 200, body: '<html>', verdict: 'again api_answer_invalid' },
  { name: 'nothing', status: 200, body: '', verdict: 'again api_answer_invalid' },
  { name: 'half of it', status: 200, body: '{"response":{"resu', verdict: 'again api_answer_invalid' },
  { name: 'a redirect', status: 307, body: '', verdict: 'problem api_redirected' },
];

describe('one body, judged by the client and by the splitter', () => {
  test.each([...ACCOUNTING, ...OTHERS])('$name ($status): $verdict', (judged) => {
    const { verdict, actions } = readBoth(judged, ONE);
    expect(verdict).toBe(judged.verdict);
    expect(actions).toStrictEqual([actionOf(judged.verdict)]);
  });

  describe('a 404 without a code is the word of those that have none, and no word of accounting', () => {
    test.each<[string, object]>([
      ['projects', { error: 'Requested resource could not be found.' }],
      ['time_entries', { error: 'Requested resource could not be found.' }],
      ['services', { message: 'not found' }],
      ['ledger_accounts', ledger(404, 'Not found.')],
      ['callbacks', rpc(5)],
      ['callbacks', { errno: 404, message: 'Requested resource could not be found.' }],
    ])('%s %j', (entity, body) => {
      const judged = { name: '', status: 404, body, verdict: '' };
      const request = api.readRequest({ entity, id: ID }, here)!;
      expect(readBoth(judged, { ...ONE, entity, request })).toMatchObject({ verdict: 'gone', actions: ['missing'] });
      expect(readBoth(judged, ONE)).toMatchObject({ verdict: 'refused api_not_found', actions: ['error'] });
      const signedOut = { ...judged, body: { message: UNVERIFIED } };
      expect(readBoth(signedOut, { ...ONE, entity, request }).actions).toStrictEqual(['error']);
    });
  });

  test.each<Judged>([
    { name: 'a page', status: 200, body: { response: { result: { invoices: [{ id: 1 }] } } }, verdict: 'answer' },
    { name: 'an unknown object', status: 404, body: old(1012), verdict: 'refused api_not_found' },
    { name: 'an unexplained 404', status: 404, body: { error: 'not found' }, verdict: 'refused api_not_found' },
    { name: 'a gate under 200', status: 200, body: old(12_001), verdict: 'refused api_not_enabled' },
  ])('of a list nothing is ever gone: $name', (judged) => {
    const { verdict, actions } = readBoth(judged, LIST);
    expect(verdict).toBe(judged.verdict);
    expect(actions).toStrictEqual([actionOf(judged.verdict)]);
  });

  test('what is deleted may be answered with nothing', () => {
    expect(readBoth({ name: '', status: 204, body: '', method: 'PUT', verdict: '' }, ONE).verdict).toBe('answer');
  });

  test.each<[object, string]>([
    [old(1003), 'HTTP 400: code 1003: invoiceid: words'],
    [
      { errno: 422, message: 'semantic errors', details: ['event: Unrecognized event.', 'uri: no URL'] },
      'HTTP 400: code 422: semantic errors; event: Unrecognized event.; uri: no URL',
    ],
    [
      rpc(3, 'Invalid data', [{ fieldViolations: [{ field: 'uri', description: 'Not a URL.' }] }]),
      'HTTP 400: Invalid data; uri: Not a URL.',
    ],
    [ledger(400, 'name: required'), 'HTTP 400: Request failed with status code 400; name: required'],
    [{ errno: 2001, error: { title: 'field required' } }, 'HTTP 400: code 2001: title: field required'],
  ])('the message has all that the provider says: %j', (body, message) => {
    expect(readBoth({ name: '', status: 400, body, verdict: '' }, ONE).problem?.message).toBe(message);
  });

  test('a missing scope is named', () => {
    const body = { message: 'provided: user:profile:read, needed scopes: user:bills:read' };
    const { problem } = readBoth({ name: '', status: 403, body, verdict: '' }, ONE);
    expect(problem?.message).toContain('needed scopes: user:bills:read');
    expect(problem).toMatchObject({ scope: 'request', hint: expect.stringContaining('ledgerlake connect') as string });
  });
});

describe('requests', () => {
  test('the token is a bearer’s; nothing is in the query', () => {
    expect(api.headers(token('abc'))).toStrictEqual({ authorization: 'Bearer abc' });
    expect(api.commonQuery(here)).toStrictEqual([]);
  });

  test('where it is', () => {
    expect(api.baseUrl(here, token())).toBe('https://api.freshbooks.com');
    expect(api.baseUrl({ ...here, urls: { api: 'https://gate.example' } }, token())).toBe('https://gate.example');
  });

  const lines = { query: [['include[]', 'lines']] };
  test.each<[string, object]>([
    ['clients', { path: `/accounting/account/Kq7Zr2/users/clients/${ID}` }],
    ['invoices', { path: `/accounting/account/Kq7Zr2/invoices/invoices/${ID}`, ...lines }],
    ['invoice_profiles', { path: `/accounting/account/Kq7Zr2/invoice_profiles/invoice_profiles/${ID}`, ...lines }],
    ['credit_notes', { path: `/accounting/account/Kq7Zr2/credit_notes/credit_notes/${ID}`, ...lines }],
    ['estimates', { path: `/accounting/account/Kq7Zr2/estimates/estimates/${ID}`, ...lines }],
    ['payments', { path: `/accounting/account/Kq7Zr2/payments/payments/${ID}` }],
    ['expense_categories', { path: `/accounting/account/Kq7Zr2/expenses/categories/${ID}` }],
    ['tasks', { path: `/accounting/account/Kq7Zr2/projects/tasks/${ID}` }],
    ['callbacks', { path: `/events/account/Kq7Zr2/events/callbacks/${ID}` }],
    ['ledger_accounts', { path: `/accounting/businesses/b3c5-77/ledger_accounts/accounts/${ID}` }],
    ['projects', { path: `/projects/business/91822/project/${ID}` }],
    ['services', { path: `/comments/business/91822/service/${ID}` }],
    ['time_entries', { path: `/timetracking/business/91822/time_entries/${ID}` }],
  ])('one of %s', (entity, request) => {
    expect(api.readRequest({ entity, id: ID }, here)).toStrictEqual(request);
  });

  test('every entity that this release knows has its path, and its absence is understood', () => {
    for (const entity of Object.keys(FRESHBOOKS_ENTITIES)) {
      expect(FRESHBOOKS_ENDPOINTS).toHaveProperty(entity);
      const request = api.readRequest({ entity, id: ID }, here);
      if (request === undefined) continue;
      const read = readBoth({ name: '', status: 404, body: old(1012), verdict: '' }, { ...ONE, entity, request });
      expect([entity, read.verdict]).toStrictEqual([entity, 'gone']);
    }
  });

  test.each([
    ['projects', connection({ source: 'freshbooks' })],
    ['time_entries', connection({ source: 'freshbooks', businessUuid: 'b3c5-77' })],
    ['ledger_accounts', connection({ source: 'freshbooks', businessId: '91822' })],
  ])('none of %s without the id that its API wants', (entity, without) => {
    expect(api.readRequest({ entity, id: ID }, without)).toBeUndefined();
  });

  test.each([
    ['something unknown', 'widgets', ID],
    ['what has a list alone', 'journal_entry_details', ID],
    ['a path for an id', 'invoices', '1/../../users/staffs/1'],
    ['dots for an id', 'invoices', '..'],
    ['nothing for an id', 'invoices', ''],
  ])('none for %s', (_name, entity, id) => {
    expect(api.readRequest({ entity, id }, here)).toBeUndefined();
  });

  test('a look at the account asks for something of the account', () => {
    expect(api.probeRequest(here)).toMatchObject({ path: '/accounting/account/Kq7Zr2/users/clients' });
  });
});

describe('what an object’s change may have changed too', () => {
  test.each<[string, string, object, readonly object[]]>([
    ['a payment’s invoice', 'payments', { invoiceid: '60417', creditid: null }, [{ entity: 'invoices', id: '60417' }]],
    ['ids as numbers', 'payments', { invoiceid: 60_417 }, [{ entity: 'invoices', id: '60417' }]],
    ['no invoice', 'payments', { invoiceid: '0' }, []],
    ['no invoice at all', 'payments', {}, []],
    [
      'a payment out of a credit',
      'payments',
      { invoiceid: '5', creditid: '7' },
      [
        { entity: 'invoices', id: '5' },
        { entity: 'credit_notes', id: '7' },
      ],
    ],
    [
      'a credit note’s invoices, each once',
      'credit_notes',
      { invoiceid: '5', lines: [{ invoiceid: '5' }, { invoiceid: '6' }, { invoiceid: '0' }, null] },
      [
        { entity: 'invoices', id: '5' },
        { entity: 'invoices', id: '6' },
      ],
    ],
    ['a credit note that names none', 'credit_notes', { lines: '' }, []],
    ['a bill payment’s bill', 'bill_payments', { billid: '9' }, [{ entity: 'bills', id: '9' }]],
    ['nothing of an invoice', 'invoices', { invoiceid: '5' }, []],
    ['nothing of what is unknown', 'constructor', { invoiceid: '5' }, []],
  ])('%s', (_name, entity, payload, related) => {
    expect(api.related(entity, payload as Record<string, unknown>)).toStrictEqual(related);
  });
});
