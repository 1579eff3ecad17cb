import { expect, test } from 'vitest';
import { Readiness } from '../../receiver/readiness.ts';

test('the last write decides', () => {
  const readiness = new Readiness({ recheck: () => new Promise(() => undefined) });
  expect(readiness.state()).toBe('ready');
  readiness.failed();
  expect(readiness.state()).toBe('landing_unavailable');
  readiness.landed();
  expect(readiness.state()).toBe('ready');
});

test('once failed, being asked makes it look again, one look at a time', async () => {
  const looks: PromiseWithResolvers<void>[] = [];
  const recheck = (): Promise<void> => {
    const look = Promise.withResolvers<void>();
    looks.push(look);
    return look.promise;
  };
  const readiness = new Readiness({ recheck, recheckEveryMs: 0 });
  readiness.failed();
  readiness.state();
  readiness.state();
  expect(looks).toHaveLength(1);
  looks[0]!.reject(new Error('still away'));
  await expect(looks[0]!.promise).rejects.toThrow('still away');
  await Promise.resolve();
  expect(readiness.state()).toBe('landing_unavailable');
  expect(looks).toHaveLength(2);
  looks[1]!.resolve();
  await looks[1]!.promise;
  await Promise.resolve();
  expect(readiness.state()).toBe('ready');
});

test('looks are spaced', () => {
  let looks = 0;
  const readiness = new Readiness({ recheck: () => Promise.resolve(void (looks += 1)), recheckEveryMs: 60_000 });
  readiness.failed();
  for (let turn = 0; turn < 5; turn += 1) readiness.state();
  expect(looks).toBe(1);
});

test('draining comes before all', () => {
  const readiness = new Readiness({ recheck: () => Promise.resolve() });
  readiness.drain();
  readiness.landed();
  expect([readiness.state(), readiness.draining]).toEqual(['draining', true]);
});
