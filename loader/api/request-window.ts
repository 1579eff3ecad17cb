const WINDOW_MS = 60_000;

export interface RequestWindowOptions {
  readonly requestsPerMinute: number;
  readonly clock: () => Date;
}

/**
 * Keeps a connection within so many requests in ANY 60 seconds, as the provider counts them: a request counts from its start until
 * 60 s after its end, since it arrives somewhere between the two. A pause holds everything back.
 *
 * It knows what this process sent; a provider that counts more says so by a 429, which is a pause.
 */
export class RequestWindow {
  readonly #max: number;
  readonly #clock: () => Date;
  /** when the requests of the last 60 s ended, ms, in order */
  #ends: number[] = [];
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
    };
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
    return now;
  }
}
