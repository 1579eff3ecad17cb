const LOCAL = /^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2}:\d{2})(?:\.\d+)?$/;

const FORMAT = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'America/New_York',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

/** `YYYY-MM-DD HH:MM:SS` in UTC as an instant; undefined for anything else. */
export function parseUtc(text: string): Date | undefined {
  const [, day, time] = LOCAL.exec(text) ?? [];
  const at = new Date(`${day}T${time}Z`);
  return Number.isNaN(at.getTime()) ? undefined : at;
}

/** `YYYY-MM-DD HH:MM:SS` in US/Eastern as an instant; of the hour that comes twice in autumn the first, as silver has it. */
export function parseEastern(text: string): Date | undefined {
  const local = parseUtc(text);
  if (local === undefined) return undefined;
  // Summer time first: in the doubled hour both fit.
  for (const hours of [4, 5]) {
    const at = new Date(local.getTime() + hours * 3_600_000);
    if (easternMs(at) === local.getTime()) return at;
  }
  return new Date(local.getTime() + 5 * 3_600_000); // an hour that spring leaves out
}

/** The day in US/Eastern, `YYYY-MM-DD`. */
export function easternDay(at: Date): string {
  return new Date(easternMs(at)).toISOString().slice(0, 10);
}

/** The wall clock there, as if it were UTC; whole seconds. */
function easternMs(at: Date): number {
  const parts = Object.fromEntries(FORMAT.formatToParts(at).map(({ type, value }) => [type, value]));
  const { year, month, day, hour, minute, second } = parts;
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
}
