import type { ApiResponse } from './source-client.ts';

/** One request is sent at most so often, the repetitions after a renewed token not counted. */
export const MAX_TRIES = 5;
/** Who shall wait longer is told so instead. */
export const MAX_WAIT_MS = 120_000;
/** The pause after a 429 that names none. */
export const RATE_LIMIT_PAUSE_MS = 10_000;
const FIRST_BACKOFF_MS = 500;
const MAX_BACKOFF_MS = 30_000;

/** The wait after the n-th failed try (from 0): anything from nothing to 500 ms doubled each time, at most 30 s ("full jitter"). */
export function backoffMs(tries: number, random: () => number): number {
  return random() * Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** tries);
}

/** `Retry-After` in ms: seconds, or a date compared with the same answer's `Date`, else with its receipt. */
export function retryAfterMs({ headers, receivedAt }: ApiResponse): number | undefined {
  const value = headers['retry-after']?.trim();
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const until = Date.parse(value);
  if (Number.isNaN(until)) return undefined;
  const theirNow = Date.parse(headers['date'] ?? '');
  return Math.max(0, until - (Number.isNaN(theirNow) ? receivedAt.getTime() : theirNow));
}
