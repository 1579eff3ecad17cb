import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { BRONZE_COLUMNS } from '../../../loader/bronze.ts';
import { eventKey } from '../../../loader/documents/rows.ts';
import { loadPrefix } from '../../../loader/load/load-id.ts';
import { PARQUET_WRITERS } from '../../../loader/load/manifest.ts';
import { PART_NAME } from '../../../loader/parquet/convert.ts';
import { convertInProcess, convertInWorker } from '../../../loader/parquet/convert-load.ts';
import { openLandingStore } from '../../../receiver/landing/index.ts';
import { faultStore } from '../../support/fault-store.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { freshbooksAnswer, freshbooksHint, freshbooksInvoice } from '../../support/payloads/freshbooks.ts';
import {
  zohoAnswer,
  zohoContact,
  zohoInvoice,
  zohoInvoiceRow,
  zohoListAnswer,
  zohoMissing,
  zohoWebhook,
} from '../../support/payloads/zoho-books.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { answer, delivery } from '../documents/envelopes.ts';
import { CONNECTIONS, land, manifestOf } from './landed.ts';
import { readBack } from './read-back.ts';

const OBJECTS = [
  delivery(zohoWebhook('invoice', zohoInvoice({ moon_phase: 'full' }))),
  delivery(zohoWebhook('contact', zohoContact()), { entity: 'contacts' }),
  delivery('{"invoice":'),
  Buffer.from('not an envelope'),
  answer(zohoListAnswer('invoices', [zohoInvoiceRow(), zohoInvoiceRow({ invoice_id: '2', notes: '\ud83d' })]), {
    entityId: null,
  }),
  answer(zohoListAnswer('invoices', []), { entityId: null }),
  answer(zohoMissing, { status: 404 }),
  delivery(freshbooksHint(), { source: 'freshbooks', entityId: '60417', action: 'update' }),
  answer(freshbooksAnswer('invoice', freshbooksInvoice()), { source: 'freshbooks', entityId: '60417' }),
];

const EXPECTED = {
  rows: 9,
  entities: { 'freshbooks.invoices': 2, 'zoho_books.contacts': 1, 'zoho_books.invoices': 6 },
  problems: { envelope_invalid: 1, invalid_json: 1, lone_surrogate: 1 },
};

describe.each(PARQUET_WRITERS)('%s', (writer) => {
  test('one part with every document in the order of the manifest; one bad document costs no other', async () => {
    const store = memoryStore();
    const landed = await land(store, OBJECTS);
    const manifest = manifestOf(landed, writer);
    const converted = await convertInProcess({ landing: store, manifest, connections: CONNECTIONS });
    expect(converted).toMatchObject(EXPECTED);

    const part = await store.read(`${loadPrefix(manifest.load_id)}${PART_NAME}`);
    expect(converted.parts).toStrictEqual([
      { name: PART_NAME, bytes: part?.byteLength, rows: 9, sha256: createHash('sha256').update(part!).digest('hex') },
    ]);
    const { rows } = await readBack(part!, BRONZE_COLUMNS);
    const places = [
      [0, 0],
      [1, 0],
      [2, 0],
      [3, 0],
      [4, 0],
      [4, 1],
      [6, 0],
      [7, 0],
      [8, 0],
    ] as const;
    expect(rows.map((row) => [row['_raw_key'], row['_raw_index'], row['event_key']])).toStrictEqual(
      places.map(([object, index]) => [landed[object]!.key, index, eventKey(landed[object]!.key, index)]),
    );
    expect(new Set(rows.map((row) => row['_load_id']))).toStrictEqual(new Set([manifest.load_id]));
    expect(rows.map((row) => row['_problem'])).toStrictEqual([
      null,
      null,
      'invalid_json',
      'envelope_invalid',
      null,
      'lone_surrogate',
      null,
      null,
      null,
    ]);
    expect(rows.map((row) => row['action'])).toStrictEqual([
      'updated',
      'updated',
      'updated',
      null,
      'read',
      'read',
      'missing',
      'update',
      'read',
    ]);
  });
});

