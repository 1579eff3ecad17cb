import type { ApiQuota } from '../api/source-client.ts';
import type { Queue } from './queue.ts';

/** What was told of the daily quota, as the queue's state keeps it; undefined: nothing was told. */
export function quotaRecord(quota: ApiQuota | undefined): NonNullable<Queue['quota']> | undefined {
  if (quota === undefined) return undefined;
  const { limit, remaining, resetsAt, seenAt } = quota;
  return { limit, remaining, resets_at: resetsAt.toISOString(), seen_at: seenAt.toISOString() };
}

/** What an earlier process was told of it. */
export function quotaIn(queue: Queue | undefined): ApiQuota | undefined {
  if (queue === undefined || queue.quota === null) return undefined;
  const { limit, remaining, resets_at, seen_at } = queue.quota;
  return { limit, remaining, resetsAt: new Date(resets_at), seenAt: new Date(seen_at) };
}
