import pLimit, { type LimitFunction } from 'p-limit';
import type { ConnectionConfig } from '../../receiver/config/config.ts';
import { AppError } from '../../receiver/errors.ts';
import type { AccessToken, AccessTokens } from '../auth/access-tokens.ts';
import type { SourceApi } from '../sources/source-api.ts';
import { DailyQuota } from './daily-quota.ts';
import { type Exchange, exchange } from './exchange.ts';
import { outgoingOf, secretsOf } from './outgoing.ts';
import { apiProblem } from './problem.ts';
import { problemError } from './problem-error.ts';
import { holdsSecret, redactorOf, repeatsSecret } from './redact.ts';
import { RequestWindow } from './request-window.ts';
import { backoffMs, MAX_TRIES, MAX_WAIT_MS, RATE_LIMIT_PAUSE_MS, retryAfterMs } from './retry.ts';
import type { ApiOutcome, ApiProblem, ApiQuota, ApiRequest, ApiResponse, SourceClient } from './source-client.ts';
import { type RenewToken, tokenRenewals } from './token-renewals.ts';

export interface SourceClientOptions {
  readonly api: SourceApi;
  readonly connection: ConnectionConfig;
  readonly tokens: AccessTokens;
  readonly clock: () => Date;
  /** ends early, in whatever way, when the signal is aborted */
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<unknown>;
  /** 0 (inclusive) to 1 (exclusive) */
  readonly random: () => number;
  /** default: Node's own */
  readonly fetch?: typeof fetch;
  /** shared with whoever sends for the connection before and after; default: one of its own, as if nothing had been sent before */
  readonly window?: RequestWindow;
  /** `loader.quota_reserve` */
  readonly quotaReserve: number;
  /** what an earlier process heard of the daily quota: without it each process spends a request to learn it */
  readonly lastQuota?: ApiQuota | undefined;
  /** aborted when fetching shall end: every wait ends, with AppError `stopped` */
  readonly signal: AbortSignal;
  readonly log?: ClientLog;
}

/** One line each, free of secrets. */
export interface ClientLog {
  warn(text: string): void;
  detail(text: string): void;
}

/** The API client of one connection; one at a time for each, in all processes together (the fetch lease). A 429 pauses all of it. */
export function openSourceClient(options: SourceClientOptions): SourceClient {
  const client = new Client(options);
  return { send: (request) => client.send(request), quota: () => client.quota() };
}

/** How one try ended that was not the last word. */
type Unsettled =
  | { readonly kind: 'again'; readonly problem: ApiProblem; readonly isSafe: boolean; readonly afterMs: number }
  | { readonly kind: 'unauthorized'; readonly problem: ApiProblem };

/** A place among the requests of a minute. */
interface Turn {
  readonly token: AccessToken;
  readonly end: () => void;
}

interface Sent {
  readonly result: Exchange;
  readonly secrets: ReturnType<typeof secretsOf>;
}

class Client {
  readonly #options: SourceClientOptions;
  readonly #window: RequestWindow;
  readonly #quota: DailyQuota;
  readonly #renew: RenewToken;
  // The first request goes alone: it tells the quota, and whether the token is good.
  readonly #limit: LimitFunction = pLimit(1);
  readonly #warned = new Set<string>();
  #wasAccepted = false;

  constructor(options: SourceClientOptions) {
    const { api, connection, tokens, clock, quotaReserve, lastQuota, window } = options;
    this.#options = options;
    this.#window = window ?? new RequestWindow({ requestsPerMinute: api.limits.requestsPerMinute, clock });
    this.#quota = new DailyQuota({ reserve: quotaReserve, clock, connection: connection.name, last: lastQuota });
    this.#renew = tokenRenewals(tokens, clock);
  }

  quota(): ApiQuota | undefined {
    return this.#quota.current();
  }

  async send(request: ApiRequest): Promise<ApiOutcome> {
    try {
      return await this.#limit(() => this.#sendUntilSettled(request));
    } finally {
      this.#limit.concurrency = this.#options.api.limits.concurrency;
    }
  }

