import { AppError, codeOf } from '../../receiver/errors.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';

const CODE = 'fetch_time_over';

/** The same context for what must end in time: who waits for the fetch lease then waits no longer. */
export function leaseInTime(context: FetchContext, until: Date): FetchContext {
  const { acquireLease, clock, connection } = context;
  return {
    ...context,
    acquireLease: async () => {
      const lease = await acquireLease();
      if (lease !== undefined || clock() < until) return lease;
      throw new AppError(CODE, `${connection.name}: another process has been fetching until the time was over`, {
        hint: 'nothing is lost: the next run goes on from here',
        retryable: true,
      });
    },
  };
}

/** Whether something ended because its turn did not come in time. */
export function isOutOfTime(error: unknown): boolean {
  return codeOf(error) === CODE;
}
