export type ReadyState = 'ready' | 'draining' | 'landing_unavailable';

export interface ReadinessOptions {
  /** proves that the landing zone can be written; rejects when it cannot */
  readonly recheck: () => Promise<unknown>;
  /** at least between two rechecks; default 5000 */
  readonly recheckEveryMs?: number;
}

/**
 * Whether deliveries should be sent here. The landing zone counts as usable by its last write, or, once a write has failed,
 * by a recheck: a balancer that takes an unready receiver out would otherwise never learn that it has recovered.
 */
export class Readiness {
  #landingUsable = true;
  #draining = false;
  #lastRecheckMs = Number.NEGATIVE_INFINITY;
  #rechecking: Promise<void> | undefined;
  readonly #recheck: () => Promise<unknown>;
  readonly #recheckEveryMs: number;

  constructor(options: ReadinessOptions) {
    this.#recheck = options.recheck;
    this.#recheckEveryMs = options.recheckEveryMs ?? 5_000;
  }

  get draining(): boolean {
    return this.#draining;
  }

  drain(): void {
    this.#draining = true;
  }

  landed(): void {
    this.#landingUsable = true;
  }

  failed(): void {
    this.#landingUsable = false;
  }

  /** The state now; starts a recheck in the background when the landing zone had failed. */
  state(): ReadyState {
    if (this.#draining) return 'draining';
    if (this.#landingUsable) return 'ready';
    const nowMs = performance.now();
    if (this.#rechecking === undefined && nowMs - this.#lastRecheckMs >= this.#recheckEveryMs) {
      this.#lastRecheckMs = nowMs;
      this.#rechecking = this.#runRecheck();
    }
    return 'landing_unavailable';
  }

  async #runRecheck(): Promise<void> {
    try {
      await this.#recheck();
      this.#landingUsable = true;
    } catch {
      this.#landingUsable = false;
    } finally {
      this.#rechecking = undefined;
    }
  }
}
