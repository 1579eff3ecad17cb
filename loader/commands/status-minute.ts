/** `2026-11-20 12:00Z`: seconds tell nobody anything in a report. */
export function minute(instant: string | null): string {
  return instant === null ? '-' : `${instant.slice(0, 16).replace('T', ' ')}Z`;
}
