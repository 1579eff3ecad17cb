/** What a sweep is about. */
export interface SweepWindow {
  /** documents changed since then; undefined: ever */
  readonly since: Date | undefined;
  /** and before then; undefined: until now */
  readonly until: Date | undefined;
  /** `all`: list everything, also where what has changed can be listed alone; `due`: where that is cheap or was not done for a week */
  readonly lists: 'all' | 'changed' | 'due';
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
  return { since: from, until, lists: isFull ? 'all' : since === undefined && until === undefined ? 'due' : 'changed' };
}

/** Ten pages of Zoho Books, twenty of FreshBooks. */
const CHEAP = 2000;

const WHOLE_EVERY_DAYS = 7;

/**
 * Whether everything is to be listed of an entity: only then does anything tell what is gone. Of small entities each time, of others
 * once a week: twenty thousand invoices are a hundred requests then.
 *
 * @param entity  `living`: records that silver has alive; `wholeAt`: when everything was listed last
 */
export function isWholeDue(
  { lists }: SweepWindow,
  { living, wholeAt, now }: { readonly living: number; readonly wholeAt: Date | undefined; readonly now: Date },
): boolean {
  if (lists !== 'due') return lists === 'all';
  return living <= CHEAP || wholeAt === undefined || now.getTime() - wholeAt.getTime() >= WHOLE_EVERY_DAYS * DAY_MS;
}

/** Whether a record was changed in the window. */
export function isChangedIn({ since, until }: SweepWindow, versionAt: Date): boolean {
  return (since === undefined || versionAt >= since) && (until === undefined || versionAt < until);
}
