import { AppError, problemOf } from '../../receiver/errors.ts';
import type { FetchContext } from './fetch-context.ts';
import { type FetchedObject, fetchObject } from './fetch-object.ts';
import { newestAnswerTime } from './newest-answer.ts';
import {
  dueItems,
  enqueue,
  postpone,
  postponeEntity,
  type Queue,
  type QueueItem,
  settle,
  takeUpAgain,
} from './queue.ts';
import { readQueue, updateQueue } from './queue-state.ts';
import { quotaRecord } from './quota-record.ts';
import { type RefusalWatch, RefusedEntities } from './refused-entities.ts';

/** Objects read between two looks at the lease: what another fetching process of the connection waits for at most. */
const BATCH = 20;

/** As many failures that may pass at once, and no object read, are the API's and not the objects'. */
const MOST_FAILURES_IN_A_ROW = 3;

export interface Hydration {
  readonly landed: number;
  readonly failed: number;
  /** `busy`: another process fetches for the connection; `time`: the time was over; `stopped`: see `error` */
  readonly end: 'done' | 'busy' | 'time' | 'stopped';
  /** what keeps the connection as a whole from being read; at the other ends, why an entity is refused as a whole */
  readonly error: unknown;
}

export interface HydrateOptions {
  /** no further batch after that */
  readonly until: Date;
  /** leaves the others in the queue */
  readonly only?: (item: QueueItem) => boolean;
  /** knows which entities are refused as a whole, whose others are put off; default: what this call finds */
  readonly refused?: RefusalWatch;
}

/**
 * Reads what is due in a connection's queue and lands the answers, batch by batch; each batch under the connection's fetch
 * lease, so that a long backfill of another process delays it by a page at most.
 *
 * An object that is refused waits for a later run and ends nothing; where an entity is refused as a whole, its others wait with it.
 *
 * Answers are landed before the queue forgets their hints: a crash in between reads an object again, which costs a request.
 *
 * @throws AppError of the landing store
 */
export async function hydrate(context: FetchContext, options: HydrateOptions): Promise<Hydration> {
  let landed = 0;
  let failed = 0;
  let failuresInARow = 0;
  const refused = options.refused ?? new RefusedEntities();
  for (;;) {
    const end = (how: Hydration['end'], error: unknown = refusalOf(refused)): Hydration => {
      return { landed, failed, end: how, error };
    };
    if (context.signal.aborted || context.clock() >= options.until) return end('time');
    const lease = await context.acquireLease();
    if (lease === undefined) return end('busy');
    try {
      const batch = await hydrateBatch(context, { ...options, refused });
      if (batch.length === 0) return end('done');
      for (const { result } of batch) {
        if (result.kind === 'landed') {
          failuresInARow = 0;
          landed += 1;
        }
        if (isPassing(result)) failuresInARow += 1;
        if (result.kind === 'failed') failed += 1;
      }
      const stopped = batch.find(({ result }) => result.kind === 'stopped')?.result;
      if (context.signal.aborted) return end('time');
      if (stopped?.kind === 'stopped') return end('stopped', stopped.error);
      if (failuresInARow >= MOST_FAILURES_IN_A_ROW && !batch.some(({ result }) => result.kind === 'landed')) {
        const failure = firstFailure(batch);
        if (failure !== undefined) return end('stopped', failure);
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

interface BatchOptions extends HydrateOptions {
  readonly refused: RefusalWatch;
}

async function hydrateBatch(
  context: FetchContext,
  { only = () => true, refused }: BatchOptions,
): Promise<readonly Tried[]> {
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
  for (const { item, result } of tried) refused.tell(item.entity, result);
  await updateQueue(store, connection.name, (current) => remember(context, current, { tried, newest, refused }));
  return tried;
}

interface Batch {
  readonly tried: readonly Tried[];
  readonly newest: Date | undefined;
  readonly refused: RefusalWatch;
}

function remember({ clock, client, signal }: FetchContext, queue: Queue, { tried, newest, refused }: Batch): Queue {
  const now = clock();
  let next = queue;
  for (const { item, result } of tried) {
    if (result.kind === 'failed') {
      const { code, message, isRefusal } = result;
      next = postpone(next, item, { at: now, code, message, isRefusal });
    }
    if (result.kind !== 'landed') continue;
    next = takeUpAgain(settle(next, item, result.startedAt), item);
    const wants = result.related.map((object) => ({ ...object, reason: 'related' as const, dueAt: result.receivedAt }));
    next = enqueue(next, wants, now);
  }
  for (const { entity, code, message } of refused.all())
    next = postponeEntity(next, entity, { at: now, code, message });
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

/** A failure that may be the API's. A refusal is an answer: the API is there. */
function isPassing(result: FetchedObject): result is Extract<FetchedObject, { kind: 'failed' }> {
  return result.kind === 'failed' && result.retryable;
}

function refusalOf(refused: RefusalWatch): AppError | undefined {
  const [first] = refused.all();
  if (first === undefined) return undefined;
  const { entity, code, message } = first;
  const hint =
    'later runs try again; where a scope is missing, sign in again with it: "ledgerlake connect <connection>"';
  return new AppError(code, `${entity}: ${message}`, { hint, context: { scope: 'request' } });
}

function firstFailure(batch: readonly Tried[]): AppError | undefined {
  const result = batch.map((one) => one.result).find(isPassing);
  if (result === undefined) return undefined;
  const { code, message } = result;
  // Lists may still be there where single objects are not.
  const context = { scope: 'request' };
  return new AppError(code, message, { hint: 'the next run tries again', retryable: true, context });
}
