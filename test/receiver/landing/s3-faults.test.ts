import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openS3Store } from '../../../receiver/landing/s3.ts';
import { type RetryClock, systemClock } from '../../../receiver/landing/s3-retry.ts';
import type { LandingStore } from '../../../receiver/landing/store.ts';
import { stubConfig, useStubCredentials } from '../../support/landing-places.ts';
import { type S3Stub, type StubFault, startS3Stub } from '../../support/s3-stub.ts';

let stub: S3Stub;
let store: LandingStore;
/** waits the retry loop asked for, in ms; they are not waited */
let waits: number[];

beforeEach(async () => {
  useStubCredentials();
  stub = await startS3Stub();
  waits = [];
  store = openS3Store(stubConfig(stub), { clock: impatient(), readAttemptMs: 150 });
});
afterEach(async () => {
  await store.close();
  await stub.close();
});

function impatient(): RetryClock {
  let skippedMs = 0;
  return {
    now: () => systemClock.now() + skippedMs,
    sleep: async (ms) => {
      waits.push(ms);
      skippedMs += ms;
    },
    random: () => 0.5,
  };
}

const KEY = 'raw/a.json';
const FULL = `some/prefix/${KEY}`;
const bytes = Buffer.from('{"v":1}');
const status = (code: number, name: string, retryAfter?: string): StubFault => ({
  kind: 'status',
  status: code,
  code: name,
  ...(retryAfter === undefined ? {} : { retryAfter }),
});
const puts = () => stub.requests.filter(({ method }) => method === 'PUT').length;

describe('create against a store in trouble', () => {
  const passing: [string, StubFault[]][] = [
    ['500', [status(500, 'InternalError')]],
    ['503 SlowDown, three times', Array(3).fill(status(503, 'SlowDown'))],
    ['429', [status(429, 'TooManyRequests')]],
    ['400 RequestTimeout', [status(400, 'RequestTimeout')]],
    ['a reset before anything was stored', [{ kind: 'reset' }]],
    ['409, which is never an acknowledgement', [status(409, 'ConditionalRequestConflict')]],
    [
      '409, 500, 503 and a reset',
      [status(409, 'OperationAborted'), status(500, 'x'), status(503, 'y'), { kind: 'reset' }],
    ],
  ];
  it.each(passing)('creates after %s', async (_, faults) => {
    stub.script('PUT', ...faults);
    expect(await store.create(KEY, bytes)).toBe('created');
    expect(puts()).toBe(faults.length + 1);
    expect(stub.objects.get(FULL)).toEqual(bytes);
    expect(waits).toHaveLength(faults.length);
  });

  it('finds its own object after a lost answer, and never writes twice', async () => {
    stub.script('PUT', { kind: 'drop' });
    expect(await store.create(KEY, bytes)).toBe('exists');
    expect(stub.objects.get(FULL)).toEqual(bytes);
  });

  it('gives up an attempt that hangs and tries again', async () => {
    stub.script('PUT', { kind: 'hang' });
    expect(await store.create(KEY, bytes, { budgetMs: 5_000 })).toBe('created');
    expect(puts()).toBe(2);
  });

  it('waits for a slow answer longer than for a fast one', async () => {
    stub.script('PUT', { kind: 'delay', ms: 1_200 }, { kind: 'delay', ms: 1_200 });
    // The first attempt is cut after a second; the second may take two.
    expect(await store.create(KEY, bytes, { budgetMs: 6_000 })).toMatch(/^(created|exists)$/);
    expect(puts()).toBe(2);
  });

  it.each([
    ['503', status(503, 'SlowDown')],
    ['409', status(409, 'ConditionalRequestConflict')],
    ['reset', { kind: 'reset' } satisfies StubFault],
  ])('says unavailable when %s outlasts the budget', async (_, fault) => {
    stub.faultFor = () => fault;
    await expect(store.create(KEY, bytes, { budgetMs: 2_000 })).rejects.toMatchObject({
      code: 'landing_unavailable',
      retryable: true,
    });
    expect(puts()).toBeGreaterThan(4);
    expect(stub.objects.size).toBe(0);
    stub.faultFor = () => undefined;
    expect(await store.create(KEY, bytes)).toBe('created');
  });

  it('says unavailable when nobody listens', async () => {
    await stub.close();
    await expect(store.create(KEY, bytes, { budgetMs: 300 })).rejects.toMatchObject({
      code: 'landing_unavailable',
      retryable: true,
    });
  });

  it.each([
    [403, 'AccessDenied', /credentials/],
    [400, 'InvalidRequest', /region/],
    [501, 'NotImplemented', /If-None-Match/],
    [404, 'NoSuchBucket', /bucket/],
    [301, 'PermanentRedirect', /region/],
  ])('takes %i %s for a refusal, at once', async (code, name, hint) => {
    stub.script('PUT', status(code, name));
    const refused = store.create(KEY, bytes);
    await expect(refused).rejects.toMatchObject({ code: 'landing_denied', retryable: false });
    await expect(refused).rejects.toHaveProperty('hint', expect.stringMatching(hint));
    expect(puts()).toBe(1);
  });

  it('names the bucket that is not there', async () => {
    const other = openS3Store({ ...stubConfig(stub), bucket: 'missing-bucket' });
    const refused = { code: 'landing_denied', message: expect.stringContaining('s3://missing-bucket/some/prefix') };
    await expect(other.create(KEY, bytes)).rejects.toMatchObject(refused);
    await expect(other.read(KEY)).rejects.toMatchObject(refused);
    await expect(other.folders('raw/')).rejects.toMatchObject({ code: 'landing_denied' });
    await other.close();
  });

  it('says what a bucket name cannot be', async () => {
    const other = openS3Store({ ...stubConfig(stub), bucket: 'arn:nonsense' });
    await expect(other.create(KEY, bytes)).rejects.toMatchObject({ code: 'landing_denied' });
    await other.close();
  });
});

