import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openSourceClient } from '../../../loader/api/open-client.ts';
import { RequestWindow } from '../../../loader/api/request-window.ts';
import { zohoBooksApi } from '../../../loader/sources/zoho-books/api.ts';
import { connection, stubTokens } from './support.ts';
import { VirtualTime } from './virtual-time.ts';

/** The most requests in any 60 s: windows that begin with a request suffice. */
function mostInAMinute(arrivals: readonly number[]): number {
  const sorted = [...arrivals].sort((a, b) => a - b);
  let most = 0;
  let from = 0;
  for (const [at, arrival] of sorted.entries()) {
    while (arrival - (sorted[from] ?? 0) > 60_000) from += 1;
    most = Math.max(most, at - from + 1);
  }
  return most;
}

describe('never more than 100 requests arrive in any 60 s', () => {
  const shape = fc.record({
    pauses: fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 150, maxLength: 300 }),
    // how long until it arrives, and then until it is answered
    travel: fc.array(fc.tuple(fc.integer({ min: 0, max: 4_000 }), fc.integer({ min: 0, max: 2_000 })), {
      minLength: 1,
    }),
    // 1 in so many is answered 503, and so sent again
    failEach: fc.integer({ min: 3, max: 40 }),
    isBurst: fc.boolean(),
  });

  test('whenever they are asked for, however long they take, repetitions included', async () => {
    let busiest = 0;
    await fc.assert(
      fc.asyncProperty(shape, async ({ pauses, travel, failEach, isBurst }) => {
        const time = new VirtualTime();
        const arrivals: number[] = [];
        const answer = async (): Promise<Response> => {
          const nth = arrivals.length;
          const [there, back] = travel[nth % travel.length] ?? [0, 0];
          await time.sleep(there);
          arrivals.push(time.clock().getTime());
          await time.sleep(back);
          return nth % failEach === 1 ? new Response('', { status: 503 }) : new Response('{"code":0}');
        };
        const client = openSourceClient({
          api: zohoBooksApi,
          connection: connection(),
          tokens: stubTokens(),
          clock: time.clock,
          sleep: time.sleep,
          random: () => 0.3,
          fetch: answer,
          quotaReserve: 0,
          signal: new AbortController().signal,
        });
        const ask = async (): Promise<void> => {
          const all: Promise<unknown>[] = [];
          for (const [id, pause] of pauses.entries()) {
            if (!isBurst) await time.sleep(pause);
            all.push(client.send({ path: `/invoices/${id}` }).catch(() => undefined));
          }
          await Promise.all(all);
        };
        await time.run(ask());
        const most = mostInAMinute(arrivals);
        busiest = Math.max(busiest, most);
        expect(arrivals.length).toBeGreaterThan(pauses.length);
        expect(most).toBeLessThanOrEqual(100);
      }),
      { numRuns: 12, seed: 20_260_609 },
    );
    // the limit was reached, so it was the window that held
    expect(busiest).toBeGreaterThan(90);
  });
});

describe('the window', () => {
  const open = (requestsPerMinute: number) => {
    const at = { ms: Date.parse('2026-06-09T12:00:00Z') };
    return { at, window: new RequestWindow({ requestsPerMinute, clock: () => new Date(at.ms) }) };
  };

  test('frees a place 60 s after the end of a request, not after its start', () => {
    const { at, window } = open(2);
    const first = window.begin();
    at.ms += 5_000;
    window.begin()();
    expect(window.waitMs()).toBe(60_001);
    at.ms += 20_000;
    first();
    expect(window.waitMs()).toBe(40_001);
    at.ms += 40_001;
    expect(window.waitMs()).toBe(0);
    window.begin();
    expect(window.waitMs()).toBe(20_000);
  });

  test('a pause holds although there is room, and a shorter one does not end it', () => {
    const { at, window } = open(100);
    window.pause(30_000);
    window.pause(1_000);
    at.ms += 10_000;
    expect(window.waitMs()).toBe(20_000);
    at.ms += 20_000;
    expect(window.waitMs()).toBe(0);
  });

  test('a clock that is set back by an hour does not make it wait for an hour', () => {
    const { at, window } = open(1);
    window.begin()();
    window.pause(5_000);
    at.ms -= 3_600_000;
    expect(window.waitMs()).toBe(5_000);
    at.ms += 5_000;
    expect(window.waitMs()).toBe(55_001);
  });

  test('goes on with what the process before told, and adds what it sent itself since', () => {
    const { at, window: first } = open(3);
    first.begin()();
    const clock = (): Date => new Date(at.ms);
    const second = new RequestWindow({ requestsPerMinute: 3, clock });
    at.ms += 10_000;
    second.hear(first.tell());
    second.begin()();
    expect(second.waitMs()).toBe(0);
    // one outside of any turn
    first.begin()();
    first.hear(second.tell());
    expect(first.waitMs()).toBe(50_001);
    at.ms += 50_001;
    expect(first.waitMs()).toBe(0);
    first.begin()();
    expect(first.waitMs()).toBe(10_000);
  });

  test('hands on its pause and what is under way, but nothing that is over', () => {
    const { at, window } = open(2);
    window.begin()();
    at.ms += 60_001;
    window.begin();
    window.pause(30_000);
    const now = new Date(at.ms);
    expect(window.tell()).toEqual({ endedAt: [now], pausedUntil: new Date(at.ms + 30_000) });
  });

  test('after a process that died waits a minute from its end on', () => {
    const { at, window } = open(100);
    window.assumeFull(new Date(at.ms - 20_000));
    expect(window.waitMs()).toBe(40_001);
    at.ms += 40_001;
    expect(window.waitMs()).toBe(0);
  });

  test('does not wait for what a clock says that was ahead', () => {
    const { at, window } = open(1);
    window.hear({ endedAt: [new Date(at.ms + 3_600_000)], pausedUntil: undefined });
    expect(window.waitMs()).toBe(60_001);
  });
});
