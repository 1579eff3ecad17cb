/** What a sweep is about. */
export interface SweepWindow {
  /** documents changed since then; undefined: ever */
  readonly since: Date | undefined;
  /** and before then; undefined: until now */
  readonly until: Date | undefined;
  /** list everything, also where what has changed can be listed alone */
  readonly isFull: boolean;
}

/** Of a sweep that is given no other. Webhooks are lost within minutes; days are for weekends and providers' bad ones. */
const DEFAULT_DAYS = 3;

const DAY_MS = 86_400_000;

export interface WindowOptions {
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
  readonly isFull: boolean;
}

export function sweepWindow({ since, until, isFull }: WindowOptions, now: Date): SweepWindow {
  const from = since ?? (isFull ? undefined : new Date((until ?? now).getTime() - DEFAULT_DAYS * DAY_MS));
  return { since: from, until, isFull };
}

/** Whether a record was changed in the window; false when it does not say when. */
export function isChangedIn({ since, until }: SweepWindow, versionAt: Date | undefined): boolean {
  if (versionAt === undefined) return false;
  return (since === undefined || versionAt >= since) && (until === undefined || versionAt < until);
}
