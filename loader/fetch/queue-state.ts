import { AppError } from '../../receiver/errors.ts';
import { readState, writeState } from '../../receiver/landing/state.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { EMPTY_QUEUE, type Queue, queueName, queueSchema } from './queue.ts';

/** The queue of a connection; undefined before its first fetch. @throws AppError `state_invalid`, and what the landing store says */
export async function readQueue(store: LandingStore, connection: string): Promise<Queue | undefined> {
  return (await readState(store, queueName(connection), queueSchema))?.value;
}

const TRIES = 20;

/**
 * Changes the queue and makes it durable. `change` is called again when another process wrote meanwhile, so it must not lean
 * on anything but what it is given.
 *
 * @throws AppError of the landing store
 */
export async function updateQueue(
  store: LandingStore,
  connection: string,
  change: (queue: Queue) => Queue,
): Promise<Queue> {
  for (let tries = 0; ; tries += 1) {
    const current = await readState(store, queueName(connection), queueSchema);
    const value = change(current?.value ?? EMPTY_QUEUE);
    if (current !== undefined && value === current.value) return value;
    const generation = (current?.generation ?? 0) + 1;
    if ((await writeState(store, queueName(connection), { generation, value })) === 'written') return value;
    if (tries < TRIES) continue;
    throw new AppError(
      'landing_unavailable',
      `state/${queueName(connection)} changed ${TRIES} times while it was written`,
      {
        hint: 'run again',
        retryable: true,
      },
    );
  }
}
