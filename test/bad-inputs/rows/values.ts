import { digits } from '../../support/payloads/json.ts';
import { zohoInvoiceLine } from '../../support/payloads/zoho-books.ts';
import { type BadInput, mixed, quarantined, typed, unread, untyped } from '../row.ts';
import { invoice, zoho } from '../send.ts';

const TABLE = 'silver_zoho_books_invoices';
const LINES = 'silver_zoho_books_invoice_lines';

/** An amount that has no exact DECIMAL(28, 10): the whole document waits in quarantine, with the value as sent. */
const noAmount = (name: string, total: unknown, value: string): BadInput => ({
  name: `amount: ${name}`,
  send: (id) => invoice(id, { total }),
  goes: untyped(TABLE, 'not_decimal_28_10', 'total', value),
});
const amount = (name: string, total: unknown, value: string | null): BadInput => ({
  name: `amount: ${name}`,
  send: (id) => invoice(id, { total }),
  goes: typed(TABLE, { total: value }),
});
/** The same digits once as a JSON number, once as a text. */
const bothWays = (
  make: (name: string, total: unknown, value: string) => BadInput,
  text: string,
  value: string,
): readonly BadInput[] => [
  make(`${text.slice(0, 40)} as a number`, digits(text), value),
  make(`${text.slice(0, 40)} as a text`, text, value),
];
const noNumber = (text: string): BadInput => ({
  name: `amount: ${text} without quotes`,
  send: (id) => zoho(`{"invoice":{"invoice_id":"${id}","total":${text}}}`),
  goes: unread('invalid_json'),
});

const AMOUNTS: readonly BadInput[] = [
  ...bothWays(amount, '1.10', '1.1000000000'),
  ...bothWays(amount, '1e2', '100.0000000000'),
  ...bothWays(amount, '1E+2', '100.0000000000'),
  ...bothWays(amount, '1.5e-3', '0.0015000000'),
  ...bothWays(amount, '1.5e-07', '0.0000001500'),
  ...bothWays(amount, '12e-3', '0.0120000000'),
  ...bothWays(amount, '0E-10', '0.0000000000'),
  ...bothWays(amount, '1.2345678901234E11', '123456789012.3400000000'),
  ...bothWays(amount, '1.2345678901234567e+17', '123456789012345670.0000000000'),
  ...bothWays(amount, '-0', '0.0000000000'),
  ...bothWays(amount, '9007199254740993', '9007199254740993.0000000000'),
  ...bothWays(amount, '123456789012345678.12', '123456789012345678.1200000000'),
  ...bothWays(amount, '-999999999999999999.9999999999', '-999999999999999999.9999999999'),
  ...bothWays(amount, '1.10000000000000000000000000', '1.1000000000'),
  ...bothWays(noAmount, '0.12345678901234567890123456', '0.12345678901234567890123456'),
  ...bothWays(noAmount, '0.00000000001', '0.00000000001'),
  ...bothWays(noAmount, '1000000000000000000', '1000000000000000000'),
  ...bothWays(noAmount, '1e18', '1e18'),
  ...bothWays(noAmount, '1e-11', '1e-11'),
  ...bothWays(noAmount, '1e400', '1e400'),
  ...bothWays(noAmount, '1e999999999999', '1e999999999999'),
  ...bothWays(noAmount, '9'.repeat(400), '9'.repeat(200)),
  ...['01', '1.', '.5', '+1', 'NaN', 'Infinity', '-Infinity', '0x10', '1_000', '- 1', '1e', 'None'].map(noNumber),
  ...[
    'NaN',
    'Infinity',
    '0x10',
    '1_000',
    '+1',
    '.5',
    '5.',
    ' 1',
    '1 ',
    '1\n',
    '1,234.50',
    '1.234,50',
    '--1',
    '1e',
    '12.3.4',
    '€5',
    '٣',
    '１',
    '-',
    'null',
  ].map((text) => noAmount(`${JSON.stringify(text)} as a text`, text, text)),
  amount('an empty text', '', null),
  noAmount('true', true, 'true'),
  noAmount('an object', {}, '{}'),
  noAmount('an array', [1], '["1"]'),
  noAmount('a text with the separators of quarantine', 'a\u001eb\u001fc', 'a b c'),
];

const date = (text: unknown, value = String(text)): BadInput => ({
  name: `date: ${JSON.stringify(text)}`,
  send: (id) => invoice(id, { due_date: text }),
  goes: untyped(TABLE, 'not_a_date', 'due_date', value),
});
const instant = (text: string): BadInput => ({
  name: `instant: ${JSON.stringify(text)}`,
  send: (id) => invoice(id, { created_time: text }),
  goes: untyped(TABLE, 'not_an_instant', 'created_time', text),
});
const flag = (name: string, value: unknown, text: string): BadInput => ({
  name: `boolean: ${name}`,
  send: (id) => invoice(id, { is_emailed: value }),
  goes: untyped(TABLE, 'not_a_boolean', 'is_emailed', text),
});

