import type { FetchContext } from '../../../loader/fetch/fetch-context.ts';
import type { LandedPage } from '../../../loader/lists/landed-page.ts';
import { type ListOptions, listPages } from '../../../loader/lists/list-pages.ts';
import { sourceApi } from '../../../loader/sources/index.ts';
import { createOutput } from '../../../loader/terminal/output.ts';
import type { ConnectionConfig } from '../../../receiver/config/config.ts';
import { type FakeFreshbooks, startFakeFreshbooks } from '../../support/fake-freshbooks/index.ts';
import { type FakeZoho, startFakeZoho } from '../../support/fake-zoho/index.ts';
import { textSink } from '../../support/loader-context.ts';
import { type MemoryStore, memoryStore } from '../../support/memory-store.ts';
import { bench, connection, stubTokens, token } from '../api/support.ts';

export const START = Date.parse('2026-11-20T12:00:00.000Z');

/** A connection to a provider to test against, over a landing zone in memory. */
export interface ListWorld {
  readonly store: MemoryStore;
  readonly context: FetchContext;
  readonly connection: ConnectionConfig;
  /** how often the fetch lease was taken, and whether somebody holds it now */
  readonly lease: { taken: number; isHeld: boolean };
  /** ms since 1970 */
  now: number;
  /** whole lists, as ids in the order in which they were read */
  read(options: Partial<ListOptions> & { readonly entity: string }): Promise<readonly LandedPage[]>;
}

export async function zohoWorld(): Promise<ListWorld & { readonly fake: FakeZoho }> {
  const time = { now: START };
  const fake = await startFakeZoho({ clock: () => new Date(time.now) });
  fake.quota.perDay = 1_000_000;
  fake.quota.perMinute = 1_000_000;
  const here = connection({ organizationId: fake.organizationId });
  const world = worldOf(here, { time, base: fake.apiUrl, accessToken: () => fake.tokens.accessToken() });
  return Object.assign(world, { fake });
}

export async function freshWorld(): Promise<ListWorld & { readonly fake: FakeFreshbooks }> {
  const time = { now: START };
  const fake = await startFakeFreshbooks({ clock: () => new Date(time.now) });
  const { accountId: organizationId, businessId, businessUuid } = fake;
  const here = connection({ source: 'freshbooks', organizationId, businessId, businessUuid });
  const world = worldOf(here, { time, base: fake.url, accessToken: () => fake.tokens.accessToken() });
  return Object.assign(world, { fake });
}

function worldOf(
  here: ConnectionConfig,
  {
    base,
    accessToken,
    time,
  }: { readonly base: string; readonly accessToken: () => string; readonly time: { now: number } },
): ListWorld {
  const store = memoryStore();
  const tokens = stubTokens(() => token(accessToken()));
  tokens.current = token(accessToken());
  const lease = { taken: 0, isHeld: false };
  let nonce = 0;
  const clock = (): Date => new Date((time.now += 1));
  store.clock = clock;
  const sleep = (ms: number): Promise<void> => {
    time.now += ms;
    return Promise.resolve();
  };
  const { client } = bench(base, { connection: here, tokens, clock, sleep });
  const context: FetchContext = {
    store,
    connection: here,
    api: sourceApi(here.source),
    client,
    clock,
    nonce: () => String((nonce += 1)),
    output: createOutput({ stdout: textSink(), stderr: textSink(), json: false, quiet: true, verbose: false }),
    signal: new AbortController().signal,
    sleep,
    acquireLease: () => {
      if (lease.isHeld) return Promise.resolve(undefined);
      lease.isHeld = true;
      lease.taken += 1;
      const release = (): Promise<void> => {
        lease.isHeld = false;
        return Promise.resolve();
      };
      return Promise.resolve({ assertHeld: () => undefined, release });
    },
  };
  const world: ListWorld = {
    store,
    context,
    connection: here,
    lease,
    get now() {
      return time.now;
    },
    set now(ms: number) {
      time.now = ms;
    },
    async read({ entity, ...options }) {
      const pages: LandedPage[] = [];
      for await (const page of listPages(context, { ask: { entity }, origin: 'poll', ...options })) pages.push(page);
      return pages;
    },
  };
  return world;
}

export function idsOf(pages: readonly LandedPage[]): ReadonlySet<string> {
  return new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id)));
}
