import { z } from 'zod';
import { readState, writeState } from '../../receiver/landing/state.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { type ConnectionSweep, connectionSweepSchema } from './report.ts';

const instant = z.iso.datetime({ offset: false, precision: 3 });

/** Absent records of one entity that a sweep asked for and nobody has seen answered, and when it began. */
const confirmingSchema = z.strictObject({ entity: z.string(), since: instant, ids: z.array(z.string()) });
export type Confirming = z.infer<typeof confirmingSchema>;

/** `state/sweep.<connection>/<generation>.json` */
const sweepStateSchema = z.strictObject({
  v: z.literal(1),
  /** the next scheduled sweep is the first time of the schedule after this; null: no run has looked yet */
  scheduled_from: instant.nullable(),
  /** when everything of an entity was listed last, and nothing of that withheld or left */
  whole_at: z.record(z.string(), instant),
  /** by entity: absent records of which so many are that none was asked for; until they are, or a list of everything lacks fewer */
  withheld: z.record(z.string(), z.int().positive()).default({}),
  /** what became of it counts when the queue has it no more */
  confirming: z.array(confirmingSchema).default([]),
  /** a scheduled sweep that is under way, run by run */
  round: connectionSweepSchema.nullable(),
  /** the last sweep, scheduled or not */
  last: connectionSweepSchema.nullable(),
});
export type SweepState = z.infer<typeof sweepStateSchema>;

const NOTHING: SweepState = {
  v: 1,
  scheduled_from: null,
  whole_at: {},
  withheld: {},
  confirming: [],
  round: null,
  last: null,
};

function stateName(connection: string): string {
  return `sweep.${connection}`;
}

/** @throws AppError `state_invalid`, and what the landing store says */
export async function readSweepState(store: LandingStore, connection: string): Promise<SweepState> {
  return (await readState(store, stateName(connection), sweepStateSchema))?.value ?? NOTHING;
}

/** `change` is called again when another process wrote meanwhile. @throws AppError of the landing store */
export async function updateSweepState(
  store: LandingStore,
  connection: string,
  change: (state: SweepState) => SweepState,
): Promise<void> {
  for (;;) {
    const current = await readState(store, stateName(connection), sweepStateSchema);
    const next = { generation: (current?.generation ?? 0) + 1, value: change(current?.value ?? NOTHING) };
    if ((await writeState(store, stateName(connection), next)) === 'written') return;
  }
}

/** What a sweep leaves to remember. */
export function withSweep(state: SweepState, sweep: ConnectionSweep): SweepState {
  return { ...withListed(state, sweep), last: sweep };
}

/**
 * Of which entities everything was listed, and of which absences were withheld. What was withheld or left is in no queue: only
 * another list of everything finds it again, so the next one lists it.
 */
export function withListed(state: SweepState, { entities, started_at: at }: ConnectionSweep): SweepState {
  const wholeAt = { ...state.whole_at };
  const withheldOf = { ...state.withheld };
  for (const { entity, whole, absent, withheld, left, problem } of entities) {
    const isWhole = whole && problem === null;
    if (withheld || left > 0) delete wholeAt[entity];
    else if (isWhole) wholeAt[entity] = at;
    if (withheld) withheldOf[entity] = absent;
    else if (isWhole) delete withheldOf[entity];
  }
  return { ...state, whole_at: wholeAt, withheld: withheldOf };
}
