import { afterEach, describe, expect, test } from 'vitest';
import type { ApiOutcome } from '../../../loader/api/source-client.ts';
import { fetchDue } from '../../../loader/commands/fetch-due.ts';
import { hydrate } from '../../../loader/fetch/hydrate.ts';
import { enqueue } from '../../../loader/fetch/queue.ts';
import { readQueue, updateQueue } from '../../../loader/fetch/queue-state.ts';
import { readPollState } from '../../../loader/poll/poll-state.ts';
import { AppError } from '../../../receiver/errors.ts';
import { htmlPage } from '../../support/fake-provider/faults.ts';
import { type Fault, problemFault } from '../../support/fake-zoho/index.ts';
import { zohoContact } from '../../support/payloads/zoho-books.ts';
import { type BackfillWorld, openBackfill } from '../backfill/world.ts';
import { answer, type Simulated, simulated } from './simulated.ts';

const START = Date.UTC(2026, 10, 20, 12, 0, 5);
const MINUTE_MS = 60_000;

function refusal(id: string, startedAt: Date): ApiOutcome {
  const { response } = answer(id, 1, startedAt);
  return {
    kind: 'refused',
    response: { ...response, status: 403, body: Buffer.from('{"message":"no"}') },
    problem: { code: 'api_scope_missing', message: 'no scope', hint: 'ask', retryable: false, scope: 'request' },
  };
}

async function want(world: Simulated, entity: string, ids: readonly string[]): Promise<void> {
  const wants = ids.map((id) => ({ entity, id, reason: 'deletion', dueAt: new Date(world.now) }) as const);
  await updateQueue(world.store, 'acme_fresh', (queue) => enqueue(queue, wants, new Date(world.now)));
}

const numbers = (from: number, count: number): readonly string[] =>
  Array.from({ length: count }, (_, n) => String(from + n));

describe('an entity that is refused as a whole', () => {
  test('is asked for by a few requests, keeps nothing else waiting, and is taken up again when it may be read', async () => {
    const world = simulated({ start: START });
    const asked: string[] = [];
    let isRefused = true;
    world.answering = (id, startedAt) => {
      asked.push(id);
      return isRefused && id.length === 4 ? refusal(id, startedAt) : answer(id, 1, startedAt);
    };
    await want(world, 'invoices', numbers(1000, 300));
    await want(world, 'clients', numbers(1, 30));
    const read = () => hydrate(world.context, { until: new Date(world.now + MINUTE_MS) });
    expect(await read()).toMatchObject({ landed: 30, end: 'done', error: { code: 'api_scope_missing' } });
    expect(asked.filter((id) => id.length === 4).length).toBeLessThanOrEqual(20);
    const left = (await readQueue(world.store, 'acme_fresh'))?.items;
    expect(left).toHaveLength(300);
    expect(left?.every(({ attempts, problem }) => attempts === 1 && problem?.code === 'api_scope_missing')).toBe(true);
    // a day of runs
    for (let run = 0; run < 288; run += 1) {
      world.now += 5 * MINUTE_MS;
      expect((await read()).end).toBe('done');
    }
    expect(asked.length).toBeLessThan(30 + 15 * 20);
    isRefused = false;
    await want(world, 'invoices', ['1000']);
    expect(await read()).toMatchObject({ landed: 300, end: 'done' });
  });

  test('single refusals put nothing off: others are read', async () => {
    const world = simulated({ start: START });
    world.answering = (id, startedAt) => (id.endsWith('0') ? refusal(id, startedAt) : answer(id, 1, startedAt));
    await want(world, 'invoices', numbers(1, 100));
    const done = await hydrate(world.context, { until: new Date(world.now + MINUTE_MS) });
    expect(done).toMatchObject({ landed: 90, failed: 10, end: 'done' });
  });

  test('an API that is away ends the run also where one object is refused', async () => {
    const world = simulated({ start: START });
    let asked = 0;
    world.answering = (id, startedAt) => {
      asked += 1;
      if (id.endsWith('0')) return refusal(id, startedAt);
      throw new AppError('api_unavailable', '503', { hint: 'wait', retryable: true, context: { scope: 'request' } });
    };
    await want(world, 'invoices', numbers(1, 100));
    const done = await hydrate(world.context, { until: new Date(world.now + MINUTE_MS) });
    expect(done).toMatchObject({ landed: 0, end: 'stopped', error: { code: 'api_unavailable' } });
    expect(asked).toBe(20);
  });
});

describe('a run', () => {
  let world: BackfillWorld;
  afterEach(() => world.close());

  const polled = async (): Promise<number> =>
    Object.values((await readPollState(world.store, 'acme_books')).entities).filter(({ started_at: at }) => at !== null)
      .length;

  async function run(fault: Fault, path: RegExp) {
    world = await openBackfill();
    world.fake.faults.add({ path, times: 1e9, fault });
    world.fake.books.put('contacts', zohoContact({ contact_id: '77' }), { silent: true });
    const context = world.process();
    const at = context.clock();
    const wants = numbers(1000, 300).map((id) => ({ entity: 'invoices', id, reason: 'deletion', dueAt: at }) as const);
    const contact = { entity: 'contacts', id: '77', reason: 'deletion', dueAt: at } as const;
    await updateQueue(world.store, 'acme_books', (queue) => enqueue(queue, [...wants, contact], at));
    const { reports } = await fetchDue(context, { newKeys: [], reconcile: false, ask: true });
    return reports[0]!;
  }

  test('polls although objects are refused', async () => {
    const report = await run(problemFault(57, { status: 403 }), /\/invoices\//);
    expect(report).toMatchObject({ stopped: null, unlisted: [], queued: 300 });
    expect(await polled()).toBeGreaterThan(5);
  });

  test('polls although single objects cannot be read for now, and says so', async () => {
    const report = await run(htmlPage(502), /\/(invoices|contacts)\//);
    expect(report).toMatchObject({ stopped: { code: 'api_unavailable', retryable: true }, unlisted: [], queued: 301 });
    expect(await polled()).toBeGreaterThan(5);
  });

  test('gives up after a few lists where nothing can be read', async () => {
    const report = await run(htmlPage(502), /\/books\//);
    expect(report).toMatchObject({ stopped: { code: 'api_unavailable' }, queued: 301 });
    expect(report.unlisted.length).toBeLessThanOrEqual(3);
    expect(await polled()).toBe(0);
  });
});
