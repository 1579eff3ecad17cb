import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BRONZE_COLUMNS } from '../../../loader/bronze.ts';
import { PROBLEMS } from '../../../loader/documents/document.ts';
import { bronzeRows, eventKey, type LoadFacts } from '../../../loader/documents/rows.ts';
import { type Envelope, encodeEnvelope } from '../../../receiver/envelope.ts';
import { rawKey } from '../../../receiver/landing/keys.ts';
import { freshbooksAnswer, freshbooksHint, freshbooksInvoice } from '../../support/payloads/freshbooks.ts';
import { zohoInvoice, zohoInvoiceRow, zohoListAnswer, zohoWebhook } from '../../support/payloads/zoho-books.ts';
import { answer, delivery, FRESHBOOKS_ACCOUNT, ZOHO_ORGANIZATION } from './envelopes.ts';

const LOAD: LoadFacts = {
  loadId: '20260609T140000000Z-0123456789ab',
  loadedAt: new Date('2026-06-09T14:00:00.000Z'),
  organizationIds: { moewe: [ZOHO_ORGANIZATION], quai: [FRESHBOOKS_ACCOUNT] },
};
const KEY = rawKey({
  source: 'zoho_books',
  connection: 'moewe',
  origin: 'webhook',
  entity: 'invoices',
  time: new Date('2026-06-09T13:46:21Z'),
  identity: ['test'],
});

const rowsOf = (envelope: Envelope, load = LOAD): ReturnType<typeof bronzeRows> =>
  bronzeRows({ key: KEY, bytes: encodeEnvelope(envelope) }, load);
const micros = (instant: string): bigint => BigInt(Date.parse(instant)) * 1000n;

test('a webhook: every column', () => {
  const payload = JSON.stringify({ invoice_id: '982', total: '1.10', last_modified_time: '2026-06-09T09:46:21-0400' });
  const body = '{"invoice":{"invoice_id":"982","total":1.10,"last_modified_time":"2026-06-09T09:46:21-0400"}}';
  expect(rowsOf(delivery(body, { action: 'created' }))).toStrictEqual([
    {
      event_key: createHash('sha256').update(`${KEY}#0`).digest('hex'),
      source: 'zoho_books',
      connection: 'moewe',
      organization_id: ZOHO_ORGANIZATION,
      entity: 'invoices',
      entity_id: '982',
      action: 'created',
      version_at: micros('2026-06-09T13:46:21Z'),
      received_at: micros('2026-06-09T13:46:25.123Z'),
      fetched_at: null,
      origin: 'webhook',
      answers: null,
      payload,
      payload_sha256: createHash('sha256').update(payload).digest('hex'),
      _problem: null,
      _raw_key: KEY,
      _raw_index: 0,
      _load_id: LOAD.loadId,
      _loaded_at: micros('2026-06-09T14:00:00Z'),
    },
  ]);
});

test('an API answer has its start and the hints that it answers', () => {
  const body = freshbooksAnswer('invoice', freshbooksInvoice());
  const [row] = rowsOf(answer(body, { source: 'freshbooks', entityId: '60417', answers: ['raw/a', 'raw/b'] }));
  expect(row).toMatchObject({
    source: 'freshbooks',
    organization_id: FRESHBOOKS_ACCOUNT,
    entity_id: '60417',
    action: 'read',
    origin: 'hydrate',
    version_at: micros('2026-06-09T13:48:01Z'),
    fetched_at: micros('2026-06-09T13:48:01Z'),
    received_at: micros('2026-06-09T13:48:01.500Z'),
    answers: '["raw/a","raw/b"]',
    _problem: null,
  });
});

test('the rows of a page have one key and their positions', () => {
  const rows = [zohoInvoiceRow(), zohoInvoiceRow({ invoice_id: '2' }), zohoInvoiceRow({ invoice_id: '3' })];
  const bronze = rowsOf(answer(zohoListAnswer('invoices', rows), { entityId: null }));
  expect(bronze.map((row) => [row['_raw_index'], row['entity_id'], row['event_key']])).toStrictEqual(
    ['982000000567001', '2', '3'].map((id, index) => [index, id, eventKey(KEY, index)]),
  );
  expect(rowsOf(answer(zohoListAnswer('invoices', []), { entityId: null }))).toStrictEqual([]);
});

