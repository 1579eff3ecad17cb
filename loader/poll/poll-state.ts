import { z } from 'zod';
import { readState, writeState } from '../../receiver/landing/state.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { readingSchema } from '../lists/reading.ts';

const instant = z.iso.datetime({ offset: false, precision: 3 });

const entitySchema = z.strictObject({
  /** before the first request of the newest list that was read to its end: the watermark */
  started_at: instant.nullable(),
  /** the same of the newest list of everything */
  full_at: instant.nullable(),
  /** the last try, however it ended */
  tried_at: instant.nullable(),
  /** a list that is read in several runs, and where it stands */
  reading: readingSchema.nullable(),
  /** why the last try failed */
  problem: z.strictObject({ at: instant, code: z.string(), message: z.string(), retryable: z.boolean() }).nullable(),
});
export type PolledEntity = z.infer<typeof entitySchema>;

/** `state/poll.<connection>/<generation>.json`: when each entity was polled. */
const pollSchema = z.strictObject({ v: z.literal(1), entities: z.record(z.string(), entitySchema) });
export type PollState = z.infer<typeof pollSchema>;

export const NEVER_POLLED: PolledEntity = {
  started_at: null,
  full_at: null,
  tried_at: null,
  reading: null,
  problem: null,
};

function pollStateName(connection: string): string {
  return `poll.${connection}`;
}

/** @throws AppError `state_invalid`, and what the landing store says */
export async function readPollState(store: LandingStore, connection: string): Promise<PollState> {
  return (await readState(store, pollStateName(connection), pollSchema))?.value ?? { v: 1, entities: {} };
}

const TRIES = 20;

/** Changes what is remembered of one entity and makes it durable. @throws AppError of the landing store */
export async function updatePolled(
  store: LandingStore,
  connection: string,
  change: { readonly entity: string; readonly to: (polled: PolledEntity) => PolledEntity },
): Promise<void> {
  const name = pollStateName(connection);
  for (let tries = 0; tries < TRIES; tries += 1) {
    const current = await readState(store, name, pollSchema);
    const entities = current?.value.entities ?? {};
    const polled = change.to(entities[change.entity] ?? NEVER_POLLED);
    const value: PollState = { v: 1, entities: { ...entities, [change.entity]: polled } };
    if ((await writeState(store, name, { generation: (current?.generation ?? 0) + 1, value })) === 'written') return;
  }
  throw new Error(`state/${name} is being written all the time`);
}
