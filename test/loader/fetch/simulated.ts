import type { ApiOutcome, ApiRequest, SourceClient } from '../../../loader/api/source-client.ts';
import type { FetchContext } from '../../../loader/fetch/fetch-context.ts';
import { findWants } from '../../../loader/fetch/find-wants.ts';
import { type Hydration, hydrate } from '../../../loader/fetch/hydrate.ts';
import { enqueue } from '../../../loader/fetch/queue.ts';
import { updateQueue } from '../../../loader/fetch/queue-state.ts';
import type { SourceApi } from '../../../loader/sources/source-api.ts';
import { createOutput } from '../../../loader/terminal/output.ts';
import { decodeEnvelope, type Envelope } from '../../../receiver/envelope.ts';
import { type LandContext, land } from '../../../receiver/land.ts';
import { webhookSource } from '../../../receiver/sources/index.ts';
import { textSink } from '../../support/loader-context.ts';
import { type MemoryStore, memoryStore } from '../../support/memory-store.ts';
import { FRESH_SECRET, testConfig } from '../../support/receiver-config.ts';
import { freshbooksDelivery } from '../../support/sign.ts';
import { arrived } from '../../support/webhook-request.ts';

/** What the simulated API answers; by default the object's state, or that it is gone. */
export type Answering = (id: string, startedAt: Date) => ApiOutcome | Promise<ApiOutcome>;

/** A provider, a receiver and the fetching half of a loader in one process, with a clock that the test sets. */
export interface Simulated {
  readonly store: MemoryStore;
  /** ms since 1970 */
  now: number;
  /** how much the receiver's clock is ahead of the others, before it follows the store's */
  readonly states: Map<string, number>;
  answering: Answering;
  readonly context: FetchContext;
  deliver(id: string, verb?: string): Promise<void>;
  /** Lands what the queue asks for, as a run does: queue what is new, then read what is due. */
  run(options?: { readonly budgetMs?: number }): Promise<Hydration>;
  answers(): readonly Envelope[];
}

const SETTLE_SECONDS = 30;

export function simulated(options: { readonly start: number; readonly nonce?: () => string }): Simulated {
  const store = memoryStore();
  const { connections } = testConfig();
  const connection = connections['acme_fresh']!;
  const seen = new Set<string>();
  let count = 0;
  const clock = (): Date => new Date(world.now);
  store.clock = clock;
  const client: SourceClient = {
    async send({ path }: ApiRequest) {
      const startedAt = clock();
      return world.answering(path.slice(1), startedAt);
    },
    quota: () => undefined,
  };
  const api = {
    source: 'freshbooks',
    readRequest: ({ id }) => ({ path: `/${id}` }),
    related: () => [],
  } satisfies Partial<SourceApi> as unknown as SourceApi;
  const landing: LandContext = { store, clock, timeBudgetMs: 60_000, coalesceSeconds: 60 };
  const context: FetchContext = {
    store,
    connection,
    api,
    client,
    clock,
    nonce: options.nonce ?? (() => String((count += 1))),
    output: createOutput({ stdout: textSink(), stderr: textSink(), json: false, quiet: true, verbose: false }),
    signal: new AbortController().signal,
    sleep: (ms) => {
      world.now += ms;
      return Promise.resolve();
    },
    acquireLease: () => Promise.resolve({ assertHeld: () => undefined, release: () => Promise.resolve() }),
  };
  const world: Simulated = {
    store,
    now: options.start,
    states: new Map(),
    answering: (id, startedAt) => answer(id, world.states.get(id), startedAt),
    context,
    async deliver(id, verb = 'update') {
      const fields = [
        ['name', `invoice.${verb}`],
        ['object_id', id],
        ['account_id', connection.organizationId],
      ] as const;
      const request = arrived(freshbooksDelivery({ path: '/webhooks/acme_fresh', secret: FRESH_SECRET, fields }));
      await land({ connection, source: webhookSource('freshbooks'), request }, landing);
    },
    async run({ budgetMs = 60_000 } = {}) {
      const keys = [...store.objects.keys()].filter((key) => key.startsWith('raw/') && !seen.has(key));
      const wants = await findWants(store, keys, { connection, settleSeconds: SETTLE_SECONDS, canRead: () => true });
      await updateQueue(store, connection.name, (queue) => enqueue(queue, wants, clock()));
      for (const key of keys) seen.add(key);
      return hydrate(context, { until: new Date(world.now + budgetMs) });
    },
    answers: () =>
      [...store.objects]
        .filter(([key]) => key.startsWith('raw/') && key.includes('.hydrate.'))
        .map(([, bytes]) => decodeEnvelope(bytes)),
  };
  return world;
}

/** An answer with the state in it; undefined: the object is gone. */
export function answer(id: string, state: number | undefined, startedAt: Date): ApiOutcome {
  const body =
    state === undefined
      ? { response: { errors: [{ errno: 1012, message: 'Invoice not found.' }] } }
      : { response: { result: { invoice: { id: Number(id), state } } } };
  return {
    kind: state === undefined ? 'gone' : 'answer',
    response: {
      url: `https://api.example.com/${id}`,
      status: state === undefined ? 404 : 200,
      contentType: 'application/json',
      headers: {},
      body: Buffer.from(JSON.stringify(body)),
      startedAt,
      receivedAt: startedAt,
    },
  };
}
