import { afterEach, beforeEach, expect, test } from 'vitest';
import type { FetchContext } from '../../../loader/fetch/fetch-context.ts';
import { openFetch } from '../../../loader/fetch/open-fetch.ts';
import { withFetchLease } from '../../../loader/fetch/with-fetch-lease.ts';
import { createOutput } from '../../../loader/terminal/output.ts';
import { openVault } from '../../../receiver/vault/vault.ts';
import { textSink } from '../../support/loader-context.ts';
import { type MemoryStore, memoryStore } from '../../support/memory-store.ts';
import { testConfig } from '../../support/receiver-config.ts';
import { VirtualTime } from '../api/virtual-time.ts';

let time: VirtualTime;
let store: MemoryStore;
let stop: AbortController;

beforeEach(() => {
  time = new VirtualTime();
  store = memoryStore();
  stop = new AbortController();
});
afterEach(() => stop.abort());

/** A process that fetches for the connection. */
function fetching(id: string): FetchContext {
  const config = testConfig();
  const { clock, sleep } = time;
  const sink = textSink();
  const output = createOutput({ stdout: sink, stderr: sink, json: false, quiet: true, verbose: false });
  const vault = openVault(store, undefined, { clock });
  const owner = { host: 'here', pid: 1, id };
  const common = { store, vault, clock, sleep, output, owner, signal: stop.signal };
  const loader = { ...config.loader, leaseSeconds: 3_600 };
  const parts = { ...common, config: { loader }, isAlive: () => true, nonce: () => id };
  return openFetch(parts, config.connections['acme_books']!);
}

const PAGES = 60;

/** Reads pages one after another without a pause of its own. @returns when each of them ended, ms */
async function readPages(context: FetchContext, pageMs: number): Promise<readonly number[]> {
  const ends: number[] = [];
  for (let page = 0; page < PAGES; page += 1) {
    await withFetchLease(context, () => time.sleep(pageMs));
    ends.push(time.clock().getTime());
  }
  return ends;
}

const offsets = [1_000, 1_130, 1_260, 1_390, 1_777];

test.each(offsets)('who waits has its turn after one page, whenever it comes: at %i ms', async (offsetMs) => {
  const began = time.clock().getTime();
  const reader = fetching('reader');
  const other = fetching('other');
  let waitedMs = Number.NaN;
  let turnAt = Number.NaN;
  const wait = async (): Promise<void> => {
    await time.sleep(offsetMs);
    await withFetchLease(other, () => {
      turnAt = time.clock().getTime();
      waitedMs = turnAt - began - offsetMs;
      return time.sleep(40);
    });
  };
  const [ends] = await time.run(Promise.all([readPages(reader, 250), wait()]));
  expect(ends.filter((end) => end > began + offsetMs && end <= turnAt).length).toBeLessThanOrEqual(1);
  expect(waitedMs).toBeLessThanOrEqual(250 + 75);
});

test('two that read without a pause take turns, and a third has its own', async () => {
  const [first, second] = await time.run(
    Promise.all([readPages(fetching('a'), 250), readPages(fetching('b'), 250), readPages(fetching('c'), 20)]),
  );
  const overtaken = first.filter((end) => end < second[PAGES / 2 - 1]!).length;
  expect(Math.abs(overtaken - PAGES / 2)).toBeLessThanOrEqual(PAGES / 6);
});

test.each([
  ['a page costs 150 ms more at most', 250, PAGES * (250 + 150)],
  ['short turns cost less', 10, PAGES * 10 + 6 * 150],
])('%s', async (_, pageMs, mostMs) => {
  const began = time.clock().getTime();
  const ends = await time.run(readPages(fetching('alone'), pageMs));
  expect(ends.at(-1)! - began).toBeLessThanOrEqual(mostMs);
});

test('what a process does between its turns counts as others’ time', async () => {
  const reader = fetching('reader');
  const began = time.clock().getTime();
  const work = async (): Promise<void> => {
    for (let page = 0; page < 5; page += 1) {
      await withFetchLease(reader, () => time.sleep(250));
      await time.sleep(200);
    }
  };
  await time.run(work());
  expect(time.clock().getTime() - began).toBe(5 * 450);
});
