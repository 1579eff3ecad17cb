import type { LandingStore } from './store.ts';

/** Smaller differences stay: an S3 answer tells the time in whole seconds. */
const CORRECTED_MS = 2_000;
/** Beyond this, somebody should be told. */
export const MAX_CLOCK_SKEW_MS = 10_000;
const DEFAULT_EVERY_MS = 300_000;
/** A call that took longer says little about the time in between; it is made again, and the quickest counts. */
const QUICK_MS = 1_000;
const TRIES = 3;
const UNSCHEDULED_EVERY_MS = 1_000;

/** The time by the landing store, on which all machines agree. */
export interface StoreClock {
  /** this machine's time, corrected when it is more than 2 s off */
  readonly now: () => Date;
  /** the store's clock minus ours in ms, as measured last */
  readonly skewMs: () => number;
  /** Measures now. @throws AppError as `LandingStore.now`; the last measurement then stays in use */
  readonly refresh: () => Promise<void>;
  readonly stop: () => void;
}

export interface StoreClockOptions {
  readonly store: Pick<LandingStore, 'now'>;
  /** this machine's clock */
  readonly clock: () => Date;
  /** ms on a clock that nobody sets */
  readonly monotonicMs: () => number;
  /** between two measurements; default 5 minutes */
  readonly everyMs?: number | undefined;
  /** told of every measurement beyond `MAX_CLOCK_SKEW_MS` */
  readonly onSkew?: ((skewMs: number) => void) | undefined;
  /** told of a measurement that failed; never of the first, which is thrown */
  readonly onError?: ((error: unknown) => void) | undefined;
}

interface Measured {
  readonly skewMs: number;
  /** both clocks of this machine when it was measured */
  readonly wallMs: number;
  readonly monotonicMs: number;
}

/**
 * A clock that keeps to the store's: what it stamps can be compared between machines. A hint's window that ends by a slow clock
 * may have been read by the loader before a delivery is called its duplicate, and the change would be lost.
 *
 * @throws AppError as `LandingStore.now`
 */
export async function followStoreClock(options: StoreClockOptions): Promise<StoreClock> {
  let last = await measure(options);
  let measuring: Promise<void> | undefined;
  const tell = (): void => {
    if (Math.abs(last.skewMs) > MAX_CLOCK_SKEW_MS) options.onSkew?.(last.skewMs);
  };
  const measureAgain = async (): Promise<void> => {
    last = await measure(options);
    tell();
  };
  const refresh = (): Promise<void> => {
    measuring ??= measureAgain().finally(() => {
      measuring = undefined;
    });
    return measuring;
  };
  let askedMs = Number.NEGATIVE_INFINITY;
  let stopped = false;
  const refreshSoon = (): void => {
    askedMs = options.monotonicMs();
    refresh().catch((error: unknown) => {
      if (!stopped) options.onError?.(error);
    });
  };
  tell();
  const timer = setInterval(refreshSoon, options.everyMs ?? DEFAULT_EVERY_MS).unref();
  return {
    skewMs: () => last.skewMs,
    refresh,
    stop: () => {
      stopped = true;
      clearInterval(timer);
    },
    now: () => {
      const correctionMs = Math.abs(last.skewMs) > CORRECTED_MS ? last.skewMs : 0;
      const wallMs = options.clock().getTime();
      const elapsedMs = options.monotonicMs() - last.monotonicMs;
      const expectedMs = last.wallMs + elapsedMs;
      if (Math.abs(wallMs - expectedMs) <= CORRECTED_MS) return new Date(wallMs + correctionMs);
      // Somebody set the clock, or the machine slept: until the store has been asked again the later reading counts, since a
      // window that ends too late is only read later.
      if (options.monotonicMs() - askedMs >= UNSCHEDULED_EVERY_MS) refreshSoon();
      return new Date(Math.max(wallMs, expectedMs) + correctionMs);
    },
  };
}

/** The store's clock minus ours in ms, against the middle of the call. */
export async function clockSkewMs(store: Pick<LandingStore, 'now'>, clock: () => Date): Promise<number> {
  const beforeMs = clock().getTime();
  const theirsMs = (await store.now()).getTime();
  return Math.round(theirsMs - (beforeMs + clock().getTime()) / 2);
}

async function measure(options: StoreClockOptions): Promise<Measured> {
  let best = await measureOnce(options);
  for (let tries = 1; tries < TRIES && best.tookMs > QUICK_MS; tries += 1) {
    const next = await measureOnce(options);
    if (next.tookMs < best.tookMs) best = next;
  }
  return best;
}

async function measureOnce(options: StoreClockOptions): Promise<Measured & { readonly tookMs: number }> {
  const startedMs = options.monotonicMs();
  const skewMs = await clockSkewMs(options.store, options.clock);
  const monotonicMs = options.monotonicMs();
  return { skewMs, tookMs: monotonicMs - startedMs, wallMs: options.clock().getTime(), monotonicMs };
}
