import { z } from 'zod';
import type { Config } from '../receiver/config/config.ts';
import { AppError, codeOf } from '../receiver/errors.ts';
import type { StateGeneration } from '../receiver/landing/state.ts';
import { readState, writeState } from '../receiver/landing/state.ts';
import type { LandingStore } from '../receiver/landing/store.ts';

/** Name of the lease's folder under `state/`. */
export const LEASE_STATE = 'lease';

/** The lease of the one process that fetches for a connection. */
export function fetchLeaseName(connection: string): string {
  return `${LEASE_STATE}.fetch.${connection}`;
}

/** The lease of the one process that backfills a connection; it fetches under the other one, page by page. */
export function backfillLeaseName(connection: string): string {
  return `${LEASE_STATE}.backfill.${connection}`;
}

const instant = z.iso.datetime({ offset: false, precision: 3 });

const leaseSchema = z.strictObject({
  v: z.literal(1),
  owner: z.strictObject({ host: z.string(), pid: z.int(), id: z.string() }),
  acquired_at: instant,
  expires_at: instant,
  released: z.boolean(),
  /** what the owner left to the next one when it gave the lease back */
  left: z.unknown().optional(),
});
type LeaseRecord = z.infer<typeof leaseSchema>;

export interface LeaseOwner {
  readonly host: string;
  readonly pid: number;
  /** random: tells two processes with the same host and pid apart */
  readonly id: string;
}

export interface Lease {
  /** @throws AppError `lease_lost` (retryable) when another loader took over, or the lease could not be renewed in time */
  assertHeld(): void;
  /**
   * Gives the lease back, so that the next loader need not wait, with what that shall know (JSON). A lease that is lost already stays
   * with its new owner.
   */
  release(left?: unknown): Promise<void>;
}

/** How the owner before ended. `released`: with what it left; `died`: at that time at the latest, and nobody knows what it did. */
export type LeaseBefore =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'released'; readonly at: Date; readonly left: unknown }
  | { readonly kind: 'died'; readonly at: Date };

export type LeaseAnswer =
  | { readonly kind: 'acquired'; readonly lease: Lease; readonly before: LeaseBefore }
  | { readonly kind: 'held'; readonly by: LeaseOwner; readonly expiresAt: Date };

export interface LeaseOptions {
  /** which lease: default that of the loader; `fetchLeaseName` gives those of the connections */
  readonly name?: string;
  readonly owner: LeaseOwner;
  readonly leaseSeconds: number;
  readonly clock: () => Date;
  /** whether a process of this host lives, see `isProcessAlive` */
  readonly isAlive: (pid: number) => boolean;
}

/**
 * Becomes the only loader of a landing zone, for `leaseSeconds` at a time; renewed at a third of that. Each change is a new
 * generation under `state/lease/`, so two that try at once cannot both win. A lost lease costs work, never correctness.
 *
 * @throws AppError of the landing store; `state_invalid`, when the newest generation is not a lease of this release
 */
export async function acquireLease(store: LandingStore, options: LeaseOptions): Promise<LeaseAnswer> {
  const { name = LEASE_STATE } = options;
  for (;;) {
    const current = await readState(store, name, leaseSchema);
    if (current !== undefined && isTaken(current.value, options)) {
      const { owner, expires_at } = current.value;
      return { kind: 'held', by: owner, expiresAt: new Date(expires_at) };
    }
    const generation = (current?.generation ?? 0) + 1;
    const record = newRecord(options, { acquiredAt: options.clock(), released: false });
    if ((await writeState(store, name, { generation, value: record })) === 'written') {
      const before = beforeOf(current?.value, options.clock());
      return { kind: 'acquired', lease: holdLease(store, options, { generation, value: record }), before };
    }
  }
}

/** What a process takes its leases with; the loader's context is such. */
export interface LeaseTaker extends Pick<LeaseOptions, 'owner' | 'clock' | 'isAlive'> {
  readonly store: LandingStore;
  readonly config: { readonly loader: Pick<Config['loader'], 'leaseSeconds'> };
}

