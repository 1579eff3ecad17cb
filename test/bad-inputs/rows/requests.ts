import { MAX_BODY_BYTES } from '../limits.ts';
import { type BadInput, mixed, quarantined, refused, typed, unread } from '../row.ts';
import { INVOICES, invoice, rawText, signedInvoice, socket, webhook, withHeaders, zoho } from '../send.ts';

const TABLE = 'silver_zoho_books_invoices';
const unknown = refused(404, 'unknown_connection');
const at = (path: string) => (id: string) => webhook(signedInvoice(id, { path }));
const encoded = (encoding: string) => (id: string) => withHeaders(id, { 'content-encoding': encoding });
const method = (name: string): BadInput => ({
  name: `method ${name}`,
  send: (id) => webhook(signedInvoice(id), name),
  // the answer to HEAD has no body
  goes: refused(405, name === 'HEAD' ? undefined : 'method_not_allowed'),
});

/** Paths, methods, encodings, sizes: what is refused before a signature is looked at, and odd paths that are ours. */
export const REQUESTS: readonly BadInput[] = [
  { name: 'path: an unknown connection', send: at('/webhooks/nobody/invoices/updated'), goes: unknown },
  { name: 'path: constructor as connection', send: at('/webhooks/constructor/invoices/updated'), goes: unknown },
  { name: 'path: __proto__ as connection', send: at('/webhooks/__proto__/invoices/updated'), goes: unknown },
  { name: 'path: the connection in capitals', send: at('/webhooks/ACME_BOOKS/invoices/updated'), goes: unknown },
  { name: 'path: Zoho Books without an entity', send: at('/webhooks/acme_books'), goes: unknown },
  { name: 'path: FreshBooks with an entity', send: at('/webhooks/acme_fresh/invoices/updated'), goes: unknown },
  { name: 'path: one segment too many', send: at(`${INVOICES}/more`), goes: unknown },
  { name: 'path: an empty entity', send: at('/webhooks/acme_books//updated'), goes: unknown },
  { name: 'path: broken percent-encoding', send: at('/webhooks/acme_books/%zz/updated'), goes: unknown },
  { name: 'path: percent-encoding that is not UTF-8', send: at('/webhooks/acme_books/%ff/updated'), goes: unknown },
  { name: 'path: a percent-encoded surrogate', send: at('/webhooks/acme_books/%ED%A0%80/updated'), goes: unknown },
  { name: 'path: an encoded slash in the connection', send: at('/webhooks/acme_books%2Finvoices'), goes: unknown },
  { name: 'path: dots that leave the route', send: at('/webhooks/acme_books/../../etc/passwd'), goes: unknown },
  { name: 'path: nothing of ours', send: at('/wp-login.php'), goes: refused(404, 'not_found') },
  ...['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map(method),
  ...['gzip', 'deflate', 'br', 'zstd', 'gzip, identity', 'rot13'].map((encoding) => ({
    name: `content-encoding ${encoding}`,
    send: encoded(encoding),
    goes: refused(415, 'unsupported_media_type'),
  })),
  { name: 'content-encoding identity', send: encoded('identity'), goes: typed(TABLE, { status: 'sent' }) },
  { name: 'an empty body', send: () => zoho(''), goes: refused(400, 'empty_body') },
  {
    name: 'a body declared one byte too large',
    send: () => socket({ 'Content-Length': MAX_BODY_BYTES + 1 }),
    goes: refused(413, 'too_large'),
  },
  {
    name: 'a body sent one byte too large',
    send: (id) => webhook({ ...signedInvoice(id), body: Buffer.alloc(MAX_BODY_BYTES + 1, ' ') }),
    goes: refused(413, 'too_large'),
  },
  { name: 'a length that is no number', send: () => socket({ 'Content-Length': 'ten' }, '{}'), goes: refused(400) },
  { name: 'a negative length', send: () => socket({ 'Content-Length': -1 }, '{}'), goes: refused(400) },
  {
    name: 'a length and chunks at the same time',
    send: () => socket({ 'Content-Length': 5, 'Transfer-Encoding': 'chunked' }, '0\r\n\r\n'),
    goes: refused(400),
  },
  {
    name: 'a chunk that is none',
    send: () => socket({ 'Transfer-Encoding': 'chunked' }, 'zz\r\n{}'),
    goes: refused(400),
  },
  { name: 'no host', send: () => rawText(`POST ${INVOICES} HTTP/1.1\r\n\r\n`), goes: refused(400) },
  { name: 'a NUL in a header', send: () => socket({ 'X-A': 'a\0b', 'Content-Length': 0 }), goes: refused(400) },
  { name: 'headers beyond 16 KB', send: () => socket({ 'X-A': 'a'.repeat(20_000) }), goes: refused(431) },
  { name: 'TLS spoken to a plain port', send: () => rawText('\x16\x03\x01\x02\0\x01\0\r\n\r\n'), goes: refused(400) },
  { name: 'an unknown method', send: () => rawText('BREW / HTTP/1.1\r\nHost: x\r\n\r\n'), goes: refused(400) },

  {
    name: 'path: an unknown entity',
    send: at('/webhooks/acme_books/gadgets/updated'),
    goes: unread('unknown_entity', 'kept'),
  },
  {
    name: 'path: an entity that the catalog does not type yet',
    send: (id) =>
      zoho({ recurring_bill: { recurring_bill_id: id } }, { path: '/webhooks/acme_books/recurring_bills/updated' }),
    goes: unread('unknown_entity', 'kept'),
  },
  {
    name: 'path: constructor as entity',
    send: at('/webhooks/acme_books/constructor/updated'),
    goes: unread('unknown_entity', 'kept'),
  },
  {
    name: 'path: an entity that climbs, percent-encoded',
    send: at('/webhooks/acme_books/..%2F..%2Fstate/updated'),
    goes: unread('unknown_entity', 'kept'),
  },
  {
    name: 'path: an entity with a NUL',
    send: at('/webhooks/acme_books/invoi%00ces/updated'),
    goes: unread('unknown_entity', 'kept'),
  },
  {
    name: 'path: an entity that is SQL',
    send: at("/webhooks/acme_books/invoices')%3B%20drop%20table%20bronze_events%3B--/updated"),
    goes: unread('unknown_entity', 'kept'),
  },
  {
    name: 'path: an entity of a thousand characters',
    send: at(`/webhooks/acme_books/${'x'.repeat(1000)}/updated`),
    goes: unread('unknown_entity', 'kept'),
  },
  {
    name: 'path: an entity of emoji',
    send: at('/webhooks/acme_books/%F0%9F%A7%BE/updated'),
    goes: unread('unknown_entity', 'kept'),
  },
  { name: 'path: the entity in capitals', send: at('/webhooks/acme_books/Invoices/updated'), goes: typed(TABLE, {}) },
  { name: 'path: an action nobody knows', send: at("/webhooks/acme_books/invoices/o'clock"), goes: typed(TABLE, {}) },
  {
    name: 'path: deleted in capitals',
    send: (id) => webhook(signedInvoice(id, { path: '/webhooks/acme_books/invoices/DELETED' })),
    goes: typed(TABLE, { is_deleted: true, status: 'sent' }),
  },
  {
    name: 'query: another organization, signed',
    send: (id) => webhook(signedInvoice(id, { query: [['organization_id', '99999999']] })),
    goes: unread('organization_mismatch', 'kept'),
  },
  {
    name: 'body: another organization',
    send: (id) => invoice(id, { organization_id: '99999999' }),
    goes: unread('organization_mismatch', 'kept'),
  },
  {
    name: 'body: another organization beside the record',
    send: (id) => zoho({ invoice: { invoice_id: id }, organization_id: 99999999 }),
    goes: mixed({ quarantine: [quarantined('organization_mismatch')] }),
  },
];
