import { describe, expect, test } from 'vitest';
import { webhookSource } from '../../../receiver/sources/index.ts';
import { ZOHO_ENTITIES, zohoEntityName } from '../../../receiver/sources/zoho-books/entities.ts';
import { zohoBooksFacts } from '../../../receiver/sources/zoho-books/facts.ts';
import { parseZohoTime } from '../../../receiver/sources/zoho-books/time.ts';
import { webhookRequest } from '../../support/webhook-request.ts';

const CONTEXT = { now: new Date('2026-06-09T14:00:00Z'), coalesceSeconds: 60, bodySha256: 'ab'.repeat(32) };
const TIME = '2026-06-09T09:46:21-0400';
const UTC = '2026-06-09T13:46:21.000Z';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

function facts(
  body: string | Uint8Array,
  route: { entity?: string; action?: string; headers?: Record<string, string> } = {},
) {
  return zohoBooksFacts(webhookRequest({ body, ...route }), CONTEXT);
}

describe('parseZohoTime', () => {
  test.each([
    [TIME, UTC],
    ['2026-06-09T13:46:21Z', UTC],
    ['2026-06-09T19:16:21+05:30', UTC],
    ['2026-06-09T19:16:21+0530', UTC],
    ['2026-06-09T13:46:21.5Z', '2026-06-09T13:46:21.500Z'],
    ['2026-06-09T13:46:21.123456789Z', '2026-06-09T13:46:21.123Z'],
    ['2024-02-29T00:00:00+0000', '2024-02-29T00:00:00.000Z'],
    ['2026-03-01T00:30:00+0100', '2026-02-28T23:30:00.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59.000Z'],
  ])('%s', (text, expected) => {
    expect(parseZohoTime(text)?.toISOString()).toBe(expected);
  });

  test.each([
    ['', 'empty'],
    ['2026-06-09', 'a date alone'],
    ['2026-06-09T09:46:21', 'no offset: names no instant'],
    ['2026-06-09 09:46:21-0400', 'a space for the T'],
    ['2026-06-09T09:46-0400', 'no seconds'],
    ['2026-02-30T00:00:00Z', 'a day that February lacks'],
    ['2025-02-29T00:00:00Z', 'no leap year'],
    ['2026-13-01T00:00:00Z', 'month 13'],
    ['2026-00-10T00:00:00Z', 'month 0'],
    ['2026-06-09T24:00:00Z', 'hour 24'],
    ['2026-06-09T23:60:00Z', 'minute 60'],
    ['2026-06-30T23:59:60Z', 'a leap second'],
    ['2026-06-09T09:46:21-9900', 'an offset no place has'],
    ['2026-06-09T09:46:21-04', 'half an offset'],
    ['2026-06-09T09:46:21 -0400', 'a space before the offset'],
    [' 2026-06-09T09:46:21Z', 'a space before'],
    ['0000-06-09T09:46:21Z', 'year 0'],
    ['9999-12-31T23:59:59-0400', 'year 10000 in UTC'],
    ['09 Jun 2026', 'a display date'],
    ['1781040000', 'seconds'],
  ])('refuses %j: %s', (text) => {
    expect(parseZohoTime(text)).toBeUndefined();
  });

  test('refuses what is no text', () => {
    for (const value of [undefined, null, 1_781_040_000, {}, [TIME]]) expect(parseZohoTime(value)).toBeUndefined();
  });
});

