const MINUTE_MS = 60_000;

/** At most so many of a kind in any 60 seconds. */
export class MinuteLimit {
  readonly #most: number;
  readonly #monotonicMs: () => number;
  readonly #taken = new Map<string, number[]>();

  constructor({ most, monotonicMs }: { readonly most: number; readonly monotonicMs: () => number }) {
    this.#most = most;
    this.#monotonicMs = monotonicMs;
  }

  /** Counts one of this kind, unless there were as many as may be. @returns whether it may pass */
  take(kind: string): boolean {
    const nowMs = this.#monotonicMs();
    const recent = (this.#taken.get(kind) ?? []).filter((atMs) => nowMs - atMs < MINUTE_MS);
    const passes = recent.length < this.#most;
    if (passes) recent.push(nowMs);
    this.#taken.set(kind, recent);
    return passes;
  }
}
