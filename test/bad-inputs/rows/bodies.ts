import { MAX_PAYLOAD_BYTES, MAX_PAYLOAD_DEPTH } from '../../../loader/documents/payload.ts';
import { zohoContact, zohoInvoice, zohoInvoiceLine } from '../../support/payloads/zoho-books.ts';
import { ZOHO_SECRET } from '../../support/receiver-config.ts';
import { zohoDelivery } from '../../support/sign.ts';
import { type BadInput, typed, unread, untyped } from '../row.ts';
import { INVOICES, invoice, invoiceText, webhook, zoho, zohoForm } from '../send.ts';

const TABLE = 'silver_zoho_books_invoices';
const DELETED = { path: '/webhooks/acme_books/invoices/deleted' };
const partial = untyped(TABLE, 'partial_document');
const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
const without = (id: string, key: string): object => {
  const { [key]: _, ...rest } = zohoInvoice({ invoice_id: id });
  return { invoice: rest };
};
// every row's bytes differ, so that none is another's duplicate
const json = (name: string, text: (id: string) => string | Uint8Array, goes: BadInput['goes']): BadInput => ({
  name,
  send: (id) => zoho(text(id)),
  goes,
});

const SHAPES: readonly BadInput[] = [
  json('nothing but blanks', () => ' \r\n\t ', unread('empty_payload')),
  json('{}', () => '{}', unread('empty_payload', 'kept')),
  json('the probe with an empty payload', () => '{"payload":""}', unread('empty_payload', 'kept')),
  json('a record that is an empty object', () => '{"invoice":{}}', unread('empty_payload', 'kept')),
  json('a record that is an empty text', () => '{"invoice":""}', unread('empty_payload', 'kept')),
  json('a record that is null', () => '{"invoice":null}', unread('empty_payload', 'kept')),
  json('null', () => 'null', unread('not_an_object')),
  json('true', () => 'true', unread('not_an_object')),
  json('the number 1e2', () => '1e2', unread('not_an_object')),
  json('a text', () => '"invoice"', unread('not_an_object')),
  json('an empty array', () => '[]', unread('not_an_object')),
  json('an array of records', (id) => `[${invoiceText(id)}]`, unread('not_an_object')),
  json('a record that is an array', (id) => `{"invoice":[{"invoice_id":"${id}"}]}`, unread('not_an_object', 'kept')),
  json('a record that is a text', (id) => `{"invoice":"${id}"}`, unread('not_an_object', 'kept')),
  json('no JSON', (id) => `invoice ${id} was updated`, unread('invalid_json')),
  json('XML', (id) => `<?xml version="1.0"?><invoice id="${id}"/>`, unread('invalid_json')),
  json('HTML', () => '<!doctype html><title>502 Bad Gateway</title>', unread('invalid_json')),
  json('truncated JSON', (id) => invoiceText(id).slice(0, -40), unread('invalid_json')),
  json('text after the JSON', (id) => `${invoiceText(id)}garbage`, unread('invalid_json')),
  json('two JSON texts', (id) => `${invoiceText(id)}\n${invoiceText(id)}`, unread('invalid_json')),
  json('a trailing comma', (id) => `{"invoice":{"invoice_id":"${id}",}}`, unread('invalid_json')),
  json('single quotes', (id) => `{'invoice':{'invoice_id':'${id}'}}`, unread('invalid_json')),
  json('a comment', (id) => `{"invoice":{"invoice_id":"${id}"/* new */}}`, unread('invalid_json')),
  json('a key without quotes', (id) => `{invoice:{"invoice_id":"${id}"}}`, unread('invalid_json')),
  json('a key that is a number', (id) => `{"invoice":{1:2,"invoice_id":"${id}"}}`, unread('invalid_json')),
  json('a line feed inside a text', (id) => `{"invoice":{"invoice_id":"${id}\n"}}`, unread('invalid_json')),
  json('a bad escape', (id) => `{"invoice":{"invoice_id":"${id}\\x41"}}`, unread('invalid_json')),
  json(
    'another entity than the path names',
    (id) => JSON.stringify({ contact: zohoContact({ contact_id: id }) }),
    unread('entity_mismatch', 'kept'),
  ),
  json('a record without its id', () => JSON.stringify(without('', 'invoice_id')), unread('entity_id_missing', 'kept')),
  json('an id that is an empty text', () => invoiceText(''), unread('entity_id_missing', 'kept')),
  {
    name: 'an id that is null',
    send: () => invoice('', { invoice_id: null, notes: 'null' }),
    goes: unread('entity_id_missing', 'kept'),
  },
  {
    name: 'an id that is an object',
    send: () => invoice('', { invoice_id: {}, notes: 'object' }),
    goes: unread('entity_id_missing', 'kept'),
  },
  {
    name: 'an id that is true',
    send: () => invoice('', { invoice_id: true }),
    goes: unread('entity_id_missing', 'kept'),
  },
  { name: 'an id of 300 characters', send: (id) => invoice(id.repeat(30)), goes: unread('entity_id_missing', 'kept') },
  {
    name: 'an id of another record twice: the last key counts',
    send: (id) => zoho(invoiceText(id).replace('{"invoice_id"', '{"invoice_id":"1","invoice_id"')),
    goes: typed(TABLE, { status: 'sent' }),
  },
  {
    name: 'duplicate keys: the last one counts',
    send: (id) => zoho(invoiceText(id).replace('"invoice_id"', '"total":1,"total":"x","invoice_id"')),
    goes: typed(TABLE, { total: '119.0000000000' }),
  },
  {
    name: 'keys that differ in case alone',
    send: (id) => zoho(invoiceText(id).replace('"invoice_id"', '"Total":"x","TOTAL":7,"invoice_id"')),
    goes: typed(TABLE, { total: '119.0000000000' }),
  },
  {
    name: 'keys of Object.prototype',
    send: (id) => zoho(invoiceText(id).replace('"invoice_id"', '"__proto__":{"total":1},"constructor":5,"invoice_id"')),
    goes: typed(TABLE, { total: '119.0000000000' }),
  },
  {
    name: 'the record without its wrapper',
    send: (id) => zoho(zohoInvoice({ invoice_id: id })),
    goes: typed(TABLE, { status: 'sent' }),
  },
];

