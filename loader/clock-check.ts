import type { LandingStore } from '../receiver/landing/store.ts';

/** Beyond this, hints and cursors are judged by a clock that is too wrong to be left alone. */
export const MAX_CLOCK_SKEW_MS = 10_000;

/**
 * Compares the store's clock with ours.
 *
 * @returns the store's minus ours in ms, measured against the middle of the call
 */
export async function clockSkewMs(store: LandingStore, clock: () => Date): Promise<number> {
  const before = clock().getTime();
  const theirs = (await store.now()).getTime();
  return Math.round(theirs - (before + clock().getTime()) / 2);
}

/** A warning when the clocks differ by more than 10 s, else undefined. */
export function clockWarning(skewMs: number): string | undefined {
  if (Math.abs(skewMs) <= MAX_CLOCK_SKEW_MS) return undefined;
  const seconds = (Math.abs(skewMs) / 1000).toFixed(1);
  const way = skewMs > 0 ? 'behind' : 'ahead of';
  return `THIS MACHINE'S CLOCK IS ${seconds} s ${way} the landing store's; set it right (NTP): what is new is found by time`;
}
