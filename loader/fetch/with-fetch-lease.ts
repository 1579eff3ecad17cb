import { AppError } from '../../receiver/errors.ts';
import type { SourceClient } from '../api/source-client.ts';
import type { FetchContext } from './fetch-context.ts';
import { LOOK_AGAIN_MS } from './lease-turns.ts';

/** A run gives the lease back after `loader.fetch_seconds` (120) at the latest; this is several of them. */
const LONGEST_WAIT_MS = 600_000;

/**
 * Does something as the only fetching process of the connection, and gives the lease back. Who holds it does so for a page or a
 * batch of objects, and lets others have a look before it takes it again, so its turn comes (`inTurns`).
 *
 * @throws AppError `fetch_lease_held` (retryable), `stopped`, and what `action` throws
 */
export async function withFetchLease<T>(context: FetchContext, action: () => Promise<T>): Promise<T> {
  const giveUpAt = context.clock().getTime() + LONGEST_WAIT_MS;
  for (;;) {
    if (context.signal.aborted) throw stopped(context);
    const lease = await context.acquireLease();
    if (lease !== undefined) {
      try {
        return await action();
      } finally {
        await lease.release();
      }
    }
    if (context.clock().getTime() >= giveUpAt) throw held(context);
    await context.sleep(LOOK_AGAIN_MS);
  }
}

/** The client for what is asked outside of any page or batch: each request in its turn, so that it counts among the connection's. */
export function clientInTurn(context: FetchContext): SourceClient {
  const { client } = context;
  return {
    send: (request) => withFetchLease(context, () => client.send(request)),
    quota: () => client.quota(),
  };
}

function stopped({ connection }: FetchContext): AppError {
  return new AppError('stopped', `${connection.name}: stopped by a signal`, {
    hint: 'nothing is lost: the next run goes on from here',
    retryable: true,
  });
}

function held({ connection }: FetchContext): AppError {
  return new AppError('fetch_lease_held', `${connection.name}: another process has been fetching all the time`, {
    hint: 'nothing is lost: the next run goes on from here',
    retryable: true,
  });
}
