import type { Doc } from '../support/payloads/json.ts';
import { zohoAnswer, zohoInvoice, zohoWebhook } from '../support/payloads/zoho-books.ts';
import { rawHead } from '../support/receiver.ts';
import { FRESH_SECRET, ZOHO_SECRET } from '../support/receiver-config.ts';
import { freshbooksDelivery, hmac, type SignedDelivery, zohoDelivery } from '../support/sign.ts';
import type { Sent } from './row.ts';

export const INVOICES = '/webhooks/acme_books/invoices/updated';

/** A rightly signed Zoho Books webhook. */
export function zoho(
  document: object | string | Uint8Array,
  more: Partial<Parameters<typeof zohoDelivery>[0]> = {},
): Sent {
  return webhook(zohoDelivery({ path: INVOICES, secret: ZOHO_SECRET, document, ...more }));
}

/** A whole invoice by webhook, with these fields set. */
export function invoice(id: string, fields: Doc = {}): Sent {
  return zoho(zohoWebhook('invoice', zohoInvoice({ invoice_id: id, ...fields })));
}

/** The JSON text of a whole invoice's webhook, changed as text. */
export function invoiceText(id: string, fields: Doc = {}): string {
  return JSON.stringify(zohoWebhook('invoice', zohoInvoice({ invoice_id: id, ...fields })));
}

/** A rightly signed form of several fields; `body` replaces its usual spelling. */
export function zohoForm(pairs: readonly (readonly [string, string])[], body?: string): Sent {
  const signed = pairs.toSorted((a, b) => (a[0] < b[0] ? -1 : Number(a[0] > b[0])));
  return webhook({
    path: INVOICES,
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-zoho-webhook-signature': hmac(ZOHO_SECRET, signed.flat().join(''), 'hex'),
    },
    body: Buffer.from(
      body ?? new URLSearchParams(pairs.map(([key, value]): [string, string] => [key, value])).toString(),
    ),
  });
}

/** A rightly signed FreshBooks delivery; `body` replaces the form's usual spelling. */
export function fresh(fields: readonly (readonly [string, string])[], body?: string): Sent {
  const delivery = freshbooksDelivery({ path: '/webhooks/acme_fresh', secret: FRESH_SECRET, fields });
  return webhook(body === undefined ? delivery : { ...delivery, body: Buffer.from(body) });
}

export function webhook(delivery: SignedDelivery, method = 'POST'): Sent {
  return { via: 'webhook', method, delivery };
}

export function signedInvoice(id: string, more: Partial<Parameters<typeof zohoDelivery>[0]> = {}): SignedDelivery {
  return zohoDelivery({
    path: INVOICES,
    secret: ZOHO_SECRET,
    document: JSON.parse(invoiceText(id)) as object,
    ...more,
  });
}

/** A signed invoice whose headers are changed afterwards; '' takes one away. */
export function withHeaders(id: string, headers: Readonly<Record<string, string>>): Sent {
  const delivery = signedInvoice(id);
  const all = Object.entries({ ...delivery.headers, ...headers }).filter(([, value]) => value !== '');
  return webhook({ ...delivery, headers: Object.fromEntries(all) });
}

/** A raw POST whose declared headers need not fit its body. */
export function socket(headers: Readonly<Record<string, string | number>>, body: string | Uint8Array = ''): Sent {
  return { via: 'socket', bytes: Buffer.concat([Buffer.from(rawHead(INVOICES, headers)), Buffer.from(body)]) };
}

export function rawText(text: string): Sent {
  return { via: 'socket', bytes: Buffer.from(text, 'latin1') };
}

/** What the Zoho Books API answers when it is asked for one invoice. */
export function zohoRead(id: string, body: unknown, status = 200): Sent {
  return { via: 'answer', answer: { source: 'zoho_books', entity: 'invoices', id, body: bytesOf(body), status } };
}

export function zohoReadInvoice(id: string, fields: Doc = {}): Sent {
  return zohoRead(id, zohoAnswer('invoice', zohoInvoice({ invoice_id: id, ...fields })));
}

/** What the FreshBooks API answers when it is asked for one object, `invoices` unless said otherwise. */
export function freshRead(id: string, body: unknown, more: { status?: number; entity?: string } = {}): Sent {
  const { status = 200, entity = 'invoices' } = more;
  return { via: 'answer', answer: { source: 'freshbooks', entity, id, body: bytesOf(body), status } };
}

function bytesOf(body: unknown): unknown {
  return typeof body === 'string' ? Buffer.from(body) : body;
}
