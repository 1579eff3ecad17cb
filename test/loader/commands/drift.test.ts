import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { driftText } from '../../../loader/commands/drift-text.ts';
import type { Outcome } from '../../../loader/load/manifest.ts';
import { sumDrift } from '../../../loader/load/sum-drift.ts';
import { runCommandLine } from '../../../loader/program.ts';
import { openLandingStore } from '../../../receiver/landing/index.ts';
import { landInvoice, textSink } from '../../support/loader-context.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { zohoInvoice, zohoInvoiceLine } from '../../support/payloads/zoho-books.ts';
import { tempDir } from '../../support/temp-dir.ts';

const YAML = `
landing: ./landing
warehouse: { engine: duckdb, path: ./lake.duckdb }
connections:
  acme_books: { source: zoho_books, organization_id: "10234695", region: us, webhook_secrets: ["Zoho0Secret1For2Tests"] }
`;

test('status --drift names the fields and entities that the catalog does not know', async () => {
  const dir = tempDir();
  writeFileSync(join(dir, 'ledgerlake.yaml'), YAML);
  const command = async (...words: string[]): Promise<{ readonly code: number; readonly text: string }> => {
    const stdout = textSink();
    const signal = new AbortController().signal;
    const argv = [...words, '--config', join(dir, 'ledgerlake.yaml')];
    const code = await runCommandLine(argv, { stdout, stderr: textSink(), stdin: Readable.from([]), signal });
    return { code, text: stdout.text() };
  };
  const store = await openLandingStore({ kind: 'folder', path: join(dir, 'landing') });
  const time = new Date(Date.now() - 600_000);
  const line = zohoInvoiceLine({ moon_phase: 'full' });
  const first = await landInvoice(store, {
    time,
    id: '501',
    invoice: zohoInvoice({ invoice_id: '501', line_items: [line, line] }),
  });
  const second = await landInvoice(store, {
    time,
    id: '502',
    invoice: zohoInvoice({ invoice_id: '502', line_items: [line], horoscope: { sign: 'leo' }, sum_formatted: '€1' }),
  });
  const widget = await landInvoice(store, { time, id: '7', entity: 'widgets' });
  await store.close();
  const expected = (documents: number) => ({
    fields: expect.arrayContaining([
      {
        source: 'zoho_books',
        entity: 'invoices',
        path: 'line_items[].moon_phase',
        documents: 2 * documents,
        sample: expect.anything(),
      },
      { source: 'zoho_books', entity: 'invoices', path: 'horoscope', documents, sample: second },
    ]),
    unknown_entities: [{ source: 'zoho_books', entity: 'widgets', documents, sample: widget }],
    left_out: 0,
  });

  expect((await command('run')).code).toBe(3);
  const report = JSON.parse((await command('status', '--drift', '--json')).text);
  expect(report).toMatchObject({
    queued: { objects: 0 },
    drift: { loads: { counted: 1, not_counted: 0 }, ...expected(1) },
  });
  const paths: readonly string[] = report.drift.fields.map(({ path }: { path: string }) => path);
  expect(paths.filter((path) => path.includes('formatted'))).toEqual([]);
  expect([first, second]).toContain(
    report.drift.fields.find(({ documents }: { documents: number }) => documents === 2).sample,
  );
  expect(JSON.parse((await command('status', '--json')).text)).not.toHaveProperty('drift');

  const { code, text } = await command('status', '--drift');
  expect(code).toBe(0);
  expect(text).toMatch(/^source +entity +not in the catalog +documents +sample$/m);
  expect(text).toMatch(/^zoho_books +widgets +\(the entity itself\) +1 +raw\/source=zoho_books/m);
  expect(text).toMatch(/^zoho_books +invoices +line_items\[\]\.moon_phase +2 +raw\/source=zoho_books/m);

  await command('replay', '--all');
  expect(JSON.parse((await command('status', '--drift', '--json')).text).drift).toMatchObject(expected(2));
});

const OUTCOME: Outcome = {
  v: 1,
  load_id: '20261120T120000000Z-0123456789ab',
  state: 'applied',
  attempts: 1,
  finished_at: '2026-11-20T12:00:00.000Z',
  rows: 3,
  quarantined: 0,
  failed_checks: [],
  entities: { 'zoho_books.invoices': 2, 'zoho_books.widgets': 1 },
  parts: [],
  durations_ms: {},
  superseded_by: null,
  error: null,
};

async function sumOf(outcome: Partial<Outcome>) {
  const store = memoryStore();
  await store.create(
    `loads/2026-11-20/${OUTCOME.load_id}/outcome.json`,
    Buffer.from(JSON.stringify({ ...OUTCOME, ...outcome })),
  );
  const folder = { loadId: OUTCOME.load_id, plannedAt: new Date(), names: new Set(['manifest.json', 'outcome.json']) };
  return sumDrift(store, [folder]);
}

test('a load of an earlier release counts for its unknown entities, and it is said that its fields do not', async () => {
  const sum = await sumOf({});
  expect(sum).toEqual({
    loads: { counted: 0, not_counted: 1 },
    fields: [],
    unknown_entities: [{ source: 'zoho_books', entity: 'widgets', documents: 1, sample: null }],
    left_out: 0,
  });
  expect(driftText(sum)).toContain('fields were not counted in 1 load of earlier releases');
});

test('what the catalog has come to know, and loads that are not applied, are left out', async () => {
  const paths = [
    { entity: 'zoho_books.invoices', path: 'total', documents: 2, sample: 'raw/a' },
    { entity: 'zoho_books.invoices', path: 'line_items[].rate', documents: 2, sample: 'raw/a' },
    { entity: 'zoho_books.invoices', path: 'horoscope', documents: 1, sample: 'raw/b' },
    { entity: 'zoho_books.contacts', path: '', documents: 4, sample: 'raw/c' },
  ];
  const drift = { paths, left_out: 9 };
  const sum = await sumOf({ drift, entities: { 'zoho_books.contacts': 4 } });
  expect(sum).toMatchObject({ fields: [{ path: 'horoscope' }], unknown_entities: [], left_out: 9 });
  expect(sum.fields).toHaveLength(1);
  expect(driftText(sum)).toContain('9 further sightings');

  const none = await sumOf({ drift, state: 'superseded' });
  expect(none).toMatchObject({ loads: { counted: 0, not_counted: 0 }, fields: [], left_out: 0 });
  expect(driftText(none)).toBe('no field and no entity in 0 applied loads that the catalog does not know');
});
