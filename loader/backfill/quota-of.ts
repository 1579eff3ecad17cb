import type { ApiQuota } from '../api/source-client.ts';
import type { FetchContext } from '../fetch/fetch-context.ts';
import { readQueue } from '../fetch/queue-state.ts';
import { quotaIn } from '../fetch/quota-record.ts';

/**
 * The day's quota as told now or, where nothing was asked yet, to an earlier process. Of a day that is over only its limit still holds.
 *
 * @throws AppError of the landing store
 */
export async function quotaOf({ client, clock, connection, store }: FetchContext): Promise<ApiQuota | undefined> {
  const told = client.quota() ?? quotaIn(await readQueue(store, connection.name));
  const isOver = told !== undefined && told.resetsAt <= clock();
  return isOver ? { ...told, remaining: told.limit } : told;
}
