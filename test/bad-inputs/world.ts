import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENTITIES, silverTable } from '../../loader/catalog/index.ts';
import { runOnce } from '../../loader/commands/run-once.ts';
import type { RunReport } from '../../loader/commands/run-report.ts';
import { openContext } from '../../loader/context.ts';
import { landAnswer } from '../../loader/fetch/land-answer.ts';
import { createOutput } from '../../loader/terminal/output.ts';
import type { SqlRow } from '../../loader/warehouse/warehouse.ts';
import type { Config } from '../../receiver/config/config.ts';
import { openLandingStore } from '../../receiver/landing/index.ts';
import { rawKey } from '../../receiver/landing/keys.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { openLog } from '../../receiver/log.ts';
import { startReceiver } from '../../receiver/main.ts';
import type { LabAnswer } from '../support/lab.ts';
import { textSink } from '../support/loader-context.ts';
import { jsonBytes } from '../support/payloads/json.ts';
import { rawExchange } from '../support/receiver.ts';
import { testConfig } from '../support/receiver-config.ts';
import type { SignedDelivery } from '../support/sign.ts';
import { MAX_BODY_BYTES } from './limits.ts';
import type { BadInput, Sent } from './row.ts';

/** The answer of the receiver; `text` is the whole body. */
export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** What became of one row. */
export interface Fate {
  readonly id: string;
  /** undefined for what did not come by HTTP */
  readonly reply: Reply | undefined;
  /** raw keys that landed with it, one at most */
  readonly keys: readonly string[];
}

/** The tables after the one load, by name. */
export type Tables = Readonly<Record<string, readonly SqlRow[]>>;

export interface World {
  readonly fates: ReadonlyMap<string, Fate>;
  readonly report: RunReport;
  readonly tables: Tables;
  /** raw keys in the landing zone */
  readonly landed: readonly string[];
  /** whether the receiver still serves after all of it */
  readonly healthy: boolean;
}

const LOADED_TABLES = [
  'bronze_events',
  'silver_quarantine',
  'silver_zoho_books_events',
  'silver_freshbooks_events',
  'ops_loads',
  ...ENTITIES.flatMap((entity) => [silverTable(entity), ...entity.children.map((child) => silverTable(entity, child))]),
];

/**
 * Sends every row through its own door: webhooks over HTTP to one real receiver over a folder, the rest into the same
 * landing zone. Then one run of the loader takes all of it into the embedded warehouse.
 */
export async function playAll(rows: readonly BadInput[]): Promise<World> {
  const dir = await mkdtemp(join(tmpdir(), 'ledgerlake-bad-'));
  const base = testConfig({ maxBodyBytes: MAX_BODY_BYTES });
  const config: Config = {
    ...base,
    landing: { kind: 'folder', path: join(dir, 'landing') },
    warehouse: { engine: 'duckdb', path: join(dir, 'warehouse.duckdb') },
    loader: { ...base.loader, maxLoadBytes: 1_000_000_000 },
  };
  const created: string[] = [];
  const store = recording(await openLandingStore(config.landing), created);
  const log = openLog({ level: 'debug', destination: { write: () => undefined } });
  const receiver = await startReceiver(config, { store, log, limits: { drainGraceMs: 0 } });
  try {
    const fates = new Map<string, Fate>();
    for (const [index, row] of rows.entries()) {
      const id = String(982_000_000_000 + index);
      const before = created.length;
      const reply = await send(row.send(id), { receiver, store, id, config });
      fates.set(row.name, { id, reply, keys: created.slice(before) });
    }
    const healthy = (await fetch(`${receiver.url}/readyz`)).status === 200;
    return { fates, healthy, landed: await rawKeys(store), ...(await load(config)) };
  } finally {
    await receiver.stop();
    await store.close();
    await rm(dir, { recursive: true, force: true });
  }
}

interface Doors {
  readonly receiver: { readonly url: string; readonly port: number };
  readonly store: LandingStore;
  readonly config: Config;
  readonly id: string;
}

