import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BackfillOptions, backfill } from '../../../loader/backfill/backfill.ts';
import type { Backfilled } from '../../../loader/backfill/backfill-run.ts';
import { type BackfillState, readBackfill } from '../../../loader/backfill/backfill-state.ts';
import { tasksForEntities } from '../../../loader/catalog/tasks.ts';
import type { LoaderContext } from '../../../loader/context.ts';
import { openFetch } from '../../../loader/fetch/open-fetch.ts';
import { createOutput } from '../../../loader/terminal/output.ts';
import { openWarehouse } from '../../../loader/warehouse/index.ts';
import type { Config, ConnectionConfig } from '../../../receiver/config/config.ts';
import { decodeEnvelope, type Envelope } from '../../../receiver/envelope.ts';
import { AppError } from '../../../receiver/errors.ts';
import type { LandingStore } from '../../../receiver/landing/store.ts';
import { openVault } from '../../../receiver/vault/vault.ts';
import { type FakeZoho, startFakeZoho } from '../../support/fake-zoho/index.ts';
import { type IndexedStore, indexedStore } from '../../support/indexed-store.ts';
import { textSink } from '../../support/loader-context.ts';
import { testConfig } from '../../support/receiver-config.ts';

/** An organization and a loader in one process; every request takes time on a clock that jumps over all waits. */
export interface BackfillWorld {
  readonly fake: FakeZoho;
  readonly store: IndexedStore;
  readonly connection: ConnectionConfig;
  /** ms since 1970 */
  now: number;
  /** a process of its own; `killAfter`: it dies when it has created so many objects; those of the same `host` see that it is dead */
  process(options?: { readonly killAfter?: number; readonly host?: string }): LoaderContext;
  backfill(context: LoaderContext, options?: Partial<BackfillOptions>): Promise<Backfilled>;
  state(): Promise<BackfillState | undefined>;
  landed(origin: string): readonly Envelope[];
  printed(): string;
  close(): Promise<void>;
}

export class Killed extends Error {}

const START = Date.parse('2026-11-20T12:00:00.000Z');
const REQUEST_MS = 40;

/** @param world  `leaseSeconds`: timers do not run on this clock, so nobody renews: long where two live beside each other */
export async function openBackfill(world: { readonly leaseSeconds?: number } = {}): Promise<BackfillWorld> {
  const dir = await mkdtemp(join(tmpdir(), 'ledgerlake-backfill-'));
  const time = { now: START };
  const clock = (): Date => new Date(time.now);
  const fake = await startFakeZoho({ clock, timeZone: 'Europe/Berlin' });
  const store = indexedStore(clock);
  const base = testConfig();
  const connection: ConnectionConfig = {
    ...base.connections['acme_books']!,
    organizationId: fake.organizationId,
    urls: { api: fake.apiUrl, accounts: fake.url },
    oauth: {
      clientId: fake.clientId,
      clientSecret: fake.clientSecret,
      refreshToken: fake.tokens.issue(),
      redirectUri: undefined,
    },
  };
  const { leaseSeconds = base.loader.leaseSeconds } = world;
  const config: Config = {
    ...base,
    loader: { ...base.loader, leaseSeconds },
    landing: { kind: 'folder', path: join(dir, 'landing') },
    warehouse: { engine: 'duckdb', path: join(dir, 'books.duckdb') },
    vault: { keys: [randomBytes(32).toString('base64')] },
    connections: { acme_books: connection },
  };
  let processes = 0;
  const dead = new Set<number>();
  const sink = textSink();
  const output = createOutput({ stdout: sink, stderr: sink, json: false, quiet: false, verbose: false });
  fake.faults.decide = () => {
    time.now += REQUEST_MS;
    return undefined;
  };
  return {
    fake,
    store,
    connection,
    get now() {
      return time.now;
    },
    set now(ms: number) {
      time.now = ms;
    },
    process({ killAfter = Number.POSITIVE_INFINITY, host = `host-${processes + 1}` } = {}) {
      const stop = new AbortController();
      const mortal = dyingStore(store, killAfter, stop);
      const sleep = (ms: number): Promise<void> => {
        time.now += Math.max(0, ms);
        return new Promise((resolve) => setImmediate(resolve));
      };
      processes += 1;
      const pid = processes;
      stop.signal.addEventListener('abort', () => dead.add(pid));
      const owner = { host, pid, id: String(pid) };
      return contextOf({
        config,
        store: mortal,
        clock,
        sleep,
        output,
        stop,
        owner,
        isAlive: (other) => !dead.has(other),
      });
    },
    backfill: (context, options = {}) =>
      backfill(context, connection, {
        since: null,
        until: null,
        isDryRun: false,
        isRestart: false,
        onPlan: () => undefined,
        ...options,
      }),
    state: () => readBackfill(store, connection.name),
    landed: (origin) =>
      [...store.objects]
        .filter(([key]) => key.startsWith('raw/') && key.includes(`.${origin}.`))
        .map(([, bytes]) => decodeEnvelope(bytes)),
    printed: sink.text,
    async close() {
      await fake.close();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

interface ProcessOptions {
  readonly config: Config;
  readonly store: LandingStore;
  readonly clock: () => Date;
  readonly sleep: (ms: number) => Promise<void>;
  readonly output: LoaderContext['output'];
  readonly stop: AbortController;
  readonly owner: LoaderContext['owner'];
  readonly isAlive: (pid: number) => boolean;
}

function contextOf({ config, store, clock, sleep, output, stop, owner, isAlive }: ProcessOptions): LoaderContext {
  const unused = (): never => {
    throw new Error('a backfill loads nothing');
  };
  const context: LoaderContext = {
    config,
    store,
    vault: openVault(store, config.vault?.keys, { clock }),
    clock,
    sleep,
    output,
    signal: stop.signal,
    owner,
    isAlive,
    nonce: () => randomBytes(8).toString('hex'),
    skewMs: () => 0,
    openWarehouse: () => openWarehouse(config.warehouse, { tasksForEntities }),
    openFetch: (connection) => openFetch(context, connection),
    convert: unused,
    stage: unused,
    close: () => Promise.resolve(),
  };
  return context;
}

/** A store that its process can use until it dies. */
function dyingStore(store: IndexedStore, killAfter: number, stop: AbortController): LandingStore {
  let created = 0;
  const alive = (): void => {
    if (created > killAfter) throw new Killed('the process is dead');
  };
  return {
    description: store.description,
    async create(key, bytes, options) {
      created += 1;
      if (created > killAfter) stop.abort();
      alive();
      return store.create(key, bytes, options);
    },
    read: async (key) => (alive(), store.read(key)),
    list: (...args) => (alive(), store.list(...args)),
    folders: async (prefix) => (alive(), store.folders(prefix)),
    remove: async (key) => (alive(), store.remove(key)),
    now: () => store.now(),
    close: () => Promise.resolve(),
  };
}

/** Whether an error is the death of the process, or what comes of it. */
export function isDeath(error: unknown): boolean {
  return error instanceof Killed || (error instanceof AppError && error.code === 'stopped');
}
