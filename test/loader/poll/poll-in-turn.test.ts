import { afterEach, describe, expect, test } from 'vitest';
import { fetchDue } from '../../../loader/commands/fetch-due.ts';
import { enqueue } from '../../../loader/fetch/queue.ts';
import { updateQueue } from '../../../loader/fetch/queue-state.ts';
import { acquireLease, fetchLeaseName } from '../../../loader/lease.ts';
import { readPollState } from '../../../loader/poll/poll-state.ts';
import { type BackfillWorld, openBackfill } from '../backfill/world.ts';

let world: BackfillWorld;
afterEach(() => world.close());

const due = { newKeys: [], reconcile: false, ask: true };
const polledEntities = async (): Promise<readonly string[]> =>
  Object.entries((await readPollState(world.store, 'acme_books')).entities).flatMap(([name, { started_at: at }]) =>
    at === null ? [] : [name],
  );

/** What a backfill has put into the queue and not read. */
async function queueListed(): Promise<void> {
  const wants = ['1', '2'].map(
    (id) => ({ entity: 'invoices', id, reason: 'listed', dueAt: new Date(world.now) }) as const,
  );
  await updateQueue(world.store, 'acme_books', (queue) => enqueue(queue, wants, new Date(world.now)));
}

describe('while another process fetches', () => {
  test('a run polls what is due, page by page in its turn', async () => {
    world = await openBackfill({ leaseSeconds: 3600 });
    await queueListed();
    const [other, here] = [world.process(), world.process()];
    const { store, owner, clock, isAlive } = other;
    const take = async () => {
      const options = { name: fetchLeaseName('acme_books'), owner, leaseSeconds: 3600, clock, isAlive };
      const answer = await acquireLease(store, options);
      return answer.kind === 'held' ? undefined : answer.lease;
    };
    // as a backfill does: the lease for a page, then a turn for others
    const over = new AbortController();
    let held = await take();
    expect(held).toBeDefined();
    const others = (async () => {
      while (!over.signal.aborted) {
        const until = world.now + 1000;
        while (world.now < until && !over.signal.aborted) await new Promise((resolve) => setImmediate(resolve));
        await held?.release();
        await new Promise((resolve) => setImmediate(resolve));
        held = await take();
      }
      await held?.release();
    })();
    const began = world.now;
    const { reports } = await fetchDue(here, due);
    over.abort();
    await others;
    expect(reports).toMatchObject([{ stopped: null, unlisted: [] }]);
    expect(await polledEntities()).toContain('taxes');
    expect(world.now - began).toBeLessThanOrEqual(here.config.loader.fetchSeconds * 1000 + 1000);
  });

  test('a run ends in its time although the turn never comes', async () => {
    world = await openBackfill({ leaseSeconds: 3600 });
    await queueListed();
    const [{ store, owner, clock, isAlive }, here] = [world.process(), world.process()];
    const options = { name: fetchLeaseName('acme_books'), owner, leaseSeconds: 3600, clock, isAlive };
    expect((await acquireLease(store, options)).kind).not.toBe('held');
    const began = world.now;
    const { reports } = await fetchDue(here, due);
    expect(reports).toMatchObject([{ landed: 0, stopped: null, unlisted: [] }]);
    expect(world.now - began).toBeLessThanOrEqual(here.config.loader.fetchSeconds * 1000 + 1000);
    expect(await polledEntities()).toEqual([]);
  });
});
