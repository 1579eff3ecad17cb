import { createHash } from 'node:crypto';
import { AppError } from '../errors.ts';

/** How an envelope came to be; part of its key. */
export const ORIGINS = ['webhook', 'hydrate', 'poll', 'sweep', 'backfill'] as const;
export type Origin = (typeof ORIGINS)[number];

export const UNDATED_TIME = '00000000T000000000Z';
const SEGMENT = /^[A-Za-z0-9_=.-]+$/;
const RAW_KEY =
  /^raw\/source=([a-z0-9_]+)\/connection=([a-z0-9_]+)\/date=(\d{4}-\d{2}-\d{2}|undated)\/(\d{8}T\d{9}Z)\.([a-z]+)\.([a-z0-9_]+)\.([0-9a-f]{64})\.json$/;

export interface RawKeyParts {
  readonly source: string;
  readonly connection: string;
  readonly origin: Origin;
  /** entity as in the tables (`invoices`); anything else is reduced by `entitySegment` */
  readonly entity: string;
  /** the instant that identifies the object (record's modification time, window start, request start), if it has one */
  readonly time: Date | undefined;
  /** what identifies the event, in order; hashed, so it may hold any text */
  readonly identity: readonly string[];
}

export interface ParsedRawKey {
  readonly key: string;
  readonly source: string;
  readonly connection: string;
  /** `YYYY-MM-DD` or `undated` */
  readonly date: string;
  /** undefined when undated */
  readonly time: Date | undefined;
  readonly origin: Origin;
  readonly entity: string;
  readonly hash: string;
}

/** `raw/source=…/connection=…/date=…/<time>.<origin>.<entity>.<hash>.json`; the same parts always give the same key. */
export function rawKey(parts: RawKeyParts): string {
  const time = parts.time === undefined ? UNDATED_TIME : compactTime(parts.time);
  const date = parts.time === undefined ? 'undated' : dateOf(parts.time);
  const hash = identityHash([parts.source, parts.connection, parts.origin, ...parts.identity]);
  const name = `${time}.${parts.origin}.${entitySegment(parts.entity)}.${hash}.json`;
  return `raw/source=${parts.source}/connection=${parts.connection}/date=${date}/${name}`;
}

/** Reads a raw key; undefined when `rawKey` cannot have made it (unknown origin, no such day, date and time at odds). */
export function parseRawKey(key: string): ParsedRawKey | undefined {
  const match = RAW_KEY.exec(key);
  if (match === null) return undefined;
  const [, source = '', connection = '', date = '', time = '', origin = '', entity = '', hash = ''] = match;
  if (!(ORIGINS as readonly string[]).includes(origin)) return undefined;
  const instant = time === UNDATED_TIME ? undefined : parseCompactTime(time);
  // The date folder is derived from the time: a name where they disagree was not made by `rawKey`.
  if (time !== UNDATED_TIME && instant === undefined) return undefined;
  if (date !== (instant === undefined ? 'undated' : dateOf(instant))) return undefined;
  return { key, source, connection, date, time: instant, origin: origin as Origin, entity, hash };
}

/** SHA-256 hex over length-prefixed parts, so that no two lists of parts share a hash. */
export function identityHash(parts: readonly string[]): string {
  const hash = createHash('sha256').update('ledgerlake.v1');
  for (const part of parts) {
    const bytes = Buffer.from(part, 'utf8');
    hash.update(`\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

/** An entity name as a key segment: lower case, `[a-z0-9_]`, at most 40 characters, `unknown` when nothing is left. */
export function entitySegment(entity: string): string {
  const reduced = entity
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40);
  return reduced === '' ? 'unknown' : reduced;
}

/** `YYYYMMDDTHHMMSSmmmZ`; years outside 0001-9999 have no such form (`undefined` there is the caller's: check `isKeyTime`). */
export function compactTime(time: Date): string {
  return time.toISOString().replace(/[-:.]/g, '');
}

export function parseCompactTime(text: string): Date | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(\d{3})Z$/.exec(text);
  if (match === null) return undefined;
  const [, y, mo, d, h, mi, s, ms] = match;
  const time = new Date(`${y}-${mo}-${d}T${h}:${mi}:${s}.${ms}Z`);
  // `Date` rolls 30 February over into March; only a text that comes back unchanged names an instant.
  return Number.isNaN(time.getTime()) || compactTime(time) !== text ? undefined : time;
}

/** Whether an instant can stand in a key: a valid date of the years 0001 to 9999. */
export function isKeyTime(time: Date): boolean {
  const year = time.getUTCFullYear();
  return year >= 1 && year <= 9999;
}

export function dateOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}

/** `late/YYYY-MM-DD/<arrival>.<hash>.json`, the pointer to a raw object whose name lies outside its arrival. */
export function lateKey(arrival: Date, rawObjectKey: string): string {
  return `late/${dateOf(arrival)}/${compactTime(arrival)}.${identityHash(['late', rawObjectKey])}.json`;
}

/** `state/<name>/<generation>.json`, zero-padded so that byte order is numeric order. */
export function stateKey(name: string, generation: number): string {
  return `state/${name}/${String(generation).padStart(12, '0')}.json`;
}

/** Refuses keys that could leave the landing zone or behave differently on another store. @throws AppError `landing_key_invalid` */
export function assertKey(key: string): void {
  const segments = key.split('/');
  const bad =
    key.length === 0 ||
    Buffer.byteLength(key) > 1024 ||
    segments.some(
      (s) => s === '' || s === '.' || s === '..' || s.length > 255 || s.startsWith('.') || !SEGMENT.test(s),
    );
  if (bad) {
    throw new AppError('landing_key_invalid', `not a landing key: ${JSON.stringify(key.slice(0, 200))}`, {
      hint: 'use segments of A-Z a-z 0-9 _ = . - separated by single slashes, at most 1024 bytes, none starting with a dot',
    });
  }
}