describe('what cannot be read is one row that says so', () => {
  test.each<[string, Uint8Array]>([
    ['no JSON', Buffer.from('garbage')],
    ['nothing', Buffer.alloc(0)],
    ['a later version', Buffer.from('{"v":2}')],
    ['a body that was edited', Buffer.from(JSON.stringify({ ...delivery('{}'), body: '{"a":1}' }))],
    ['a source of another release', encodeEnvelope({ ...delivery('{}'), source: 'another_source' })],
  ])('%s', (_name, bytes) => {
    const [row, ...others] = bronzeRows({ key: KEY, bytes }, LOAD);
    expect(others).toStrictEqual([]);
    expect(Object.keys(row!)).toStrictEqual(BRONZE_COLUMNS.map((column) => column.name));
    expect(row).toMatchObject({
      event_key: eventKey(KEY, 0),
      source: 'zoho_books',
      connection: 'moewe',
      organization_id: ZOHO_ORGANIZATION,
      entity: 'invoices',
      entity_id: null,
      origin: 'webhook',
      received_at: micros('2026-06-09T13:46:21Z'),
      payload: null,
      _problem: 'envelope_invalid',
    });
  });

  test('without a time in the key: when the load was planned', () => {
    const key = rawKey({
      source: 's',
      connection: 'gone',
      origin: 'webhook',
      entity: 'x',
      time: undefined,
      identity: [],
    });
    const [row] = bronzeRows({ key, bytes: Buffer.from('') }, LOAD);
    expect(row).toMatchObject({ received_at: micros('2026-06-09T14:00:00Z'), organization_id: '' });
  });
});

test('what a column cannot hold is replaced, the reason stays', () => {
  const [row] = rowsOf(delivery('{"widget":{"a":1}}', { entity: 'wid\0get\ud800', action: 'x\0', entityId: '\udc00' }));
  expect(row).toMatchObject({ entity: 'wid\uFFFDget\uFFFD', action: 'x\uFFFD', entity_id: '\uFFFD' });
});

test('a document is held against the organization that its row carries, also when the configuration has moved on', () => {
  const body = zohoWebhook('invoice', zohoInvoice({ organization_id: '77' }));
  expect(rowsOf(delivery(body), LOAD)[0]).toMatchObject({ _problem: 'organization_mismatch' });
  const moved = { ...LOAD, organizationIds: { moewe: ['77'] } };
  expect(rowsOf(delivery(body), moved)[0]).toMatchObject({
    organization_id: ZOHO_ORGANIZATION,
    _problem: 'organization_mismatch',
  });
  expect(rowsOf(delivery(zohoWebhook('invoice', zohoInvoice())), moved)[0]).toMatchObject({ _problem: null });
  const second = { ...LOAD, organizationIds: { moewe: [ZOHO_ORGANIZATION, '77'] } };
  expect(rowsOf(delivery(body), second)[0]).toMatchObject({ _problem: null });
});

test('whatever was landed becomes rows, never an exception', () => {
  const body = fc.oneof(
    fc.json(),
    fc.string({ unit: 'binary' }),
    fc.uint8Array(),
    fc.constantFrom(
      freshbooksHint(),
      '{"invoice":{"invoice_id":1}}',
      '{"code":0,"invoices":[{},1,null]}',
      '{"response":{"errors":{}}}',
    ),
    fc.jsonValue().map((value) => ({ code: 0, invoice: value })),
    fc.jsonValue().map((value) => ({ response: { result: { invoice: value } } })),
    fc.jsonValue().map((value) => ({ response: { errors: value }, details: value })),
  ) as fc.Arbitrary<string | Uint8Array | object>;
  const source = fc.constantFrom('zoho_books' as const, 'freshbooks' as const);
  const entity = fc.constantFrom('invoices', 'contacts', 'widgets', '__proto__', 'constructor', '');
  const contentType = fc.constantFrom('application/json', 'application/x-www-form-urlencoded', null);
  fc.assert(
    fc.property(body, source, entity, contentType, fc.constantFrom(200, 404, 500), (sent, name, word, type, status) => {
      const facts = { source: name, entity: word };
      const rows = [
        ...rowsOf(delivery(sent, { ...facts, contentType: type })),
        ...rowsOf(answer(sent, { ...facts, status })),
        ...rowsOf(answer(sent, { ...facts, status, entityId: null })),
      ];
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) {
        expect(Object.keys(row)).toStrictEqual(BRONZE_COLUMNS.map((column) => column.name));
        expect([null, ...PROBLEMS]).toContain(row['_problem']);
        expect(row['payload'] !== null || row['_problem'] !== null).toBe(true);
        expect(typeof JSON.parse((row['payload'] ?? '{}') as string)).toBe('object');
      }
    }),
    { numRuns: 150 },
  );
});
