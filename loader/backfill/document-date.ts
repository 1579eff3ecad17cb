import { type JsonObject, ownText } from '../documents/json.ts';

/** Keys under which documents of both systems have their own date, the day that the books count: the first that is there. */
const DATE_KEYS = ['date', 'journal_date', 'create_date', 'issue_date', 'paid_date', 'user_entered_date', 'started_at'];

/** The document's own date, `YYYY-MM-DD`; undefined: it has none, as contacts and accounts have none. */
export function documentDate(row: JsonObject): string | undefined {
  for (const key of DATE_KEYS) {
    const day = /^\d{4}-\d{2}-\d{2}/.exec(ownText(row, key) ?? '')?.[0];
    if (day !== undefined) return day;
  }
  return undefined;
}

export interface DateRange {
  /** `YYYY-MM-DD`, inclusive; null: without bound */
  readonly since: string | null;
  readonly until: string | null;
}

/** Whether a row belongs into the range. What has no date does: documents refer to it. */
export function isInRange(row: JsonObject | undefined, { since, until }: DateRange): boolean {
  const day = row === undefined ? undefined : documentDate(row);
  if (day === undefined) return true;
  return (since === null || day >= since) && (until === null || day <= until);
}
