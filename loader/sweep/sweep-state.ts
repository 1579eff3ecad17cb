import { z } from 'zod';
import { readState, writeState } from '../../receiver/landing/state.ts';
import type { LandingStore } from '../../receiver/landing/store.ts';
import { type ConnectionSweep, connectionSweepSchema } from './report.ts';

const instant = z.iso.datetime({ offset: false, precision: 3 });

/** `state/sweep.<connection>/<generation>.json` */
const sweepStateSchema = z.strictObject({
  v: z.literal(1),
  /** the next scheduled sweep is the first time of the schedule after this; null: no run has looked yet */
  scheduled_from: instant.nullable(),
  /** when everything of an entity was listed last */
  whole_at: z.record(z.string(), instant),
  /** a scheduled sweep that is under way, run by run */
  round: connectionSweepSchema.nullable(),
  /** the last sweep, scheduled or not */
  last: connectionSweepSchema.nullable(),
});
export type SweepState = z.infer<typeof sweepStateSchema>;

const NOTHING: SweepState = { v: 1, scheduled_from: null, whole_at: {}, round: null, last: null };

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
  const whole = sweep.entities.filter((one) => one.whole && one.problem === null).map(({ entity }) => entity);
  const wholeAt = Object.fromEntries(whole.map((entity) => [entity, sweep.started_at]));
  return { ...state, whole_at: { ...state.whole_at, ...wholeAt }, last: sweep };
}
