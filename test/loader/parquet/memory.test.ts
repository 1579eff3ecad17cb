import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { PARQUET_WRITERS } from '../../../loader/load/manifest.ts';
import { openParquetWriter } from '../../../loader/parquet/index.ts';
import type { ConvertJob, WorkerMessage } from '../../../loader/parquet/worker.ts';
import { memorySink } from '../../../loader/parquet/writer.ts';
import { openLandingStore } from '../../../receiver/landing/index.ts';
import { zohoInvoiceRow, zohoListAnswer } from '../../support/payloads/zoho-books.ts';
import { tempDir } from '../../support/temp-dir.ts';
import { answer, ZOHO_ORGANIZATION } from '../documents/envelopes.ts';
import { land, manifestOf } from './landed.ts';

const MIB = 1024 * 1024;

test.each(PARQUET_WRITERS)('%s hands over each row group when it is full, not at the end', async (name) => {
  const sink = memorySink();
  const columns = [{ name: 'id', type: 'string', required: true, comment: '' }] as const;
  const writer = await openParquetWriter(name, { columns, sink, maxGroupRows: 10 });
  const rows = Array.from({ length: 11 }, (_, i) => ({ id: `${i}`.repeat(100) }));
  await writer.write(rows.slice(0, 10));
  const before = sink.bytes().byteLength;
  await writer.write(rows.slice(10));
  expect(sink.bytes().byteLength).toBeGreaterThan(before);
  expect(await writer.close()).toMatchObject({ rows: 11, bytes: sink.bytes().byteLength });
});

// Kept until the end, its rows alone would need more than these 64 MiB.
test('a load of 48 MiB is converted with a heap that could not hold its rows', async () => {
  const folder = tempDir();
  const store = await openLandingStore({ kind: 'folder', path: folder });
  const rows = Array.from({ length: 200 }, (_, i) => zohoInvoiceRow({ invoice_id: String(i), notes: 'n'.repeat(i) }));
  const page = answer(zohoListAnswer('invoices', rows), { entityId: null, origin: 'backfill' });
  const landed = await land(
    store,
    Array.from({ length: 70 }, () => page),
  );
  await store.close();
  const manifest = manifestOf(landed);
  expect(manifest.byte_count).toBeGreaterThan(48 * MIB);

  const job: ConvertJob = {
    landing: { kind: 'folder', path: folder },
    manifest,
    organizationIds: { moewe: [ZOHO_ORGANIZATION] },
    concurrency: 8,
  };
  const worker = new Worker(new URL('../../../loader/parquet/worker.ts', import.meta.url), {
    workerData: job,
    resourceLimits: { maxOldGenerationSizeMb: 64 },
  });
  const last = await new Promise<WorkerMessage>((resolve, reject) => {
    worker.on('message', (message: WorkerMessage) => message.kind !== 'progress' && resolve(message));
    worker.on('error', reject);
  });
  expect(last).toMatchObject({ kind: 'done', converted: { rows: 70 * 200 } });
  await worker.terminate();
});
