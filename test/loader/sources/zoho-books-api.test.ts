import { describe, expect, test } from 'vitest';
import { sourceApi } from '../../../loader/sources/index.ts';
import type { SourceApi } from '../../../loader/sources/source-api.ts';
import { ZOHO_ENDPOINTS } from '../../../loader/sources/zoho-books/endpoints.ts';
import { REGIONS, zohoRegion } from '../../../loader/sources/zoho-books/regions.ts';
import { ZOHO_REGIONS } from '../../../receiver/config/connection-schema.ts';
import { ZOHO_ENTITIES } from '../../../receiver/sources/zoho-books/entities.ts';
import { connection, token } from '../api/support.ts';
import { actionOf, type Judged, readBoth } from './judged.ts';

const api: SourceApi = sourceApi('zoho_books');
const ID = '982000000567001';
const ONE = { source: 'zoho_books', entity: 'invoices', id: ID, request: { path: `/invoices/${ID}` } } as const;
const LIST = { source: 'zoho_books', entity: 'invoices', id: undefined, request: { path: '/invoices' } } as const;

const says = (code: number, message = 'words') => ({ code, message });
const invoice = { code: 0, message: 'success', invoice: { invoice_id: ID } };

const ONE_RECORD: readonly Judged[] = [
  { name: 'a record', status: 200, body: invoice, verdict: 'answer' },
  { name: 'a record under 201', status: 201, body: invoice, verdict: 'answer' },
  {
    name: 'a record behind a byte order mark',
    status: 200,
    body: `\uFEFF${JSON.stringify(invoice)}`,
    verdict: 'answer',
  },
  { name: 'code 1002 under 404', status: 404, body: says(1002, 'Invoice does not exist.'), verdict: 'gone' },
  { name: 'code 1002 under 200', status: 200, body: says(1002), verdict: 'gone' },
  { name: 'code 1002 under 400', status: 400, body: says(1002), verdict: 'gone' },
  { name: 'another code under 404', status: 404, body: says(9999), verdict: 'gone' },
  { name: 'code 1002 under 500', status: 500, body: says(1002), verdict: 'again api_unavailable' },
  { name: 'a wrong path', status: 404, body: says(5, 'Invalid URL Passed'), verdict: 'refused api_not_found' },
  { name: 'bad organization', status: 404, body: says(2), verdict: 'problem api_wrong_organization' },
  { name: 'bad organization under 200', status: 200, body: says(2), verdict: 'problem api_wrong_organization' },
  { name: 'the minute', status: 429, body: says(44), verdict: 'again api_rate_limited' },
  { name: 'the minute under 404', status: 404, body: says(44), verdict: 'again api_rate_limited' },
  { name: 'the day', status: 429, body: says(45), verdict: 'problem api_quota_exhausted' },
  { name: 'the day under 200', status: 200, body: says(45), verdict: 'problem api_quota_exhausted' },
  { name: 'too many at once', status: 429, body: says(1070), verdict: 'again api_rate_limited' },
  { name: 'another 429', status: 429, body: says(7), verdict: 'again api_rate_limited' },
  { name: '429 of a gateway', status: 429, body: '<html>', verdict: 'again api_rate_limited' },
  { name: 'not authorised', status: 401, body: says(57), verdict: 'unauthorized api_forbidden' },
  { name: 'not authorised under 200', status: 200, body: says(57), verdict: 'refused api_forbidden' },
  { name: 'not authorised under 404', status: 404, body: says(57), verdict: 'refused api_forbidden' },
  { name: 'a disabled user', status: 200, body: says(6018), verdict: 'problem api_user_disabled' },
  { name: 'a disabled user under 404', status: 404, body: says(6018), verdict: 'problem api_user_disabled' },
  { name: 'malformed JSON', status: 400, body: says(1038), verdict: 'refused api_invalid_request' },
  { name: 'an internal error', status: 500, body: says(1000), verdict: 'again api_unavailable' },
  { name: 'an internal error under 404', status: 404, body: says(1000), verdict: 'again api_unavailable' },
  { name: 'a code that nobody knows', status: 200, body: says(4711), verdict: 'refused api_refused' },
  { name: 'the same under 400', status: 400, body: says(4711), verdict: 'refused api_invalid_request' },
  { name: 'the same under 403', status: 403, body: says(4711), verdict: 'refused api_forbidden' },
  { name: 'the same under 405', status: 405, body: says(4711), verdict: 'refused api_invalid_request' },
  { name: 'a code as text', status: 404, body: { code: '1002' }, verdict: 'gone' },
  { name: '401 without a word', status: 401, body: '', verdict: 'unauthorized api_unauthorized' },
  { name: '401 as a page', status: 401, body: '<html>', verdict: 'unauthorized api_unauthorized' },
  { name: 'OAuth refuses', status: 200, body: { error: 'invalid_code' }, verdict: 'unauthorized api_unauthorized' },
  {
    name: 'OAuth refuses, 400',
    status: 400,
    body: { error: 'invalid_token' },
    verdict: 'unauthorized api_unauthorized',
  },
  {
    name: 'OAuth is throttled under 200',
    status: 200,
    body: { error: 'Access Denied', error_description: 'You have made too many requests continuously.' },
    verdict: 'problem api_rate_limited',
  },
  { name: '404 of a gateway', status: 404, body: '<html>', verdict: 'problem api_not_found' },
  { name: '404 of a gateway in JSON', status: 404, body: { error: 'no route' }, verdict: 'refused api_not_found' },
  { name: '403 of a gateway', status: 403, body: '<html>', verdict: 'problem api_forbidden' },
  { name: '502', status: 502, body: '<html>', verdict: 'again api_unavailable' },
  { name: '503 with nothing', status: 503, body: '', verdict: 'again api_unavailable' },
  { name: '500 with a record', status: 500, body: invoice, verdict: 'again api_unavailable' },
  { name: '408', status: 408, body: '', verdict: 'again api_unavailable' },
  { name: 'HTML', status: 200, body: '<!DOCTYPE html>', verdict: 'again api_answer_invalid' },
  { name: 'nothing', status: 200, body: '', verdict: 'again api_answer_invalid' },
  { name: 'nothing under 204', status: 204, body: '', verdict: 'again api_answer_invalid' },
  { name: 'half of it', status: 200, body: '{"code":0,"invoice":{"in', verdict: 'again api_answer_invalid' },
  { name: 'a list at the top', status: 200, body: '[]', verdict: 'again api_answer_invalid' },
  { name: 'a redirect', status: 302, body: '', verdict: 'problem api_redirected' },
];

