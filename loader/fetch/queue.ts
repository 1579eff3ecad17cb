import { z } from 'zod';
import type { ObjectRef } from '../api/source-client.ts';

const instant = z.iso.datetime({ offset: false, precision: 3 });

/** Why an object is read: a delivery that carries ids only, a deletion to confirm, …; `listed`: a list names a version that silver lacks */
export const WANT_REASONS = ['hint', 'deletion', 'same_second', 'partial', 'related', 'listed'] as const;
export type WantReason = (typeof WANT_REASONS)[number];

const itemSchema = z.strictObject({
  entity: z.string(),
  id: z.string(),
  reason: z.enum(WANT_REASONS),
  /** when it came into the queue */
  since: instant,
  /** what a read that begins at or after `due_at` answers; `key` is the raw key of the hint, null for what no hint asked for */
  waiting: z.array(z.strictObject({ key: z.string().nullable(), due_at: instant })).min(1),
  /** reads that failed since the last that did not */
  attempts: z.int().nonnegative(),
  /** not before, after a failure */
  next_at: instant.nullable(),
  /** the last failure; `is_refusal`: this object itself was asked for, and the API refused it */
  problem: z
    .strictObject({ at: instant, code: z.string(), message: z.string(), is_refusal: z.boolean().optional() })
    .nullable(),
});
export type QueueItem = z.infer<typeof itemSchema>;

/** `state/queue.<connection>/<generation>.json`: what of a connection must be read, and what its fetches left to remember. */
export const queueSchema = z.strictObject({
  v: z.literal(1),
  items: z.array(itemSchema),
  /** request start of the newest answer: the next one's is later, whatever the clock says */
  last_started_at: instant.nullable(),
  /** when the newest answer arrived */
  last_answer_at: instant.nullable(),
  quota: z.strictObject({ limit: z.number(), remaining: z.number(), resets_at: instant, seen_at: instant }).nullable(),
  /** what stopped the connection as a whole at its last fetch */
  problem: z.strictObject({ at: instant, code: z.string(), message: z.string(), hint: z.string() }).nullable(),
});
export type Queue = z.infer<typeof queueSchema>;

export const EMPTY_QUEUE: Queue = {
  v: 1,
  items: [],
  last_started_at: null,
  last_answer_at: null,
  quota: null,
  problem: null,
};

/** Name of the state. */
export function queueName(connection: string): string {
  return `queue.${connection}`;
}

/** That an object must be read, by a request that begins at `dueAt` or later. */
export interface Want extends ObjectRef {
  readonly reason: WantReason;
  readonly dueAt: Date;
  /** raw key of the hint that asks for it */
  readonly key?: string;
}

/** `<entity>/<id>` */
export const keyOf = ({ entity, id }: ObjectRef): string => `${entity}/${id}`;

/** Adds what is wanted: one item per object, every hint once. A new want makes an item that failed due again; nothing new gives `queue` itself. */
export function enqueue(queue: Queue, wants: readonly Want[], now: Date): Queue {
  const items = new Map(queue.items.map((item) => [keyOf(item), item]));
  let isChanged = false;
  for (const want of wants) {
    const item = items.get(keyOf(want)) ?? newItem(want, now);
    const asked = { key: want.key ?? null, due_at: want.dueAt.toISOString() };
    if (item.waiting.some(({ key, due_at }) => key === asked.key && (key !== null || due_at >= asked.due_at))) continue;
    const others = asked.key === null ? item.waiting.filter(({ key }) => key !== null) : item.waiting;
    items.set(keyOf(want), { ...item, waiting: [...others, asked], next_at: null });
    isChanged = true;
  }
  return isChanged ? { ...queue, items: [...items.values()] } : queue;
}

function newItem(want: Want, now: Date): Omit<QueueItem, 'waiting'> & { waiting: QueueItem['waiting'] } {
  return {
    entity: want.entity,
    id: want.id,
    reason: want.reason,
    since: now.toISOString(),
    waiting: [],
    attempts: 0,
    next_at: null,
    problem: null,
  };
}

/**
 * What can be read now, in the order in which it should be: what only a list asked for comes last, so that no backfill keeps a change
 * waiting; then what never failed first, so that one poisonous object never blocks the others, then what has waited longest.
 */
