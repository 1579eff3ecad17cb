/** A coalescing window: deliveries within it are one. */
export interface Window {
  readonly start: Date;
  /** the first instant of the next one */
  readonly end: Date;
}

/** The window of `coalesceSeconds` in which an instant lies; windows are counted from 1970, so that all receivers agree. */
export function windowAt(now: Date, coalesceSeconds: number): Window {
  const windowMs = coalesceSeconds * 1000;
  const start = new Date(Math.floor(now.getTime() / windowMs) * windowMs);
  return { start, end: new Date(start.getTime() + windowMs) };
}
