import type { Column, Entity } from '../catalog/entity.ts';
import { type JsonObject, ownText } from '../documents/json.ts';
import type { SqlValue } from '../warehouse/warehouse.ts';

/** By precision: FreshBooks' `version` has microseconds. */
const FIELDS = ['version', 'updated', 'updated_at'];

const SECONDS = 'YYYY-MM-DD HH:MM:SS'.length;

/**
 * The columns in which a record itself says when it was changed, the most exact first. Only where `_version` is the time of a read:
 * elsewhere it is the record's own time, and no other is needed. None: its records do not say.
 */
export function stampColumns(entity: Entity): readonly Column[] {
  if (entity.webhooks === 'documents') return [];
  return FIELDS.flatMap((field) => entity.columns.filter((column) => column.field === field));
}

/** The stamp of a row, with its column, in a form that is equal for equal stamps: `updated 2026-11-20 07:00:07`; undefined when it has none. */
export function stampOf(columns: readonly Column[], payload: JsonObject): string | undefined {
  for (const { name, field, type } of columns) {
    const text = ownText(payload, field);
    if (text === undefined) continue;
    if (type === 'text') return `${name} ${text}`;
    return `${name} ${type === 'iso' ? microseconds(text) : text.slice(0, SECONDS)}`;
  }
  return undefined;
}

/** The same of a column's value in silver; instants come back in the zone in which the provider wrote them. */
export function stampInSilver({ name, type }: Column, value: SqlValue | undefined): string | undefined {
  if (typeof value !== 'string') return undefined;
  if (type === 'text') return `${name} ${value}`;
  if (type === 'iso') return `${name} ${microseconds(value)}`;
  return `${name} ${wallClock(new Date(value), type === 'eastern' ? 'America/New_York' : 'UTC')}`;
}

/** `2026-06-09T13:46:21.000000` */
function microseconds(text: string): string {
  const [, seconds = text, fraction = ''] = /^(.{19})(?:\.(\d{1,6}))?/.exec(text) ?? [];
  return `${seconds}.${fraction.padEnd(6, '0')}`;
}

const PARTS = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
} as const;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** `2026-11-20 07:00:07` */
function wallClock(at: Date, zone: string): string {
  // Sweden writes dates so
  const clock = clocks.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, ...PARTS });
  clocks.set(zone, clock);
  return clock.format(at);
}
