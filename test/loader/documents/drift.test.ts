import { describe, expect, test } from 'vitest';
import { type Entity, json, money, text } from '../../../loader/catalog/entity.ts';
import type { Document } from '../../../loader/documents/document.ts';
import { driftCounter, isKnownPath, MAX_DRIFT_PATHS } from '../../../loader/documents/drift.ts';
import type { JsonObject } from '../../../loader/documents/json.ts';
import { freshbooksBill, freshbooksBillLine, freshbooksExpense } from '../../support/payloads/freshbooks-purchases.ts';

const invoices: Entity = {
  source: 'zoho_books',
  name: 'invoices',
  id: 'invoice_id',
  comment: 'Sales invoices',
  document: 'detail',
  complete: ['status'],
  completeArrays: ['line_items'],
  webhooks: 'documents',
  ignored: ['colour_code', '*_in_words', 'currency.uuid', 'line_items.uuid', 'vendor.*'],
  columns: [
    text('currency_code', 'Currency', 'currency.code'),
    money('total', 'Total'),
    json('custom_fields', 'Custom fields'),
  ],
  children: [
    {
      name: 'invoice_lines',
      field: 'line_items',
      comment: 'Lines',
      columns: [text('name', 'Name'), json('tags', 'Tags')],
    },
  ],
};
const clients: Entity = { ...invoices, source: 'freshbooks', name: 'clients', webhooks: 'hints' };

const WHOLE = { invoice_id: '1', status: 'sent', line_items: [] };
const PLACE = { rawKey: 'raw/a', source: 'zoho_books', origin: 'webhook' } as const;

function documentOf(content: JsonObject | undefined, facts: Partial<Document> = {}): Document {
  const known = { entity: 'invoices', entityId: '1', action: 'updated', versionAt: undefined, problem: undefined };
  return { ...known, payload: JSON.stringify(content), content, ...facts };
}

function pathsOf(content: JsonObject): readonly string[] {
  const counter = driftCounter([invoices]);
  counter.add(documentOf({ ...WHOLE, ...content }), PLACE);
  return counter.drift().paths.map(({ path }) => path);
}

