import { describe, expect, test } from 'vitest';
import { AppError } from '../../receiver/errors.ts';
import { type MemoryStore, memoryStore } from '../support/memory-store.ts';
import { freshTest, startTestReceiver, zohoTest } from '../support/receiver.ts';

const MINUTE_MS = 60_000;
const LANDED = Date.parse('2026-06-09T13:50:10.000Z');

/** A landing zone whose clock says ten seconds past 13:50 now, and goes on from there. */
function storeAt(): MemoryStore {
  const store = memoryStore();
  const aheadMs = LANDED - Date.now();
  store.clock = () => new Date(Date.now() + aheadMs);
  return store;
}

function receiverOff(store: MemoryStore, offMs: number) {
  return startTestReceiver({ store, clock: () => new Date(store.clock().getTime() + offMs) });
}

describe('a receiver whose clock is off', () => {
  test.each([
    ['2 minutes slow', -2 * MINUTE_MS],
    ['2 minutes fast', 2 * MINUTE_MS],
    ['a year slow', -365 * 24 * 60 * MINUTE_MS],
  ])('%s: names windows and receipts by the store', async (_name, offMs) => {
    const receiver = await receiverOff(storeAt(), offMs);
    expect((await receiver.post(freshTest())).status).toBe(202);
    const [envelope] = receiver.envelopes();
    expect(envelope!.window_end).toBe('2026-06-09T13:51:00.000Z');
    expect(Math.abs(Date.parse(envelope!.received_at) - LANDED)).toBeLessThan(20_000);
    expect(receiver.lines.find(({ msg }) => String(msg).startsWith('CLOCK SKEW'))).toMatchObject({ level: 'warn' });
  });

  test('a slow and a fast one call the same delivery the same', async () => {
    const store = storeAt();
    const slow = await receiverOff(store, -2 * MINUTE_MS);
    const fast = await receiverOff(store, 2 * MINUTE_MS);
    expect((await slow.post(freshTest())).status).toBe(202);
    expect((await fast.post(freshTest())).status).toBe(200);
    expect(slow.envelopes()).toHaveLength(1);
  });

  test('a slow one answers no duplicate for a window that is over', async () => {
    const store = storeAt();
    const slow = await receiverOff(store, -2 * MINUTE_MS);
    expect((await slow.post(freshTest())).status).toBe(202);
    const nextMinute = store.clock;
    store.clock = () => new Date(nextMinute().getTime() + MINUTE_MS);
    expect((await slow.post(freshTest())).status).toBe(202);
    expect(slow.envelopes().map(({ window_end: end }) => end)).toEqual([
      '2026-06-09T13:51:00.000Z',
      '2026-06-09T13:52:00.000Z',
    ]);
  });

  test('an arrival is told by the store, for its late pointer too', async () => {
    const store = storeAt();
    const receiver = await receiverOff(store, -2 * 60 * MINUTE_MS);
    // modified at 13:46:21, four minutes before the store's time and hours after this machine's: not late
    expect((await receiver.post(zohoTest())).status).toBe(202);
    expect([...store.objects.keys()].filter((key) => key.startsWith('late/'))).toEqual([]);
  });
});

describe('the clock of the store', () => {
  test('is asked again and again, until the receiver stops', async () => {
    const store = storeAt();
    const asked = new EventTarget();
    const now = () => Promise.resolve(store.clock());
    let count = 0;
    store.now = () => {
      count += 1;
      asked.dispatchEvent(new Event('asked'));
      return now();
    };
    const receiver = await startTestReceiver({ store, limits: { clockEveryMs: 5 } });
    for (let turn = 0; turn < 3; turn += 1) {
      await new Promise((resolve) => asked.addEventListener('asked', resolve, { once: true }));
    }
    await receiver.stop();
    const after = count;
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(count).toBe(after);
  });

  test('that cannot be asked later is told, and does not stop deliveries', async () => {
    const store = storeAt();
    const failed = Promise.withResolvers<void>();
    const now = () => Promise.resolve(store.clock());
    let fails = false;
    store.now = () => {
      if (!fails) return now();
      failed.resolve();
      return Promise.reject(new AppError('landing_unavailable', 'away', { hint: 'x', retryable: true }));
    };
    const receiver = await startTestReceiver({ store, limits: { clockEveryMs: 5 } });
    fails = true;
    await failed.promise;
    expect((await receiver.post(freshTest())).status).toBe(202);
    expect(receiver.lines.find(({ msg }) => String(msg).includes('could not be read'))).toMatchObject({
      code: 'landing_unavailable',
    });
  });
});
