import { zohoWebhook } from '../support/payloads/zoho-books.ts';
import { type SignedDelivery, zohoDelivery } from '../support/sign.ts';
import { type Chapter, DUPLICATE, STORED, type Story, stored } from './step.ts';
import {
  type Customer,
  contactOf,
  type InvoiceFacts,
  invoiceOf,
  KOBE,
  MOEWE,
  NORDLICHT,
  paymentOf,
} from './zoho-records.ts';

/** Signed by Zoho Books' rules and posted to `/webhooks/acme_books/<route>`. */
export function zohoHook(story: Story, route: string, document: object | string): SignedDelivery {
  return zohoDelivery({ path: `/webhooks/acme_books/${route}`, secret: story.secrets.zoho, document });
}

/** Webhooks of Zoho Books carry the whole record, signed with the secret that was entered beside the webhook's URL. */
export function zohoChapter(story: Story): Chapter {
  const hook = (route: string, facts: InvoiceFacts): SignedDelivery =>
    zohoHook(story, `invoices/${route}`, zohoWebhook('invoice', invoiceOf(story, facts)));
  const contact = (customer: Customer): SignedDelivery =>
    zohoHook(story, 'contacts/created', zohoWebhook('contact', contactOf(story, customer)));

  const inv101: InvoiceFacts = {
    number: 'INV-101',
    customer: MOEWE,
    net: '1000.00',
    total: '1190.00',
    due: 12,
    changed: 2,
  };
  const inv102: InvoiceFacts = {
    number: 'INV-102',
    customer: MOEWE,
    net: '500.00',
    total: '595.00',
    due: -8,
    changed: 10,
  };
  const inv103 = hook('created', {
    number: 'INV-103',
    customer: NORDLICHT,
    net: '2000.00',
    total: '2380.00',
    due: -45,
    changed: 20,
  });
  const inv104: InvoiceFacts = {
    number: 'INV-104',
    customer: NORDLICHT,
    net: '700.00',
    total: '833.00',
    due: -5,
    changed: 25,
  };
  const inv105: InvoiceFacts = {
    number: 'INV-105',
    customer: KOBE,
    net: '480000',
    total: '480000',
    due: -75,
    changed: 30,
  };
  const inv093: InvoiceFacts = {
    number: 'INV-093',
    customer: KOBE,
    net: '66000',
    total: '66000',
    due: -130,
    changed: -130 * 86_400,
  };
  return {
    title: 'Zoho Books: the whole record in every webhook',
    steps: [
      stored('3 contacts created', 3, [MOEWE, NORDLICHT, KOBE].map(contact), 'on disk before the answer'),
      stored(
        'INV-101 edited to 1,428.00 EUR',
        9,
        [hook('updated', { ...inv101, net: '1200.00', total: '1428.00', changed: 8 })],
        'overtakes its own creation',
      ),
      stored('INV-101 created with 1,190.00 EUR', 12, [hook('created', inv101)], 'must not undo the edit'),
      stored('INV-102 created with 595.00 EUR', 13, [hook('created', inv102)], 'due 8 days ago'),
      stored(
        'INV-102 paid in part: 200.00 EUR',
        18,
        [zohoHook(story, 'customer_payments/created', zohoWebhook('payment', paymentOf(story)))],
        'a record of its own',
      ),
      stored(
        'INV-102 updated by the payment',
        19,
        [hook('updated', { ...inv102, balance: '395.00', status: 'partially_paid', changed: 17 })],
        '395.00 EUR stay open',
      ),
      {
        what: 'INV-103 created, 8 times at once',
        at: 21,
        deliveries: Array.from({ length: 8 }, () => inv103),
        expected: { [STORED]: 1, [DUPLICATE]: 7 },
        why: 'the object is created once',
      },
      {
        what: 'INV-103 created, sent again',
        at: 22,
        deliveries: [inv103],
        expected: { [DUPLICATE]: 1 },
        why: 'a retry: the answer got lost',
      },
      stored(
        'INV-104 created, then voided',
        27,
        [hook('created', inv104), hook('updated', { ...inv104, status: 'void', changed: 26 })],
        'a void owes nothing',
      ),
      stored('INV-105 created with 480,000 JPY', 31, [hook('created', inv105)], 'a currency without decimals'),
      stored('INV-093 deleted, 66,000 JPY', 33, [hook('deleted', inv093)], 'last changed 130 days ago'),
    ],
  };
}
