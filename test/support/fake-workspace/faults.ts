/** What happens to one request instead of, or besides, its normal answer. */
export type Fault =
  /** answered so, nothing is done */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly errorCode?: string;
      readonly retryAfterSeconds?: number;
    }
  /** the connection is reset, nothing is done */
  | { readonly kind: 'reset' }
  /** done, then the connection is reset without an answer */
  | { readonly kind: 'lost' }
  /** done and answered after this time */
  | { readonly kind: 'slow'; readonly ms: number }
  /** nothing is done and nothing is ever answered */
  | { readonly kind: 'hang' }
  /** a page of HTML, as from a proxy or a sign-in; nothing is done */
  | { readonly kind: 'html'; readonly status?: number };

export interface FaultRule {
  readonly method?: string;
  readonly path?: RegExp;
  /** the first matching request that is hit, from 1; default 1 */
  readonly nth?: number;
  /** how many are hit; default 1 */
  readonly times?: number;
  readonly fault: Fault;
}

/** How a run ends, whatever its notebooks would have done. */
export interface RunFault {
  readonly outcome: 'FAILED' | 'TIMEDOUT' | 'CANCELED' | 'SKIPPED' | 'INTERNAL_ERROR' | 'SUCCESS_WITH_FAILURES';
  /** the notebooks run first; always so for SUCCESS_WITH_FAILURES, never for SKIPPED */
  readonly workDone?: boolean;
  /** FAILED: the task that fails, without its work; default the first one */
  readonly task?: string;
  readonly message?: string;
}

interface Asked {
  readonly method: string;
  readonly path: string;
}

/** A run as it starts. */
export interface Started {
  /** its idempotency token */
  readonly token: string | undefined;
}

interface Armed {
  readonly rule: FaultRule;
  seen: number;
  hit: number;
}

/** Faults on demand; rules are asked in the order added, the first that hits wins. */
export class Faults {
  readonly #rules: Armed[] = [];
  readonly #runs: RunFault[] = [];
  #held: { readonly until: Promise<void>; readonly when: 'before' | 'after' } | undefined;
  /** decides where no rule hits; for faults at random */
  decide: (request: Asked) => Fault | undefined = () => undefined;
  /** decides about a run where none is scripted */
  decideRun: (run: Started) => RunFault | undefined = () => undefined;

  add(rule: FaultRule): void {
    this.#rules.push({ rule, seen: 0, hit: 0 });
  }

  /** The next runs that start end like this. */
  nextRun(fault: RunFault, times = 1): void {
    for (let i = 0; i < times; i += 1) this.#runs.push(fault);
  }

  /** Runs that start from now on stay RUNNING until released: before their work, or when all of it is done. */
  holdRuns(when: 'before' | 'after' = 'before'): { release(): void } {
    const { promise, resolve } = Promise.withResolvers<void>();
    const held = { until: promise, when };
    this.#held = held;
    return {
      release: () => {
        if (this.#held === held) this.#held = undefined;
        resolve();
      },
    };
  }

  /** No rule, no scripted run; runs that are held stay so until released. */
  clear(): void {
    this.#rules.length = 0;
    this.#runs.length = 0;
    this.decide = () => undefined;
    this.decideRun = () => undefined;
  }

  /** For the server. */
  forRequest(request: Asked): Fault | undefined {
    for (const armed of this.#rules) {
      const { method, path, nth = 1, times = 1, fault } = armed.rule;
      if ((method !== undefined && method !== request.method) || path?.test(request.path) === false) continue;
      armed.seen += 1;
      if (armed.seen < nth || armed.hit >= times) continue;
      armed.hit += 1;
      return fault;
    }
    return this.decide(request);
  }

  /** For the runs. */
  forRun(run: Started): {
    readonly fault: RunFault | undefined;
    readonly held: Promise<void> | undefined;
    readonly when: 'before' | 'after';
  } {
    const fault = this.#runs.shift() ?? this.decideRun(run);
    return { fault, held: this.#held?.until, when: this.#held?.when ?? 'before' };
  }
}