const TIMES: readonly BadInput[] = [
  ...[
    '2026-02-30',
    '0000-00-00',
    '2026-13-01',
    '2026-00-10',
    '2025-02-29',
    'today',
    'now',
    'epoch',
    'infinity',
    '2026-06',
    '2026',
    '20260609',
  ].map((text) => date(text)),
  ...[
    '09.06.2026',
    '06/09/2026',
    '9 Jun 2026',
    '2026-6-9',
    '2026-06-09 ',
    ' 2026-06-09',
    '2026-06-09T00:00:00Z',
    '+2026-06-09',
    '-2026-6-09',
    '12026-06-09',
  ].map((text) => date(text)),
  date(20260609, '20260609'),
  date(true, 'true'),
  date({}, '{}'),
  { name: 'date: an empty text', send: (id) => invoice(id, { due_date: '' }), goes: typed(TABLE, { due_date: null }) },
  {
    name: 'date: 9999-12-31',
    send: (id) => invoice(id, { due_date: '9999-12-31' }),
    goes: typed(TABLE, { due_date: '9999-12-31' }),
  },
  {
    name: 'date: 0001-01-01',
    send: (id) => invoice(id, { due_date: '0001-01-01' }),
    goes: typed(TABLE, { due_date: '0001-01-01' }),
  },
  {
    name: 'date: 2024-02-29',
    send: (id) => invoice(id, { due_date: '2024-02-29' }),
    goes: typed(TABLE, { due_date: '2024-02-29' }),
  },
  ...[
    '2026-02-30T10:00:00+0000',
    '2026-06-09T25:00:00+0000',
    '2026-06-09T10:60:00+0000',
    '2026-06-09T10:00:00',
    '2026-06-09',
    'yesterday',
    '1780995981',
    '2026-06-09T10:00:00+9900',
    '2026-06-09T10:00:00 EDT',
  ].map(instant),
  {
    name: 'a modification time that is none: undated in the landing zone, typed column in quarantine',
    send: (id) => invoice(id, { last_modified_time: 'just now' }),
    goes: untyped(TABLE, 'not_an_instant', 'last_modified_time', 'just now'),
  },
  {
    name: 'a modification time that is an empty text: the receipt sorts it',
    send: (id) => invoice(id, { last_modified_time: '' }),
    goes: typed(TABLE, { last_modified_time: null, status: 'sent' }),
  },
  {
    name: 'a modification time in the year 9999',
    send: (id) => invoice(id, { last_modified_time: '9999-12-31T23:59:59+0000' }),
    goes: typed(TABLE, { last_modified_time: '9999-12-31T23:59:59.000000Z' }),
  },
  {
    name: 'a modification time before 1970',
    send: (id) => invoice(id, { last_modified_time: '1899-12-31T00:00:00+0000' }),
    goes: typed(TABLE, { last_modified_time: '1899-12-31T00:00:00.000000Z' }),
  },
  flag('yes', 'yes', 'yes'),
  flag('1', 1, '1'),
  flag('0 as a text', '0', '0'),
  flag('t', 't', 't'),
  flag('an array', [], '[]'),
  {
    name: 'boolean: true as a text',
    send: (id) => invoice(id, { is_emailed: 'true' }),
    goes: typed(TABLE, { is_emailed: true }),
  },
  {
    name: 'boolean: FALSE as a text',
    send: (id) => invoice(id, { is_emailed: 'FALSE' }),
    goes: typed(TABLE, { is_emailed: false }),
  },
  {
    name: 'boolean: an empty text',
    send: (id) => invoice(id, { is_emailed: '' }),
    goes: typed(TABLE, { is_emailed: null }),
  },
  { name: 'boolean: null', send: (id) => invoice(id, { is_emailed: null }), goes: typed(TABLE, { is_emailed: null }) },
];

const line = quarantined('not_an_object', { table: LINES });
const PARTS: readonly BadInput[] = [
  {
    name: 'text: an object where a text belongs',
    send: (id) => invoice(id, { status: { a: 1.5 } }),
    goes: typed(TABLE, { status: '{"a":"1.5"}' }),
  },
  {
    name: 'text: a number beyond 2^53 where a text belongs',
    send: (id) => invoice(id, { customer_id: digits('9007199254740993') }),
    goes: typed(TABLE, { customer_id: '9007199254740993' }),
  },
  {
    name: 'three columns that do not fit: three reasons',
    send: (id) => invoice(id, { total: 'x', due_date: '2026-02-30', is_emailed: 'maybe' }),
    goes: mixed({
      quarantine: [
        quarantined('not_decimal_28_10', { table: TABLE, column: 'total', value: 'x' }),
        quarantined('not_a_date', { table: TABLE, column: 'due_date', value: '2026-02-30' }),
        quarantined('not_a_boolean', { table: TABLE, column: 'is_emailed', value: 'maybe' }),
      ],
    }),
  },
  {
    name: 'lines: among them what is no object',
    send: (id) => invoice(id, { line_items: [5, null, 'rope', [zohoInvoiceLine()], zohoInvoiceLine()] }),
    goes: mixed({
      quarantine: [
        { ...line, position: 1, value: '5' },
        { ...line, position: 2, value: 'null' },
        { ...line, position: 3, value: 'rope' },
        { ...line, position: 4 },
      ],
      silver: [
        { table: TABLE, values: { total: '119.0000000000' } },
        { table: LINES, values: { position: 5, quantity: '40.0000000000' } },
      ],
    }),
  },
  {
    name: 'lines: one that does not fit',
    send: (id) => invoice(id, { line_items: [zohoInvoiceLine({ quantity: 'a dozen' }), zohoInvoiceLine()] }),
    goes: mixed({
      quarantine: [
        quarantined('not_decimal_28_10', { table: LINES, column: 'quantity', position: 1, value: 'a dozen' }),
      ],
      silver: [
        { table: TABLE, values: { status: 'sent' } },
        { table: LINES, values: { position: 2 } },
      ],
    }),
  },
  {
    name: 'lines: none',
    send: (id) => invoice(id, { line_items: [] }),
    goes: typed(TABLE, { status: 'sent' }),
  },
];

/** Values that engines read in their own way, or not at all. */
export const VALUES: readonly BadInput[] = [...AMOUNTS, ...TIMES, ...PARTS];
