import { describe, expect, test } from 'vitest';
import type { ApiOutcome } from '../../../loader/api/source-client.ts';
import { readQueue } from '../../../loader/fetch/queue-state.ts';
import { AppError } from '../../../receiver/errors.ts';
import { randomFrom } from '../../support/random.ts';
import { answer, type Simulated, simulated } from './simulated.ts';

const START = Date.UTC(2026, 10, 20, 12, 0, 5);
const MINUTE_MS = 60_000;
const SEED = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const after = (world: Simulated, ms: number): void => {
  world.now += ms;
};
const stateOf = (world: Simulated, id: string): unknown => {
  const landed = world
    .answers()
    .filter(({ entity_id }) => entity_id === id)
    .toSorted((a, b) => (a.fetch!.started_at < b.fetch!.started_at ? -1 : 1));
  const body = JSON.parse(landed.at(-1)?.body ?? '{}') as { response?: { result?: { invoice: { state: number } } } };
  return body.response?.result?.invoice.state;
};

describe('hydrate', () => {
  test('reads an object once for all hints of its windows, after they closed', async () => {
    const world = simulated({ start: START });
    world.states.set('7', 1);
    await world.deliver('7');
    await world.deliver('7', 'create');
    expect(await world.run()).toMatchObject({ landed: 0, end: 'done' });
    after(world, 2 * MINUTE_MS);
    expect(await world.run()).toMatchObject({ landed: 1, end: 'done' });
    expect(world.answers()).toHaveLength(1);
    expect(world.answers()[0]?.fetch?.answers).toHaveLength(2);
    expect((await readQueue(world.store, 'acme_fresh'))?.items).toEqual([]);
  });

  test('what is gone lands as an answer', async () => {
    const world = simulated({ start: START });
    await world.deliver('7', 'delete');
    after(world, 2 * MINUTE_MS);
    expect(await world.run()).toMatchObject({ landed: 1, failed: 0 });
    expect(world.answers()[0]?.fetch).toMatchObject({ status: 404 });
  });

  test('one poisonous object never blocks the others and stays queued with its reason', async () => {
    const world = simulated({ start: START });
    for (let id = 1; id <= 50; id += 1) {
      world.states.set(String(id), id);
      await world.deliver(String(id));
    }
    const unavailable = new AppError('api_unavailable', 'HTTP 500', {
      hint: 'wait',
      retryable: true,
      context: { scope: 'request' },
    });
    world.answering = (id, startedAt) => {
      if (id === '3') throw unavailable;
      return answer(id, world.states.get(id), startedAt);
    };
    after(world, 2 * MINUTE_MS);
    expect(await world.run()).toMatchObject({ landed: 49, failed: 1, end: 'done' });
    const queue = await readQueue(world.store, 'acme_fresh');
    expect(queue?.items).toHaveLength(1);
    expect(queue?.items[0]).toMatchObject({
      id: '3',
      attempts: 1,
      problem: { code: 'api_unavailable', message: 'HTTP 500' },
    });
    expect(await world.run()).toMatchObject({ landed: 0, failed: 0, end: 'done' });
    world.answering = (id, startedAt) => answer(id, world.states.get(id), startedAt);
    after(world, 2 * MINUTE_MS);
    expect(await world.run()).toMatchObject({ landed: 1 });
  });

  test('a lasting refusal lands once for each reason, answers nothing, and is tried again later', async () => {
    const world = simulated({ start: START });
    await world.deliver('7');
    world.answering = (id, startedAt): ApiOutcome => ({
      kind: 'refused',
      response: { ...answer(id, 1, startedAt).response, status: 403, body: Buffer.from('{"message":"no"}') },
      problem: { code: 'api_forbidden', message: 'no', hint: 'ask', retryable: false, scope: 'request' },
    });
    for (let round = 0; round < 3; round += 1) {
      after(world, 10 * MINUTE_MS);
      expect(await world.run()).toMatchObject({ landed: 0, failed: 1 });
    }
    expect(world.answers()).toHaveLength(1);
    expect(world.answers()[0]?.fetch?.answers).toEqual([]);
    expect((await readQueue(world.store, 'acme_fresh'))?.items[0]).toMatchObject({ attempts: 3 });
  });

  test('what concerns the connection stops it and counts against no object', async () => {
    const world = simulated({ start: START });
    for (const id of ['1', '2', '3']) await world.deliver(id);
    world.answering = () => {
      throw new AppError('oauth_refused', 'the refresh token was used', {
        hint: 'run "ledgerlake connect acme_fresh"',
      });
    };
    after(world, 2 * MINUTE_MS);
    const result = await world.run();
    expect(result).toMatchObject({ landed: 0, failed: 0, end: 'stopped', error: { code: 'oauth_refused' } });
    const queue = await readQueue(world.store, 'acme_fresh');
    expect(queue?.items.map(({ attempts }) => attempts)).toEqual([0, 0, 0]);
    expect(queue?.problem).toMatchObject({ code: 'oauth_refused', hint: 'run "ledgerlake connect acme_fresh"' });
    world.answering = (id, startedAt) => answer(id, 1, startedAt);
    expect(await world.run()).toMatchObject({ landed: 3, end: 'done' });
    expect((await readQueue(world.store, 'acme_fresh'))?.problem).toBeNull();
  });

  test('an API that is away ends the run early instead of trying every object', async () => {
    const world = simulated({ start: START });
    for (let id = 1; id <= 60; id += 1) await world.deliver(String(id));
    let asked = 0;
    world.answering = () => {
      asked += 1;
      throw new AppError('api_unavailable', 'HTTP 503', {
        hint: 'wait',
        retryable: true,
        context: { scope: 'request' },
      });
    };
    after(world, 2 * MINUTE_MS);
    expect(await world.run()).toMatchObject({ landed: 0, failed: 20, end: 'stopped', error: { retryable: true } });
    expect(asked).toBe(20);
  });

  test('it stops when its time is over and goes on in the next run', async () => {
    const world = simulated({ start: START });
    for (let id = 1; id <= 50; id += 1) {
      world.states.set(String(id), id);
      await world.deliver(String(id));
    }
    after(world, 2 * MINUTE_MS);
    world.answering = (id, startedAt) => {
      after(world, 1000);
      return answer(id, world.states.get(id), startedAt);
    };
    expect(await world.run({ budgetMs: 10_000 })).toMatchObject({ landed: 20, end: 'time' });
    expect(await world.run({ budgetMs: 600_000 })).toMatchObject({ landed: 30, end: 'done' });
  });

  test('a crash after the answer landed and before the queue knew reads again, and loses nothing', async () => {
    const world = simulated({ start: START });
    world.states.set('7', 1);
    await world.deliver('7');
    after(world, 2 * MINUTE_MS);
    await world.run({ budgetMs: 0 });
    world.store.beforeCreate = (key) => {
      if (key.startsWith('state/queue.')) throw new Error('killed');
    };
    await expect(world.run()).rejects.toThrow('killed');
    world.store.beforeCreate = undefined;
    expect(world.answers()).toHaveLength(1);
    expect(await world.run()).toMatchObject({ landed: 1 });
    expect(stateOf(world, '7')).toBe(1);
  });

  test('request starts only rise, also when the clock is set back and several are read in one millisecond', async () => {
    const world = simulated({ start: START });
    const starts: string[] = [];
    for (const backMs of [0, 3 * MINUTE_MS, 0]) {
      for (const id of ['1', '2', '3']) await world.deliver(id);
      after(world, 2 * MINUTE_MS);
      await world.run();
      const known = new Set(starts);
      starts.push(...world.answers().flatMap(({ fetch }) => (known.has(fetch!.started_at) ? [] : [fetch!.started_at])));
      after(world, -backMs);
    }
    expect(starts).toHaveLength(9);
    expect(starts).toEqual(starts.toSorted());
  });
});

