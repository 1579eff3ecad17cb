// making one takes longer than using it a hundred times
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'longOffset',
  });
  formats.set(timeZone, format);
  return format;
}

/** Parts of an instant in a zone, each with its usual number of digits. */
function partsOf(at: Date, timeZone: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
}

/** `2026-06-09 09:46:21`: local time without a zone, as FreshBooks writes it. */
export function localText(at: Date, timeZone: string): string {
  const { year, month, day, hour, minute, second } = partsOf(at, timeZone);
  return `${year}-${month}-${day} ${hour}:${minute}:${second}`;
}

/** `2026-06-09T09:46:21-0400`: local time with an offset without colon, as Zoho Books writes it. */
export function offsetText(at: Date, timeZone: string): string {
  const { timeZoneName = 'GMT' } = partsOf(at, timeZone);
  const offset = timeZoneName.replace('GMT', '').replace(':', '') || '+0000';
  return `${localText(at, timeZone).replace(' ', 'T')}${offset}`;
}

/** Whole seconds until the zone's midnight. */
export function secondsLeftOfDay(at: Date, timeZone: string): number {
  const { hour, minute, second } = partsOf(at, timeZone);
  return 86_399 - (Number(hour) * 3600 + Number(minute) * 60 + Number(second));
}
