import { zohoInvoice } from '../support/payloads/zoho-books.ts';
import { type SignedDelivery, zohoDelivery } from '../support/sign.ts';
import { freshHook } from './freshbooks.ts';
import { type Chapter, type Step, type Story, stored } from './step.ts';
import { zohoHook } from './zoho-books.ts';

/** What a provider signed is never refused for its content: it is kept, and the loader says what is wrong with it. */
export function unusableChapter(story: Story): Chapter {
  const changed = { last_modified_time: story.stamp(200) };
  return {
    title: 'Signed, but unusable: kept as it came, and quarantined by the loader',
    steps: [
      stored(
        'JSON that ends in the middle',
        201,
        [zohoHook(story, 'invoices/updated', '{"invoice":{"invoice_id":')],
        'signed garbage is kept too',
      ),
      stored(
        'invoice INV-106 without its lines',
        202,
        [
          zohoHook(story, 'invoices/updated', {
            invoice: { invoice_id: '982000000567106', invoice_number: 'INV-106', status: 'sent', ...changed },
          }),
        ],
        'a template of chosen fields',
      ),
      stored(
        'invoice INV-107 over "12,50"',
        203,
        [
          zohoHook(story, 'invoices/updated', {
            invoice: zohoInvoice({
              invoice_id: '982000000567107',
              invoice_number: 'INV-107',
              total: '12,50',
              ...changed,
            }),
          }),
        ],
        'never rounded or guessed',
      ),
      stored(
        'a recurring invoice',
        204,
        [
          zohoHook(story, 'recurring_invoices/created', {
            recurring_invoice: { recurring_invoice_id: '982000000590001', ...changed },
          }),
        ],
        'no table for it yet',
      ),
      stored(
        'invoice.update of another account',
        205,
        [freshHook(story, 'invoice.update', '60417', 'Zz9Yx')],
        'not of this connection',
      ),
    ],
  };
}

/** What fails a check is never data: refused with a code, and nothing of it lands. */
export function refusedChapter(story: Story): Chapter {
  const path = '/webhooks/acme_books/invoices/updated';
  const document = { invoice: zohoInvoice({ last_modified_time: story.stamp(210) }) };
  const genuine = zohoDelivery({ path, secret: story.secrets.zoho, document });
  const changedBody = Buffer.from(genuine.body.toString().replace('"balance":119', '"balance":0'));
  const refused = (what: string, delivery: SignedDelivery, answer: string, why: string): Step => ({
    what,
    at: 211,
    deliveries: [delivery],
    expected: { [answer]: 1 },
    why,
  });
  return {
    title: 'Refused: nothing of it lands',
    steps: [
      refused(
        'an invoice signed by a stranger',
        zohoDelivery({ path, secret: 'a guessed secret', document }),
        '401 bad_signature',
        'forged: another secret',
      ),
      refused(
        'a genuine one with its balance changed',
        { ...genuine, body: changedBody },
        '401 bad_signature',
        'these bytes were not signed',
      ),
      refused(
        'a FreshBooks hint signed by a stranger',
        freshHook({ ...story, secrets: { ...story.secrets, fresh: 'guessed' } }, 'invoice.delete', '60417'),
        '401 bad_signature',
        'forged: another verifier',
      ),
      refused(
        'a body of 8 MiB and one byte',
        zohoHook(story, 'invoices/updated', 'x'.repeat(8_388_609)),
        '413 too_large',
        'refused before it is read',
      ),
      refused(
        'a compressed body',
        { ...genuine, headers: { ...genuine.headers, 'content-encoding': 'gzip' } },
        '415 unsupported_media_type',
        'nothing is ever inflated',
      ),
      refused('no body', { ...genuine, body: Buffer.alloc(0) }, '400 empty_body', 'nothing to land'),
      refused(
        'an invoice for nobody',
        { ...genuine, path: path.replace('acme_books', 'acme_boats') },
        '404 unknown_connection',
        'no such connection',
      ),
    ],
  };
}
