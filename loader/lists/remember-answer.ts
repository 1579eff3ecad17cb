import type { FetchContext } from '../fetch/fetch-context.ts';
import { updateQueue } from '../fetch/queue-state.ts';

/** Writes down in the connection's queue that an answer has landed, and what it told of the daily quota. @throws AppError of the landing store */
export async function rememberAnswer(
  { store, connection, client, clock }: FetchContext,
  startedAt: Date,
): Promise<void> {
  const quota = client.quota();
  await updateQueue(store, connection.name, (queue) => ({
    ...queue,
    last_started_at: startedAt.toISOString(),
    last_answer_at: clock().toISOString(),
    quota:
      quota === undefined
        ? queue.quota
        : {
            limit: quota.limit,
            remaining: quota.remaining,
            resets_at: quota.resetsAt.toISOString(),
            seen_at: quota.seenAt.toISOString(),
          },
    problem: null,
  }));
}
