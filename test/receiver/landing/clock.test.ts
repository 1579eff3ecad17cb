import { expect, onTestFinished, test, vi } from 'vitest';
import { followStoreClock, type StoreClock, type StoreClockOptions } from '../../../receiver/landing/clock.ts';

const START = Date.parse('2026-06-09T13:50:00.000Z');

/** A machine and a store, each with its own idea of the time; `passMs` lets time go by for both. */
function world(offMs: number) {
  let realMs = START;
  let offsetMs = offMs;
  let calls = 0;
  let answer: () => Promise<Date> = () => Promise.resolve(new Date(realMs));
  return {
    passMs: (ms: number) => void (realMs += ms),
    setClock: (ms: number) => void (offsetMs = ms),
    answerWith: (next: () => Promise<Date>) => void (answer = next),
    calls: () => calls,
    real: () => new Date(realMs),
    options: {
      store: {
        now: () => {
          calls += 1;
          return answer();
        },
      },
      clock: () => new Date(realMs + offsetMs),
      monotonicMs: () => realMs - START,
    } satisfies StoreClockOptions,
  };
}

async function follow(options: StoreClockOptions): Promise<StoreClock> {
  const clock = await followStoreClock(options);
  onTestFinished(clock.stop);
  return clock;
}

test.each([
  [-120_000, 0],
  [120_000, 0],
  [-2_001, 0],
  [2_000, 2_000],
  [-1_999, -1_999],
  [0, 0],
])('a clock %i ms off the store reads %i ms off', async (offMs, leftMs) => {
  const { options, real, passMs } = world(offMs);
  const clock = await follow(options);
  expect(clock.skewMs()).toBe(offMs === 0 ? 0 : -offMs);
  passMs(60_000);
  expect(clock.now().getTime() - real().getTime()).toBe(leftMs);
});

test.each([
  [10_000, []],
  [10_001, [-10_001]],
  [-120_000, [120_000]],
])('%i ms off is told as %j', async (offMs, told) => {
  const seen: number[] = [];
  await follow({ ...world(offMs).options, onSkew: (skewMs) => void seen.push(skewMs) });
  expect(seen).toEqual(told);
});

test('measures again by the timer, and tells again', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const { options, passMs, setClock, real } = world(0);
  const seen: number[] = [];
  const clock = await follow({ ...options, everyMs: 300_000, onSkew: (skewMs) => void seen.push(skewMs) });
  setClock(-60_000);
  passMs(300_000);
  await vi.advanceTimersByTimeAsync(300_000);
  expect(seen).toEqual([60_000]);
  expect(clock.now()).toEqual(real());
  clock.stop();
  await vi.advanceTimersByTimeAsync(3_000_000);
  expect(seen).toEqual([60_000]);
});

test('a measurement that fails leaves the last one in use; the first is thrown', async () => {
  const { options, answerWith, real } = world(-120_000);
  const clock = await follow(options);
  answerWith(() => Promise.reject(new Error('away')));
  await expect(clock.refresh()).rejects.toThrow('away');
  expect(clock.now()).toEqual(real());
  await expect(followStoreClock(options)).rejects.toThrow('away');
});

test.each([
  ['set right after it was slow', -120_000, 0],
  ['set right after it was fast', 120_000, 0],
  ['set wrong', 0, -120_000],
])('a clock that is %s never stamps too early, and is measured at once', async (_name, before, after) => {
  const { options, setClock, passMs, real, calls } = world(before);
  const clock = await follow(options);
  setClock(after);
  passMs(5_000);
  // Too late is harmless: such a window is only read later.
  expect(clock.now().getTime()).toBeGreaterThanOrEqual(real().getTime());
  expect(calls()).toBe(2);
  await clock.refresh();
  expect(clock.now()).toEqual(real());
});

test('after a sleep, in which only the wall clock went on, the time is that of the wall', async () => {
  const { options, real } = world(0);
  let sleptMs = 0;
  const clock = await follow({ ...options, monotonicMs: () => 0, clock: () => new Date(real().getTime() + sleptMs) });
  sleptMs = 3_600_000;
  expect(clock.now().getTime()).toBe(START + 3_600_000);
});

test('of slow measurements the quickest counts', async () => {
  const { options, answerWith, passMs, real } = world(0);
  const tookMs = [9_000, 4_000, 8_000];
  answerWith(() => {
    // the store reads its clock first, then its answer takes its time
    const at = real();
    passMs(tookMs.shift() ?? 0);
    return Promise.resolve(at);
  });
  const clock = await follow(options);
  expect(clock.skewMs()).toBe(-2_000);
  expect(tookMs).toEqual([]);
});
