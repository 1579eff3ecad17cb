import { afterEach, expect, test } from 'vitest';
import { openContext } from '../../../loader/context.ts';
import { sweepDue } from '../../../loader/sweep/sweep-due.ts';
import { readSweepState } from '../../../loader/sweep/sweep-state.ts';
import { createOutput } from '../../../loader/terminal/output.ts';
import type { LandingStore } from '../../../receiver/landing/store.ts';
import { openSources, type SourcesWorld } from '../../e2e/sources-world.ts';
import { textSink } from '../../support/loader-context.ts';

const HOUR_MS = 3_600_000;

let world: SourcesWorld;
/** prefixes that the last run listed */
let listed: string[] = [];
afterEach(() => world.close());

/** Hourly; some entities of FreshBooks fit into one run. */
async function due(schedule: string | undefined, fetchSeconds = 86_400): Promise<readonly string[]> {
  const sink = textSink();
  const output = createOutput({ stdout: sink, stderr: sink, json: false, quiet: false, verbose: true });
  const { acme_fresh } = world.config.connections;
  const config = {
    ...world.config,
    connections: { acme_fresh: acme_fresh! },
    loader: { ...world.config.loader, sweep: schedule, fetchSeconds },
  };
  listed = [];
  const list: LandingStore['list'] = (prefix, options) => {
    listed.push(prefix);
    return world.store.list(prefix, options);
  };
  const seams = { clock: () => new Date(world.now), store: () => ({ ...world.store, list }) };
  const context = await openContext({ config, output, signal: new AbortController().signal, seams });
  const ended = await sweepDue(context, { warehouse: () => Promise.resolve(world.warehouse) });
  return ended.map(({ connection, entities }) => `${connection} ${entities.length}`);
}

const lists = (): number => world.fresh.requests.matching('GET', /^\/(?!auth|events)/).length;

test('a sweep is made by the first run after its time, and not before the schedule was known', async () => {
  world = await openSources({ tickMs: 700, polls: true });
  expect(await due('0 * * * *')).toEqual([]);
  expect(await due('0 * * * *')).toEqual([]);
  expect(lists()).toBe(0);
  world.now += HOUR_MS;
  expect(await due('0 * * * *')).toEqual(['acme_fresh 21']);
  expect(lists()).toBeGreaterThan(20);
  expect(await due('0 * * * *')).toEqual([]);
  world.now += HOUR_MS;
  expect(await due(undefined)).toEqual([]);
});

test.each([['0 * * * *'], [undefined]])(
  'a run looks once whether a sweep is due and what one has left: %s',
  async (schedule) => {
    world = await openSources({ tickMs: 700, polls: true });
    await due(schedule);
    expect(await due(schedule)).toEqual([]);
    expect(listed.filter((prefix) => prefix.startsWith('state/sweep.'))).toHaveLength(1);
  },
);

test('a sweep that is longer than a run goes on in the next, and counts once', async () => {
  world = await openSources({ tickMs: 700, polls: true });
  await due('0 * * * *');
  world.now += HOUR_MS;
  let runs = 1;
  let ended = await due('0 * * * *', 10);
  while (ended.length === 0) {
    runs += 1;
    ended = await due('0 * * * *', 10);
  }
  expect(ended).toEqual(['acme_fresh 21']);
  expect(runs).toBeGreaterThan(2);
  const { round, last } = await readSweepState(world.store, 'acme_fresh');
  expect(round).toBeNull();
  expect(new Set(last?.entities.map(({ entity }) => entity)).size).toBe(21);
});
