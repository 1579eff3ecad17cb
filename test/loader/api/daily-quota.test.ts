import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reservedShare } from '../../../loader/api/daily-quota.ts';
import { type Answer, type ApiStub, BEGIN, bench, startApiStub } from './support.ts';

const READ = { path: '/invoices/1' };
const HOUR_MS = 3_600_000;

/** Zoho Books as it counts the day: each request costs one. */
function counting(left: number, limit = 1000, resetSeconds = 3600): Answer {
  let remaining = left;
  return (_, response) => {
    remaining -= 1;
    response.writeHead(200, {
      'content-type': 'application/json',
      'x-rate-limit-limit': limit,
      'x-rate-limit-remaining': remaining,
      'x-rate-limit-reset': resetSeconds,
    });
    response.end('{"code":0}');
  };
}

let stub: ApiStub;
beforeEach(async () => {
  stub = await startApiStub();
});
afterEach(() => stub.close());

describe('the daily quota', () => {
  test('is what the provider told last; the reset is the seconds that are left', async () => {
    const { client } = bench(stub.url);
    expect(client.quota()).toBeUndefined();
    stub.otherwise = counting(777);
    await client.send(READ);
    expect(client.quota()).toStrictEqual({
      limit: 1000,
      remaining: 776,
      resetsAt: new Date(BEGIN.getTime() + HOUR_MS),
      seenAt: BEGIN,
    });
  });

  test.each([
    { 'x-rate-limit-limit': 'x', 'x-rate-limit-remaining': '5', 'x-rate-limit-reset': '5' },
    { 'x-rate-limit-limit': '0', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '5' },
    { 'x-rate-limit-limit': '1000', 'x-rate-limit-reset': '5' },
    { 'x-rate-limit-limit': '1000', 'x-rate-limit-remaining': '-1', 'x-rate-limit-reset': '5' },
    { 'x-rate-limit-limit': '1000', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '1780000000' },
  ])('is not learnt from %j', async (headers) => {
    stub.otherwise = { headers, body: { code: 0 } };
    const { client } = bench(stub.url);
    await client.send(READ);
    expect(client.quota()).toBeUndefined();
  });

  test('its last share is not spent, however many ask at once', async () => {
    stub.otherwise = counting(130);
    const { client, slept } = bench(stub.url, { quotaReserve: 0.1 });
    const all = await Promise.allSettled(
      Array.from({ length: 60 }, (_, id) => client.send({ path: `/invoices/${id}` })),
    );
    expect(stub.requests.length).toBeGreaterThan(20);
    expect(client.quota()?.remaining).toBeGreaterThanOrEqual(100);
    const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    expect(refused).toHaveLength(60 - stub.requests.length);
    expect(refused.at(-1)).toMatchObject({
      code: 'api_quota_reserved',
      retryable: true,
      context: { scope: 'connection', resets_at: '2026-06-09T13:00:00.000Z' },
    });
    expect(slept).toStrictEqual([]);
  });

  test('bulk leaves as much again, so that others still have their requests', async () => {
    stub.otherwise = counting(205);
    const { client } = bench(stub.url, { quotaReserve: 0.1 });
    const bulk = { ...READ, isBulk: true };
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => client.send(bulk)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect(client.quota()?.remaining).toBe(200);
    await expect(client.send(bulk)).rejects.toMatchObject({ code: 'api_quota_reserved', retryable: true });
    await expect(client.send(READ)).resolves.toMatchObject({ kind: 'answer' });
  });

  test.each([
    [0, 0, 0],
    [0.1, 0.1, 0.2],
    [0.25, 0.25, 0.5],
    [0.5, 0.5, 0.75],
    [0.9, 0.9, 0.95],
  ])('of a reserve of %d others keep %d and bulk keeps %d: never all', (reserve, others, bulk) => {
    expect(reservedShare({ reserve, isBulk: false })).toBeCloseTo(others, 9);
    expect(reservedShare({ reserve, isBulk: true })).toBeCloseTo(bulk, 9);
  });

  test('is spent to the end without a reserve, and renewed when its day is over', async () => {
    stub.otherwise = counting(3);
    const bed = bench(stub.url);
    for (let i = 0; i < 3; i += 1) await bed.client.send(READ);
    await expect(bed.client.send(READ)).rejects.toMatchObject({ code: 'api_quota_exhausted', retryable: true });
    expect(stub.requests).toHaveLength(3);
    bed.now = new Date(BEGIN.getTime() + HOUR_MS);
    await expect(bed.client.send(READ)).resolves.toMatchObject({ kind: 'answer' });
  });

  test('what an earlier process heard counts, so that not even one request is spent to learn it', async () => {
    const lastQuota = { limit: 1000, remaining: 100, resetsAt: new Date(BEGIN.getTime() + HOUR_MS), seenAt: BEGIN };
    const bed = bench(stub.url, { quotaReserve: 0.1, lastQuota });
    await expect(bed.client.send(READ)).rejects.toMatchObject({ code: 'api_quota_reserved' });
    expect(stub.requests).toHaveLength(0);
    expect(bed.client.quota()).toBe(lastQuota);
    bed.now = lastQuota.resetsAt;
    await expect(bed.client.send(READ)).resolves.toMatchObject({ kind: 'answer' });
  });

  test('a reserve of nearly all leaves the rest', async () => {
    stub.otherwise = counting(1000);
    const { client } = bench(stub.url, { quotaReserve: 0.998 });
    await client.send(READ);
    await expect(client.send(READ)).resolves.toMatchObject({ kind: 'answer' });
    await expect(client.send(READ)).rejects.toMatchObject({ code: 'api_quota_reserved' });
  });
});

describe('code 45', () => {
  test.each([429, 200])('under %i ends fetching at once, until the day is over', async (status) => {
    stub.otherwise = {
      status,
      body: {
        code: 45,
        message: 'The API call for this organization has exceeded the maximum call rate limit of 1000.',
      },
      headers: { 'x-rate-limit-limit': '1000', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': '7200' },
    };
    const bed = bench(stub.url);
    await expect(bed.client.send(READ)).rejects.toMatchObject({
      code: 'api_quota_exhausted',
      retryable: true,
      message: expect.stringContaining('maximum call rate limit of 1000') as string,
    });
    await expect(bed.client.send(READ)).rejects.toMatchObject({ code: 'api_quota_exhausted' });
    expect(stub.requests).toHaveLength(1);
    expect(bed.slept).toStrictEqual([]);
    bed.now = new Date(BEGIN.getTime() + 2 * HOUR_MS);
    await expect(bed.client.send(READ)).rejects.toMatchObject({ code: 'api_quota_exhausted' });
    expect(stub.requests).toHaveLength(2);
  });

  test('without a word about the reset is believed for an hour', async () => {
    stub.answers.push({ status: 429, body: { code: 45, message: 'exceeded' } });
    const bed = bench(stub.url);
    await expect(bed.client.send(READ)).rejects.toMatchObject({ code: 'api_quota_exhausted' });
    bed.now = new Date(BEGIN.getTime() + HOUR_MS - 1);
    await expect(bed.client.send(READ)).rejects.toMatchObject({ code: 'api_quota_exhausted' });
    bed.now = new Date(BEGIN.getTime() + HOUR_MS);
    await expect(bed.client.send(READ)).resolves.toMatchObject({ kind: 'answer' });
  });
});
