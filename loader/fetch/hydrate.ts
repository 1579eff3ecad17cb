import { AppError, problemOf } from '../../receiver/errors.ts';
import type { FetchContext } from './fetch-context.ts';
import { type FetchedObject, fetchObject } from './fetch-object.ts';
import { newestAnswerTime } from './newest-answer.ts';
import { dueItems, enqueue, postpone, type Queue, type QueueItem, settle } from './queue.ts';
import { readQueue, updateQueue } from './queue-state.ts';
import { quotaRecord } from './quota-record.ts';

/** Objects read between two looks at the lease: what another fetching process of the connection waits for at most. */
const BATCH = 20;

/** As many failures at once, and no answer among them, are the API's and not the objects'. */
const MOST_FAILURES_IN_A_ROW = 3;

export interface Hydration {
  readonly landed: number;
  readonly failed: number;
  /** `busy`: another process fetches for the connection; `time`: the time was over; `stopped`: see `error` */
  readonly end: 'done' | 'busy' | 'time' | 'stopped';
  /** what keeps the connection as a whole from being read */
  readonly error: unknown;
}

export interface HydrateOptions {
  /** no further batch after that */
  readonly until: Date;
  /** leaves the others in the queue */
  readonly only?: (item: QueueItem) => boolean;
}

/**
 * Reads what is due in a connection's queue and lands the answers, batch by batch; each batch under the connection's fetch
 * lease, so that a long backfill of another process delays it by a page at most.
 *
 * Answers are landed before the queue forgets their hints: a crash in between reads an object again, which costs a request.
 *
 * @throws AppError of the landing store
 */
export async function hydrate(context: FetchContext, options: HydrateOptions): Promise<Hydration> {
  let landed = 0;
  let failed = 0;
  let failuresInARow = 0;
  for (;;) {
    const end = (how: Hydration['end'], error?: unknown): Hydration => ({ landed, failed, end: how, error });
    if (context.signal.aborted || context.clock() >= options.until) return end('time');
    const lease = await context.acquireLease();
    if (lease === undefined) return end('busy');
    try {
      const batch = await hydrateBatch(context, options);
      if (batch.length === 0) return end('done');
      for (const { result } of batch) {
        failuresInARow = result.kind === 'failed' ? failuresInARow + 1 : 0;
        if (result.kind === 'landed') landed += 1;
        if (result.kind === 'failed') failed += 1;
      }
      const stopped = batch.find(({ result }) => result.kind === 'stopped')?.result;
      if (context.signal.aborted) return end('time');
      if (stopped?.kind === 'stopped') return end('stopped', stopped.error);
      if (failuresInARow >= MOST_FAILURES_IN_A_ROW && batch.every(({ result }) => result.kind === 'failed')) {
        return end('stopped', firstFailure(batch));
      }
    } finally {
      await lease.release();
    }
  }
}

interface Tried {
  readonly item: QueueItem;
  readonly result: FetchedObject;
}

async function hydrateBatch(context: FetchContext, { only = () => true }: HydrateOptions): Promise<readonly Tried[]> {
  const { store, connection, clock } = context;
  const queue = await readQueue(store, connection.name);
  const due = queue === undefined ? [] : dueItems(queue, clock()).filter(only).slice(0, BATCH);
  if (queue === undefined || due.length === 0) return [];
  let newest = await newestAnswerTime(store, connection, queue.last_started_at);
  const versionTime = (startedAt: Date): Date => {
    newest = new Date(Math.max(startedAt.getTime(), (newest?.getTime() ?? 0) + 1));
    return newest;
  };
  const tried = await Promise.all(
    due.map(async (item) => ({ item, result: await fetchObject(context, { item, versionTime }) })),
  );
  await updateQueue(store, connection.name, (current) => remember(context, current, { tried, newest }));
  return tried;
}

function remember(
  { clock, client, signal }: FetchContext,
  queue: Queue,
  { tried, newest }: { tried: readonly Tried[]; newest: Date | undefined },
): Queue {
  const now = clock();
  let next = queue;
  for (const { item, result } of tried) {
    if (result.kind === 'failed') next = postpone(next, item, { at: now, code: result.code, message: result.message });
    if (result.kind !== 'landed') continue;
    next = settle(next, item, result.startedAt);
    const wants = result.related.map((object) => ({ ...object, reason: 'related' as const, dueAt: result.receivedAt }));
    next = enqueue(next, wants, now);
  }
  const stopped = signal.aborted ? undefined : tried.find(({ result }) => result.kind === 'stopped')?.result;
  return {
    ...next,
    last_started_at: newest?.toISOString() ?? next.last_started_at,
    last_answer_at: tried.some(({ result }) => result.kind === 'landed') ? now.toISOString() : next.last_answer_at,
    quota: quotaRecord(client.quota()) ?? next.quota,
    problem: stopped?.kind === 'stopped' ? stoppedBy(stopped.error, now) : null,
  };
}

function stoppedBy(error: unknown, now: Date): Queue['problem'] {
  const { code, message, hint } = problemOf(error);
  return { at: now.toISOString(), code, message, hint };
}

function firstFailure(batch: readonly Tried[]): AppError | undefined {
  for (const { result } of batch) {
    if (result.kind !== 'failed') continue;
    return new AppError(result.code, result.message, { hint: 'the next run tries again', retryable: true });
  }
  return undefined;
}
