import { DELETE_SECRET, FRESH_SECRET, ZOHO_SECRET } from '../../support/receiver-config.ts';
import { freshbooksDelivery, hmac, zohoDelivery } from '../../support/sign.ts';
import { type BadInput, refused, typed } from '../row.ts';
import { INVOICES, signedInvoice, webhook, withHeaders, zohoForm } from '../send.ts';

const HEADER = 'x-zoho-webhook-signature';
const FRESH_HEADER = 'x-freshbooks-hmac-sha256';
const forged = refused(401, 'bad_signature');
const sealed = (id: string): string => signedInvoice(id).headers[HEADER]!;

const hint = (id: string) =>
  freshbooksDelivery({
    path: '/webhooks/acme_fresh',
    secret: FRESH_SECRET,
    fields: [
      ['name', 'invoice.update'],
      ['object_id', id],
    ],
  });
const hintWith = (id: string, signature: string) =>
  webhook({ ...hint(id), headers: { ...hint(id).headers, [FRESH_HEADER]: signature } });

/** What the signature check must stop; and two that it must not. */
export const SIGNATURES: readonly BadInput[] = [
  { name: 'no signature', send: (id) => withHeaders(id, { [HEADER]: '' }), goes: forged },
  {
    name: 'a signature by another secret',
    send: (id) => webhook(signedInvoice(id, { secret: 'somebody-elses-secret' })),
    goes: forged,
  },
  {
    name: 'a signature in capital hex',
    send: (id) => withHeaders(id, { [HEADER]: sealed(id).toUpperCase() }),
    goes: forged,
  },
  {
    name: 'a signature in base64 where hex belongs',
    send: (id) => withHeaders(id, { [HEADER]: Buffer.from(sealed(id), 'hex').toString('base64') }),
    goes: forged,
  },
  { name: 'a signature cut short', send: (id) => withHeaders(id, { [HEADER]: sealed(id).slice(0, 62) }), goes: forged },
  {
    name: 'a signature with a prefix',
    send: (id) => withHeaders(id, { [HEADER]: `sha256=${sealed(id)}` }),
    goes: forged,
  },
  {
    name: 'two signatures in one header',
    send: (id) => withHeaders(id, { [HEADER]: `${'0'.repeat(64)}, ${sealed(id)}` }),
    goes: forged,
  },
  {
    name: 'a signature of one byte less',
    send: (id) => webhook({ ...signedInvoice(id), body: Buffer.concat([signedInvoice(id).body, Buffer.from('\n')]) }),
    goes: forged,
  },
  {
    name: 'a query that was not signed',
    send: (id) => webhook({ ...signedInvoice(id), path: `${INVOICES}?organization_id=10234695` }),
    goes: forged,
  },
  {
    name: 'the secret of another route',
    send: (id) => webhook(signedInvoice(id, { secret: DELETE_SECRET })),
    goes: forged,
  },
  {
    name: 'a connection without any secret, signed with an empty one',
    send: (id) => webhook(signedInvoice(id, { path: '/webhooks/no_secret/invoices/updated', secret: '' })),
    goes: forged,
  },
  {
    name: 'another media type after signing, which moves the body out of what is signed',
    send: (id) => withHeaders(id, { 'content-type': 'application/x-www-form-urlencoded' }),
    goes: forged,
  },
  {
    name: 'a form of 10,001 fields',
    send: () => zohoForm(Array.from({ length: 10_001 }, (_, at) => [`f${at}`, ''] as const)),
    goes: forged,
  },
  {
    name: 'a form that is not UTF-8',
    send: () =>
      webhook({
        ...zohoDelivery({ path: INVOICES, secret: ZOHO_SECRET, document: '{}', formField: 'JSONString' }),
        body: Buffer.from([0x61, 0x3d, 0xff]),
      }),
    goes: forged,
  },
  {
    name: 'FreshBooks: the body signed as it is',
    send: (id) => hintWith(id, hmac(FRESH_SECRET, hint(id).body, 'base64')),
    goes: forged,
  },
  {
    name: 'FreshBooks: a signature without its padding',
    send: (id) => hintWith(id, hint(id).headers[FRESH_HEADER]!.replace('=', '')),
    goes: forged,
  },
  {
    name: 'FreshBooks: a signature in hex',
    send: (id) => hintWith(id, Buffer.from(hint(id).headers[FRESH_HEADER]!, 'base64').toString('hex')),
    goes: forged,
  },
  {
    name: 'FreshBooks: fields in another order than signed',
    send: (id) => webhook({ ...hint(id), body: Buffer.from(`object_id=${id}&name=invoice.update`) }),
    goes: forged,
  },
  {
    name: 'FreshBooks: bytes that are not UTF-8',
    send: (id) => webhook({ ...hint(id), body: Buffer.from([0x6e, 0x3d, 0xff, 0xfe]) }),
    goes: forged,
  },
  {
    name: 'a signed query that repeats a key and holds blanks and ampersands',
    send: (id) =>
      webhook(
        signedInvoice(id, {
          query: [
            ['env', 'a+b &c'],
            ['env', ''],
            ['organization_id', '10234695'],
          ],
        }),
      ),
    goes: typed('silver_zoho_books_invoices', { total: '119.0000000000' }),
  },
  {
    name: 'a media type of nothing that exists',
    send: (id) => withHeaders(id, { 'content-type': 'x/y; charset=utf-16' }),
    goes: typed('silver_zoho_books_invoices', { total: '119.0000000000' }),
  },
];