test('a worker thread gives the same part as the calling thread, and tells how far it is', async () => {
  const folder = tempDir();
  const store = await openLandingStore({ kind: 'folder', path: folder });
  const landed = await land(store, OBJECTS);
  const manifest = manifestOf(landed);
  const progress: number[] = [];
  const inWorker = await convertInWorker({ kind: 'folder', path: folder })({
    landing: store,
    manifest,
    connections: CONNECTIONS,
    onProgress: ({ objectsDone, objectsTotal }) => {
      expect(objectsTotal).toBe(OBJECTS.length);
      progress.push(objectsDone);
    },
  });
  expect(inWorker).toMatchObject(EXPECTED);
  expect(inWorker.drift?.paths).toContainEqual({
    entity: 'zoho_books.invoices',
    path: 'moon_phase',
    documents: 1,
    sample: landed[0]?.key,
  });
  expect(progress.at(-1)).toBe(OBJECTS.length);
  // The part is there: this converts again, compares and gives the same answer.
  expect(await convertInProcess({ landing: store, manifest, connections: CONNECTIONS })).toStrictEqual(inWorker);
  await store.close();
});

test('a worker’s failure keeps its code, hint and whether a retry helps', async () => {
  const folder = tempDir();
  const store = await openLandingStore({ kind: 'folder', path: folder });
  const manifest = manifestOf([{ key: 'raw/source=zoho_books/x.json', bytes: 1 }]);
  const converting = convertInWorker({ kind: 'folder', path: folder })({ landing: store, manifest, connections: {} });
  await expect(converting).rejects.toMatchObject({
    name: 'AppError',
    code: 'landed_object_missing',
    message: expect.stringContaining('raw/source=zoho_books/x.json') as string,
    hint: expect.stringContaining('backup') as string,
    retryable: false,
  });
  await store.close();
});

test('a defect inside the worker is an error, not a hang', async () => {
  const converting = convertInWorker({ kind: 'folder', path: tempDir() })({
    landing: memoryStore(),
    // A manifest that no reader would let through.
    manifest: { ...manifestOf([]), objects: null as never },
    connections: {},
  });
  await expect(converting).rejects.toMatchObject({ name: 'AppError', code: 'unexpected_error', retryable: false });
});

test('a part with other bytes is never taken for the load’s', async () => {
  const store = memoryStore();
  const manifest = manifestOf(await land(store, OBJECTS));
  const key = `${loadPrefix(manifest.load_id)}${PART_NAME}`;
  await store.create(key, Buffer.from('PAR1'));
  const converting = convertInProcess({ landing: store, manifest, connections: CONNECTIONS });
  await expect(converting).rejects.toMatchObject({ code: 'load_part_differs', retryable: false });
  expect(store.objects.get(key)?.toString()).toBe('PAR1');
});

test('a part whose creation was done but not answered is found by the next attempt', async () => {
  const inner = memoryStore();
  const manifest = manifestOf(await land(inner, OBJECTS));
  const store = faultStore(inner, [{ method: 'create', call: 1, when: 'after' }]);
  const request = { landing: store, manifest, connections: CONNECTIONS };
  await expect(convertInProcess(request)).rejects.toMatchObject({ code: 'landing_unavailable', retryable: true });
  expect(await convertInProcess(request)).toMatchObject(EXPECTED);
});

test('a load of empty pages has no part', async () => {
  const store = memoryStore();
  const manifest = manifestOf(await land(store, [answer(zohoListAnswer('invoices', []), { entityId: null })]));
  expect(await convertInProcess({ landing: store, manifest, connections: CONNECTIONS })).toStrictEqual({
    parts: [],
    rows: 0,
    entities: {},
    problems: {},
    drift: { paths: [], left_out: 0 },
  });
  expect([...store.objects.keys()].filter((key) => key.startsWith('loads/'))).toStrictEqual([]);
});

test('an unavailable store is told as such', async () => {
  const inner = memoryStore();
  const manifest = manifestOf(await land(inner, OBJECTS));
  const store = faultStore(inner, [{ method: 'read', call: 4, when: 'before' }]);
  const converting = convertInProcess({ landing: store, manifest, connections: CONNECTIONS });
  await expect(converting).rejects.toMatchObject({ code: 'landing_unavailable', retryable: true });
});

test('the answer to one question is one row', async () => {
  const store = memoryStore();
  const manifest = manifestOf(await land(store, [answer(zohoAnswer('invoice', zohoInvoice()))]));
  const converted = await convertInProcess({ landing: store, manifest, connections: CONNECTIONS });
  expect(converted).toMatchObject({ rows: 1, entities: { 'zoho_books.invoices': 1 }, problems: {} });
});