async function send(sent: Sent, { receiver, store, config, id }: Doors): Promise<Reply | undefined> {
  switch (sent.via) {
    case 'webhook':
      return exchange(receiver.port, sent.method, sent.delivery);
    case 'socket': {
      const text = await rawExchange(receiver.port, (write) => write(sent.bytes));
      return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text: bodyOf(text) };
    }
    case 'answer':
      await answer(store, config, sent.answer);
      return undefined;
    case 'object': {
      const parts = { source: sent.source, connection: 'acme_books', origin: 'webhook', entity: sent.entity } as const;
      await store.create(rawKey({ ...parts, time: new Date(), identity: [id] }), sent.bytes);
      return undefined;
    }
  }
}

/** `node:http` and not `fetch`, which tidies paths up and refuses odd methods. */
function exchange(port: number, method: string, { path, headers, body }: SignedDelivery): Promise<Reply> {
  const isRead = method === 'GET' || method === 'HEAD';
  return new Promise((resolve, reject) => {
    const framed = isRead ? headers : { ...headers, 'content-length': String(body.length) };
    const sending = request({ host: '127.0.0.1', port, method, path, headers: framed, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString() }));
    });
    sending.on('error', reject);
    sending.end(isRead ? undefined : body);
  });
}

/** Node's own refusals come without a body; some say so with an empty chunk. */
function bodyOf(received: string): string {
  const [head = '', body = ''] = received.split('\r\n\r\n');
  return /transfer-encoding: chunked/i.test(head) && body === '0' ? '' : body;
}

async function answer(store: LandingStore, config: Config, landed: Omit<LabAnswer, 'at'>): Promise<void> {
  const { source, entity, id, body, status = 200, fetchId } = landed;
  const connection = config.connections[source === 'zoho_books' ? 'acme_books' : 'acme_fresh']!;
  const startedAt = new Date();
  await landAnswer(store, {
    source,
    connection: connection.name,
    organizationId: connection.organizationId,
    origin: landed.origin ?? 'hydrate',
    entity,
    entityId: id,
    url: `https://api.example.com/${entity}`,
    status,
    fetchId: fetchId ?? `${entity}-${id ?? ''}`,
    startedAt,
    receivedAt: startedAt,
    page: id === undefined ? 1 : undefined,
    isLast: true,
    answers: landed.answers ?? [],
    contentType: 'application/json',
    redacted: [],
    body: body instanceof Uint8Array ? body : jsonBytes(body),
  });
}

async function load(config: Config): Promise<{ readonly report: RunReport; readonly tables: Tables }> {
  const output = createOutput({ stdout: textSink(), stderr: textSink(), json: true, quiet: true, verbose: false });
  const context = await openContext({ config, output, signal: new AbortController().signal });
  try {
    const report = await runOnce(context, { full: false, fetch: true });
    const warehouse = await context.openWarehouse();
    try {
      const tables: Record<string, readonly SqlRow[]> = {};
      for (const table of LOADED_TABLES) tables[table] = await warehouse.query(`select * from ${table}`);
      return { report, tables };
    } finally {
      await warehouse.close();
    }
  } finally {
    await context.close();
  }
}

async function rawKeys(store: LandingStore): Promise<readonly string[]> {
  const keys: string[] = [];
  for await (const object of store.list('raw/')) keys.push(object.key);
  return keys;
}

/** The same store; `created` gets every raw key that it creates. */
function recording(store: LandingStore, created: string[]): LandingStore {
  return {
    description: store.description,
    create: async (key, bytes, options) => {
      const outcome = await store.create(key, bytes, options);
      if (outcome === 'created' && key.startsWith('raw/')) created.push(key);
      return outcome;
    },
    read: (key) => store.read(key),
    list: (prefix, options) => store.list(prefix, options),
    folders: (prefix) => store.folders(prefix),
    remove: (key) => store.remove(key),
    now: () => store.now(),
    close: () => store.close(),
  };
}
