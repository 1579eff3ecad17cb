import { randomUUID } from 'node:crypto';
import { AppError } from '../errors.ts';
import { clockSkewMs } from './clock.ts';
import type { LandingStore } from './store.ts';

const WRITERS = 16;
const ROUNDS = 3;
/** how often a round that nobody won (every winning answer was lost) is run again */
const UNDECIDED_ROUNDS = 3;

export interface ProbeOptions {
  /** concurrent writers per round; at least 16, the default */
  readonly writers?: number;
  /** our clock, to compare with the store's */
  readonly now?: () => Date;
}

export interface ProbeReport {
  /** the store's clock minus ours in ms (S3 gives whole seconds); callers warn above 10 000 either way */
  readonly skewMs: number;
}

/**
 * Proves that the configured place creates objects exactly once, before anything rests on it: concurrent writers race for a key
 * under `state/probe/`, exactly one may be told `created`, a later one is told `exists`, and the winner's bytes are there.
 * Stores that accept the condition and do not obey it (versioned buckets on some) are found here.
 *
 * @throws AppError `landing_not_exclusive`; `landing_unavailable` (retryable), `landing_denied` as the store
 */
export async function probeLandingStore(store: LandingStore, options: ProbeOptions = {}): Promise<ProbeReport> {
  const writers = Math.max(WRITERS, options.writers ?? WRITERS);
  const skewMs = await clockSkewMs(store, options.now ?? (() => new Date()));
  let undecided = 0;
  for (let round = 0; round < ROUNDS; ) {
    if (await isDecided(store, writers)) round += 1;
    else undecided += 1;
    if (undecided > UNDECIDED_ROUNDS) {
      throw new AppError(
        'landing_unavailable',
        `no writer learned that it won, ${undecided} times: ${store.description}`,
        {
          hint: 'the landing store loses answers: check it and the network to it',
          retryable: true,
        },
      );
    }
  }
  return { skewMs };
}

/** One race. False when the winner's answer was lost, so that nobody knows that they won; then it proves nothing. */
async function isDecided(store: LandingStore, writers: number): Promise<boolean> {
  const id = randomUUID();
  const key = `state/probe/${id}.json`;
  const bodies = Array.from({ length: writers }, (_, writer) =>
    Buffer.from(JSON.stringify({ v: 1, probe: id, writer })),
  );
  try {
    const results = await Promise.allSettled(bodies.map((body) => store.create(key, body)));
    const winners = bodies.filter((_, index) => isCreated(results[index]));
    const [winner] = winners;
    if (winners.length > 1)
      throw notExclusive(store, `${winners.length} of ${writers} writers created the same object`);
    for (const result of results) if (result.status === 'rejected') throw result.reason;
    if (winner === undefined) return false;
    if ((await store.create(key, Buffer.from('{"v":1,"late":true}'))) !== 'exists') {
      throw notExclusive(store, 'a later writer replaced an object');
    }
    const stored = await store.read(key);
    if (stored === undefined) throw notExclusive(store, 'an object that was just created is not there');
    if (!winner.equals(stored)) throw notExclusive(store, "an object does not hold its winner's bytes");
    return true;
  } finally {
    // A receiver without the right to delete is a good receiver: its probe objects stay.
    await store.remove(key).catch(() => undefined);
  }
}

function isCreated(result: PromiseSettledResult<'created' | 'exists'> | undefined): boolean {
  return result?.status === 'fulfilled' && result.value === 'created';
}

function notExclusive(store: LandingStore, why: string): AppError {
  return new AppError('landing_not_exclusive', `${store.description} does not create objects exactly once: ${why}`, {
    hint: 'use a folder with hard links, or a bucket that obeys If-None-Match on PUT (some do not once versioning is on)',
  });
}
