import {
  freshbooksAnswer,
  freshbooksClient,
  freshbooksError,
  freshbooksInvoice,
  freshbooksInvoiceLine,
  freshbooksListAnswer,
  freshbooksMoney,
  freshbooksNewError,
  freshbooksPayment,
} from '../../support/payloads/freshbooks.ts';
import type { Doc } from '../../support/payloads/json.ts';
import {
  zohoAnswer,
  zohoContact,
  zohoError,
  zohoInvoice,
  zohoListAnswer,
  zohoMissing,
} from '../../support/payloads/zoho-books.ts';
import { type BadInput, mixed, quarantined, type Sent, typed, unread, untyped } from '../row.ts';
import { freshRead, zohoRead, zohoReadInvoice } from '../send.ts';

const ZOHO = 'silver_zoho_books_invoices';
const FRESH = 'silver_freshbooks_invoices';
const FRESH_LINES = 'silver_freshbooks_invoice_lines';
const HTML = '<html><head><title>502 Bad Gateway</title></head></html>';
/** An error that does not say which object it is about. */
const unnamed = (body: object): unknown =>
  JSON.parse(JSON.stringify(body), (key, value: unknown) => (key === 'value' ? undefined : value));
const gone = (table: string) => typed(table, { is_deleted: true });
const apiError = unread('api_error', 'kept');

type Case = readonly [name: string, body: unknown, status: number, goes: BadInput['goes']];
const zoho = ([name, body, status, goes]: Case): BadInput => ({
  name: `Zoho answer: ${name}, HTTP ${status}`,
  send: (id) => zohoRead(id, body, status),
  goes,
});
const fresh = ([name, body, status, goes]: Case): BadInput => ({
  name: `FreshBooks answer: ${name}, HTTP ${status}`,
  send: (id) => freshRead(id, body, { status }),
  goes,
});
const page = (
  name: string,
  answer: (id: string) => Extract<Sent, { via: 'answer' }>['answer'],
  goes: BadInput['goes'],
): BadInput => ({
  name,
  send: (id) => ({ via: 'answer', answer: { ...answer(id), fetchId: `page-${id}` } }),
  goes,
});

const ZOHO_ERRORS: readonly Case[] = [
  ['no such record', zohoMissing, 404, gone(ZOHO)],
  ['no such record', zohoMissing, 200, gone(ZOHO)],
  ['no such path', zohoError(5, 'Invalid URL Passed'), 404, apiError],
  ['JSON of a gateway', { message: 'no Route matched with those values' }, 404, apiError],
  ['an empty object', {}, 404, apiError],
  ['HTML of a gateway', HTML, 404, unread('api_error')],
  ['not authorized', zohoError(57, 'You are not authorized'), 401, apiError],
  ['not authorized', zohoError(57, 'You are not authorized'), 200, apiError],
  ['too many requests', zohoError(44, 'exceeded the maximum number'), 429, apiError],
  ['an internal error', zohoError(1000, 'Internal Error'), 500, apiError],
  ['HTML of a gateway', HTML, 502, unread('api_error')],
  ['nothing', '', 503, unread('api_error')],
  ['nothing', '', 200, unread('empty_payload')],
  ['HTML', HTML, 200, unread('invalid_json')],
  ['truncated JSON', '{"code":0,"message":"success","invoice":{"invoice_id":"1"', 200, unread('invalid_json')],
  ['an array', '[]', 200, unread('not_an_object')],
  ['null', 'null', 200, unread('not_an_object')],
  ['success and nothing else', zohoError(0, 'success'), 200, unread('entity_mismatch', 'kept')],
  ['another entity', zohoAnswer('contact', zohoContact()), 200, unread('entity_mismatch', 'kept')],
];