  async #sendUntilSettled(request: ApiRequest): Promise<ApiOutcome> {
    const { tokens, clock, random } = this.#options;
    let giveUpAt: number | undefined;
    let isRenewed = false;
    let tries = 0;
    this.#assertGoing();
    let token = await tokens.get();
    for (;;) {
      const end = await this.#turn(request);
      giveUpAt ??= clock().getTime() + MAX_WAIT_MS;
      const result = await this.#try(request, { token, end });
      if ('response' in result) return result;
      if (result.kind === 'unauthorized') {
        const renewed = isRenewed ? undefined : await this.#renew(token);
        if (renewed === undefined) throw this.#error(request, this.#asSignIn(result.problem));
        isRenewed = true;
        token = renewed;
        continue;
      }
      tries += 1;
      const waitMs = Math.max(result.afterMs, backoffMs(tries - 1, random));
      if (!result.isSafe || tries >= MAX_TRIES || clock().getTime() + waitMs > giveUpAt) {
        throw this.#error(request, result.problem);
      }
      this.#options.log?.detail(`${this.#say(request, result.problem)}; again in ${Math.ceil(waitMs / 1000)} s`);
      await this.#sleep(waitMs);
      token = await tokens.get();
    }
  }

  /** Waits until one more request may be sent, and counts it at once: others ask in the same moment. @returns to be called at its end */
  async #turn({ isBulk = false }: ApiRequest): Promise<() => void> {
    for (;;) {
      this.#assertGoing();
      this.#quota.assertLeft({ inFlight: this.#window.inFlight, isBulk });
      const waitMs = this.#window.waitMs();
      if (waitMs <= 0) return this.#window.begin();
      if (waitMs > MAX_WAIT_MS) {
        const seconds = Math.ceil(waitMs / 1000);
        const problem = apiProblem('api_rate_limited', `the provider wants no request for another ${seconds} s`);
        throw problemError(problem, { connection: this.#options.connection.name });
      }
      await this.#sleep(waitMs);
    }
  }

  async #try(request: ApiRequest, { token, end }: Turn): Promise<ApiOutcome | Unsettled> {
    const sent = await this.#exchange(request, token).finally(end);
    this.#assertGoing();
    const { result, secrets } = sent;
    const clean = redactorOf(secrets);
    if (result.kind === 'failed') {
      const problem = { ...result.problem, message: clean(result.problem.message) };
      if (!problem.retryable) throw this.#error(request, problem);
      return { kind: 'again', problem, isSafe: isRead(request) || !result.mayBeDone, afterMs: 0 };
    }
    return this.#read(request, result.response, { secrets, clean });
  }

  async #exchange(request: ApiRequest, token: AccessToken): Promise<Sent> {
    const { api, connection, clock, signal, log } = this.#options;
    const distrusted = api.distrusted?.(connection, token);
    if (distrusted !== undefined && !this.#warned.has(distrusted)) log?.warn(`${connection.name}: ${distrusted}`);
    if (distrusted !== undefined) this.#warned.add(distrusted);
    const outgoing = outgoingOf(request, { api, connection, token });
    const secrets = secretsOf(request, { connection, token });
    const { timeoutMs } = api.limits;
    const result = await exchange(outgoing, { fetch: this.#options.fetch ?? fetch, clock, timeoutMs, signal });
    return { result, secrets };
  }

  #read(
    request: ApiRequest,
    response: ApiResponse,
    { secrets, clean }: { readonly secrets: readonly string[]; readonly clean: (text: string) => string },
  ): ApiOutcome | Unsettled {
    this.#quota.hear(response);
    const verdict = this.#options.api.verdict(response, request);
    if (verdict.kind === 'answer' || verdict.kind === 'gone') {
      this.#wasAccepted = true;
      // what was read lands as it is; of what was written only the success is of interest
      if (!isRead(request) || !holdsSecret(response.body, secrets)) return { kind: verdict.kind, response };
      throw this.#error(request, apiProblem('api_answer_invalid', 'the answer repeats our credentials'));
    }
    const problem = { ...verdict.problem, message: clean(verdict.problem.message) };
    if (verdict.kind === 'unauthorized') return { kind: 'unauthorized', problem };
    if (verdict.kind === 'again') {
      const isRateLimit = problem.code === 'api_rate_limited';
      const afterMs = retryAfterMs(response) ?? verdict.afterMs ?? (isRateLimit ? RATE_LIMIT_PAUSE_MS : 0);
      if (isRateLimit) this.#pause(request, problem, afterMs);
      return { kind: 'again', problem, isSafe: isRateLimit || isRead(request), afterMs };
    }
    if (problem.code === 'api_quota_exhausted') this.#quota.exhaust();
    if (verdict.kind === 'problem' || repeatsSecret(response.body, clean)) throw this.#error(request, problem);
    this.#wasAccepted = true;
    return { kind: 'refused', response, problem };
  }

  #pause(request: ApiRequest, problem: ApiProblem, afterMs: number): void {
    this.#window.pause(afterMs);
    this.#options.log?.warn(`${this.#say(request, problem)}; no request for ${Math.ceil(afterMs / 1000)} s`);
  }

  /** A 401 that looks like a missing permission is one only if our sign-in is known to work. */
  #asSignIn(problem: ApiProblem): ApiProblem {
    return this.#wasAccepted ? problem : apiProblem('api_unauthorized', problem.message);
  }

  async #sleep(ms: number): Promise<void> {
    const { sleep, signal } = this.#options;
    this.#assertGoing();
    const asleep = sleep(ms, signal).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    });
    let stop: (() => void) | undefined;
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
      signal.addEventListener('abort', stop, { once: true });
    });
    try {
      await Promise.race([asleep, stopped]);
    } finally {
      if (stop !== undefined) signal.removeEventListener('abort', stop);
    }
    this.#assertGoing();
  }

  #assertGoing(): void {
    if (!this.#options.signal.aborted) return;
    throw new AppError('stopped', `${this.#options.connection.name}: stopped while fetching`, {
      hint: 'nothing is lost: the next run goes on from here',
      retryable: true,
      context: { scope: 'connection' },
    });
  }

  #say(request: ApiRequest, { message }: ApiProblem): string {
    return `${this.#options.connection.name}: ${whatOf(request)}: ${message}`;
  }

  #error(request: ApiRequest, problem: ApiProblem): AppError {
    return problemError(problem, { connection: this.#options.connection.name, what: whatOf(request) });
  }
}

function isRead({ method = 'GET' }: ApiRequest): boolean {
  return method === 'GET';
}

function whatOf({ method = 'GET', path }: ApiRequest): string {
  return `${method} ${path}`;
}
