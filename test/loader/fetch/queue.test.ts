import { describe, expect, test } from 'vitest';
import {
  answeredBy,
  dueItems,
  EMPTY_QUEUE,
  enqueue,
  nextDueAt,
  postpone,
  type Queue,
  queueSchema,
  STUCK_AFTER_ATTEMPTS,
  settle,
  unansweredKeys,
  type Want,
} from '../../../loader/fetch/queue.ts';

const at = (minute: number): Date => new Date(Date.UTC(2026, 10, 20, 12, minute));
const invoice = { entity: 'invoices', id: '7' };
const want = (key: string, minute: number, more: Partial<Want> = {}): Want => ({
  ...invoice,
  reason: 'hint',
  key,
  dueAt: at(minute),
  ...more,
});
const queued = (...wants: readonly Want[]): Queue => enqueue(EMPTY_QUEUE, wants, at(0));

describe('the queue of objects to read', () => {
  test('one object is one item, however many hints ask for it, and a hint counts once', () => {
    const queue = queued(want('a', 1), want('b', 2), want('a', 1), want('c', 1, { id: '8' }));
    expect(queue.items.map(({ id, waiting }) => [id, waiting.map(({ key }) => key)])).toEqual([
      ['7', ['a', 'b']],
      ['8', ['c']],
    ]);
    expect(queueSchema.parse(JSON.parse(JSON.stringify(queue)))).toEqual(queue);
  });

  test('nothing is due before its window has closed', () => {
    const queue = queued(want('a', 5));
    expect(dueItems(queue, at(4))).toEqual([]);
    expect(dueItems(queue, at(5))).toHaveLength(1);
    expect(nextDueAt(queue)).toEqual(at(5));
    expect(nextDueAt(EMPTY_QUEUE)).toBeUndefined();
  });

  test('a read answers what was due when it began, and leaves what came later', () => {
    const queue = queued(want('a', 1), want('b', 3));
    const [item] = queue.items;
    expect(answeredBy(item!, at(2))).toEqual(['a']);
    const left = settle(queue, invoice, at(2));
    expect(left.items[0]?.waiting.map(({ key }) => key)).toEqual(['b']);
    expect(settle(left, invoice, at(3)).items).toEqual([]);
    expect(settle(queue, { entity: 'payments', id: '7' }, at(9))).toEqual(queue);
  });

  test('a related object is read once more, without a hint', () => {
    const related = { ...invoice, reason: 'related' as const };
    const queue = queued({ ...related, dueAt: at(1) }, { ...related, dueAt: at(2) }, { ...related, dueAt: at(1) });
    expect(queue.items[0]?.waiting).toEqual([{ key: null, due_at: at(2).toISOString() }]);
    expect(answeredBy(queue.items[0]!, at(3))).toEqual([]);
    expect(unansweredKeys(queue)).toEqual([]);
  });

  test('what failed waits longer each time, at most six hours, and comes after what did not fail', () => {
    let queue = queued(want('a', 1), want('c', 2, { id: '8' }));
    const waits: number[] = [];
    for (let attempt = 0; attempt < 12; attempt += 1) {
      queue = postpone(queue, invoice, { at: at(10), code: 'api_unavailable', message: 'no answer' });
      waits.push((Date.parse(queue.items[0]?.next_at ?? '') - at(10).getTime()) / 60_000);
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]);
    expect(dueItems(queue, at(11)).map(({ id }) => id)).toEqual(['8']);
    expect(dueItems(queue, new Date(at(10).getTime() + 7 * 3_600_000)).map(({ id }) => id)).toEqual(['8', '7']);
    expect(queue.items[0]).toMatchObject({ attempts: 12, problem: { code: 'api_unavailable', message: 'no answer' } });
  });

  test('a new hint makes what failed due again; success forgets the failures', () => {
    const failed = postpone(queued(want('a', 1)), invoice, { at: at(2), code: 'api_forbidden', message: 'no' });
    expect(dueItems(failed, at(2))).toEqual([]);
    const again = enqueue(failed, [want('b', 2)], at(2));
    expect(dueItems(again, at(2))).toHaveLength(1);
    expect(settle(again, invoice, at(1)).items[0]).toMatchObject({ attempts: 0, problem: null });
  });

  test('what failed too often no longer holds the cursor back, and stays', () => {
    let queue = queued(want('a', 1));
    for (let attempt = 0; attempt < STUCK_AFTER_ATTEMPTS; attempt += 1) {
      expect(unansweredKeys(queue)).toEqual(['a']);
      queue = postpone(queue, invoice, { at: at(2), code: 'api_forbidden', message: 'no' });
    }
    expect(unansweredKeys(queue)).toEqual([]);
    expect(queue.items).toHaveLength(1);
  });
});
