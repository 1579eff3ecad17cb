import { describe, expect, test } from 'vitest';
import type { Document } from '../../../loader/documents/document.ts';
import { documentSplitter } from '../../../loader/sources/index.ts';
import type { Envelope } from '../../../receiver/envelope.ts';
import { digits } from '../../support/payloads/json.ts';
import {
  zohoAnswer,
  zohoContact,
  zohoCustomerPayment,
  zohoCustomerPaymentRow,
  zohoError,
  zohoInvoice,
  zohoInvoiceRow,
  zohoListAnswer,
  zohoMissing,
  zohoWebhook,
} from '../../support/payloads/zoho-books.ts';
import { answer, delivery, ZOHO_ORGANIZATION } from '../documents/envelopes.ts';

const ID = '982000000567001';
const MODIFIED = new Date('2026-06-09T13:46:21Z');
const FORM = 'application/x-www-form-urlencoded';

function split(envelope: Envelope): readonly Document[] {
  return documentSplitter('zoho_books').split(envelope, { organizationIds: [ZOHO_ORGANIZATION] });
}

function only(envelope: Envelope): Document & { readonly value: unknown } {
  const documents = split(envelope);
  expect(documents).toHaveLength(1);
  const [document] = documents;
  return {
    ...document!,
    value: document!.payload === undefined ? undefined : (JSON.parse(document!.payload) as unknown),
  };
}