const FRESH_ERRORS: readonly Case[] = [
  ['unknown object, older shape', unnamed(freshbooksError(1012, 'Invoice not found.')), 404, gone(FRESH)],
  ['unknown object, older shape', unnamed(freshbooksError(1012, 'Invoice not found.')), 200, gone(FRESH)],
  ['unknown other object', freshbooksError(1012, 'Client not found.'), 404, apiError],
  ['deleted object, newer shape', unnamed(freshbooksNewError('1011', 'deleted')), 200, gone(FRESH)],
  ['one error that is no list', { response: { errors: { errno: 1012 } } }, 200, gone(FRESH)],
  ['no access, older shape', freshbooksError(1003, 'denied'), 200, apiError],
  ['no access, newer shape', freshbooksNewError('1003', 'denied'), 404, apiError],
  ['no access for an app', freshbooksError(12001, 'gated'), 200, apiError],
  ['errors without a code', { response: { errors: [{}] } }, 200, apiError],
  ['an empty list of errors', { response: { errors: [] } }, 200, apiError],
  ['the ledger', { errors: { status: 400, details: [{ reason: 'Bad.' }] } }, 200, apiError],
  ['projects', { errno: 2001, error: { title: 'required' } }, 422, apiError],
  ['signed out', { error: 'unauthenticated', error_description: 'x' }, 401, apiError],
  ['signed out', { error: 'unauthenticated', error_description: 'x' }, 200, apiError],
  ['online payments', { error_type: 'unauthorized', message: 'x' }, 200, apiError],
  ['a message alone', { message: 'could not verify' }, 200, apiError],
  ['HTML of a gateway', HTML, 404, unread('api_error')],
  ['JSON of a gateway', { status: 'unknown route' }, 404, apiError],
  ['an empty object', {}, 404, apiError],
  ['HTML', HTML, 200, unread('invalid_json')],
  ['nothing', '', 500, unread('api_error')],
  ['truncated JSON', '{"response":{"result":{"invoice":{"id":1', 200, unread('invalid_json')],
  ['another entity', freshbooksAnswer('bill', { id: 1 }), 200, unread('entity_mismatch', 'kept')],
  ['an empty result', { response: { result: {} } }, 200, unread('entity_mismatch', 'kept')],
  ['a result that is null', { response: { result: null } }, 200, unread('entity_mismatch', 'kept')],
];

const freshInvoice = (name: string, fields: Doc, goes: BadInput['goes']): BadInput => ({
  name: `FreshBooks: ${name}`,
  send: (id) =>
    freshRead(id, freshbooksAnswer('invoice', freshbooksInvoice({ id: Number(id), invoiceid: Number(id), ...fields }))),
  goes,
});
const noMoney = (name: string, amount: unknown, value: string): BadInput =>
  freshInvoice(`money: ${name}`, { amount }, untyped(FRESH, 'not_money', 'amount', value));
const money = (name: string, amount: unknown, values: Parameters<typeof typed>[1]): BadInput =>
  freshInvoice(`money: ${name}`, { amount }, typed(FRESH, values));

const DOCUMENTS: readonly BadInput[] = [
  noMoney('a bare number', 5, '5'),
  noMoney('a text', '5.00 CAD', '5.00 CAD'),
  noMoney('an array', [freshbooksMoney('5.00')], '[{"amount":"5.00","code":"CAD"}]'),
  noMoney('an amount in words', freshbooksMoney('five'), '{"amount":"five","code":"CAD"}'),
  noMoney(
    'an amount of 26 decimals',
    freshbooksMoney(`0.${'1'.repeat(26)}`),
    `{"amount":"0.${'1'.repeat(26)}","code":"CAD"}`,
  ),
  noMoney('an amount that is an object', { amount: {}, code: 'CAD' }, '{"amount":{},"code":"CAD"}'),
  noMoney('an object without amount', { code: 'CAD' }, '{"code":"CAD"}'),
  noMoney('an amount under another name', { value: '5.00', code: 'CAD' }, '{"value":"5.00","code":"CAD"}'),
  noMoney('an amount that is null', { amount: null, code: 'CAD' }, '{"amount":null,"code":"CAD"}'),
  noMoney('an empty object', {}, '{}'),
  noMoney('a text that begins like an object', '{"amount":', '{"amount":'),
  money('an amount that is empty', freshbooksMoney(''), { amount: null, amount_currency_code: 'CAD' }),
  money('no currency', { amount: '5.00' }, { amount: '5.0000000000', amount_currency_code: null }),
  money('an amount of 1e2', freshbooksMoney('1e2'), { amount: '100.0000000000' }),
  freshInvoice(
    'an artefact of 26 decimals where FreshBooks sends such',
    { net_paid_amount: freshbooksMoney('0.00000000000000000000000001') },
    typed(FRESH, { net_paid_amount: '0.00000000000000000000000001' }),
  ),
  freshInvoice(
    'an artefact that is a bare number',
    { net_paid_amount: 0.5 },
    untyped(FRESH, 'not_money', 'net_paid_amount', '0.5'),
  ),
  freshInvoice('a deleted one', { vis_state: 1 }, gone(FRESH)),
  freshInvoice('a date of zeros', { date_paid: '0000-00-00' }, untyped(FRESH, 'not_a_date', 'date_paid', '0000-00-00')),
  freshInvoice(
    'a time of zeros',
    { updated: '0000-00-00 00:00:00' },
    untyped(FRESH, 'not_an_instant', 'updated', '0000-00-00 00:00:00'),
  ),
  freshInvoice(
    'a time that the spring lacks',
    { updated: '2026-03-08 02:30:00' },
    typed(FRESH, { updated: '2026-03-08T07:30:00.000000Z' }),
  ),
  freshInvoice(
    'a time that the autumn has twice',
    { updated: '2026-11-01 01:30:00' },
    typed(FRESH, { updated: '2026-11-01T05:30:00.000000Z' }),
  ),
  freshInvoice('no lines', { lines: undefined }, untyped(FRESH, 'partial_document')),
  freshInvoice(
    'a line with money that is none',
    { lines: [freshbooksInvoiceLine({ amount: 'ten' }), freshbooksInvoiceLine()] },
    mixed({
      quarantine: [quarantined('not_money', { table: FRESH_LINES, column: 'amount', position: 1, value: 'ten' })],
      silver: [
        { table: FRESH, values: { status: '2' } },
        { table: FRESH_LINES, values: { position: 2 } },
      ],
    }),
  ),
  {
    name: 'FreshBooks: a client without its state',
    send: (id) => {
      const { vis_state: _, ...client } = freshbooksClient({ id: Number(id) });
      return freshRead(id, freshbooksAnswer('client', client), { entity: 'clients' });
    },
    goes: untyped('silver_freshbooks_clients', 'partial_document'),
  },
  {
    name: 'Zoho answer: a read whose column does not fit',
    send: (id) => zohoReadInvoice(id, { balance: 'much' }),
    goes: untyped(ZOHO, 'not_decimal_28_10', 'balance', 'much'),
  },
  {
    name: 'Zoho answer: a code that is a text',
    send: (id) => zohoRead(id, zohoAnswer('invoice', zohoInvoice({ invoice_id: id }), { code: '0' })),
    goes: typed(ZOHO, { status: 'sent' }),
  },
];

