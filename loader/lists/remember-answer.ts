import type { FetchContext } from '../fetch/fetch-context.ts';
import { updateQueue } from '../fetch/queue-state.ts';
import { quotaRecord } from '../fetch/quota-record.ts';

/** Writes down in the connection's queue that an answer has landed, and what it told of the daily quota. @throws AppError of the landing store */
export async function rememberAnswer(
  { store, connection, client, clock }: FetchContext,
  startedAt: Date,
): Promise<void> {
  await updateQueue(store, connection.name, (queue) => ({
    ...queue,
    last_started_at: startedAt.toISOString(),
    last_answer_at: clock().toISOString(),
    quota: quotaRecord(client.quota()) ?? queue.quota,
    problem: null,
  }));
}