describe('waiting', () => {
  it('doubles from 25 ms, half of it jitter', async () => {
    stub.script('PUT', ...Array<StubFault>(6).fill(status(503, 'SlowDown')));
    await store.create(KEY, bytes);
    // random() is 0.5: three quarters of 25, 50, 100, ...
    expect(waits).toEqual([18.75, 37.5, 75, 150, 300, 600]);
  });

  it('honours Retry-After, in seconds and as a date', async () => {
    const inThirty = new Date(Date.now() + 30_000).toUTCString();
    stub.script(
      'PUT',
      status(503, 'SlowDown', '3'),
      status(503, 'SlowDown', inThirty),
      status(503, 'SlowDown', 'soon'),
    );
    await store.create(KEY, bytes, { budgetMs: 600_000 });
    expect(waits[0]).toBe(3_000);
    expect(waits[1]).toBeGreaterThan(15_000);
    expect(waits[1]).toBeLessThan(30_500);
    expect(waits[2]).toBe(75);
  });

  it('gives up at once when it is asked to wait past the budget', async () => {
    stub.script('PUT', status(503, 'SlowDown', '60'));
    await expect(store.create(KEY, bytes, { budgetMs: 4_000 })).rejects.toMatchObject({ code: 'landing_unavailable' });
    expect(waits).toEqual([]);
    expect(puts()).toBe(1);
  });
});

describe('requests', () => {
  it('are conditional, carry MD5, no SDK checksum, and are sent once', async () => {
    await store.create(KEY, bytes);
    const [request] = stub.requests;
    expect(request?.headers).toMatchObject({
      'if-none-match': '*',
      'content-md5': expect.stringMatching(/==$/),
      'content-type': 'application/json',
    });
    const names = Object.keys(request?.headers ?? {});
    expect(names.filter((name) => /checksum|trailer|expect|content-encoding/.test(name))).toEqual([]);
    expect(stub.requests).toHaveLength(1);
  });

  it('keep the prefix within 1024 bytes', async () => {
    const key = `raw/${'a'.repeat(255)}/${'b'.repeat(255)}/${'c'.repeat(255)}/${'d'.repeat(245)}`;
    await expect(store.create(key, bytes)).rejects.toMatchObject({ code: 'landing_key_invalid' });
    expect(stub.requests).toEqual([]);
  });
});