const PARTIAL: readonly BadInput[] = [
  { name: 'a document of chosen fields', send: (id) => zoho({ invoice: { invoice_id: id, total: 5 } }), goes: partial },
  { name: 'a document without its lines', send: (id) => zoho(without(id, 'line_items')), goes: partial },
  { name: 'lines that are null', send: (id) => invoice(id, { line_items: null }), goes: partial },
  { name: 'lines that are a text like a broken array', send: (id) => invoice(id, { line_items: '[1' }), goes: partial },
  { name: 'lines that are a text', send: (id) => invoice(id, { line_items: 'none' }), goes: partial },
  { name: 'lines that are an object', send: (id) => invoice(id, { line_items: zohoInvoiceLine() }), goes: partial },
  { name: 'a total that is null', send: (id) => invoice(id, { total: null }), goes: partial },
  {
    name: 'a delete hook with nothing in it',
    send: () => zoho('{"invoice": {}}', DELETED),
    goes: unread('empty_payload', 'kept'),
  },
  {
    name: 'a delete hook with an id alone',
    send: (id) => zoho({ invoice: { invoice_id: id } }, DELETED),
    goes: typed(TABLE, { is_deleted: true, status: null, total: null }),
  },
];

const DEEP: readonly BadInput[] = [
  json('nesting of 60,000', () => nested(60_000), unread('too_deep')),
  json('nesting of 60,000 objects, never closed', () => '{"a":'.repeat(60_000), unread('too_deep')),
  json(
    'a record nested too deep',
    (id) => `{"invoice":{"invoice_id":"${id}","a":${nested(MAX_PAYLOAD_DEPTH)}}}`,
    unread('too_deep'),
  ),
  {
    name: 'a record nested as deep as allowed',
    send: (id) => zoho(invoiceText(id).replace('"invoice_id"', `"a":${nested(MAX_PAYLOAD_DEPTH - 1)},"invoice_id"`)),
    goes: typed(TABLE, { status: 'sent' }),
  },
  {
    name: 'a record of more than 4 MiB',
    send: (id) => invoice(id, { notes: 'n'.repeat(MAX_PAYLOAD_BYTES) }),
    goes: unread('too_large'),
  },
];

const jsonString = (id: string) => [['JSONString', invoiceText(id)]] as const;
const FORMS: readonly BadInput[] = [
  {
    name: 'form: the JSON in JSONString',
    send: (id) => zohoForm(jsonString(id)),
    goes: typed(TABLE, { status: 'sent' }),
  },
  {
    name: 'form: the JSON in a field of any name, beside others',
    send: (id) =>
      zohoForm([
        ['a', '1'],
        ['doc', invoiceText(id)],
      ]),
    goes: typed(TABLE, { status: 'sent' }),
  },
  { name: 'form: an empty JSONString', send: () => zohoForm([['JSONString', '']]), goes: unread('empty_payload') },
  {
    name: 'form: broken JSON in JSONString',
    send: (id) => zohoForm([['JSONString', `{"invoice":{"invoice_id":"${id}`]]),
    goes: unread('invalid_json'),
  },
  {
    name: 'form: chosen fields',
    send: (id) =>
      zohoForm([
        ['invoice_id', id],
        ['total', '5'],
      ]),
    goes: partial,
  },
  {
    name: 'form: fields of nobody',
    send: () =>
      zohoForm([
        ['a', '1'],
        ['b', '2'],
      ]),
    goes: unread('entity_id_missing', 'kept'),
  },
  { name: 'form: nothing but separators', send: () => zohoForm([], '&&&'), goes: unread('empty_payload') },
  {
    name: 'form: percent-encoded bytes that are not UTF-8',
    send: (id) =>
      zohoForm(
        [
          ['invoice_id', id],
          ['name', 'M\uFFFDwe'],
        ],
        `invoice_id=${id}&name=M%F6we`,
      ),
    goes: unread('invalid_utf8'),
  },
  {
    name: 'form: broken percent-encoding',
    send: (id) =>
      zohoForm(
        [
          ['invoice_id', id],
          ['name', '100%zz'],
        ],
        `invoice_id=${id}&name=100%zz`,
      ),
    goes: partial,
  },
  {
    name: 'form: multipart',
    send: (id) =>
      webhook(
        zohoDelivery({
          path: INVOICES,
          secret: ZOHO_SECRET,
          contentType: 'multipart/form-data; boundary=x',
          document: `--x\r\nContent-Disposition: form-data; name="JSONString"\r\n\r\n${invoiceText(id)}\r\n--x--\r\n`,
        }),
      ),
    goes: unread('invalid_json'),
  },
];

/** What is signed and is no complete record of the path's entity. */
export const BODIES: readonly BadInput[] = [...SHAPES, ...PARTIAL, ...DEEP, ...FORMS];
