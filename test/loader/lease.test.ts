import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { acquireLease, currentHolder, isProcessAlive, type Lease, type LeaseOptions } from '../../loader/lease.ts';
import { AppError } from '../../receiver/errors.ts';
import { NOON } from '../support/loader-context.ts';
import { type MemoryStore, memoryStore } from '../support/memory-store.ts';

const owner = (id: string, host = 'here', pid = 7) => ({ host, pid, id });
const options = (id: string, overrides: Partial<LeaseOptions> = {}): LeaseOptions => ({
  owner: owner(id),
  leaseSeconds: 60,
  clock: () => new Date(),
  isAlive: () => true,
  ...overrides,
});

async function take(store: MemoryStore, id: string, overrides: Partial<LeaseOptions> = {}): Promise<Lease> {
  const answer = await acquireLease(store, options(id, overrides));
  if (answer.kind !== 'acquired') throw new Error(`held by ${answer.by.id}`);
  return answer.lease;
}
const generations = (store: MemoryStore): number[] =>
  [...store.objects.keys()].filter((key) => key.startsWith('state/lease/')).map((key) => Number(key.slice(12, 24)));

beforeEach(() => {
  vi.useFakeTimers({ now: NOON });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('one loader at a time', () => {
  test('the second one is told who holds it and until when', async () => {
    const store = memoryStore();
    await take(store, 'a');
    const expiresAt = new Date(NOON.getTime() + 60_000);
    expect(await acquireLease(store, options('b'))).toEqual({ kind: 'held', by: owner('a'), expiresAt });
    expect(await currentHolder(store, options('b'))).toEqual({ by: owner('a'), expiresAt });
  });

  test('a released lease is free at once', async () => {
    const store = memoryStore();
    await (await take(store, 'a')).release();
    expect(await currentHolder(store, options('b'))).toBeUndefined();
    (await take(store, 'b')).assertHeld();
  });

  test('of many that try at once one wins', async () => {
    const store = memoryStore();
    const answers = await Promise.all(Array.from({ length: 16 }, (_, n) => acquireLease(store, options(`${n}`))));
    expect(answers.filter((answer) => answer.kind === 'acquired')).toHaveLength(1);
  });

  test.each([
    ['has run out', owner('a', 'elsewhere'), 61_000, true, 'acquired'],
    ['has not run out', owner('a', 'elsewhere'), 59_000, false, 'held'],
    ['belongs to a dead process of this host', owner('a'), 0, false, 'acquired'],
    ['belongs to a living process of this host', owner('a'), 0, true, 'held'],
    ['belongs to another host, whose processes we cannot see', owner('a', 'elsewhere'), 0, false, 'held'],
  ])('a lease that %s: %s', async (_, by, elapsedMs, alive, expected) => {
    const store = memoryStore();
    await acquireLease(store, options('a', { owner: by }));
    // The owner's timers are not run: it died.
    vi.setSystemTime(NOON.getTime() + elapsedMs);
    expect((await acquireLease(store, options('b', { isAlive: () => alive }))).kind).toBe(expected);
  });

  test('a generation of another release is refused', async () => {
    const store = memoryStore();
    await take(store, 'a');
    const [[key = '', bytes] = []] = store.objects;
    store.objects.set(key, Buffer.from(String(bytes).replace('"v":1,"owner"', '"v":2,"owner"')));
    await expect(acquireLease(store, options('b'))).rejects.toMatchObject({ code: 'state_invalid' });
  });
});

describe('what the one before left', () => {
  const before = async (store: MemoryStore, overrides: Partial<LeaseOptions> = {}) => {
    const answer = await acquireLease(store, options('b', overrides));
    return answer.kind === 'acquired' ? answer.before : answer.kind;
  };

  test('is nothing at first, and then what it gave', async () => {
    const store = memoryStore();
    expect(await before(store)).toEqual({ kind: 'nobody' });
    await (await take(store, 'a', { isAlive: () => false })).release({ some: ['thing'] });
    expect(await before(store)).toEqual({ kind: 'released', at: NOON, left: { some: ['thing'] } });
  });

  test.each([
    ['a dead process of this host', 5_000, NOON.getTime() + 5_000],
    ['one whose lease ran out', 90_000, NOON.getTime() + 60_000],
  ])('is unknown of %s, but not when it ended', async (_, elapsedMs, at) => {
    const store = memoryStore();
    await take(store, 'a');
    vi.setSystemTime(NOON.getTime() + elapsedMs);
    expect(await before(store, { isAlive: () => false })).toEqual({ kind: 'died', at: new Date(at) });
  });
});

describe('a held lease', () => {
  test('is renewed at a third of its time and old generations are pruned', async () => {
    const store = memoryStore();
    const lease = await take(store, 'a');
    await vi.advanceTimersByTimeAsync(600_000);
    lease.assertHeld();
    expect(Math.max(...generations(store))).toBe(31);
    expect(generations(store).length).toBeLessThanOrEqual(5);
    expect((await acquireLease(store, options('b'))).kind).toBe('held');
  });

  test('is not renewed after its release', async () => {
    const store = memoryStore();
    const lease = await take(store, 'a');
    await lease.release();
    await lease.release();
    await vi.advanceTimersByTimeAsync(600_000);
    expect(generations(store)).toEqual([1, 2]);
  });

  test('that another took over is lost, and its release leaves the new one alone', async () => {
    const store = memoryStore();
    const stalled = await take(store, 'a');
    const fresh = await take(store, 'b', { isAlive: () => false });
    await vi.advanceTimersByTimeAsync(20_000);
    expect(() => stalled.assertHeld()).toThrow(expect.objectContaining({ code: 'lease_lost', retryable: true }));
    await stalled.release();
    fresh.assertHeld();
    expect((await acquireLease(store, options('c'))).kind).toBe('held');
  });

  test('survives a landing zone that is away for a moment', async () => {
    const store = memoryStore();
    const lease = await take(store, 'a');
    store.beforeCreate = () => {
      throw new AppError('landing_unavailable', 'away', { hint: 'wait', retryable: true });
    };
    await vi.advanceTimersByTimeAsync(30_000);
    lease.assertHeld();
    store.beforeCreate = undefined;
    await vi.advanceTimersByTimeAsync(60_000);
    lease.assertHeld();
  });

  test('is lost when it cannot be renewed in time', async () => {
    const store = memoryStore();
    const lease = await take(store, 'a');
    store.beforeCreate = () => {
      throw new AppError('landing_unavailable', 'away', { hint: 'wait', retryable: true });
    };
    await vi.advanceTimersByTimeAsync(60_000);
    expect(() => lease.assertHeld()).toThrow(/ran out at 2026-11-20T12:01:00.000Z/);
  });
});

test('a process lives or not', () => {
  expect(isProcessAlive(process.pid)).toBe(true);
  expect(isProcessAlive(2 ** 22 + 1)).toBe(false);
});
