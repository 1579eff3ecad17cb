import type { FetchContext } from '../fetch/fetch-context.ts';

/** Marks every request as one that can wait: lists that are backfilled use up no quota that hints need. */
export function inBulk(context: FetchContext): FetchContext {
  const { client } = context;
  return {
    ...context,
    client: { send: (request) => client.send({ ...request, isBulk: true }), quota: () => client.quota() },
  };
}