/** `acquireLease` for `loader.lease_seconds`. */
export function takeLease(taker: LeaseTaker, name: string): Promise<LeaseAnswer> {
  const { store, config, owner, clock, isAlive } = taker;
  return acquireLease(store, { name, owner, clock, isAlive, leaseSeconds: config.loader.leaseSeconds });
}

/** The newest lease for reports: who holds it until when; undefined when nobody does. */
export async function currentHolder(
  store: LandingStore,
  options: Pick<LeaseOptions, 'name' | 'owner' | 'clock' | 'isAlive'>,
): Promise<{ readonly by: LeaseOwner; readonly expiresAt: Date } | undefined> {
  const current = await readState(store, options.name ?? LEASE_STATE, leaseSchema);
  if (current === undefined || !isTaken(current.value, options)) return undefined;
  return { by: current.value.owner, expiresAt: new Date(current.value.expires_at) };
}

/** Whether a process of this machine lives; one of another user does. */
export function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== 'ESRCH';
  }
}

function holdLease(store: LandingStore, options: LeaseOptions, first: StateGeneration<LeaseRecord>): Lease {
  let { generation } = first;
  let expiresAt = new Date(first.value.expires_at);
  const acquiredAt = new Date(first.value.acquired_at);
  let lost = false;
  let ended = false;
  let renewal: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;

  const write = async (state: { readonly released: boolean; readonly left?: unknown }): Promise<void> => {
    const record = newRecord(options, { acquiredAt, ...state });
    if (
      (await writeState(store, options.name ?? LEASE_STATE, { generation: generation + 1, value: record })) === 'lost'
    ) {
      lost = true;
      return;
    }
    generation += 1;
    expiresAt = new Date(record.expires_at);
  };
  const renew = async (): Promise<void> => {
    try {
      await write({ released: false });
    } catch {
      // A landing zone that is away for a moment is tried again; the lease ends by itself when that lasts too long.
    }
    if (!lost && !ended) schedule();
  };
  const schedule = (): void => {
    timer = setTimeout(
      () => {
        renewal = renew();
      },
      (options.leaseSeconds * 1000) / 3,
    );
    timer.unref();
  };
  schedule();

  return {
    assertHeld() {
      const expired = options.clock() >= expiresAt;
      if (!lost && !expired) return;
      const why = lost ? 'another loader took it over' : `it ran out at ${expiresAt.toISOString()}`;
      throw new AppError('lease_lost', `the lease of the landing zone is lost: ${why}`, {
        hint: 'nothing is broken: the next run goes on where this one stopped; raise loader.lease_seconds if this repeats',
        retryable: true,
      });
    },
    async release(left) {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      await renewal;
      if (!lost) await write({ released: true, left });
    },
  };
}

function isTaken(record: LeaseRecord, options: Pick<LeaseOptions, 'owner' | 'clock' | 'isAlive'>): boolean {
  if (record.released || options.clock().getTime() >= Date.parse(record.expires_at)) return false;
  const isDead = record.owner.host === options.owner.host && !options.isAlive(record.owner.pid);
  return !isDead;
}

function beforeOf(record: LeaseRecord | undefined, now: Date): LeaseBefore {
  if (record === undefined) return { kind: 'nobody' };
  const expiresAt = new Date(record.expires_at);
  if (record.released) return { kind: 'released', at: expiresAt, left: record.left };
  return { kind: 'died', at: expiresAt < now ? expiresAt : now };
}

function newRecord(
  options: LeaseOptions,
  state: { readonly acquiredAt: Date; readonly released: boolean; readonly left?: unknown },
): LeaseRecord {
  const now = options.clock();
  const expires = state.released ? now : new Date(now.getTime() + options.leaseSeconds * 1000);
  const { host, pid, id } = options.owner;
  return {
    v: 1,
    owner: { host, pid, id },
    acquired_at: state.acquiredAt.toISOString(),
    expires_at: expires.toISOString(),
    released: state.released,
    ...(state.left === undefined ? {} : { left: state.left }),
  };
}
