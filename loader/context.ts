import { randomBytes, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';
import type { Config, ConnectionConfig } from '../receiver/config/config.ts';
import { AppError, messageOf } from '../receiver/errors.ts';
import { followStoreClock } from '../receiver/landing/clock.ts';
import { openLandingStore } from '../receiver/landing/index.ts';
import type { LandingStore } from '../receiver/landing/store.ts';
import { openVault, type Vault } from '../receiver/vault/vault.ts';
import { tasksForEntities } from './catalog/tasks.ts';
import { skewWarning } from './clock-check.ts';
import type { FetchContext } from './fetch/fetch-context.ts';
import { openFetch } from './fetch/open-fetch.ts';
import type { Lease, LeaseOwner } from './lease.ts';
import { isProcessAlive, LEASE_STATE, takeLease } from './lease.ts';
import type { ConvertLoad } from './load/convert.ts';
import { stageFor } from './load/stage.ts';
import type { StageLoad } from './load/stage-load.ts';
import { convertInProcess, convertInWorker } from './parquet/convert-load.ts';
import type { Output } from './terminal/output.ts';
import { openStageFiles, openWarehouse } from './warehouse/index.ts';
import type { Warehouse } from './warehouse/warehouse.ts';

/** Everything a command works with. Built once per command; nothing below it reads the clock, chance or the environment. */
export interface LoaderContext {
  readonly config: Config;
  readonly store: LandingStore;
  readonly openWarehouse: () => Promise<Warehouse>;
  /** credentials at rest */
  readonly vault: Vault;
  /** everything to fetch for one connection with; for those that have `oauth` */
  readonly openFetch: (connection: ConnectionConfig) => FetchContext;
  readonly convert: ConvertLoad;
  readonly stage: StageLoad;
  /** the time by the landing store, on which all machines agree */
  readonly clock: () => Date;
  /** the store's clock minus this machine's, ms */
  readonly skewMs: () => number;
  /** random text */
  readonly nonce: () => string;
  /** resolves after that time, or when the process shall end */
  readonly sleep: (ms: number) => Promise<void>;
  readonly owner: LeaseOwner;
  readonly isAlive: (pid: number) => boolean;
  readonly output: Output;
  /** aborted when the process shall end */
  readonly signal: AbortSignal;
  readonly close: () => Promise<void>;
}

/** Where a test puts something between the commands and the world, e.g. a store that dies after its n-th create. */
export interface Seams {
  readonly store?: (store: LandingStore) => LandingStore;
  readonly warehouse?: (warehouse: Warehouse) => Warehouse;
  readonly clock?: () => Date;
  readonly sleep?: (ms: number) => Promise<void>;
}

export interface ContextOptions {
  readonly config: Config;
  readonly output: Output;
  readonly signal: AbortSignal;
  readonly seams?: Seams;
}

/** The composition root of the loader. Close it when done. @throws AppError `landing_denied`, `landing_unavailable` */
export async function openContext({ config, output, signal, seams = {} }: ContextOptions): Promise<LoaderContext> {
  const machineClock = seams.clock ?? (() => new Date());
  const opened = await openLandingStore(config.landing, { now: seams.clock });
  const store = seams.store?.(opened) ?? opened;
  const storeClock = await followStoreClock({
    store,
    clock: machineClock,
    monotonicMs: seams.clock === undefined ? () => performance.now() : () => machineClock().getTime(),
    onSkew: (skewMs) => output.warn(skewWarning(skewMs)),
    onError: (error) => output.detail(`the landing store's clock could not be read: ${messageOf(error)}`),
  });
  const context: Omit<LoaderContext, 'openFetch' | 'close'> = {
    config,
    store,
    openWarehouse: async () => {
      const { warehouse: engine, gold } = config;
      const onWarning = (text: string): void => output.warn(text);
      const options = { tasksForEntities, signal, onWarning, ...(gold === undefined ? {} : { gold }) };
      const warehouse = await openWarehouse(engine, options);
      return seams.warehouse?.(warehouse) ?? warehouse;
    },
    // A worker opens the landing zone by itself, past anything that was put in between.
    convert: seams.store === undefined ? convertInWorker(config.landing) : convertInProcess,
    stage: stageFor(config, { store, volumeFiles: (warehouse) => openStageFiles(warehouse, signal) }),
    vault: openVault(store, config.vault?.keys, { clock: storeClock.now }),
    clock: storeClock.now,
    skewMs: storeClock.skewMs,
    nonce: () => randomBytes(16).toString('hex'),
    owner: { host: hostname(), pid: process.pid, id: randomUUID() },
    isAlive: isProcessAlive,
    sleep: seams.sleep ?? ((ms) => delay(ms, undefined, { signal }).catch(() => undefined)),
    output,
    signal,
  };
  return {
    ...context,
    openFetch: (connection) => openFetch(context, connection),
    close: async () => {
      storeClock.stop();
      await store.close();
    },
  };
}

/**
 * Runs something as the only loader of the landing zone.
 *
 * @throws AppError `lease_held` with its owner; whatever `work` throws, after the lease was given back
 */
export async function withLease<T>(context: LoaderContext, work: (lease: Lease) => Promise<T>): Promise<T> {
  const answer = await takeLease(context, LEASE_STATE);
  if (answer.kind === 'held') {
    const { host, pid } = answer.by;
    throw new AppError(
      'lease_held',
      `another loader holds the lease of ${context.store.description}: process ${pid} on ${host}, until ${answer.expiresAt.toISOString()}`,
      { hint: 'wait until it is done; a loader that died is succeeded when its lease runs out', retryable: true },
    );
  }
  try {
    return await work(answer.lease);
  } finally {
    await answer.lease.release();
  }
}

/** A warehouse that is opened at its first use and closed at the end, when it was used. */
export function lazyWarehouse(open: () => Promise<Warehouse>): {
  readonly get: () => Promise<Warehouse>;
  readonly close: () => Promise<void>;
} {
  let opened: Promise<Warehouse> | undefined;
  return {
    get: async () => {
      opened ??= open();
      try {
        return await opened;
      } catch (error) {
        // The next load may find it open again.
        opened = undefined;
        throw error;
      }
    },
    close: async () => {
      await (await opened)?.close();
    },
  };
}
