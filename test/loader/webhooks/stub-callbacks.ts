import type { SourceClient } from '../../../loader/api/source-client.ts';
import type { CallbackApi, ProviderCallback } from '../../../loader/sources/callback-api.ts';

/** A provider's callbacks in memory. */
export interface StubCallbacks extends CallbackApi {
  readonly callbacks: Map<string, ProviderCallback>;
  /** what was asked, in order: `register invoice.create`, `confirm 1`, … */
  readonly calls: string[];
  /** the verifiers that the provider sent, by callback id */
  readonly verifiers: Map<string, string>;
  /** runs when a callback is confirmed, before the answer */
  onConfirm: ((id: string) => Promise<void> | void) | undefined;
}

export const noClient: SourceClient = {
  send: () => Promise.reject(new Error('the stub needs no client')),
  quota: () => undefined,
};

export function stubCallbacks(): StubCallbacks {
  const callbacks = new Map<string, ProviderCallback>();
  const calls: string[] = [];
  const verifiers = new Map<string, string>();
  let last = 100;
  const stub: StubCallbacks = {
    callbacks,
    calls,
    verifiers,
    onConfirm: undefined,
    eventsOf: (entities) => entities.map((entity) => `${entity}.create`),
    list: () => Promise.resolve([...callbacks.values()]),
    register(_client, { event, uri }) {
      calls.push(`register ${event}`);
      last += 1;
      const callback = { id: String(last), event, uri, isVerified: false };
      callbacks.set(callback.id, callback);
      verifiers.set(callback.id, `verifier-of-${last}`);
      return Promise.resolve(callback);
    },
    async confirm(_client, id, verifier) {
      calls.push(`confirm ${id}`);
      await stub.onConfirm?.(id);
      const callback = callbacks.get(id);
      if (callback === undefined) return 'gone';
      if (callback.isVerified || verifiers.get(id) !== verifier) return 'refused';
      callbacks.set(id, { ...callback, isVerified: true });
      return 'confirmed';
    },
    resend(_client, id) {
      calls.push(`resend ${id}`);
      return Promise.resolve(callbacks.has(id) ? 'sent' : 'gone');
    },
    remove(_client, id) {
      calls.push(`remove ${id}`);
      return Promise.resolve(callbacks.delete(id) ? 'removed' : 'gone');
    },
  };
  return stub;
}
