import { beforeEach, describe, expect, test } from 'vitest';
import { findWants } from '../../../loader/fetch/find-wants.ts';
import { landAnswer } from '../../../loader/fetch/land-answer.ts';
import type { Want } from '../../../loader/fetch/queue.ts';
import { unansweredWants } from '../../../loader/fetch/reconcile-queue.ts';
import { land } from '../../../receiver/land.ts';
import { webhookSource } from '../../../receiver/sources/index.ts';
import { type MemoryStore, memoryStore } from '../../support/memory-store.ts';
import { freshbooksAnswer, freshbooksError, freshbooksInvoice } from '../../support/payloads/freshbooks.ts';
import { zohoInvoice, zohoWebhook } from '../../support/payloads/zoho-books.ts';
import { FRESH_SECRET, testConfig, ZOHO_SECRET } from '../../support/receiver-config.ts';
import { freshbooksDelivery, zohoDelivery } from '../../support/sign.ts';
import { arrived } from '../../support/webhook-request.ts';

const oauth = { clientId: 'id', clientSecret: 'not-used', refreshToken: undefined, redirectUri: undefined };
const books = { ...testConfig().connections['acme_books']!, oauth };
const fresh = { ...testConfig().connections['acme_fresh']!, oauth };
const judge = { settleSeconds: 30, canRead: () => true };
const at = (time: string): Date => new Date(`2026-11-20T${time}Z`);
let store: MemoryStore;
beforeEach(() => {
  store = memoryStore();
});

const context = (time: string) => ({ store, clock: () => at(time), timeBudgetMs: 60_000, coalesceSeconds: 60 });

async function zoho(route: string, document: object, time: string): Promise<string> {
  const request = arrived(zohoDelivery({ path: `/webhooks/acme_books/${route}`, secret: ZOHO_SECRET, document }));
  const signedBy = books.webhookSecrets[0];
  const landed = await land(
    { connection: books, source: webhookSource('zoho_books'), request, signedBy },
    context(time),
  );
  return landed.key;
}

async function hint(name: string, id: string, time: string, account = fresh.organizationId): Promise<string> {
  const fields = [
    ['name', name],
    ['object_id', id],
    ['account_id', account],
  ] as const;
  const request = arrived(freshbooksDelivery({ path: '/webhooks/acme_fresh', secret: FRESH_SECRET, fields }));
  return (await land({ connection: fresh, source: webhookSource('freshbooks'), request }, context(time))).key;
}

const invoice = (id: string, second: string, more: object = {}) =>
  zohoWebhook('invoice', zohoInvoice({ invoice_id: id, last_modified_time: `2026-11-20T${second}+0000`, ...more }));
const zohoWants = async (...keys: readonly string[]): Promise<readonly Want[]> =>
  findWants(store, keys, { ...judge, connection: books });
const reasons = (wants: readonly Want[]) => wants.map(({ entity, id, reason }) => `${entity} ${id} ${reason}`);

describe('FreshBooks deliveries', () => {
  test('name an object to be read once their window has settled', async () => {
    const key = await hint('invoice.update', '7', '12:00:05.000');
    const wants = await findWants(store, [key], { ...judge, connection: fresh });
    expect(wants).toEqual([{ entity: 'invoices', id: '7', reason: 'hint', key, dueAt: at('12:01:30.000') }]);
  });

  test.each([
    ['about another account', () => hint('invoice.update', '7', '12:00:05.000', 'other1')],
    ['without an id', () => hint('invoice.update', '', '12:00:05.000')],
    ['that cannot be read', () => hint('invoice.update', '7', '12:00:05.000')],
  ])('%s ask for nothing', async (what, deliver) => {
    const key = await deliver();
    const canRead = (): boolean => what !== 'that cannot be read';
    expect(await findWants(store, [key], { ...judge, canRead, connection: fresh })).toEqual([]);
  });
});