describe('fields that the catalog does not know', () => {
  test.each<[string, JsonObject, readonly string[]]>([
    ['columns, ids, arrays of child tables and what makes it complete are known', {}, []],
    ['a new field', { colour: 'red' }, ['colour']],
    ['whatever its value', { a: null, b: '', c: {}, d: [], e: [{ f: '1' }] }, ['a', 'b', 'c', 'd[]', 'e[]']],
    ['in a line', { line_items: [{ name: 'x' }, { colour: 'red' }] }, ['line_items[].colour']],
    ['in many lines: once', { line_items: [{ hue: '1' }, { hue: '2' }] }, ['line_items[].hue']],
    ['what is no line', { line_items: ['x', null, [{ hue: '1' }]] }, ['line_items[][].hue']],
    ['beside the parts of a money object', { total: { amount: '1', code: 'EUR', rate: '2' } }, ['total.rate']],
    ['a money object that is none', { total: '1.10' }, []],
    ['in an object whose keys are columns', { currency: { code: 'EUR', symbol: '€' } }, ['currency.symbol']],
    ['JSON text is taken whole', { custom_fields: [{ x: '1' }], line_items: [{ tags: [{ y: '2' }] }] }, []],
    ['companions for human eyes', { total_formatted: '€1.10', line_items: [{ rate_formatted: '€1' }] }, []],
    ['what the entity ignores', { colour_code: 'f00', line_items: [{ colour_code: '' }], total_in_words: 'one' }, []],
    ['in its place alone', { currency: { uuid: '1' }, line_items: [{ uuid: '2' }] }, []],
    ['elsewhere it is new', { uuid: '1', currency: { code: 'EUR', total: { uuid: '1' } } }, ['currency.total', 'uuid']],
    ['everything in an object', { vendor: { hue: '1', tags: [{ x: '2' }] } }, []],
    [
      'but nowhere else',
      { hue: '1', line_items: [{ hue: '2', vendor: { x: '3' } }] },
      ['hue', 'line_items[].hue', 'line_items[].vendor'],
    ],
    ['keys know case', { Status: 'x' }, ['Status']],
    ['a key that would break a terminal', { 'a\u001b[31m\n': '1' }, ['a\uFFFD[31m\uFFFD']],
    ['a key of the language', JSON.parse('{"__proto__":"x","constructor":"y"}'), ['__proto__', 'constructor']],
  ])('%s', (_name, content, paths) => {
    expect(pathsOf(content)).toEqual(paths);
  });

  test('are counted by document, with the first as sample', () => {
    const counter = driftCounter([invoices]);
    const documents = [{ hue: '1' }, { hue: '1', tone: '2' }, {}, { tone: '3' }];
    for (const [index, more] of documents.entries()) {
      counter.add(documentOf({ ...WHOLE, ...more }), { ...PLACE, rawKey: `raw/${index}` });
    }
    expect(counter.drift()).toEqual({
      paths: [
        { entity: 'zoho_books.invoices', path: 'hue', documents: 2, sample: 'raw/0' },
        { entity: 'zoho_books.invoices', path: 'tone', documents: 2, sample: 'raw/1' },
      ],
      left_out: 0,
    });
  });

  test('stop at a number of paths and say how many were left out', () => {
    const counter = driftCounter([invoices]);
    const many = Object.fromEntries(Array.from({ length: MAX_DRIFT_PATHS + 7 }, (_, index) => [`f${index}`, '1']));
    for (let twice = 0; twice < 2; twice += 1) counter.add(documentOf({ ...WHOLE, ...many }), PLACE);
    const { paths, left_out } = counter.drift();
    expect(paths).toHaveLength(MAX_DRIFT_PATHS);
    expect(paths.every(({ documents }) => documents === 2)).toBe(true);
    expect(left_out).toBe(14);
  });

  test.each<[string, Document, Partial<typeof PLACE> | { origin: 'poll' }]>([
    [
      'a row of a list',
      documentOf({ invoice_id: '1', status: 'sent', hue: '1' }, { action: 'read' }),
      { origin: 'poll' },
    ],
    ['a document whose array is none', documentOf({ ...WHOLE, line_items: '', hue: '1' }), {}],
    ['a document without what it needs', documentOf({ ...WHOLE, status: null, hue: '1' }), {}],
    ['an answer that it is gone', documentOf({ ...WHOLE, hue: '1' }, { action: 'missing' }), {}],
    ['what is refused', documentOf({ ...WHOLE, hue: '1' }, { problem: 'organization_mismatch' }), {}],
    ['what no engine may see', documentOf(undefined, { problem: 'too_deep' }), {}],
  ])('are not looked for in %s', (_name, document, place) => {
    const counter = driftCounter([invoices]);
    counter.add(document, { ...PLACE, ...place });
    expect(counter.drift().paths).toEqual([]);
  });

  test('are not looked for in a hint, but in the answer to it', () => {
    const counter = driftCounter([clients]);
    const client = documentOf(
      { id: '1', status: 'sent', line_items: [], hue: '1' },
      { entity: 'clients', action: 'read' },
    );
    counter.add(client, { ...PLACE, source: 'freshbooks' });
    expect(counter.drift().paths).toEqual([]);
    counter.add(client, { ...PLACE, source: 'freshbooks', origin: 'hydrate' });
    expect(counter.drift().paths).toMatchObject([{ entity: 'freshbooks.clients', path: 'hue', documents: 1 }]);
  });

  test('an entity that the catalog does not know is one path, whatever is in it', () => {
    const counter = driftCounter([invoices]);
    counter.add(documentOf({ a: '1' }, { entity: 'widgets' }), PLACE);
    counter.add(documentOf(undefined, { entity: 'widgets', problem: 'invalid_json' }), { ...PLACE, rawKey: 'raw/b' });
    expect(counter.drift().paths).toEqual([{ entity: 'zoho_books.widgets', path: '', documents: 2, sample: 'raw/a' }]);
  });
});

const NEW = { created_at: '1', updated_at: '1', is_editable: '1', parentid: '1', phone: '1', website: '1' };

const EXPENSE = freshbooksExpense({ ...NEW, category: NEW, attachment: { attachmentid: '1' } });

test.each<[string, JsonObject, readonly string[]]>([
  ['expenses', EXPENSE, ['created_at', 'is_editable', 'parentid', 'phone', 'updated_at', 'website']],
  ['bills', freshbooksBill({ ...NEW, vendor: NEW }), ['is_editable', 'parentid', 'phone', 'website']],
  ['bills', freshbooksBill({ lines: [{ ...freshbooksBillLine(), phone: '1' }] }), ['lines[].phone']],
])('a new field of %s is seen, whatever the object inside is known for', (entity, content, paths) => {
  const counter = driftCounter();
  const document = documentOf(content, { entity, action: 'read' });
  counter.add(document, { ...PLACE, source: 'freshbooks', origin: 'poll' });
  expect(counter.drift().paths.map(({ path }) => path)).toEqual(paths);
});

test.each<[string, boolean]>([
  ['hue', false],
  ['custom_fields[]', true],
  ['custom_fields[].value', true],
  ['line_items[].name', true],
  ['line_items[].hue', false],
  ['currency.code', true],
  ['total.rate', false],
  ['total_formatted', true],
  ['line_items[].uuid', true],
  ['vendor.hue', true],
  ['uuid', false],
])('whether the catalog knows %s by now: %s', (path, isKnown) => {
  expect(isKnownPath(invoices, path)).toBe(isKnown);
});