describe('webhooks', () => {
  test('the record is taken out of its key, whole, numbers as text', () => {
    const invoice = zohoInvoice({ total: digits('119.10'), balance: digits('123456789012345678.12') });
    const document = only(delivery(zohoWebhook('invoice', invoice)));
    expect(document).toMatchObject({
      entity: 'invoices',
      entityId: ID,
      action: 'updated',
      versionAt: MODIFIED,
      problem: undefined,
    });
    expect(document.value).toMatchObject({ invoice_id: ID, total: '119.10', balance: '123456789012345678.12' });
    expect(Object.keys(document.value as object)).toStrictEqual(
      Object.keys(invoice).filter((key) => key !== 'invoice_url'),
    );
  });

  test.each<[string, string, object | string, string | undefined, string?]>([
    ['contact', 'contacts', { contact: zohoContact() }, '982000000061001'],
    ['a contact under customer', 'contacts', { customer: zohoContact() }, '982000000061001'],
    ['a contact under vendor', 'contacts', { vendor: zohoContact() }, '982000000061001'],
    ['a payment under payment', 'customer_payments', { payment: zohoCustomerPayment() }, '982000000580001'],
    [
      'a payment under customerpayment',
      'customer_payments',
      { customerpayment: zohoCustomerPayment() },
      '982000000580001',
    ],
    ['a record at top level', 'invoices', zohoInvoice(), ID],
    ['an id as a bare number', 'invoices', '{"invoice":{"invoice_id":9820000005670010001}}', '9820000005670010001'],
    ['a delete hook with an id alone', 'invoices', { invoice: { invoice_id: ID } }, ID],
    ['a delete hook with an id alone at top level', 'invoices', { invoice_id: ID }, ID],
    ['the record beside other keys', 'invoices', { invoice: { invoice_id: ID }, trigger: 'x' }, ID],
    [
      'JSON in a form',
      'invoices',
      `JSONString=${encodeURIComponent(JSON.stringify({ invoice: { invoice_id: ID } }))}`,
      ID,
      FORM,
    ],
    ['chosen fields in a form', 'invoices', `invoice_id=${ID}&status=void`, ID, FORM],
  ])('%s', (_name, entity, body, entityId, contentType = 'application/json') => {
    expect(only(delivery(body, { entity, contentType }))).toMatchObject({ entity, entityId, problem: undefined });
  });

  test.each<[string, object | string, string, boolean]>([
    ['another entity', { bill: { bill_id: '5' } }, 'entity_mismatch', true],
    ['another entity beside scalars', { bill: { bill_id: '5' }, trigger: 'x' }, 'entity_mismatch', true],
    ['a key that nobody knows', { data: { invoice_id: ID } }, 'entity_mismatch', true],
    ['the set-up probe', { payload: '' }, 'empty_payload', true],
    ['an empty object', {}, 'empty_payload', true],
    ['an empty record', { invoice: {} }, 'empty_payload', true],
    ['an empty text for the record', { invoice: '' }, 'empty_payload', true],
    ['a list for the record', { invoice: [zohoInvoice()] }, 'not_an_object', true],
    ['a record without id', { invoice: { status: 'void' } }, 'entity_id_missing', true],
    ['an empty id', { invoice: { invoice_id: '' } }, 'entity_id_missing', true],
    ['an id that is none', { invoice: { invoice_id: 'x'.repeat(300) } }, 'entity_id_missing', true],
    ['fields of nobody', { a: 1, b: 2 }, 'entity_id_missing', true],
    [
      'another organization in the record',
      { invoice: { invoice_id: ID, organization_id: '77' } },
      'organization_mismatch',
      true,
    ],
    [
      'another organization beside the record',
      { invoice: { invoice_id: ID }, organization_id: 77 },
      'organization_mismatch',
      true,
    ],
    ['a list', [zohoInvoice()], 'not_an_object', false],
    ['null', 'null', 'not_an_object', false],
    ['broken JSON', '{"invoice":', 'invalid_json', false],
    ['a lone surrogate', `{"invoice":{"invoice_id":"${ID}","notes":"\\ud83d"}}`, 'lone_surrogate', false],
    ['NUL', `{"invoice":{"invoice_id":"${ID}","notes":"\\u0000"}}`, 'nul_character', false],
    ['a deep record', `{"invoice":{"invoice_id":"${ID}","x":${'['.repeat(120)}${']'.repeat(120)}}}`, 'too_deep', false],
  ])('%s: %3$s', (_name, body, problem, hasPayload) => {
    const document = only(delivery(body));
    expect(document.problem).toBe(problem);
    expect(document.payload !== undefined).toBe(hasPayload);
  });

  test.each<[string, string, true | undefined, string]>([
    ['a deletion that needs proof', 'deleted', true, 'delete_hint'],
    ['a deletion that was proved', 'deleted', undefined, 'deleted'],
    ['nothing else needs it', 'updated', true, 'updated'],
  ])('%s', (_name, action, hint, expected) => {
    const envelope = delivery({ invoice: { invoice_id: ID } }, { action });
    const document = only(hint === undefined ? envelope : { ...envelope, hint });
    expect(document).toMatchObject({ action: expected, entityId: ID, problem: undefined });
  });

  test('a mismatch keeps the record itself', () => {
    expect(only(delivery({ bill: { bill_id: '5' } })).value).toStrictEqual({ bill_id: '5' });
  });

  test.each([
    ['organization_id=77', 'organization_mismatch'],
    ['x=1&org=77', 'organization_mismatch'],
    [`organization_id=${ZOHO_ORGANIZATION}&organization_id=77`, 'organization_mismatch'],
    [`organization_id=${ZOHO_ORGANIZATION}`, undefined],
    [`org=${ZOHO_ORGANIZATION}&x=1`, undefined],
    ['organization_id=', undefined],
  ])('organization in the query %s: %s', (query, problem) => {
    const document = only(delivery(zohoWebhook('invoice', zohoInvoice()), { query }));
    expect(document.problem).toBe(problem);
    expect(document.entityId).toBe(ID);
    expect(document.payload).toBeDefined();
  });

  test.each<[string, object, string | undefined]>([
    ['its record', { widget: { widget_id: '5', last_modified_time: '2026-06-09T09:46:21-0400' } }, undefined],
    ['a body of several keys', { widget: { widget_id: '5' }, b: 1 }, undefined],
    ['a record without id', { widget: { a: 1 } }, undefined],
  ])('of an unknown entity %s is taken without demands', (_name, body, problem) => {
    const document = only(delivery(body, { entity: 'widgets', entityId: '5' }));
    expect(document).toMatchObject({ entity: 'widgets', entityId: '5', problem });
    expect(document.payload).toBeDefined();
  });

  test.each<[string, object, Date | undefined]>([
    ['last_modified_time', { last_modified_time: '2026-06-09T09:46:21-0400' }, MODIFIED],
    ['updated_time where that is missing', { updated_time: '2026-06-09T19:16:21+0530' }, MODIFIED],
    [
      'updated_time where that is empty',
      { last_modified_time: '', updated_time: '2026-06-09T09:46:21-0400' },
      MODIFIED,
    ],
    [
      'last_modified_time first',
      { last_modified_time: '2026-06-09T09:46:21-0400', updated_time: '2026-06-10T09:46:21-0400' },
      MODIFIED,
    ],
    ['the envelope where the record has none', {}, new Date('2026-06-01T00:00:00Z')],
    ['nothing that is not a stamp', { last_modified_time: '09 Jun 2026' }, new Date('2026-06-01T00:00:00Z')],
  ])('version from %s', (_name, stamps, versionAt) => {
    const body = zohoWebhook('invoice', { invoice_id: ID, ...stamps });
    expect(only(delivery(body, { eventAt: '2026-06-01T00:00:00.000Z' })).versionAt).toStrictEqual(versionAt);
  });
});