describe('Zoho Books webhooks', () => {
  test('with the whole document ask for nothing', async () => {
    expect(await zohoWants(await zoho('invoices/updated', invoice('7', '12:00:00'), '12:00:01.000'))).toEqual([]);
  });

  test('ask for proof of a deletion whose secret is not bound to it', async () => {
    const key = await zoho('invoices/deleted', { invoice: { invoice_id: '7' } }, '12:00:01.000');
    expect(reasons(await zohoWants(key))).toEqual(['invoices 7 deletion']);
  });

  test('with chosen fields only ask for the rest', async () => {
    const document = { invoice: { invoice_id: '7', last_modified_time: '2026-11-20T12:00:00+0000', total: 5 } };
    expect(reasons(await zohoWants(await zoho('invoices/updated', document, '12:00:01.000')))).toEqual([
      'invoices 7 partial',
    ]);
  });

  test('of one second with different content ask which is right, whichever was loaded before', async () => {
    const first = await zoho('invoices/updated', invoice('7', '12:00:00', { status: 'sent' }), '12:00:01.000');
    expect(await zohoWants(first)).toEqual([]);
    const second = await zoho('invoices/updated', invoice('7', '12:00:00', { status: 'viewed' }), '12:00:02.000');
    await zoho('invoices/updated', invoice('8', '12:00:00'), '12:00:02.000');
    expect(reasons(await zohoWants(second))).toEqual(['invoices 7 same_second']);
    expect(reasons(await zohoWants(first, second))).toEqual(['invoices 7 same_second', 'invoices 7 same_second']);
  });

  test('of one second about several records, or the same bytes on another route, ask for nothing', async () => {
    const keys = [
      await zoho('invoices/updated', invoice('7', '12:00:00'), '12:00:01.000'),
      await zoho('invoices/updated', invoice('8', '12:00:00'), '12:00:01.000'),
      await zoho('invoices/created', invoice('7', '12:00:00'), '12:00:01.000'),
    ];
    expect(await zohoWants(...keys)).toEqual([]);
  });

  test('that cannot be understood ask for nothing: quarantine has them', async () => {
    const key = await zoho('invoices/updated', { contact: { contact_id: '9' } }, '12:00:01.000');
    store.objects.set('raw/source=zoho_books/x', Buffer.from('{}'));
    expect(await zohoWants(key, 'raw/source=zoho_books/x')).toEqual([]);
  });
});

describe('what everything that ever landed still asks for', () => {
  const answer = (id: string, time: string, more: { answers?: string[]; body?: object; status?: number } = {}) =>
    landAnswer(store, {
      source: 'freshbooks',
      connection: 'acme_fresh',
      organizationId: fresh.organizationId,
      origin: 'hydrate',
      entity: 'invoices',
      entityId: id,
      url: `https://api.example.com/${id}`,
      status: more.status ?? 200,
      fetchId: `${id} ${time}`,
      startedAt: at(time),
      receivedAt: at(time),
      page: undefined,
      isLast: true,
      answers: more.answers ?? [],
      contentType: 'application/json',
      redacted: [],
      body: Buffer.from(
        JSON.stringify(more.body ?? freshbooksAnswer('invoice', freshbooksInvoice({ id: Number(id) }))),
      ),
    });
  const left = async (): Promise<readonly string[]> =>
    (await unansweredWants(store, fresh, judge)).map(({ id, key }) => `${id} ${key?.slice(-10)}`);

  test('an answer settles the hints it names and those that it came after, a refusal none', async () => {
    const named = await hint('invoice.update', '1', '12:00:05.000');
    await hint('invoice.update', '2', '12:00:05.000');
    const early = await hint('invoice.update', '3', '12:00:05.000');
    const denied = await hint('invoice.update', '4', '12:00:05.000');
    const open = await hint('invoice.update', '5', '12:00:05.000');
    await answer('1', '12:01:40.000', { answers: [named] });
    await answer('2', '12:05:00.000');
    await answer('3', '12:01:00.000');
    await answer('4', '12:05:00.000', { body: freshbooksError(1003, 'No access.') });
    expect((await left()).toSorted()).toEqual(
      [`3 ${early.slice(-10)}`, `4 ${denied.slice(-10)}`, `5 ${open.slice(-10)}`].toSorted(),
    );
    await answer('5', '12:05:00.000', {
      body: freshbooksError(1012, 'Invoice not found.', { value: '5' }),
      status: 404,
    });
    expect((await left()).map((line) => line[0])).toEqual(['3', '4']);
  });
});
