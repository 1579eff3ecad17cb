import { randomBytes, randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Config } from '../receiver/config/config.ts';
import { AppError } from '../receiver/errors.ts';
import { openLandingStore } from '../receiver/landing/index.ts';
import type { LandingStore } from '../receiver/landing/store.ts';
import { tasksForEntities } from './catalog/tasks.ts';
import { clockSkewMs, clockWarning } from './clock-check.ts';
import type { Lease, LeaseOwner } from './lease.ts';
import { acquireLease, isProcessAlive } from './lease.ts';
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
  readonly convert: ConvertLoad;
  readonly stage: StageLoad;
  readonly clock: () => Date;
  /** random text */
  readonly nonce: () => string;
  readonly owner: LeaseOwner;
  readonly isAlive: (pid: number) => boolean;
  readonly output: Output;
  /** aborted when the process shall end */
  readonly signal: AbortSignal;
}

/** Where a test puts something between the commands and the world, e.g. a store that dies after its n-th create. */
export interface Seams {
  readonly store?: (store: LandingStore) => LandingStore;
  readonly warehouse?: (warehouse: Warehouse) => Warehouse;
  readonly clock?: () => Date;
}

export interface ContextOptions {
  readonly config: Config;
  readonly output: Output;
  readonly signal: AbortSignal;
  readonly seams?: Seams;
}

/** The composition root of the loader. Close `store` when done. @throws AppError `landing_denied`, `landing_unavailable` */
export async function openContext({ config, output, signal, seams = {} }: ContextOptions): Promise<LoaderContext> {
  const opened = await openLandingStore(config.landing);
  const store = seams.store?.(opened) ?? opened;
  return {
    config,
    store,
    openWarehouse: async () => {
      const { warehouse: engine, gold } = config;
      const options = { tasksForEntities, signal, ...(gold === undefined ? {} : { gold }) };
      const warehouse = await openWarehouse(engine, options);
      return seams.warehouse?.(warehouse) ?? warehouse;
    },
    // A worker opens the landing zone by itself, past anything that was put in between.
    convert: seams.store === undefined ? convertInWorker(config.landing) : convertInProcess,
    stage: stageFor(config, { store, volumeFiles: (warehouse) => openStageFiles(warehouse, signal) }),
    clock: seams.clock ?? (() => new Date()),
    nonce: () => randomBytes(16).toString('hex'),
    owner: { host: hostname(), pid: process.pid, id: randomUUID() },
    isAlive: isProcessAlive,
    output,
    signal,
  };
}

/**
 * Runs something as the only loader of the landing zone.
 *
 * @throws AppError `lease_held` with its owner; whatever `work` throws, after the lease was given back
 */
export async function withLease<T>(context: LoaderContext, work: (lease: Lease) => Promise<T>): Promise<T> {
  const answer = await acquireLease(context.store, {
    owner: context.owner,
    leaseSeconds: context.config.loader.leaseSeconds,
    clock: context.clock,
    isAlive: context.isAlive,
  });
  if (answer.kind === 'held') {
    const { host, pid } = answer.by;
    throw new AppError(
      'lease_held',
      `another loader holds the lease of ${context.store.description}: process ${pid} on ${host}, until ${answer.expiresAt.toISOString()}`,
      { hint: 'wait until it is done; a loader that died is succeeded when its lease runs out', retryable: true },
    );
  }
  try {
    const warning = clockWarning(await clockSkewMs(context.store, context.clock));
    if (warning !== undefined) context.output.warn(warning);
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
