import { AppError } from '../../receiver/errors.ts';
import type { LandingStore, ListedObject } from '../../receiver/landing/store.ts';

export type StoreMethod = 'create' | 'read' | 'list' | 'folders' | 'remove' | 'now';

/** Fails the n-th matching call: `before` it is done, or `after`, when it is done and the answer is lost. */
export interface StoreFault {
  readonly method: StoreMethod;
  /** from 1, among the calls that match */
  readonly call: number;
  readonly when: 'before' | 'after';
  /** only calls whose key or prefix this accepts are counted; default all */
  readonly matches?: (key: string) => boolean;
  /** default a retryable `landing_unavailable` */
  readonly error?: Error;
}

export interface FaultStore extends LandingStore {
  /** calls so far, failed ones included */
  calls(method: StoreMethod): number;
}

/** A landing store that fails as planned and is otherwise the one inside. Without faults it keeps the whole contract. */
export function faultStore(inner: LandingStore, faults: readonly StoreFault[] = []): FaultStore {
  const calls = new Map<StoreMethod, number>();
  const matched = faults.map(() => 0);

  const due = (method: StoreMethod, key: string): StoreFault | undefined => {
    calls.set(method, (calls.get(method) ?? 0) + 1);
    let found: StoreFault | undefined;
    for (const [index, fault] of faults.entries()) {
      if (fault.method !== method || fault.matches?.(key) === false) continue;
      matched[index] = (matched[index] ?? 0) + 1;
      if (matched[index] === fault.call) found ??= fault;
    }
    return found;
  };

  const around = async <T>(call: { method: StoreMethod; key: string; run: () => Promise<T> }): Promise<T> => {
    const fault = due(call.method, call.key);
    if (fault?.when === 'before') throw errorOf(fault, call.key);
    const result = await call.run();
    if (fault?.when === 'after') throw errorOf(fault, call.key);
    return result;
  };

  return {
    description: inner.description,
    calls: (method) => calls.get(method) ?? 0,
    create: (key, bytes, options) => around({ method: 'create', key, run: () => inner.create(key, bytes, options) }),
    read: (key) => around({ method: 'read', key, run: () => inner.read(key) }),
    async *list(prefix, options): AsyncGenerator<ListedObject> {
      const fault = due('list', prefix);
      if (fault?.when === 'before') throw errorOf(fault, prefix);
      yield* inner.list(prefix, options);
      if (fault?.when === 'after') throw errorOf(fault, prefix);
    },
    folders: (prefix) => around({ method: 'folders', key: prefix, run: () => inner.folders(prefix) }),
    remove: (key) => around({ method: 'remove', key, run: () => inner.remove(key) }),
    now: () => around({ method: 'now', key: '', run: () => inner.now() }),
    close: () => inner.close(),
  };
}

function errorOf(fault: StoreFault, key: string): Error {
  return (
    fault.error ??
    new AppError('landing_unavailable', `planned fault ${fault.when} ${fault.method} of ${key}`, {
      hint: 'none: a test asked for it',
      retryable: true,
    })
  );
}
