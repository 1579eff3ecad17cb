import { isKeyTime } from '../../landing/keys.ts';

const STAMP = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,9}))?(?:Z|([+-])(\d{2}):?(\d{2}))$/;

/**
 * A Zoho Books stamp as an instant, or undefined for anything else.
 *
 * Taken: `2026-06-09T09:46:21-0400` (what Books sends: the organization's offset, without colon), the same with `+05:30`
 * or `Z`, and fractions of a second (cut to milliseconds). A stamp without offset is refused: it names no instant.
 * A day that the calendar lacks is refused too, where `Date` would silently take the next one.
 */
export function parseZohoTime(text: unknown): Date | undefined {
  if (typeof text !== 'string') return undefined;
  const match = STAMP.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = '', sign, offsetHour = '0', offsetMinute = '0'] = match;
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return undefined;
  if (Number(offsetHour) > 18 || Number(offsetMinute) > 59) return undefined;
  const local = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`);
  if (Number.isNaN(local.getTime()) || local.getUTCDate() !== Number(day)) return undefined;
  const offsetMs = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000;
  const time = new Date(local.getTime() - (sign === '-' ? -offsetMs : offsetMs));
  return isKeyTime(time) ? time : undefined;
}
