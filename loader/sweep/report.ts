import { z } from 'zod';

const instant = z.iso.datetime({ offset: false, precision: 3 });
const count = z.int().nonnegative();

/** What a sweep found of one entity. */
export const entitySweepSchema = z.strictObject({
  entity: z.string(),
  /** everything was listed; false: what has changed since the window's beginning */
  whole: z.boolean(),
  /** records in the lists */
  listed: count,
  /** whose version silver has, or quarantine tells of */
  known: count,
  /** whose version is not in silver, but has landed or stands in the queue */
  waiting: count,
  /** whose id was unknown */
  missed: count,
  /** whose version was unknown */
  stale: count,
  /** that silver had alive: listed as deleted, or absent and confirmed to be gone */
  deleted: count,
  /** that silver has alive and a whole list lacks */
  absent: count,
  /** of those: which no single read can confirm, so nothing comes of it */
  unconfirmable: count,
  /** so many are absent that none of them is asked for without --yes; what was missed or stale is read all the same */
  withheld: z.boolean(),
  /** to be read and not queued: too many for one sweep */
  left: count,
  /** records changed in the window, as the lists say, and those of them whose version was unknown; null: it has no webhooks, or its rows do not say when */
  changed: count.nullable(),
  unknown: count.nullable(),
  loss_rate: z.number().nullable(),
  /** why it could not be listed, or not wholly */
  problem: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
});
export type EntitySweep = z.infer<typeof entitySweepSchema>;

/** What a sweep found of one connection: `sweep --json`, and `state/sweep.<connection>`. */
export const connectionSweepSchema = z.strictObject({
  connection: z.string(),
  source: z.string(),
  started_at: instant,
  finished_at: instant,
  /** the window: changed at or after, and before; null: ever, and until now */
  since: instant.nullable(),
  until: instant.nullable(),
  full: z.boolean(),
  entities: z.array(entitySweepSchema),
  /** objects put into the queue, those of them read since, and those still in it */
  queued: count,
  read: count,
  unread: count,
  /** absent records that this sweep or an earlier one asked for and that are not answered yet: they count once they are */
  confirming: count.default(0),
  /** what ended it early, as a whole */
  stopped: z.strictObject({ code: z.string(), message: z.string(), hint: z.string() }).nullable(),
});
export type ConnectionSweep = z.infer<typeof connectionSweepSchema>;

/** Records that were missed in any way. */
export function foundBy({ entities }: Pick<ConnectionSweep, 'entities'>): number {
  return entities.reduce((sum, { missed, stale, deleted }) => sum + missed + stale + deleted, 0);
}

/** What the account's plan does not have is no failure of the sweep. */
const EXPECTED = new Set(['api_not_enabled']);

/** 1: something could not be compared or was withheld; 3: done, and something was missed; 0: nothing was. */
export function sweepExitCode(sweeps: readonly ConnectionSweep[]): number {
  const isUnfinished = sweeps.some(
    ({ stopped, entities }) =>
      stopped !== null ||
      entities.some(({ withheld, problem }) => withheld || (problem !== null && !EXPECTED.has(problem.code))),
  );
  if (isUnfinished) return 1;
  return sweeps.some((sweep) => foundBy(sweep) > 0) ? 3 : 0;
}

/** The losses of all entities together; `changed` is 0 where nothing can be said. */
export function totalLoss({ entities }: Pick<ConnectionSweep, 'entities'>): {
  readonly changed: number;
  readonly unknown: number;
  readonly loss_rate: number | null;
} {
  const total = entities.reduce(
    (sum, one) =>
      one.changed === null ? sum : { changed: sum.changed + one.changed, unknown: sum.unknown + (one.unknown ?? 0) },
    { changed: 0, unknown: 0 },
  );
  return { ...total, loss_rate: lossRate(total) };
}

/** Unknown among changed; null where nothing can be said. */
export function lossRate({ changed, unknown }: Pick<EntitySweep, 'changed' | 'unknown'>): number | null {
  return changed === null || unknown === null || changed === 0 ? null : unknown / changed;
}
