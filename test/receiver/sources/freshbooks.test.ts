import { describe, expect, test } from 'vitest';
import { webhookSource } from '../../../receiver/sources/index.ts';
import { webhookRequest } from '../../support/webhook-request.ts';

const freshbooks = webhookSource('freshbooks');
const FORM = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };
const SHA = 'cd'.repeat(32);
const request = (body: string | Uint8Array, headers: Record<string, string> = FORM) =>
  webhookRequest({ body, headers, entity: undefined, action: undefined });

function facts(body: string | Uint8Array, now = '2026-06-09T14:00:59.999Z', coalesceSeconds = 60) {
  return freshbooks.facts(request(body), { now: new Date(now), coalesceSeconds, bodySha256: SHA });
}

describe('what a hint is about', () => {
  test.each([
    ['invoice.create', 'invoices', 'create'],
    ['invoice.sendByEmail', 'invoices', 'sendByEmail'],
    ['estimate.delete', 'estimates', 'delete'],
    ['client.update', 'clients', 'update'],
    ['payment.create', 'payments', 'create'],
    ['bill.update', 'bills', 'update'],
    ['bill_vendor.create', 'bill_vendors', 'create'],
    ['category.update', 'expense_categories', 'update'],
    ['credit_note.create', 'credit_notes', 'create'],
    ['expense.create', 'expenses', 'create'],
    ['item.delete', 'items', 'delete'],
    ['project.create', 'projects', 'create'],
    ['recurring.update', 'invoice_profiles', 'update'],
    ['service.create', 'services', 'create'],
    ['tax.update', 'taxes', 'update'],
    ['time_entry.delete', 'time_entries', 'delete'],
    ['staff.update', 'staff', 'update'],
    ['invoice.pastdue.1', 'invoices', 'pastdue.1'],
    ['invoice', 'invoices', 'unknown'],
    ['constructor.update', 'constructor', 'update'],
    ['', 'unknown', 'unknown'],
    ['.update', 'unknown', 'update'],
  ])('%s', (name, entity, action) => {
    const found = facts(`name=${encodeURIComponent(name)}&object_id=12&account_id=6BApk`);
    expect([found.entity, found.action, found.entityId, found.eventAt]).toEqual([entity, action, '12', undefined]);
  });

  test.each<[string, string | Uint8Array]>([
    ['no fields', 'x'],
    ['no object', 'name=invoice.update'],
    ['an empty object id', 'name=invoice.update&object_id='],
    ['not UTF-8', Buffer.from([0xff, 0xfe])],
    ['JSON', '{"name":"invoice.update","object_id":"12"}'],
  ])('without an id, never a throw: %s', (_name, body) => {
    expect(facts(body).entityId).toBeUndefined();
  });
});

describe('the window names the hint', () => {
  test('start, end and identity', () => {
    const found = facts('name=invoice.update&object_id=12');
    expect(found.keyTime?.toISOString()).toBe('2026-06-09T14:00:00.000Z');
    expect(found.windowEnd?.toISOString()).toBe('2026-06-09T14:01:00.000Z');
    expect(found.identity).toEqual([SHA, '2026-06-09T14:00:00.000Z']);
  });

  test('the end belongs to the next window', () => {
    expect(facts('name=a.b', '2026-06-09T14:01:00.000Z').keyTime?.toISOString()).toBe('2026-06-09T14:01:00.000Z');
    expect(facts('name=a.b', '2026-06-09T14:00:07.500Z', 5).windowEnd?.toISOString()).toBe('2026-06-09T14:00:10.000Z');
  });
});

describe('handshake', () => {
  const whole = { callbackId: '2001', accountId: '6BApk', verifier: 'v' };
  test.each<[string, object | undefined]>([
    ['name=callback.verify&object_id=2001&verifier=v&account_id=6BApk&user_id=1', whole],
    ['user_id=1&name=callback.verify&verifier=v&object_id=2001', { ...whole, accountId: undefined }],
    ['name=callback%2Everify&verifier=v', { callbackId: undefined, accountId: undefined, verifier: 'v' }],
    ['name=callback.verify&object_id=&verifier=', { callbackId: undefined, accountId: undefined, verifier: undefined }],
    ['name=callback.verify&object_id=a%2Fb&verifier=v', { ...whole, callbackId: undefined, accountId: undefined }],
    ['name=invoice.update&note=callback.verify', undefined],
    ['name=callback.verify.not', undefined],
    ['', undefined],
  ])('%s', (body, expected) => {
    expect(freshbooks.readHandshake(request(body))).toEqual(expected);
  });

  test('whatever the media type says, and never a throw', () => {
    expect(freshbooks.readHandshake(request('name=callback.verify', {}))).toBeDefined();
    const json = request('{"name":"callback.verify"}', { 'content-type': 'application/json' });
    expect(freshbooks.readHandshake(json)).toBeUndefined();
    expect(freshbooks.readHandshake(request(Buffer.from([0xff])))).toBeUndefined();
  });

  test('larger than any real one is none', () => {
    const body = (pad: number) => `name=callback.verify&object_id=1&verifier=v&pad=${'x'.repeat(pad)}`;
    expect(freshbooks.readHandshake(request(body(1_000)))).toBeDefined();
    expect(freshbooks.readHandshake(request(body(8_192)))).toBeUndefined();
  });
});
