import { Writable } from 'node:stream';
import type { LoaderContext } from '../../loader/context.ts';
import type { ConvertLoad } from '../../loader/load/convert.ts';
import { createOutput } from '../../loader/terminal/output.ts';
import { encodeEnvelope, sealEnvelope } from '../../receiver/envelope.ts';
import type { Origin } from '../../receiver/landing/keys.ts';
import { rawKey } from '../../receiver/landing/keys.ts';
import { createLatePointer } from '../../receiver/landing/late.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { openVault } from '../../receiver/vault/vault.ts';
import { type FakeWarehouse, fakeWarehouse } from './fake-warehouse.ts';
import { type MemoryStore, memoryStore } from './memory-store.ts';
import { testConfig } from './receiver-config.ts';

export const NOON = new Date('2026-11-20T12:00:00.000Z');
export const HOUR_MS = 3_600_000;

export interface TestLoader {
  readonly context: LoaderContext;
  readonly store: MemoryStore;
  readonly warehouse: FakeWarehouse;
  /** what the loader's and the store's clock say; starts at NOON */
  now: Date;
  readonly stop: AbortController;
  readonly out: TextSink;
  readonly err: TextSink;
}

/** A loader over a store in memory and a fake warehouse, with a clock that the test sets. */
export function testLoader(options: { readonly json?: boolean; readonly store?: MemoryStore } = {}): TestLoader {
  const store = options.store ?? memoryStore();
  const warehouse = fakeWarehouse(store);
  const stop = new AbortController();
  const out = textSink();
  const err = textSink();
  let nonce = 0;
  const config = testConfig();
  const loader: TestLoader = {
    store,
    warehouse,
    stop,
    out,
    err,
    now: NOON,
    context: {
      config: { ...config, loader: { ...config.loader, maxLoadBytes: 100_000 } },
      store,
      vault: openVault(store, config.vault?.keys, { clock: () => loader.now }),
      openWarehouse: () => {
        warehouse.opened += 1;
        return Promise.resolve(warehouse);
      },
      convert: convertByCounting,
      stage: (loadId) => Promise.resolve({ path: `/stage/${loadId}`, dispose: () => Promise.resolve() }),
      clock: () => loader.now,
      skewMs: () => 0,
      close: () => store.close(),
      nonce: () => String((nonce += 1)),
      owner: { host: 'here', pid: 1, id: 'me' },
      isAlive: () => true,
      sleep: (ms) => {
        loader.now = new Date(loader.now.getTime() + ms);
        return Promise.resolve();
      },
      openFetch: () => {
        throw new Error('this test has no API');
      },
      output: createOutput({ stdout: out, stderr: err, json: options.json === true, quiet: false, verbose: true }),
      signal: stop.signal,
    },
  };
  store.clock = () => loader.now;
  return loader;
}

/** One row and one document per object; the part is created like the real one's. */
export const convertByCounting: ConvertLoad = async ({ landing, manifest, onProgress }) => {
  const name = 'part-00000.parquet';
  await landing.create(`loads/${manifest.planned_at.slice(0, 10)}/${manifest.load_id}/${name}`, Buffer.from('PAR1'));
  const rows = manifest.object_count;
  onProgress?.({ objectsDone: rows, objectsTotal: rows });
  return { parts: [{ name, bytes: 4, rows, sha256: 'f'.repeat(64) }], rows, entities: { 'zoho_books.invoices': rows } };
};

export interface LandOptions {
  /** instant in the name; null: undated */
  readonly time: Date | null;
  /** gives the object a late pointer of this arrival */
  readonly late?: Date;
  readonly id?: string;
  readonly connection?: string;
  readonly source?: string;
  readonly entity?: string;
  readonly origin?: Origin;
  /** the record; default: its id alone, which is a partial document */
  readonly invoice?: object;
}

/** Lands an invoice as the receiver would. @returns its key */
export async function landInvoice(store: LandingStore, options: LandOptions): Promise<string> {
  const { time, late, id = '501', connection = 'acme_books', entity = 'invoices', origin = 'webhook' } = options;
  const source = options.source ?? 'zoho_books';
  const at = time?.toISOString() ?? null;
  const key = rawKey({ source, connection, origin, entity, time: time ?? undefined, identity: [id, at ?? ''] });
  if (late !== undefined) await createLatePointer(store, { arrival: late, key });
  const facts = {
    source,
    connection,
    organization_id: '10234695',
    origin,
    entity,
    entity_id: id,
    action: 'updated',
    event_at: at,
    received_at: (late ?? time ?? NOON).toISOString(),
    window_end: null,
    request: { path: '/webhooks', query: '', headers: {} },
    fetch: null,
    content_type: 'application/json',
    redacted: [],
  };
  const body = Buffer.from(JSON.stringify({ invoice: options.invoice ?? { invoice_id: id } }));
  await store.create(key, encodeEnvelope(sealEnvelope(facts, body)));
  return key;
}

export interface TextSink extends Writable {
  readonly text: () => string;
}

/** A stream that keeps what is written to it. */
export function textSink(): TextSink {
  let written = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      written += chunk.toString('utf8');
      done();
    },
  });
  return Object.assign(stream, { text: () => written });
}
