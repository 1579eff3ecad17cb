import { AppError } from '../../receiver/errors.ts';
import type { ParsedRawKey } from '../../receiver/landing/keys.ts';
import { entitySegment } from '../../receiver/landing/keys.ts';

/** Which landed objects a replay takes: every selector that is given must agree. */
export interface Selection {
  readonly prefix: string | undefined;
  readonly connection: string | undefined;
  readonly source: string | undefined;
  readonly entity: string | undefined;
  readonly id: string | undefined;
  /** by the time in the object's name, both inclusive */
  readonly since: Date | undefined;
  readonly until: Date | undefined;
  readonly loads: readonly string[];
  readonly failed: boolean;
  readonly quarantined: boolean;
}

/** Whether an object's name agrees with the selectors that a name can answer. Undated objects have no time to agree with. */
export function matchesName(parsed: ParsedRawKey, selection: Selection): boolean {
  const { prefix, connection, source, entity, since, until } = selection;
  if (prefix !== undefined && !parsed.key.startsWith(prefix)) return false;
  if (connection !== undefined && parsed.connection !== connection) return false;
  if (source !== undefined && parsed.source !== source) return false;
  if (entity !== undefined && parsed.entity !== entitySegment(entity)) return false;
  if (since !== undefined && (parsed.time === undefined || parsed.time < since)) return false;
  return until === undefined || (parsed.time !== undefined && parsed.time <= until);
}

/** Whether anything but `--all` was given. */
export function hasSelector(selection: Selection): boolean {
  const { prefix, connection, source, entity, id, since, until, loads, failed, quarantined } = selection;
  const texts = [prefix, connection, source, entity, id, since, until];
  return texts.some((value) => value !== undefined) || loads.length > 0 || failed || quarantined;
}

/**
 * A day (`2026-11-30`: its first instant, or with `endOfDay` its last) or an RFC 3339 instant.
 *
 * @throws AppError `usage`
 */
export function parseTime(text: string, option: { readonly name: string; readonly endOfDay: boolean }): Date {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const hasZone = /T.*(?:Z|[+-]\d{2}:\d{2})$/.test(text);
  const time = new Date(day ? `${text}T${option.endOfDay ? '23:59:59.999' : '00:00:00.000'}Z` : text);
  const exists = !Number.isNaN(time.getTime()) && (!day || time.toISOString().startsWith(text));
  if (exists && (day || hasZone)) return time;
  throw new AppError('usage', `${option.name} is ${JSON.stringify(text)}, which is no day and no instant`, {
    hint: 'write 2026-11-30 or 2026-11-30T08:00:00Z',
  });
}

/** @throws AppError `usage` */
export function assertPrefix(prefix: string): void {
  if (prefix.startsWith('raw/')) return;
  throw new AppError('usage', `--prefix is ${JSON.stringify(prefix)}, which does not begin with raw/`, {
    hint: 'name landed objects as the landing zone does, e.g. raw/source=zoho_books/connection=acme_books/date=2026-11-30/',
  });
}
