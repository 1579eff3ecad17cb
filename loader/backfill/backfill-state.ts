import { z } from 'zod';
import { readState, writeState } from '../../receiver/landing/state.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { readingSchema } from '../lists/reading.ts';

const instant = z.iso.datetime({ offset: false, precision: 3 });
const count = z.int().nonnegative();

const entitySchema = z.strictObject({
  entity: z.string(),
  /** where the reading of its lists stands; null: not begun, or over */
  reading: readingSchema.nullable(),
  is_done: z.boolean(),
  /** list pages that are finished, rows in them, and objects that were read singly because of them */
  pages: count,
  rows: count,
  queued: count,
  /** as estimated when it began; rows of all lists, and requests: list pages, objects read singly */
  estimate: z.strictObject({ rows: count, pages: count, objects: count }),
  /** a lasting refusal: nothing more of it can be read; where it is done, of the lists of single objects, which were passed over */
  problem: z.strictObject({ at: instant, code: z.string(), message: z.string() }).nullable(),
});
export type BackfilledEntity = z.infer<typeof entitySchema>;

/** `state/backfill.<connection>/<generation>.json`: the backfill that is under way, or the last one. */
const backfillSchema = z.strictObject({
  v: z.literal(1),
  started_at: instant,
  finished_at: instant.nullable(),
  /** document dates, `YYYY-MM-DD`, both inclusive; null: without bound */
  since: z.string().nullable(),
  until: z.string().nullable(),
  entities: z.array(entitySchema),
});
export type BackfillState = z.infer<typeof backfillSchema>;

/** @throws AppError `state_invalid`, and what the landing store says */
export async function readBackfill(store: LandingStore, connection: string): Promise<BackfillState | undefined> {
  return (await readState(store, `backfill.${connection}`, backfillSchema))?.value;
}

const TRIES = 20;

/** Makes the state durable. Only one backfill of a connection is under way at a time; the last writer wins. @throws AppError of the landing store */
export async function writeBackfill(store: LandingStore, connection: string, value: BackfillState): Promise<void> {
  const name = `backfill.${connection}`;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const current = await readState(store, name, backfillSchema);
    if ((await writeState(store, name, { generation: (current?.generation ?? 0) + 1, value })) === 'written') return;
  }
  throw new Error(`state/${name} is being written all the time`);
}
