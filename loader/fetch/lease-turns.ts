import type { Lease } from '../lease.ts';
import type { FetchContext } from './fetch-context.ts';

/** So often who waits for the fetch lease looks whether it is free. */
export const LOOK_AGAIN_MS = 75;
/** So long who gave it back leaves it to others: twice of what they wait. */
export const OTHERS_TURN_MS = 2 * LOOK_AGAIN_MS;
/** Held for less than this, in all its turns together, it has kept nobody waiting. */
const SHORT_TURN_MS = 100;

/**
 * Keeps a process that takes the fetch lease again and again (a list, page by page) from keeping it from others: after a page it lets
 * them have a look first. What it does itself between two turns counts, so a page costs 150 ms at most, and nothing where requests have
 * to wait for their minute anyway.
 *
 * @param acquire  becomes the holder; undefined: somebody else is
 */
export function inTurns(
  acquire: FetchContext['acquireLease'],
  { clock, sleep }: Pick<FetchContext, 'clock' | 'sleep'>,
): FetchContext['acquireLease'] {
  let heldMs = 0;
  let freeSince = 0;
  const letOthersLook = async (): Promise<void> => {
    if (heldMs < SHORT_TURN_MS) return;
    heldMs = 0;
    const restMs = OTHERS_TURN_MS - (clock().getTime() - freeSince);
    // A clock that was set back must not turn moments into hours.
    if (restMs > 0) await sleep(Math.min(restMs, OTHERS_TURN_MS));
  };
  return async () => {
    await letOthersLook();
    const lease = await acquire();
    if (lease === undefined) {
      heldMs = 0;
      return undefined;
    }
    const takenAt = clock().getTime();
    const release = async (): Promise<void> => {
      await lease.release();
      freeSince = clock().getTime();
      heldMs += Math.max(0, freeSince - takenAt);
    };
    return { assertHeld: () => lease.assertHeld(), release } satisfies Lease;
  };
}
