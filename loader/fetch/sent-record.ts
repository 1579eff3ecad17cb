import { z } from 'zod';
import type { RequestWindow, SentRequests } from '../api/request-window.ts';
import type { LeaseBefore } from '../lease.ts';

const instant = z.iso.datetime({ offset: false, precision: 3 });

/** What the fetch lease's record says when it is given back: the requests of the last minute, by all processes. */
const sentSchema = z.object({ ended_at: z.array(instant), paused_until: instant.nullable() });

export function sentRecord({ endedAt, pausedUntil }: SentRequests): z.infer<typeof sentSchema> {
  return { ended_at: endedAt.map((end) => end.toISOString()), paused_until: pausedUntil?.toISOString() ?? null };
}

/**
 * A process that fetches goes on with the window of the one before. One that died may have sent all that it might until then; so
 * may one of a release that left something else.
 */
export function hearBefore(window: RequestWindow, before: LeaseBefore): void {
  if (before.kind === 'nobody') return;
  const left = before.kind === 'released' ? sentSchema.safeParse(before.left).data : undefined;
  if (left === undefined) return window.assumeFull(before.at);
  const { ended_at: endedAt, paused_until: pausedUntil } = left;
  window.hear({
    endedAt: endedAt.map((end) => new Date(end)),
    pausedUntil: pausedUntil === null ? undefined : new Date(pausedUntil),
  });
}
