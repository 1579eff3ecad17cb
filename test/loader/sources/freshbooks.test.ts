import { describe, expect, test } from 'vitest';
import type { Document } from '../../../loader/documents/document.ts';
import { documentSplitter } from '../../../loader/sources/index.ts';
import type { Envelope } from '../../../receiver/envelope.ts';
import {
  freshbooksAnswer,
  freshbooksClient,
  freshbooksError,
  freshbooksHint,
  freshbooksInvoice,
  freshbooksListAnswer,
  freshbooksMissing,
  freshbooksNewError,
  freshbooksPayment,
} from '../../support/payloads/freshbooks.ts';
import { answer, delivery, FRESHBOOKS_ACCOUNT } from '../documents/envelopes.ts';

const FORM = 'application/x-www-form-urlencoded';
const STARTED = new Date('2026-06-09T13:48:01Z');
const ID = '60417';

function split(envelope: Envelope): readonly Document[] {
  return documentSplitter('freshbooks').split(envelope, { organizationIds: [FRESHBOOKS_ACCOUNT] });
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

const hint = (body: string | Uint8Array, entityId: string | null = ID): Envelope =>
  delivery(body, { source: 'freshbooks', entity: 'invoices', entityId, action: 'update', contentType: FORM });
const read = (body: object | string, facts: Parameters<typeof answer>[1] = {}): Envelope =>
  answer(body, { source: 'freshbooks', entityId: ID, ...facts });

describe('hints', () => {
  test('the form fields in received order', () => {
    const document = only(hint(freshbooksHint()));
    expect(document).toMatchObject({
      entity: 'invoices',
      entityId: ID,
      action: 'update',
      versionAt: undefined,
      problem: undefined,
    });
    expect(document.payload).toBe(
      `{"name":"invoice.update","object_id":"60417","account_id":"${FRESHBOOKS_ACCOUNT}","business_id":"91822","identity_id":"3305","user_id":"1"}`,
    );
  });

  test('a doubled field has its last value at its first place', () => {
    expect(only(hint('name=a&object_id=60417&name=invoice.update')).payload).toBe(
      '{"name":"invoice.update","object_id":"60417"}',
    );
  });

  test('what was redacted stays out of the payload, sealed or not', () => {
    const body = `name=callback.verify&object_id=2001&verif%69er=v1.sealed&account_id=${FRESHBOOKS_ACCOUNT}&verifier=`;
    const document = only({ ...hint(body, '2001'), entity: 'callbacks', action: 'verify', redacted: ['verifier'] });
    expect(document).toMatchObject({ entity: 'callbacks', entityId: '2001', action: 'verify', problem: undefined });
    expect(document.payload).toBe(`{"name":"callback.verify","object_id":"2001","account_id":"${FRESHBOOKS_ACCOUNT}"}`);
  });

  test.each<[string, string | Uint8Array, string, boolean]>([
    ['another account', freshbooksHint({ account_id: 'other' }), 'organization_mismatch', true],
    ['no event name', 'object_id=60417', 'empty_payload', true],
    ['no object', 'name=invoice.update&object_id=', 'entity_id_missing', true],
    ['blanks', '  ', 'empty_payload', false],
    ['JSON', '{"name":"invoice.update"}', 'not_an_object', false],
    ['text', 'hello', 'not_an_object', false],
    ['bytes that are not UTF-8', Buffer.from([0x61, 0x3d, 0xff]), 'invalid_utf8', false],
    ['NUL', 'name=invoice.update&object_id=1&x=%00', 'nul_character', false],
    ['more fields than any sender has', 'a=1&'.repeat(10_001), 'not_an_object', false],
  ])('%s: %3$s', (_name, body, problem, hasPayload) => {
    const document = only(hint(body, null));
    expect(document.problem).toBe(problem);
    expect(document.payload !== undefined).toBe(hasPayload);
  });
});

describe('API answers', () => {
  test('one object, sorted by the request’s start, numbers as text', () => {
    const document = only(read(freshbooksAnswer('invoice', freshbooksInvoice())));
    expect(document).toMatchObject({
      entity: 'invoices',
      entityId: ID,
      action: 'read',
      versionAt: STARTED,
      problem: undefined,
    });
    expect(document.value).toMatchObject({ id: ID, vis_state: '0', amount: { amount: '101.70', code: 'CAD' } });
  });

  test.each<[string, string, object, string]>([
    ['invoices', 'invoice', freshbooksInvoice(), ID],
    ['invoices', 'invoice', { ...freshbooksInvoice(), id: null }, ID],
    ['payments', 'payment', freshbooksPayment(), '11804'],
    ['payments', 'payment', { logid: '11804' }, '11804'],
    ['clients', 'client', freshbooksClient(), '21055'],
    ['clients', 'client', { userid: 21055 }, '21055'],
    ['credit_notes', 'credit_notes', { creditid: 7 }, '7'],
    ['other_incomes', 'other_income', { incomeid: 8 }, '8'],
    ['bill_vendors', 'bill_vendor', { vendorid: 9 }, '9'],
    ['staff', 'staff', { userid: 1 }, '1'],
    ['invoice_profiles', 'invoice_profile', { profileid: 3 }, '3'],
  ])('id of %s under %s', (entity, key, object, entityId) => {
    expect(only(read(freshbooksAnswer(key, object), { entity, entityId: 'asked' }))).toMatchObject({
      entityId,
      problem: undefined,
    });
  });

  test('a page: one document an object, in order', () => {
    const page = freshbooksListAnswer('payments', [freshbooksPayment(), freshbooksPayment({ id: 2 }), null, {}]);
    const documents = split(read(page, { entity: 'payments', entityId: null }));
    expect(documents.map(({ entityId, action, problem }) => [entityId, action, problem])).toStrictEqual([
      ['11804', 'read', undefined],
      ['2', 'read', undefined],
      [undefined, 'read', 'not_an_object'],
      [undefined, 'read', 'entity_id_missing'],
    ]);
    expect(documents.every(({ versionAt }) => versionAt?.getTime() === STARTED.getTime())).toBe(true);
  });

  test('an empty page has no document', () => {
    expect(split(read(freshbooksListAnswer('payments', []), { entity: 'payments', entityId: null }))).toStrictEqual([]);
  });

  test.each<[string, object, string, number]>([
    ['ledger account', { data: { uuid: 'a' } }, 'ledger_accounts', 1],
    ['ledger accounts', { data: [{ uuid: 'a' }, { uuid: 'b' }] }, 'ledger_accounts', 2],
    ['project', { project: { id: 1 } }, 'projects', 1],
    ['projects', { meta: { total: 1 }, projects: [{ id: 1 }] }, 'projects', 1],
    ['time entries', { meta: {}, time_entries: [{ id: 1 }, { id: 2 }] }, 'time_entries', 2],
    ['something that nobody knows', { widget: { id: 1 } }, 'widgets', 1],
  ])('%s', (_name, body, entity, count) => {
    const documents = split(read(body, { entity, entityId: null }));
    expect(documents).toHaveLength(count);
    expect(documents.every((document) => document.action === 'read' && document.problem === undefined)).toBe(true);
  });

  test.each<[string, object | string, number, string | null, string, string | undefined]>([
    ['unknown object, older shape', freshbooksMissing(ID), 404, ID, 'missing', undefined],
    ['unknown object, older shape under 200', freshbooksMissing(ID), 200, ID, 'missing', undefined],
    ['deleted object', freshbooksError(1011, 'deleted'), 400, ID, 'missing', undefined],
    ['errors as one object', { response: { errors: { errno: 1012 } } }, 200, ID, 'missing', undefined],
    ['unknown object, newer shape under 200', freshbooksNewError('1012', 'not found'), 200, ID, 'missing', undefined],
    ['404 without a code', { code: 5, message: 'not found', details: [] }, 404, ID, 'error', 'api_error'],
    ['404 of another kind', { error: 'Requested resource could not be found.' }, 404, ID, 'error', 'api_error'],
    ['no access under 404', freshbooksError(1003, 'denied'), 404, ID, 'error', 'api_error'],
    ['no access under 200', freshbooksError(1003, 'denied'), 200, ID, 'error', 'api_error'],
    ['no access, newer shape under 200', freshbooksNewError('1003', 'denied'), 200, ID, 'error', 'api_error'],
    ['gated feature under 200', freshbooksError(12001, 'gated'), 200, null, 'error', 'api_error'],
    ['unknown object for a page', freshbooksMissing(ID), 404, null, 'error', 'api_error'],
    ['404 from a gateway', '<html>', 404, ID, 'error', 'api_error'],
    ['signed out', { error: 'unauthenticated', error_description: 'x' }, 401, ID, 'error', 'api_error'],
    ['signed out under 200', { error: 'unauthenticated', error_description: 'x' }, 200, ID, 'error', 'api_error'],
    ['online payments', { error_type: 'unauthorized', message: 'x' }, 200, ID, 'error', 'api_error'],
    ['projects, no access', { message: 'could not verify' }, 401, ID, 'error', 'api_error'],
    ['a message alone under 200', { message: 'could not verify' }, 200, ID, 'error', 'api_error'],
    ['validation of projects', { errno: 2001, error: { a: 'b' } }, 200, ID, 'error', 'api_error'],
    ['nothing under 503', '', 503, ID, 'error', 'api_error'],
    ['HTML under 200', '<html>', 200, ID, 'error', 'invalid_json'],
    ['a list under 200', '[]', 200, ID, 'error', 'not_an_object'],
    ['another entity under 200', freshbooksAnswer('bill', { id: 1 }), 200, ID, 'error', 'entity_mismatch'],
    ['nothing in the result', { response: { result: {} } }, 200, ID, 'error', 'entity_mismatch'],
  ])('%s: %5$s', (_name, body, status, entityId, action, problem) => {
    const document = only(read(body, { status, entityId }));
    expect(document).toMatchObject({ entityId: entityId ?? undefined, action, problem, versionAt: STARTED });
    expect(document.payload !== undefined).toBe(typeof body === 'object');
  });
});

test('a source that nobody knows', () => {
  expect(() => documentSplitter('nobody')).toThrow(expect.objectContaining({ code: 'source_unknown' }) as Error);
});
