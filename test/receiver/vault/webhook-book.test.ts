import { describe, expect, test } from 'vitest';
import { openVault } from '../../../receiver/vault/vault.ts';
import {
  EMPTY_WEBHOOK_BOOK,
  isBoundTo,
  type WebhookBook,
  webhookBookName,
  webhookBookSchema,
} from '../../../receiver/vault/webhook-book.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { KEY_A } from './support.ts';

const at = '2026-11-20T12:00:00.000Z';
const callback = {
  id: '2001',
  event: 'invoice.create',
  uri: 'https://hooks.example.com/webhooks/acme_fresh',
  registered_at: at,
  confirmed_at: null,
};
const verifier = { secret: 'v3rifier', entity: null, action: null, callback_id: '2001', since: at };
const FULL: WebhookBook = { v: 1, callbacks: [callback], secrets: [verifier], registering_until: at };

test('a book goes into the vault and comes back', async () => {
  const vault = openVault(memoryStore(), [KEY_A]);
  const name = webhookBookName('acme_fresh');
  expect(name).toBe('webhooks.acme_fresh');
  await vault.update(name, webhookBookSchema, (book = EMPTY_WEBHOOK_BOOK) => ({ ...book, callbacks: [callback] }));
  await vault.update(name, webhookBookSchema, (book = EMPTY_WEBHOOK_BOOK) => ({
    ...book,
    secrets: [...book.secrets, verifier],
    registering_until: at,
  }));
  expect((await vault.read(name, webhookBookSchema))?.value).toEqual(FULL);
});

test('the empty book is a book', () => {
  expect(webhookBookSchema.parse(EMPTY_WEBHOOK_BOOK)).toEqual(EMPTY_WEBHOOK_BOOK);
});

describe('a book is read strictly', () => {
  test.each<[string, object]>([
    ['another version', { v: 2 }],
    ['a key of a later release', { colour: 'red' }],
    ['an empty secret, which would sign everything', { secrets: [{ ...verifier, secret: '' }] }],
    ['a callback without its id', { callbacks: [{ ...callback, id: undefined }] }],
    ['an instant in another zone', { registering_until: '2026-11-20T12:00:00.000+01:00' }],
    ['an instant without milliseconds', { callbacks: [{ ...callback, registered_at: '2026-11-20T12:00:00Z' }] }],
    ['an id that is a number', { callbacks: [{ ...callback, id: 2001 }] }],
  ])('%s', (_, change) => {
    expect(webhookBookSchema.safeParse(FULL).success).toBe(true);
    expect(webhookBookSchema.safeParse({ ...FULL, ...change }).success).toBe(false);
  });
});

describe('a secret of the book is bound to', () => {
  const route = { entity: 'credit_notes', action: 'deleted' };
  test.each([
    ['its route', { entity: 'credit_notes', action: 'deleted' }, true],
    ['its route in another spelling', { entity: 'CreditNotes', action: 'Deleted' }, true],
    ['no other entity', { entity: 'invoices', action: 'deleted' }, false],
    ['no other action', { entity: 'credit_notes', action: 'created' }, false],
    ['nothing, when it names no route', { entity: null, action: null }, false],
    ['nothing, when it names half of one', { entity: 'credit_notes', action: null }, false],
  ])('%s', (_, bound, expected) => {
    expect(isBoundTo({ ...verifier, ...bound }, route)).toBe(expected);
  });
});