describe('one body, judged by the client and by the splitter', () => {
  test.each(ONE_RECORD)('$name ($status): $verdict', (judged) => {
    const { verdict, actions } = readBoth(judged, ONE);
    expect(verdict).toBe(judged.verdict);
    expect(actions).toStrictEqual([actionOf(judged.verdict)]);
  });

  test('a success that does not say so is somebody else’s', () => {
    expect(readBoth({ name: '', status: 200, body: { status: 'fine' }, verdict: '' }, ONE).verdict).toBe(
      'again api_answer_invalid',
    );
  });

  test.each<Judged>([
    { name: 'a page', status: 200, body: { code: 0, invoices: [{ invoice_id: ID }] }, verdict: 'answer' },
    { name: 'code 1002', status: 404, body: says(1002), verdict: 'refused api_not_found' },
    { name: 'another 404', status: 404, body: says(9999), verdict: 'refused api_not_found' },
  ])('of a list nothing is ever gone: $name', (judged) => {
    const { verdict, actions } = readBoth(judged, LIST);
    expect(verdict).toBe(judged.verdict);
    expect(actions).toStrictEqual([actionOf(judged.verdict)]);
  });

  test('what is written may be answered with nothing', () => {
    expect(readBoth({ name: '', status: 204, body: '', method: 'PUT', verdict: '' }, ONE).verdict).toBe('answer');
  });

  test('the message has the provider’s own code and words on one line', () => {
    const { problem } = readBoth(
      { name: '', status: 400, body: says(1038, 'JSON is\n not  well formed'), verdict: '' },
      ONE,
    );
    expect(problem).toMatchObject({
      message: 'HTTP 400: code 1038: JSON is not well formed',
      scope: 'request',
      retryable: false,
    });
  });

  test('endless words are cut', () => {
    const { problem } = readBoth({ name: '', status: 400, body: says(1038, 'x'.repeat(100_000)), verdict: '' }, ONE);
    expect(problem?.message.length).toBeLessThan(600);
  });
});

