import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ENTITIES } from '../../loader/catalog/index.ts';
import { tasksForEntities } from '../../loader/catalog/tasks.ts';
import { runOnce } from '../../loader/commands/run-once.ts';
import type { RunReport } from '../../loader/commands/run-report.ts';
import { type LoaderContext, openContext } from '../../loader/context.ts';
import { createOutput } from '../../loader/terminal/output.ts';
import { openWarehouse } from '../../loader/warehouse/index.ts';
import type { Warehouse } from '../../loader/warehouse/warehouse.ts';
import type { Config } from '../../receiver/config/config.ts';
import { openLandingStore } from '../../receiver/landing/index.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { openLog } from '../../receiver/log.ts';
import { type RunningReceiver, startReceiver } from '../../receiver/main.ts';
import { type FakeFreshbooks, startFakeFreshbooks } from '../support/fake-freshbooks/index.ts';
import { type FakeZoho, startFakeZoho } from '../support/fake-zoho/index.ts';
import { textSink } from '../support/loader-context.ts';
import { testConfig } from '../support/receiver-config.ts';

/** Both providers, a receiver and a loader over one folder and one DuckDB file, under a clock that the test sets. */
export interface SourcesWorld {
  readonly config: Config;
  readonly fresh: FakeFreshbooks;
  readonly zoho: FakeZoho;
  readonly warehouse: Warehouse;
  readonly store: LandingStore;
  readonly receiver: RunningReceiver;
  /** what the loader printed */
  readonly printed: () => string;
  /** ms since 1970: the providers', the store's and the loader's clock; the receiver's is `skewMs` ahead */
  now: number;
  run(): Promise<RunReport>;
  /** a loader's context, as every command gets one */
  context(): Promise<LoaderContext>;
  close(): Promise<void>;
}

const START = Date.UTC(2026, 10, 20, 12, 0, 7);

export interface SourcesOptions {
  readonly skewMs?: number;
  /** how much time passes with each request to a provider, so that many stay within its limits */
  readonly tickMs?: number;
  /** whether runs poll what is due; default false: each first run would read every list */
  readonly polls?: boolean;
}

export async function openSources({
  skewMs = 0,
  tickMs = 0,
  polls = false,
}: SourcesOptions = {}): Promise<SourcesWorld> {
  const dir = await mkdtemp(join(tmpdir(), 'ledgerlake-e2e-'));
  const time = { now: START };
  const clock = (): Date => new Date(time.now);
  const ticking = (): Date => new Date((time.now += tickMs));
  const fresh = await startFakeFreshbooks({ clock: ticking });
  const zoho = await startFakeZoho({ clock: ticking, timeZone: 'Europe/Berlin' });
  const base = testConfig();
  const poll = polls ? {} : Object.fromEntries(ENTITIES.map(({ name }) => [name, 'off']));
  const oauth = { refreshToken: undefined, redirectUri: 'https://localhost/callback' };
  const config: Config = {
    ...base,
    file: join(dir, 'ledgerlake.yaml'),
    landing: { kind: 'folder', path: join(dir, 'landing') },
    warehouse: { engine: 'duckdb', path: join(dir, 'books.duckdb') },
    receiver: { ...base.receiver, coalesceSeconds: 60 },
    loader: { ...base.loader, fetchSeconds: 86_400, lookbackHours: 24, leaseSeconds: 86_400 },
    vault: { keys: [randomBytes(32).toString('base64')] },
    connections: {
      acme_fresh: {
        ...base.connections['acme_fresh']!,
        organizationId: fresh.accountId,
        webhookSecrets: [],
        poll,
        businessId: fresh.businessId,
        businessUuid: fresh.businessUuid,
        urls: { api: fresh.url, accounts: fresh.url, auth: fresh.url },
        oauth: { ...oauth, ...client(fresh), refreshToken: fresh.tokens.issue() },
      },
      acme_books: {
        ...base.connections['acme_books']!,
        poll,
        organizationId: zoho.organizationId,
        urls: { api: zoho.apiUrl, accounts: zoho.url },
        oauth: { ...oauth, ...client(zoho), refreshToken: zoho.tokens.issue() },
      },
    },
  };
  const folder = await openLandingStore(config.landing);
  const store: LandingStore = {
    description: folder.description,
    create: (...args) => folder.create(...args),
    read: (key) => folder.read(key),
    list: (...args) => folder.list(...args),
    folders: (prefix) => folder.folders(prefix),
    remove: (key) => folder.remove(key),
    now: () => Promise.resolve(clock()),
    close: () => folder.close(),
  };
  const log = openLog({ level: 'silent' });
  const receiver = await startReceiver(config, { store, log, clock: () => new Date(time.now + skewMs) });
  const withUrl: Config = { ...config, receiver: { ...config.receiver, publicUrl: receiver.url } };
  const warehouse = await openWarehouse(config.warehouse, { tasksForEntities });
  const sink = textSink();
  const output = createOutput({ stdout: sink, stderr: sink, json: false, quiet: false, verbose: true });
  const seams = { clock, store: () => store };
  const open = (): Promise<LoaderContext> =>
    openContext({ config: withUrl, output, signal: new AbortController().signal, seams });
  return {
    config: withUrl,
    fresh,
    zoho,
    warehouse,
    store,
    receiver,
    printed: sink.text,
    get now() {
      return time.now;
    },
    set now(ms: number) {
      time.now = ms;
    },
    run: async () => runOnce(await open(), { full: false, fetch: true }),
    context: open,
    async close() {
      await warehouse.close();
      await receiver.stop();
      await fresh.close();
      await zoho.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

function client({ clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string }) {
  return { clientId, clientSecret };
}
