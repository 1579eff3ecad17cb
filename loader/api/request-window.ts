const WINDOW_MS = 60_000;
/** A pause that is told lasts no longer, whatever the clocks say. */
const LONGEST_TOLD_PAUSE_MS = 24 * 3_600_000;

export interface RequestWindowOptions {
  readonly requestsPerMinute: number;
  readonly clock: () => Date;
}

/** What one process leaves to the next that sends for the same connection. */
export interface SentRequests {
  /** when the requests of the last 60 s ended, in order */
  readonly endedAt: readonly Date[];
  /** nothing may begin before */
  readonly pausedUntil: Date | undefined;
}

/**
 * Keeps a connection within so many requests in ANY 60 seconds, as the provider counts them: a request counts from its start until
 * 60 s after its end, since it arrives somewhere between the two. A pause holds everything back.
 *
 * It knows what this process sent and what it is told of others, who send in turns; a provider that counts more says so by a 429,
 * which is a pause.
 */
export class RequestWindow {
  readonly #max: number;
  readonly #clock: () => Date;
  /** when the requests of the last 60 s ended, ms, in order */
  #ends: number[] = [];
  /** how many of them, the last ones, nobody else was told of */
  #untold = 0;
  #inFlight = 0;
  #pausedUntil = 0;
  #now = 0;

  constructor({ requestsPerMinute, clock }: RequestWindowOptions) {
    this.#max = requestsPerMinute;
    this.#clock = clock;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** How long nothing may begin, at least, in ms; 0: one request may begin now. */
  waitMs(): number {
    const now = this.#tick();
    if (this.#pausedUntil > now) return this.#pausedUntil - now;
    if (this.#inFlight + this.#ends.length < this.#max) return 0;
    const [oldest] = this.#ends;
    // Everything is in flight: the first that ends says more.
    return oldest === undefined ? WINDOW_MS : oldest + WINDOW_MS + 1 - now;
  }

  /** A request begins. @returns to be called at its end, however it ended */
  begin(): () => void {
    this.#inFlight += 1;
    return () => {
      this.#inFlight -= 1;
      const now = this.#tick();
      this.#ends.push(now);
      this.#untold += 1;
    };
  }

  /** What the next process must know. What is still under way counts as ended now. */
  tell(): SentRequests {
    const now = this.#tick();
    const ends = [...this.#ends, ...Array.from({ length: this.#inFlight }, () => now)];
    this.#untold = 0;
    return {
      endedAt: ends.map((end) => new Date(end)),
      pausedUntil: this.#pausedUntil > now ? new Date(this.#pausedUntil) : undefined,
    };
  }

  /** Takes what the process before told. It knew what we had told; what we sent since is added. */
  hear({ endedAt, pausedUntil }: SentRequests): void {
    const now = this.#tick();
    const untold = this.#untold === 0 ? [] : this.#ends.slice(-this.#untold);
    // A time that is still to come is of a clock that was set back.
    const told = endedAt.map((end) => Math.min(end.getTime(), now));
    this.#ends = [...told, ...untold].sort((a, b) => a - b);
    this.#pausedUntil = Math.max(this.#pausedUntil, Math.min(pausedUntil?.getTime() ?? 0, now + LONGEST_TOLD_PAUSE_MS));
    this.#tick();
  }

  /** Takes it that the process before had sent all that it might when it ended, which nobody knows better. */
  assumeFull(endedAt: Date): void {
    this.hear({ endedAt: Array.from({ length: this.#max }, () => endedAt), pausedUntil: undefined });
  }

  /** Nothing begins for so long; a longer pause that is under way stays. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#tick() + ms);
  }

  #tick(): number {
    const now = this.#clock().getTime();
    // A clock that was set back must not turn a minute into hours: what is remembered goes back with it.
    const back = this.#now - now;
    if (back > 0) {
      this.#ends = this.#ends.map((end) => end - back);
      this.#pausedUntil -= back;
    }
    this.#now = now;
    this.#ends = this.#ends.filter((end) => end + WINDOW_MS >= now);
    this.#untold = Math.min(this.#untold, this.#ends.length);
    return now;
  }
}