describe('where it is', () => {
  test('every region of the configuration has its two hosts, no two the same', () => {
    expect(Object.keys(REGIONS).sort()).toStrictEqual([...ZOHO_REGIONS].sort());
    const origins = Object.values(REGIONS).flatMap(({ api: books, accounts }) => [books, accounts]);
    expect(new Set(origins).size).toBe(18);
    for (const origin of origins) expect(new URL(origin)).toMatchObject({ origin, protocol: 'https:' });
  });

  test.each([
    ['us', 'https://www.zohoapis.com/books/v3', 'https://accounts.zoho.com'],
    ['eu', 'https://www.zohoapis.eu/books/v3', 'https://accounts.zoho.eu'],
    ['in', 'https://www.zohoapis.in/books/v3', 'https://accounts.zoho.in'],
    ['au', 'https://www.zohoapis.com.au/books/v3', 'https://accounts.zoho.com.au'],
    ['jp', 'https://www.zohoapis.jp/books/v3', 'https://accounts.zoho.jp'],
    ['ca', 'https://www.zohoapis.ca/books/v3', 'https://accounts.zohocloud.ca'],
    ['cn', 'https://www.zohoapis.com.cn/books/v3', 'https://accounts.zoho.com.cn'],
    ['sa', 'https://www.zohoapis.sa/books/v3', 'https://accounts.zoho.sa'],
    ['uk', 'https://www.zohoapis.uk/books/v3', 'https://accounts.zoho.uk'],
    [undefined, 'https://www.zohoapis.com/books/v3', 'https://accounts.zoho.com'],
  ])('region %s', (region, base, accounts) => {
    expect(api.baseUrl(connection({ region }), token())).toBe(base);
    expect(zohoRegion(region).accounts).toBe(accounts);
  });

  test.each<[string, string | undefined, string]>([
    ['https://www.zohoapis.in', undefined, 'https://www.zohoapis.in/books/v3'],
    ['https://www.zohoapis.in/', undefined, 'https://www.zohoapis.in/books/v3'],
    ['https://evil.example', 'https://evil.example', 'https://www.zohoapis.eu/books/v3'],
    ['https://www.zohoapis.com.evil.example', 'evil', 'https://www.zohoapis.eu/books/v3'],
    ['http://www.zohoapis.com', 'http:', 'https://www.zohoapis.eu/books/v3'],
    ['https://www.zohoapis.com@evil.example', '@evil', 'https://www.zohoapis.eu/books/v3'],
    ['https://www.zohoapis.com:8443', '8443', 'https://www.zohoapis.eu/books/v3'],
    ['', '""', 'https://www.zohoapis.eu/books/v3'],
  ])('the token response names %j', (domain, complaint, base) => {
    const here = connection({ region: 'eu' });
    expect(api.baseUrl(here, token('t', domain))).toBe(base);
    const distrusted = api.distrusted?.(here, token('t', domain));
    expect(distrusted === undefined).toBe(complaint === undefined);
    expect(distrusted ?? '').toContain(complaint ?? '');
  });

  test('the configuration wins over the token, and then nothing is distrusted', () => {
    const here = connection({ urls: { api: 'https://gate.example/books/v3' } });
    expect(api.baseUrl(here, token('t', 'https://evil.example'))).toBe('https://gate.example/books/v3');
    expect(api.distrusted?.(here, token('t', 'https://evil.example'))).toBeUndefined();
  });
});

describe('requests', () => {
  test('the token is in a header of Zoho’s own kind, the organization always in the query', () => {
    expect(api.headers(token('abc'))).toStrictEqual({ authorization: 'Zoho-oauthtoken abc' });
    expect(api.commonQuery(connection())).toStrictEqual([['organization_id', '982000001']]);
  });

  test.each([
    ['invoices', `/invoices/${ID}`],
    ['customer_payments', `/customerpayments/${ID}`],
    ['chart_of_accounts', `/chartofaccounts/${ID}`],
    ['currencies', `/settings/currencies/${ID}`],
    ['taxes', `/settings/taxes/${ID}`],
    ['purchase_orders', `/purchaseorders/${ID}`],
    ['vendor_credits', `/vendorcredits/${ID}`],
  ])('one of %s', (entity, path) => {
    expect(api.readRequest({ entity, id: ID }, connection())).toStrictEqual({ path });
  });

  test('every entity that webhooks know can be read, and its absence is understood', () => {
    // An exchange rate hangs on its currency and cannot be read alone.
    for (const entity of Object.keys(ZOHO_ENTITIES).filter((name) => name !== 'exchange_rates')) {
      const request = api.readRequest({ entity, id: ID }, connection());
      expect(request).toBeDefined();
      const read = readBoth(
        { name: '', status: 404, body: says(1002), verdict: '' },
        { ...ONE, entity, request: request! },
      );
      expect([entity, read.verdict]).toStrictEqual([entity, 'gone']);
    }
  });

  test.each([
    ['something unknown', 'widgets', ID],
    ['what has lists alone', 'locations', ID],
    ['what hangs on something else', 'exchange_rates', ID],
    ['a property of every object', 'constructor', ID],
    ['a path for an id', 'invoices', '../organizations'],
    ['dots for an id', 'invoices', '..'],
    ['a query for an id', 'invoices', '1?x=1'],
    ['nothing for an id', 'invoices', ''],
  ])('none for %s', (_name, entity, id) => {
    expect(api.readRequest({ entity, id }, connection())).toBeUndefined();
  });

  test('the paths of lists are their own', () => {
    const paths = Object.values(ZOHO_ENDPOINTS).map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(paths.every((path) => /^(\/[a-z{}]+)+$/.test(path))).toBe(true);
  });

  test('a look at the organization asks for something that a disabled user does not get', () => {
    expect(api.probeRequest(connection()).path).not.toContain('organizations');
  });

  test('nothing follows from a payment: its invoices’ stamps move', () => {
    expect(api.related('customer_payments', { invoices: [{ invoice_id: '1' }] })).toStrictEqual([]);
  });
});