describe('whatever the order', () => {
  test.each(Array.from({ length: 40 }, (_, round) => round))(
    `changes, late, doubled and early deliveries end at the provider's state (round %i, SEED=${SEED})`,
    async (round) => {
      const random = randomFrom(SEED + round);
      const world = simulated({ start: START });
      const pending: { at: number; id: string }[] = [];
      let version = 0;
      for (let step = 0; step < 120; step += 1) {
        after(world, random.below(25_000));
        for (const due of pending.filter(({ at }) => at <= world.now)) {
          pending.splice(pending.indexOf(due), 1);
          await world.deliver(due.id);
        }
        const id = String(random.below(3) + 1);
        if (random.below(3) === 0) {
          version += 1;
          if (random.below(6) === 0) world.states.delete(id);
          else world.states.set(id, version);
          const delays = [0, 500, 45_000, 4 * 3_600_000];
          for (let copy = 0; copy <= random.below(2); copy += 1) {
            pending.push({ at: world.now + (delays[random.below(delays.length)] ?? 0), id });
          }
        }
        if (random.below(4) === 0) await world.run();
      }
      for (const { at, id } of pending.toSorted((a, b) => a.at - b.at)) {
        world.now = Math.max(world.now, at);
        await world.deliver(id);
        if (random.below(2) === 0) await world.run();
      }
      after(world, 5 * MINUTE_MS);
      await world.run();
      const known = ['1', '2', '3'].filter(
        (id) => world.states.has(id) || world.answers().some(({ entity_id }) => entity_id === id),
      );
      expect(known.map((id) => [id, stateOf(world, id)])).toEqual(known.map((id) => [id, world.states.get(id)]));
      expect((await readQueue(world.store, 'acme_fresh'))?.items).toEqual([]);
    },
  );
});