describe('reading and listing against a store in trouble', () => {
  const faults: [string, StubFault][] = [
    ['503', status(503, 'SlowDown')],
    ['a reset', { kind: 'reset' }],
    ['a body cut in half', { kind: 'cut' }],
    ['a body that stalls', { kind: 'stall' }],
    ['silence', { kind: 'hang' }],
  ];
  it.each(faults)('gives the whole after %s', async (_, fault) => {
    await store.create(KEY, Buffer.alloc(100_000, 7));
    stub.script('GET', fault);
    expect((await store.read(KEY))?.byteLength).toBe(100_000);
    stub.script('GET', fault);
    expect(await store.folders('')).toEqual(['raw/']);
    stub.pageSize = 1;
    for (const name of ['b', 'c', 'd']) await store.create(`raw/${name}.json`, bytes);
    stub.script('GET', { kind: 'delay', ms: 0 }, fault, { kind: 'delay', ms: 0 }, fault);
    const keys: string[] = [];
    for await (const { key } of store.list('raw/')) keys.push(key);
    expect(keys).toEqual(['raw/a.json', 'raw/b.json', 'raw/c.json', 'raw/d.json']);
  });

  it('does not mistake a refusal for an absent object', async () => {
    stub.script('GET', status(403, 'AccessDenied'));
    await expect(store.read(KEY)).rejects.toMatchObject({ code: 'landing_denied' });
    stub.script('DELETE', status(403, 'AccessDenied'));
    await expect(store.remove('state/lease/1.json')).rejects.toMatchObject({ code: 'landing_denied' });
  });

  it('does not list what no store created', async () => {
    for (const name of ['raw/', 'raw/a b.json', 'raw/<&>".json', 'raw/.hidden', 'raw//x', 'raw/bad name/x', 'late/']) {
      stub.objects.set(`some/prefix/${name}`, bytes);
    }
    stub.objects.set('some/prefix-other/raw/x.json', bytes);
    await store.create('raw/good.json', bytes);
    const keys: string[] = [];
    for await (const { key } of store.list('')) keys.push(key);
    expect(keys).toEqual(['raw/good.json']);
    expect(await store.folders('')).toEqual(['late/', 'raw/']);
    expect(await store.folders('raw/')).toEqual([]);
  });

  it("gives the store's clock, also from an answer that refuses", async () => {
    stub.clockOffsetMs = 3_600_000;
    for (const fault of [undefined, status(403, 'AccessDenied')]) {
      if (fault !== undefined) stub.script('HEAD', fault);
      const aheadMs = (await store.now()).getTime() - Date.now();
      expect(Math.abs(aheadMs - 3_600_000)).toBeLessThan(30_000);
    }
    stub.clockOffsetMs = undefined;
    await expect(store.now()).rejects.toMatchObject({ code: 'landing_denied' });
  });
});

it('loses, alters and doubles nothing while a fifth of all requests fail', async () => {
  const other = openS3Store(stubConfig(stub), { clock: impatient() });
  const faults: StubFault[] = [
    status(409, 'ConditionalRequestConflict'),
    status(500, 'InternalError'),
    status(503, 'SlowDown'),
    { kind: 'reset' },
    { kind: 'drop' },
    { kind: 'delay', ms: 5 },
  ];
  // A fixed sequence, not a random one: every run sees the same faults.
  stub.faultFor = () =>
    stub.requests.length % 5 === 0 ? faults[(stub.requests.length / 5) % faults.length] : undefined;
  const created = new Map<string, number>();
  const body = (i: number) => Buffer.from(`event ${i} `.repeat(20));
  await Promise.all(
    Array.from({ length: 32 }, async (_, writer) => {
      for (let i = 0; i < 10; i += 1) {
        const event = (writer * 5 + i) % 160;
        const outcome = await (writer % 2 ? store : other).create(`raw/${event}.json`, body(event));
        if (outcome === 'created') created.set(`${event}`, (created.get(`${event}`) ?? 0) + 1);
      }
    }),
  );
  expect(Math.max(...created.values())).toBe(1);
  expect(stub.objects.size).toBe(160);
  for (let i = 0; i < 160; i += 1) expect(stub.objects.get(`some/prefix/raw/${i}.json`)).toEqual(body(i));
  await other.close();
});
