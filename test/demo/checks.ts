import { isDeepStrictEqual } from 'node:util';
import { problem } from './show.ts';

/** The demo is a test: what is shown is also compared with what must be. */
export interface Checks {
  readonly held: number;
  readonly failed: number;
  /** Says so at once when they differ. */
  equal(what: string, actual: unknown, expected: unknown): void;
}

export function openChecks(): Checks {
  let held = 0;
  let failed = 0;
  return {
    get held() {
      return held;
    },
    get failed() {
      return failed;
    },
    equal: (what, actual, expected) => {
      if (isDeepStrictEqual(actual, expected)) {
        held += 1;
        return;
      }
      failed += 1;
      for (const difference of differences(actual, expected)) problem(`${what}: ${difference}`);
    },
  };
}

/** Of lists and maps only the entries that differ. */
function differences(actual: unknown, expected: unknown): readonly string[] {
  const is = entriesOf(actual);
  const be = entriesOf(expected);
  if (is === undefined || be === undefined) return [`${JSON.stringify(actual)} instead of ${JSON.stringify(expected)}`];
  return [...new Set([...is.keys(), ...be.keys()])]
    .filter((key) => !isDeepStrictEqual(is.get(key), be.get(key)))
    .map((key) => `${key}: ${JSON.stringify(is.get(key))} instead of ${JSON.stringify(be.get(key))}`);
}

function entriesOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
}
