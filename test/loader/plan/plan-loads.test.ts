import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planLoads } from '../../../loader/plan/plan-loads.ts';

const objects = fc.array(fc.record({ key: fc.stringMatching(/^raw\/[a-z0-9]{1,4}$/), bytes: fc.nat(1000) }), {
  maxLength: 200,
});
const limits = fc.record({
  maxLoadBytes: fc.integer({ min: 1, max: 3000 }),
  maxObjects: fc.integer({ min: 1, max: 20 }),
});
const byKey = <T extends { readonly key: string }>(list: readonly T[]): T[] => [
  ...new Map(list.map((object) => [object.key, object])).values(),
];

describe('planLoads', () => {
  test('loses nothing, doubles nothing, keeps the order of keys and the limits', () => {
    fc.assert(
      fc.property(objects, limits, (given, limit) => {
        const distinct = byKey(given);
        const loads = planLoads(distinct, limit);
        const planned = loads.flat().map((object) => object.key);
        expect(planned).toEqual(distinct.map((object) => object.key).toSorted());
        for (const load of loads) {
          const bytes = load.reduce((sum, object) => sum + object.bytes, 0);
          expect(load.length).toBeGreaterThan(0);
          expect(load.length).toBeLessThanOrEqual(limit.maxObjects);
          expect(load.length === 1 || bytes <= limit.maxLoadBytes).toBe(true);
        }
      }),
    );
  });

  test('gives the same loads whatever order objects come in, and however often', () => {
    const shuffled = objects.chain((list) =>
      fc.tuple(
        fc.constant(byKey(list)),
        fc.shuffledSubarray([...byKey(list), ...byKey(list)], { minLength: byKey(list).length * 2 }),
      ),
    );
    fc.assert(
      fc.property(shuffled, limits, ([given, repeated], limit) => {
        expect(planLoads(repeated, limit)).toEqual(planLoads(given, limit));
      }),
    );
  });

  test('fills a load before it begins the next one', () => {
    const three = ['a', 'b', 'c'].map((key) => ({ key, bytes: 10 }));
    expect(planLoads(three, { maxLoadBytes: 20, maxObjects: 9 }).map((load) => load.length)).toEqual([2, 1]);
    expect(planLoads(three, { maxLoadBytes: 99, maxObjects: 2 }).map((load) => load.length)).toEqual([2, 1]);
  });

  test('gives an object beyond the limit a load of its own', () => {
    const sizes = [5, 500, 5].map((bytes, index) => ({ key: `k${index}`, bytes }));
    expect(planLoads(sizes, { maxLoadBytes: 50, maxObjects: 9 }).map((load) => load.length)).toEqual([1, 1, 1]);
  });

  test('plans nothing for nothing', () => {
    expect(planLoads([], { maxLoadBytes: 1, maxObjects: 1 })).toEqual([]);
  });
});