describe('API answers', () => {
  test('one record', () => {
    const document = only(answer(zohoAnswer('invoice', zohoInvoice())));
    expect(document).toMatchObject({ entityId: ID, action: 'read', versionAt: MODIFIED, problem: undefined });
    expect(document.value).toMatchObject({ invoice_number: 'INV-000017', total: '119' });
  });

  test('a payment has its stamp in updated_time', () => {
    const document = only(
      answer(zohoAnswer('payment', zohoCustomerPayment()), {
        entity: 'customer_payments',
        entityId: '982000000580001',
      }),
    );
    expect(document).toMatchObject({ entityId: '982000000580001', versionAt: new Date('2026-06-20T14:15:00Z') });
  });

  test('a page: one document a row, in order, a bad row in its place', () => {
    const rows = [
      zohoInvoiceRow(),
      zohoInvoiceRow({ invoice_id: '2' }),
      'x',
      zohoInvoiceRow({ invoice_id: '', notes: 'n' }),
      zohoInvoiceRow({ invoice_id: '5', notes: '\ud83d' }),
    ];
    const documents = split(answer(zohoListAnswer('invoices', rows), { entityId: null, origin: 'sweep' }));
    expect(documents.map(({ entityId, action, problem }) => [entityId, action, problem])).toStrictEqual([
      [ID, 'read', undefined],
      ['2', 'read', undefined],
      [undefined, 'read', 'not_an_object'],
      [undefined, 'read', 'entity_id_missing'],
      ['5', 'read', 'lone_surrogate'],
    ]);
  });

  test('list keys as on the wire and as documented', () => {
    for (const key of ['customerpayments', 'customer_payments']) {
      const page = zohoListAnswer(key, [zohoCustomerPaymentRow()]);
      expect(only(answer(page, { entity: 'customer_payments', entityId: null })).entityId).toBe('982000000580001');
    }
  });

  test('an empty page has no document', () => {
    expect(split(answer(zohoListAnswer('invoices', []), { entityId: null }))).toStrictEqual([]);
  });

  test.each<[string, object | string, number, string | null, string, string | undefined]>([
    ['code 1002 under 404', zohoMissing, 404, ID, 'missing', undefined],
    ['code 1002 under 200', zohoMissing, 200, ID, 'missing', undefined],
    ['404 with another code', zohoError(9999, 'gone'), 404, ID, 'missing', undefined],
    ['404 for a wrong path', zohoError(5, 'Invalid URL Passed'), 404, ID, 'error', 'api_error'],
    ['404 from a gateway', '<html>', 404, ID, 'error', 'api_error'],
    ['404 for a page', zohoMissing, 404, null, 'error', 'api_error'],
    ['rate limit', zohoError(44, 'too many'), 429, ID, 'error', 'api_error'],
    ['disabled user under 200', zohoError(6018, 'disabled'), 200, ID, 'error', 'api_error'],
    ['a record under 500', zohoAnswer('invoice', zohoInvoice()), 500, ID, 'error', 'api_error'],
    ['an empty body under 502', '', 502, ID, 'error', 'api_error'],
    ['an empty body under 200', '', 200, ID, 'error', 'empty_payload'],
    ['HTML under 200', '<html>', 200, ID, 'error', 'invalid_json'],
    ['a list under 200', '[]', 200, ID, 'error', 'not_an_object'],
    ['success without a record', zohoError(0, 'success'), 200, ID, 'error', 'entity_mismatch'],
    ['success with another entity', zohoAnswer('bill', { bill_id: '5' }), 200, ID, 'error', 'entity_mismatch'],
  ])('%s: %5$s', (_name, body, status, entityId, action, problem) => {
    const document = only(answer(body, { status, entityId }));
    expect(document).toMatchObject({ entity: 'invoices', entityId: entityId ?? undefined, action, problem });
    expect(document.versionAt).toBeUndefined();
    expect(document.payload !== undefined).toBe(typeof body === 'object');
  });

  test('of an unknown entity the one object or list is taken', () => {
    expect(only(answer({ code: 0, message: 'success', widget: { a: 1 } }, { entity: 'widgets' })).value).toStrictEqual({
      a: '1',
    });
    expect(
      split(answer(zohoListAnswer('widgets', [{ a: 1 }, {}]), { entity: 'widgets', entityId: null })),
    ).toHaveLength(2);
  });
});