export function dueItems(queue: Queue, now: Date): readonly QueueItem[] {
  const time = now.toISOString();
  return queue.items
    .filter((item) => (item.next_at === null || item.next_at <= time) && firstDue(item) <= time)
    .sort(
      (a, b) =>
        Number(isOnlyListed(a)) - Number(isOnlyListed(b)) ||
        a.attempts - b.attempts ||
        compareTexts(firstDue(a), firstDue(b)),
    );
}

/** Whether nothing but a list asked for it. */
export function isOnlyListed({ reason, waiting }: QueueItem): boolean {
  return reason === 'listed' && waiting.every(({ key }) => key === null);
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** When the next item can be read; undefined when there is none. */
export function nextDueAt(queue: Queue): Date | undefined {
  const times = queue.items.map((item) => {
    const due = firstDue(item);
    return item.next_at !== null && item.next_at > due ? item.next_at : due;
  });
  return times.length === 0 ? undefined : new Date(times.reduce((a, b) => (a < b ? a : b)));
}

/** The raw keys that a request that began then answers. */
export function answeredBy(item: QueueItem, startedAt: Date): readonly string[] {
  const time = startedAt.toISOString();
  return item.waiting.flatMap(({ key, due_at }) => (key !== null && due_at <= time ? [key] : []));
}

/** Takes out what an answer to a request that began at `startedAt` has settled; what was wanted later stays. */
export function settle(queue: Queue, object: ObjectRef, startedAt: Date): Queue {
  const time = startedAt.toISOString();
  const items = queue.items.flatMap((item) => {
    if (keyOf(item) !== keyOf(object)) return [item];
    const waiting = item.waiting.filter(({ due_at }) => due_at > time);
    return waiting.length === 0 ? [] : [{ ...item, waiting, attempts: 0, next_at: null, problem: null }];
  });
  return { ...queue, items };
}

const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;

export interface Failure {
  readonly at: Date;
  readonly code: string;
  readonly message: string;
  /** the API's own answer about this very object */
  readonly isRefusal?: boolean;
}

/** Keeps an item whose read failed, for a later one: after a minute, then twice as long each time, at most six hours. */
export function postpone(queue: Queue, object: ObjectRef, failure: Failure): Queue {
  const items = queue.items.map((item) => (keyOf(item) === keyOf(object) ? postponed(item, failure) : item));
  return { ...queue, items };
}

/** Keeps all items of an entity that could be read now as if the read of each had failed: none of them is tried in vain. */
export function postponeEntity(queue: Queue, entity: string, failure: Failure): Queue {
  const due = new Set(dueItems(queue, failure.at));
  const items = queue.items.map((item) => (item.entity === entity && due.has(item) ? postponed(item, failure) : item));
  return { ...queue, items };
}

/** Makes due again what was put off together with an object that can be read now. */
export function takeUpAgain(queue: Queue, { entity, problem }: Pick<QueueItem, 'entity' | 'problem'>): Queue {
  if (problem === null) return queue;
  const isOfIt = (item: QueueItem): boolean =>
    item.entity === entity && item.problem?.code === problem.code && item.problem.at === problem.at;
  const items = queue.items.map((item) => (isOfIt(item) ? { ...item, next_at: null } : item));
  return { ...queue, items };
}

function postponed(item: QueueItem, { at, code, message, isRefusal = false }: Failure): QueueItem {
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** item.attempts, LONGEST_WAIT_MS);
  return {
    ...item,
    attempts: item.attempts + 1,
    next_at: new Date(at.getTime() + waitMs).toISOString(),
    problem: { at: at.toISOString(), code, message, ...(isRefusal ? { is_refusal: true } : {}) },
  };
}

/** An item that failed this often no longer holds the cursor back; it is still tried, and `status` shows it. */
export const STUCK_AFTER_ATTEMPTS = 8;

/** The hints that wait for their answer and may still get it soon: the cursor does not pass them. */
export function unansweredKeys(queue: Queue): readonly string[] {
  return queue.items
    .filter((item) => item.attempts < STUCK_AFTER_ATTEMPTS)
    .flatMap((item) => item.waiting.flatMap(({ key }) => (key === null ? [] : [key])));
}

function firstDue(item: QueueItem): string {
  return item.waiting.reduce((first, { due_at }) => (due_at < first ? due_at : first), item.waiting[0]?.due_at ?? '');
}
