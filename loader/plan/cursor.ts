import { z } from 'zod';

/** Name of the cursor's folder under `state/`. */
export const CURSOR_STATE = 'cursor';

const instant = z.iso.datetime({ offset: false, precision: 3 });

/** `state/cursor/<generation>.json` */
export const cursorSchema = z.strictObject({
  v: z.literal(1),
  /** everything that arrived before this instant is named in a manifest, and every load planned before it is over */
  cursor: instant,
  /** when everything was listed for the last time */
  full_listed_at: instant.nullable(),
  /**
   * Loaded keys whose time still lay ahead when their load was planned (a provider's clock in the future). Time comes to
   * them when the manifest that names them is no longer read; without this list they would then look new.
   */
  ahead: z.array(z.string()),
});
export type Cursor = z.infer<typeof cursorSchema>;

export interface CursorFacts {
  /** the loader's clock before it listed anything */
  readonly listedAt: Date;
  /** when the loads that have no outcome yet were planned */
  readonly unfinished: readonly Date[];
  /** the times of the hints that wait for their answer */
  readonly unanswered: readonly Date[];
}

/**
 * How far the cursor may go: not past the loader's clock, not past a load that is not over, because unfinished loads are
 * looked for from the cursor on, and not past a hint that waits for its answer.
 */
export function cursorLimit(facts: CursorFacts): Date {
  return [...facts.unfinished, ...facts.unanswered].reduce(
    (limit, date) => (date < limit ? date : limit),
    facts.listedAt,
  );
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const FULL_LISTING_EVERY_MS = DAY_MS;

export interface Window {
  /** names from this time on are listed, and pointers of late objects from this arrival on */
  readonly from: Date;
  /** manifests of loads planned from this day on are read */
  readonly loadsSince: Date;
}

/**
 * What a normal run looks at. An object in the window arrived at most an hour before its name's time (the receiver points
 * to all others), so its load was planned less than a day before the window opens.
 */
export function windowOf(cursor: Date, lookbackHours: number): Window {
  const from = new Date(cursor.getTime() - lookbackHours * HOUR_MS);
  return { from, loadsSince: new Date(from.getTime() - DAY_MS) };
}

/** Whether a full listing is due: the first run, or a day after the last one. */
export function isFullListingDue(cursor: Cursor | undefined, now: Date): boolean {
  if (cursor === undefined || cursor.full_listed_at === null) return true;
  return now.getTime() - Date.parse(cursor.full_listed_at) >= FULL_LISTING_EVERY_MS;
}