const PAGES: readonly BadInput[] = [
  page(
    'Zoho page: a good row among rows that are none',
    (id) => ({
      source: 'zoho_books',
      entity: 'invoices',
      body: zohoListAnswer('invoices', [
        5,
        { total: 1 },
        zohoInvoice({ invoice_id: id }),
        zohoInvoice({ invoice_id: `${id}9`, notes: '\ud800' }),
      ]),
    }),
    mixed({
      documents: 4,
      quarantine: [quarantined('not_an_object'), quarantined('entity_id_missing'), quarantined('lone_surrogate')],
      silver: [{ table: ZOHO, values: { status: 'sent' } }],
    }),
  ),
  page(
    'Zoho page: list rows, which are no documents',
    (id) => ({
      source: 'zoho_books',
      entity: 'invoices',
      origin: 'poll',
      body: zohoListAnswer('invoices', [{ invoice_id: id, total: 5 }]),
    }),
    mixed({ documents: 1 }),
  ),
  page(
    'Zoho page: empty',
    () => ({ source: 'zoho_books', entity: 'invoices', body: zohoListAnswer('invoices', []) }),
    mixed({ documents: 0 }),
  ),
  page(
    'Zoho page: gone, which no page can be',
    () => ({ source: 'zoho_books', entity: 'invoices', body: zohoMissing, status: 404 }),
    apiError,
  ),
  page(
    'FreshBooks page: a good row among rows that are none',
    (id) => ({
      source: 'freshbooks',
      entity: 'payments',
      body: freshbooksListAnswer('payments', [null, freshbooksPayment({ id: Number(id) }), {}, 'x']),
    }),
    mixed({
      documents: 4,
      quarantine: [quarantined('not_an_object'), quarantined('entity_id_missing'), quarantined('not_an_object')],
      silver: [{ table: 'silver_freshbooks_payments', values: { amount: '101.7000000000' } }],
    }),
  ),
  page(
    'FreshBooks page: unknown object, which no page can be',
    () => ({ source: 'freshbooks', entity: 'payments', body: freshbooksError(1012, 'x'), status: 404 }),
    apiError,
  ),
];

/** Answers of the source APIs: failures under every status, and what a success may hide. */
export const ANSWERS: readonly BadInput[] = [
  ...ZOHO_ERRORS.map(zoho),
  ...FRESH_ERRORS.map(fresh),
  ...DOCUMENTS,
  ...PAGES,
];
