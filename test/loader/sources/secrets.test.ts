import { describe, expect, test } from 'vitest';
import { documentSplitter } from '../../../loader/sources/index.ts';
import { freshbooksAnswer, freshbooksClient, freshbooksListAnswer } from '../../support/payloads/freshbooks.ts';
import { zohoAnswer, zohoInvoice, zohoListAnswer, zohoWebhook } from '../../support/payloads/zoho-books.ts';
import { answer, delivery, FRESHBOOKS_ACCOUNT, ZOHO_ORGANIZATION } from '../documents/envelopes.ts';

const OPENER = 'opens-without-login';

describe.each<[string, readonly string[], readonly string[]]>([
  [
    'zoho_books',
    ['invoice_url', 'estimate_url', 'salesorder_url', 'default_hosted_page_url', 'statement_url', 'card_token', 'jwt'],
    ['photo_url', 'submitted_by_photo_url', 'website', 'cf_shop_url', 'cf_token', 'invoice_id', 'url_name'],
  ],
  [
    'freshbooks',
    [
      'direct_link_token',
      'statement_token',
      'api_token',
      'jwt',
      'share_link',
      'fasttrack_token',
      'verifier',
      'public_id',
      'image_logo_src',
      'image_banner_src',
    ],
    [
      'theme_font_name',
      'image_banner_position_y',
      'srcset',
      'return_uri',
      'uuid',
      'transactionid',
      'transaction_id',
      'tokens_used',
      'object_id',
    ],
  ],
])('fields of %s', (source, secret, open) => {
  const { isSecret, isCredential } = documentSplitter(source);

  test.each(secret)('%s reaches no table', (key) => {
    expect([isSecret(key), isSecret(key.toUpperCase())]).toEqual([true, true]);
  });

  test.each(open)('%s is data', (key) => {
    expect([isSecret(key), isCredential(key)]).toEqual([false, false]);
  });
});

test('only the credentials of staff are taken out before landing', () => {
  expect(documentSplitter('freshbooks').isCredential('api_token')).toBe(true);
  for (const key of ['direct_link_token', 'jwt']) expect(documentSplitter('freshbooks').isCredential(key)).toBe(false);
  expect(documentSplitter('zoho_books').isCredential('api_token')).toBe(false);
});

const invoice = zohoInvoice({ invoice_url: OPENER, sub: [{ estimate_url: OPENER }] });
const client = freshbooksClient({
  direct_link_token: OPENER,
  attachment: { id: 1, jwt: OPENER, public_id: OPENER },
  presentation: {
    image_logo_src: `/service/uploads/images/${OPENER}`,
    image_banner_src: OPENER,
    theme_layout: 'simple',
  },
  share_links: [OPENER],
});

test.each([
  ['a webhook', 'zoho_books', delivery(zohoWebhook('invoice', invoice))],
  ['a webhook of another entity', 'zoho_books', delivery(zohoWebhook('invoice', invoice), { entity: 'contacts' })],
  ['a webhook of an unknown entity', 'zoho_books', delivery({ widget: invoice }, { entity: 'widgets' })],
  [
    'a form',
    'zoho_books',
    delivery(`invoice_id=1&invoice_url=${OPENER}`, { contentType: 'application/x-www-form-urlencoded' }),
  ],
  ['an answer', 'zoho_books', answer(zohoAnswer('invoice', invoice))],
  ['a page', 'zoho_books', answer(zohoListAnswer('invoices', [invoice, invoice]), { entityId: null })],
  ['an error', 'zoho_books', answer({ code: 57, invoice })],
  ['an answer', 'freshbooks', answer(freshbooksAnswer('client', client), { source: 'freshbooks', entity: 'clients' })],
  [
    'a page',
    'freshbooks',
    answer(freshbooksListAnswer('clients', [client]), { source: 'freshbooks', entity: 'clients' }),
  ],
])('%s of %s keeps nothing of them', (_name, source, envelope) => {
  const organizationIds = [ZOHO_ORGANIZATION, FRESHBOOKS_ACCOUNT];
  const documents = documentSplitter(source).split(envelope, { organizationIds });
  expect(documents.length).toBeGreaterThan(0);
  for (const { payload, content } of documents) {
    expect(payload?.length).toBeGreaterThan(5);
    expect(JSON.parse(payload ?? '')).toStrictEqual(content);
    expect(payload).not.toContain(OPENER);
  }
});
