import { type BadInput, typed, unread } from '../row.ts';
import { invoice, invoiceText, zoho } from '../send.ts';

const TABLE = 'silver_zoho_books_invoices';
const bytes = (name: string, change: (text: string) => Uint8Array, goes: BadInput['goes']): BadInput => ({
  name,
  send: (id) => zoho(change(invoiceText(id, { notes: 'MARK' }))),
  goes,
});
/** The text with bytes of our own in the middle of a text field. */
const insert =
  (...inserted: number[]) =>
  (text: string): Uint8Array => {
    const [before = '', after = ''] = text.split('MARK');
    return Buffer.concat([Buffer.from(before), Buffer.from(inserted), Buffer.from(after)]);
  };
const escape = (written: string) => (text: string) => Buffer.from(text.replace('MARK', written));

/** Bytes and characters that engines stumble over. */
export const ENCODINGS: readonly BadInput[] = [
  bytes('a byte order mark', (text) => Buffer.from(`\uFEFF${text}`), typed(TABLE, { notes: 'MARK' })),
  bytes('two byte order marks', (text) => Buffer.from(`\uFEFF\uFEFF${text}`), unread('invalid_json')),
  bytes('UTF-16 with its mark', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'), unread('invalid_utf8')),
  bytes('UTF-16 without one', (text) => Buffer.from(text.replace(/[^ -~]/g, '?'), 'utf16le'), unread('invalid_json')),
  bytes('Latin-1', (text) => Buffer.from(text.replace('€', 'E'), 'latin1'), unread('invalid_utf8')),
  bytes('a broken sequence', insert(0xc3, 0x28), unread('invalid_utf8')),
  bytes('an overlong NUL', insert(0xc0, 0x80), unread('invalid_utf8')),
  bytes('a surrogate as three bytes', insert(0xed, 0xa0, 0x80), unread('invalid_utf8')),
  bytes(
    'a character cut at the end',
    (text) => Buffer.from([...Buffer.from(text), 0xe2, 0x82]),
    unread('invalid_utf8'),
  ),
  bytes('a NUL byte', insert(0), unread('invalid_json')),
  { name: 'nothing but NUL bytes', send: () => zoho(Buffer.alloc(64)), goes: unread('invalid_json') },
  bytes('an escaped NUL', escape('a\\u0000b'), unread('nul_character')),
  bytes('an escaped backslash before u0000', escape('a\\\\u0000b'), typed(TABLE, { notes: 'a\\u0000b' })),
  bytes('a lone high surrogate', escape('\\ud83d'), unread('lone_surrogate')),
  bytes('a lone low surrogate', escape('\\ude00'), unread('lone_surrogate')),
  bytes('surrogates the wrong way round', escape('\\ude00\\ud83d'), unread('lone_surrogate')),
  bytes('a surrogate pair, escaped', escape('\\ud83d\\ude00'), typed(TABLE, { notes: '😀' })),
  {
    name: 'a lone surrogate in a key',
    send: (id) => zoho(invoiceText(id).replace('"notes"', '"\\ud800"')),
    goes: unread('lone_surrogate'),
  },
  {
    name: 'a lone surrogate in the id',
    send: (id) => zoho(`{"invoice":{"invoice_id":"${id}\\udfff"}}`),
    goes: unread('lone_surrogate'),
  },
  {
    name: 'a NUL in the id',
    send: (id) => zoho(`{"invoice":{"invoice_id":"${id}\\u0000"}}`),
    goes: unread('nul_character'),
  },
  {
    name: 'control characters',
    send: (id) => invoice(id, { notes: 'a\u0001\b\u001e\u001f\u007f\u0085\u2028b' }),
    goes: typed(TABLE, { notes: 'a\u0001\b\u001e\u001f\u007f\u0085\u2028b' }),
  },
  {
    name: 'quotes, backslashes and SQL',
    send: (id) => invoice(id, { notes: `'; drop table silver_zoho_books_invoices; -- "\\" :load_id \${x}` }),
    goes: typed(TABLE, { notes: `'; drop table silver_zoho_books_invoices; -- "\\" :load_id \${x}` }),
  },
  {
    name: 'an unassigned character, a combining one and one that turns the direction',
    send: (id) => invoice(id, { notes: '\u{1FAFF}e\u0301\u202e\uFFFF' }),
    goes: typed(TABLE, { notes: '\u{1FAFF}e\u0301\u202e\uFFFF' }),
  },
];