describe('id and time from the record', () => {
  const record = (id: string) => `"${id}":"7","last_modified_time":"${TIME}"`;
  const rows: readonly [string, string, string, Record<string, string>?][] = [
    ['the default payload', 'invoices', `{"invoice":{${record('invoice_id')}}}`],
    [
      'a customer payment under payment',
      'customer_payments',
      `{"payment":{"payment_id":"7","updated_time":"${TIME}"}}`,
    ],
    ['a customer payment under customerpayment', 'customer_payments', `{"customerpayment":{${record('payment_id')}}}`],
    ['a contact under customer', 'contacts', `{"customer":{${record('contact_id')}}}`],
    ['any other top key', 'invoices', `{"whatever":{${record('invoice_id')}}}`],
    ['at top level', 'invoices', `{${record('invoice_id')}}`],
    ['the last top key', 'bills', `{"event":"x","list":[1],"none":null,"bill":{${record('bill_id')}}}`],
    [
      'a form field JSONString',
      'invoices',
      `JSONString=${encodeURIComponent(`{"invoice":{${record('invoice_id')}}}`)}`,
      FORM,
    ],
    ['a form field of any name', 'invoices', `a=b&x=${encodeURIComponent(`{${record('invoice_id')}}`)}`, FORM],
    ['a form of chosen fields', 'invoices', `invoice_id=7&last_modified_time=${encodeURIComponent(TIME)}`, FORM],
    ['after a byte order mark', 'invoices', `\uFEFF{"invoice":{${record('invoice_id')}}}`],
    ['a bare number', 'invoices', `{"invoice":{"invoice_id":7,"last_modified_time":"${TIME}"}}`],
    [
      'an entity nobody knows',
      'gadgets',
      `{"gadget":{"gadget_id":"7","customer_id":"8","last_modified_time":"${TIME}"}}`,
    ],
    [
      'an empty last_modified_time',
      'invoices',
      `{"invoice":{"invoice_id":"7","last_modified_time":"","updated_time":"${TIME}"}}`,
    ],
  ];
  test.each(rows)('%s', (_name, entity, body, headers) => {
    const found = facts(body, headers === undefined ? { entity } : { entity, headers });
    expect([found.entityId, found.eventAt?.toISOString()]).toEqual(['7', UTC]);
    expect(found.keyTime).toEqual(found.eventAt);
    expect(found.windowEnd).toBeUndefined();
  });

  test.each([
    ['9007199254740993', '9007199254740993'],
    ['123456789012345678901234567890', '123456789012345678901234567890'],
    ['1e2', '1e2'],
    ['-5', '-5'],
    ['"9007199254740993"', '9007199254740993'],
  ])('the digits of an id %s', (literal, expected) => {
    expect(facts(`{"invoice":{"invoice_id": ${literal},"total":1.10}}`).entityId).toBe(expected);
  });

  test.each<[string, string | Uint8Array]>([
    ['not JSON', '{"invoice":'],
    ['an array', '[{"invoice_id":"7"}]'],
    ['a number', '7'],
    ['null', 'null'],
    ['an empty payload', '{"payload":""}'],
    ['an id that is empty', '{"invoice":{"invoice_id":""}}'],
    ['an id that is an object', '{"invoice":{"invoice_id":{"a":1}}}'],
    ['an id that is null', '{"invoice":{"invoice_id":null}}'],
    ['an id of 201 characters', `{"invoice":{"invoice_id":"${'7'.repeat(201)}"}}`],
    ['an array where the record should be', '{"invoice":[]}'],
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d])],
    ['a million brackets', '['.repeat(1_000_000)],
    ['deep nesting beside a bare id', `{"invoice_id":7,"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}`],
    ['keys of Object.prototype', '{"__proto__":7,"constructor":{"name":"x"},"hasOwnProperty":1}'],
  ])('says nothing and never throws for %s', (_name, body) => {
    const found = facts(body);
    expect(found.entityId).toBeUndefined();
    expect(found.eventAt).toBeUndefined();
    expect(found.keyTime).toBeUndefined();
  });

  test('forms that are broken say nothing', () => {
    for (const body of ['%zz', '=', '&&&', 'JSONString=%7B', Buffer.from([0xff]), 'a=1&'.repeat(10_001)]) {
      expect(facts(body, { headers: FORM }).entityId).toBeUndefined();
    }
  });

  test('the same bytes under another Content-Type are the same event', () => {
    const body = `{"invoice":{"invoice_id":"7","last_modified_time":"${TIME}"}}`;
    for (const headers of [FORM, {}, { 'content-type': 'text/plain' }]) {
      expect(facts(body, { headers }).identity).toEqual(facts(body).identity);
    }
  });

  test("another entity's record gives its time, not its id", () => {
    const found = facts(`{"contact":{"contact_id":"7","last_modified_time":"${TIME}"}}`, { entity: 'invoices' });
    expect([found.entity, found.entityId, found.eventAt?.toISOString()]).toEqual(['invoices', undefined, UTC]);
  });
});

describe('entity, action and identity', () => {
  test.each([
    ['customerpayments', 'customer_payments'],
    ['customer_payments', 'customer_payments'],
    ['CustomerPayments', 'customer_payments'],
    ['purchaseorders', 'purchase_orders'],
    ['chartofaccounts', 'chart_of_accounts'],
    ['invoices', 'invoices'],
    ['Gadgets', 'Gadgets'],
    ['constructor', 'constructor'],
    ['__proto__', '__proto__'],
  ])('path %s is %s', (word, entity) => {
    expect(zohoEntityName(word)).toBe(entity);
    expect(facts('{}', { entity: word }).entity).toBe(entity);
  });

  test('the action is the path’s, in lower case', () => {
    expect(facts('{}', { action: 'Deleted' }).action).toBe('deleted');
    expect(zohoBooksFacts({ ...webhookRequest({ body: '{}' }), action: undefined }, CONTEXT).action).toBe('updated');
  });

  test('identity: entity, id, action, time and body', () => {
    const body = `{"invoice":{"invoice_id":"7","last_modified_time":"${TIME}"}}`;
    expect(facts(body).identity).toEqual(['invoices', '7', 'updated', UTC, CONTEXT.bodySha256]);
    expect(facts('{}').identity).toEqual(['invoices', '', 'updated', '', CONTEXT.bodySha256]);
  });

  test('the catalog of keys names each entity by its table', () => {
    for (const [name, { keys, lists, id }] of Object.entries(ZOHO_ENTITIES)) {
      expect(name).toMatch(/^[a-z]+(_[a-z]+)*s$/);
      expect([keys.length, lists.length].every((count) => count > 0)).toBe(true);
      expect(id).toMatch(/_id$/);
    }
  });

  test('the source is registered', () => {
    expect(webhookSource('zoho_books')).toMatchObject({ name: 'zoho_books', route: 'entity' });
    expect(() => webhookSource('zohobooks')).toThrow(expect.objectContaining({ code: 'source_unknown' }));
    expect(
      webhookSource('zoho_books').readHandshake(webhookRequest({ body: 'name=callback.verify', headers: FORM })),
    ).toBeUndefined();
  });
});
